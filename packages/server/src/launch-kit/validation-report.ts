import { LAUNCH_PROFILES, type LaunchProfile, type ProfileReport, type ValidationReport } from '@moorage/api'
import type { RunEvent } from '@moorage/validator'
import type { App } from '../app.ts'
import { statement } from '../storage/db/statement.ts'
import type { Transaction } from '../storage/db/transaction.ts'

/** of each profile */
const KEPT = 10
const MOST_FAILURES = 200
const MOST_TEXT = 500

/** What is kept of a run beside when and with what it was. */
export type KeptReport = Omit<ValidationReport, 'id' | 'profile' | 'at' | 'version' | 'address' | 'failed'>

type Row = { profile: string; at: number; version: string; settings: string; address: string; failed: number; report: string }
const insert = statement<Row>()((db, arg) =>
  db.insertInto('validation_report').values({
    profile: arg('profile'),
    at: arg('at'),
    version: arg('version'),
    settings: arg('settings'),
    address: arg('address'),
    failed: arg('failed'),
    report: arg('report'),
  }),
)
const removeOlder = statement<{ profile: string; kept: number }>()((db, arg) =>
  db
    .deleteFrom('validation_report')
    .where('profile', '=', arg('profile'))
    .where('seq', 'not in', (eb) =>
      eb
        .selectFrom('validation_report as newest')
        .select('newest.seq')
        .where('newest.profile', '=', arg('profile'))
        .orderBy('newest.seq', 'desc')
        .limit(arg('kept')),
    ),
)

const keepReport: Transaction<Row, void> = async (sql, row) => {
  await sql.run(insert, row)
  await sql.run(removeOlder, { profile: row.profile, kept: KEPT })
}
export const validationReportTransactions = { keepReport }

const COLUMNS = ['seq', 'profile', 'at', 'version', 'settings', 'address', 'failed', 'report'] as const
const ofProfile = statement<{ profile: string }>()((db, arg) =>
  db.selectFrom('validation_report').select(COLUMNS).where('profile', '=', arg('profile')).orderBy('seq', 'desc'),
)
const byId = statement<{ id: number }>()((db, arg) => db.selectFrom('validation_report').select(COLUMNS).where('seq', '=', arg('id')))

const present = ({ seq, profile, at, version, address, failed, report }: Row & { seq: number }): ValidationReport => ({
  ...{ id: seq, profile: profile as LaunchProfile, at, version, address, failed },
  ...(JSON.parse(report) as KeptReport),
})

export async function validationReport({ db }: Pick<App, 'db'>, id: number): Promise<ValidationReport | undefined> {
  const row = await db.read.get(byId, { id })
  return row && present(row)
}

/** Office mobile is validated only where it is offered. */
const neededIn = ({ mobile }: Pick<App['config'], 'mobile'>, profile: LaunchProfile) =>
  profile === 'web' || (profile === 'native' && mobile !== undefined)

/** Of every profile the last report, and whether it still counts with the settings of now. */
export const profileReports = ({ config, db }: Pick<App, 'config' | 'db'>, settings: string): Promise<ProfileReport[]> =>
  Promise.all(
    (Object.keys(LAUNCH_PROFILES) as LaunchProfile[]).map(async (profile): Promise<ProfileReport> => {
      const needed = neededIn(config, profile)
      const rows = await db.read.all(ofProfile, { profile })
      const [row] = rows
      if (!row) return { profile, needed, state: 'never', kept: 0 }
      const last = present(row)
      const state = row.settings === settings ? (last.failed === 0 && last.passed > 0 ? 'green' : 'failed') : 'stale'
      return { profile, needed, state, last, kept: rows.length }
    }),
  )

const cut = (text: string) => (text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text)

/** A run in short: nothing that was sent or answered, so that no token and no file is kept with it. */
export function summaryOf(events: readonly RunEvent[], cases: string, durationMs: number): KeptReport & { failed: number } {
  const last = events.at(-1)
  if (last?.type !== 'run-finished' || last.summary.aborted) throw new Error('the run did not reach its end')
  const { passed, failed, skipped, groups } = last.summary
  const failures = events.flatMap((event) => {
    if (event.type !== 'case-finished' || event.result.status === 'passed') return []
    const { name, reason, exchanges } = event.result
    const broken = exchanges.flatMap((each) => each.failures)[0]
    const clause = broken ? `${broken.clause}: expected ${broken.expected}, got ${broken.actual}` : undefined
    return [{ group: event.group, name, reason: cut(clause ?? reason ?? 'no reason was given') }]
  })
  return {
    ...{ durationMs, cases, passed, failed, skipped },
    groups: groups.map(({ reason, ...counts }) => ({ ...counts, ...(reason === undefined ? {} : { reason: cut(reason) }) })),
    failures: failures.slice(0, MOST_FAILURES),
  }
}

const row = (cells: readonly (string | number)[]) => `| ${cells.map((cell) => String(cell).replace(/[|\r\n]+/g, ' ')).join(' | ')} |`

/** To be read by people; `note` says what has become of it since. */
export function reportPage(report: ValidationReport, note?: string): string {
  const { profile, at, version, cases, address, passed, failed, skipped, groups, failures, durationMs } = report
  const verdict = failed === 0 && passed > 0 ? 'passed' : 'FAILED'
  return [
    `# Validation: ${LAUNCH_PROFILES[profile].title}, ${verdict}`,
    ...(note ? [note] : []),
    [
      `- When: ${new Date(at).toISOString()}, in ${(durationMs / 1000).toFixed(1)} s`,
      `- Moorage ${version}, profile ${profile}: ${LAUNCH_PROFILES[profile].about}`,
      `- Cases: ${cases}`,
      `- Against: ${address}`,
      `- **${passed} passed, ${failed} failed, ${skipped} skipped**`,
    ].join('\n'),
    [
      row(['Group', 'Passed', 'Failed', 'Skipped', 'Why skipped']),
      row(['---', '---', '---', '---', '---']),
      ...groups.map((group) => row([group.name, group.passed, group.failed, group.skipped, group.reason ?? ''])),
    ].join('\n'),
    ...(failures.length > 0
      ? ['## Failed', failures.map(({ group, name, reason }) => `- ${group} / ${name}: ${reason.replace(/[\r\n]+/g, ' ')}`).join('\n')]
      : []),
  ]
    .join('\n\n')
    .concat('\n')
}
