import { type LaunchAnswer, type LaunchSent, type LaunchText, QUESTIONNAIRE } from '@moorage/api'
import type { App } from '../app.ts'
import { statement } from '../storage/db/statement.ts'
import type { Transaction } from '../storage/db/transaction.ts'
import { textTitle } from './texts.ts'

type Row = { what: string; at: number; by: string; note: string; text: string }

const insert = statement<Row>()((db, arg) =>
  db.insertInto('launch_sent').values({ what: arg('what'), at: arg('at'), by_name: arg('by'), note: arg('note'), text: arg('text') }),
)
const COLUMNS = ['seq as id', 'what', 'at', 'by_name as by', 'note', 'text'] as const
const lastOf = statement<{ what: string }>()((db, arg) =>
  db.selectFrom('launch_sent').select(COLUMNS).where('what', '=', arg('what')).orderBy('seq', 'desc').limit(1),
)
const page = statement<{ before: number; limit: number }>()((db, arg) =>
  db.selectFrom('launch_sent').select(COLUMNS).where('seq', '<', arg('before')).orderBy('seq', 'desc').limit(arg('limit')),
)

const keepSent: Transaction<Row, number> = (sql, row) => sql.run(insert, row)
export const launchSentTransactions = { keepSent }

/** The questionnaire as it goes to Microsoft. */
export const questionnaireText = (answers: readonly LaunchAnswer[]) =>
  answers.map(({ question, answer }) => `${question}\n${answer}\n`).join('\n')

/** Question by question out of such a text; a question that is no longer asked stands there with its answer all the same. */
function answersIn(text: string): Map<string, string> {
  return new Map(
    text.split('\n\n').flatMap((part): [string, string][] => {
      const [question, ...answer] = part.trim().split('\n')
      return question ? [[question, answer.join('\n')]] : []
    }),
  )
}

/** Figures move every day: that a text with them reads otherwise now is no change of settings. */
const MOVING = new Set(['roll-out', 'change-roll-out'])

/** Every answer and text, with what was last sent of it where it was. */
export async function withSent(
  { db }: Pick<App, 'db'>,
  { texts, questionnaire }: { texts: LaunchText[]; questionnaire: LaunchAnswer[] },
): Promise<{ texts: LaunchText[]; questionnaire: LaunchAnswer[] }> {
  const sent = await db.read.get(lastOf, { what: QUESTIONNAIRE })
  const before = sent && answersIn(sent.text)
  return {
    questionnaire: questionnaire.map((one) => {
      const said = before?.get(one.question)
      if (!sent || said === undefined) return one
      return { ...one, sent: { at: sent.at, by: sent.by, ...(said === one.answer ? {} : { before: said }) } }
    }),
    texts: await Promise.all(
      texts.map(async (one) => {
        const last = await db.read.get(lastOf, { what: one.id })
        if (!last) return one
        return {
          ...one,
          sent: { at: last.at, by: last.by, ...(last.text === one.text || MOVING.has(one.id) ? {} : { before: last.text }) },
        }
      }),
    ),
  }
}

/** The newest first; what is no longer written has its id for a title. */
export async function sentLog(
  { db }: Pick<App, 'db'>,
  { before = Number.MAX_SAFE_INTEGER, limit }: { before?: number | undefined; limit: number },
): Promise<LaunchSent[]> {
  const rows = await db.read.all(page, { before, limit })
  return rows.map((row) => ({ ...row, title: row.what === QUESTIONNAIRE ? 'Questionnaire' : textTitle(row.what) }))
}
