import { FINDING_STATES, type FindingChange, type FindingField, LAUNCH_FLOWS, type LaunchFinding, type LaunchFlowName } from '@moorage/api'
import { putSettingRow, settingRow } from '../../installation.ts'
import type { LaunchFindingTable } from '../../storage/db/schema.ts'
import { statement } from '../../storage/db/statement.ts'
import type { Transaction } from '../../storage/db/transaction.ts'
import { recordChange } from './change-log.ts'
import { findingOf, oneRow } from './rows.ts'

/** What a finding says; null: nothing. */
export type Said = Pick<LaunchFindingTable, FindingField>

const insert = statement<Pick<LaunchFindingTable, keyof LaunchFindingTable>>()((db, arg) =>
  db.insertInto('launch_finding').values({
    id: arg('id'),
    number: arg('number'),
    version: arg('version'),
    pass: arg('pass'),
    title: arg('title'),
    text: arg('text'),
    flow: arg('flow'),
    test: arg('test'),
    answer: arg('answer'),
    state: arg('state'),
    added_at: arg('added_at'),
    added_by: arg('added_by'),
    changed_at: arg('changed_at'),
    changed_by: arg('changed_by'),
  }),
)
const update = statement<Omit<LaunchFindingTable, 'number' | 'added_at' | 'added_by'>>()((db, arg) =>
  db
    .updateTable('launch_finding')
    .set({
      version: arg('version'),
      pass: arg('pass'),
      title: arg('title'),
      text: arg('text'),
      flow: arg('flow'),
      test: arg('test'),
      answer: arg('answer'),
      state: arg('state'),
      changed_at: arg('changed_at'),
      changed_by: arg('changed_by'),
    })
    .where('id', '=', arg('id')),
)
const touch = statement<{ id: string; version: number }>()((db, arg) =>
  db
    .updateTable('launch_finding')
    .set({ version: arg('version') })
    .where('id', '=', arg('id'))
    .where('version', '=', arg('version')),
)
const removeRow = statement<{ id: string }>()((db, arg) => db.deleteFrom('launch_finding').where('id', '=', arg('id')))
const removeChanges = statement<{ id: string }>()((db, arg) => db.deleteFrom('launch_finding_change').where('finding_id', '=', arg('id')))
const removePictures = statement<{ id: string }>()((db, arg) =>
  db.deleteFrom('launch_screenshot').where('owner_kind', '=', 'finding').where('owner_id', '=', arg('id')),
)

/** As people read it in the history. */
function shown(field: FindingField, value: Said[FindingField]): string | undefined {
  if (value === null || value === '') return undefined
  if (field === 'state') return FINDING_STATES[value as keyof typeof FINDING_STATES]
  if (field === 'flow') return LAUNCH_FLOWS[value as LaunchFlowName].title
  return String(value)
}

function difference(before: Said, after: Partial<Said>): FindingChange['what'] {
  return (Object.keys(after) as FindingField[])
    .filter((field) => after[field] !== before[field])
    .map((field) => {
      const [from, to] = [shown(field, before[field]), shown(field, after[field] ?? null)]
      return { field, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
    })
}

const addFinding: Transaction<Said & { id: string; by: string; now: number }, LaunchFinding> = async (sql, { id, by, now, ...said }) => {
  const number = Number((await sql.get(settingRow, { name: 'launch_finding_number' }))?.value ?? 0) + 1
  await sql.run(putSettingRow, { name: 'launch_finding_number', value: String(number) })
  await sql.run(insert, { ...said, id, number, version: 1, added_at: now, added_by: by, changed_at: now, changed_by: by })
  await recordChange(sql, id, { at: now, by, what: [{ field: 'added', to: FINDING_STATES[said.state] }] })
  return { ...((await findingOf(sql, id)) as LaunchFinding) }
}

/** `conflict`: somebody else changed it since `version`; it is answered as it is now, and nothing was done. */
export type Changing = { outcome: 'changed' | 'conflict'; finding: LaunchFinding; what: FindingChange['what'] } | { outcome: 'gone' }

type Change = { id: string; version: number; said: Partial<Said>; by: string; now: number }

const changeFinding: Transaction<Change, Changing> = async (sql, { id, version, said, by, now }) => {
  const mine = (await sql.run(touch, { id, version })) > 0
  const before = (await sql.get(oneRow, { id })) as LaunchFindingTable | undefined
  if (!before) return { outcome: 'gone' }
  const finding = async () => (await findingOf(sql, id)) as LaunchFinding
  if (!mine) return { outcome: 'conflict', finding: await finding(), what: [] }
  const what = difference(before, said)
  if (what.length > 0) {
    const { number: _number, added_at: _at, added_by: _by, ...row } = before
    await sql.run(update, { ...row, ...said, version: version + 1, changed_at: now, changed_by: by })
    await recordChange(sql, id, { at: now, by, what })
  }
  return { outcome: 'changed', finding: await finding(), what }
}

/** Answers what was deleted, with the screenshots whose bytes have to go too. */
const removeFinding: Transaction<{ id: string; version: number }, Changing> = async (sql, { id, version }) => {
  const finding = await findingOf(sql, id)
  if (!finding) return { outcome: 'gone' }
  if (finding.version !== version) return { outcome: 'conflict', finding, what: [] }
  await sql.run(removePictures, { id })
  await sql.run(removeChanges, { id })
  await sql.run(removeRow, { id })
  return { outcome: 'changed', finding, what: [] }
}

export const findingTransactions = { addFinding, changeFinding, removeFinding }
