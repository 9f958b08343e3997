import type { FindingChange, LaunchFinding, LaunchFlowName, Screenshot } from '@moorage/api'
import type { App } from '../../app.ts'
import type { LaunchFindingTable } from '../../storage/db/schema.ts'
import type { Sql } from '../../storage/db/sql.ts'
import { statement } from '../../storage/db/statement.ts'
import { screenshotsBy, screenshotsOf } from './screenshot-rows.ts'

export const oneRow = statement<{ id: string }>()((db, arg) => db.selectFrom('launch_finding').selectAll().where('id', '=', arg('id')))
const allRows = statement()((db) => db.selectFrom('launch_finding').selectAll().orderBy('number'))
const changesOf = statement<{ id: string }>()((db, arg) =>
  db.selectFrom('launch_finding_change').select(['at', 'by', 'what']).where('finding_id', '=', arg('id')).orderBy('seq', 'desc'),
)
const allChanges = statement()((db) =>
  db.selectFrom('launch_finding_change').select(['finding_id', 'at', 'by', 'what']).orderBy('seq', 'desc'),
)

const presentFinding = (row: LaunchFindingTable, screenshots: Screenshot[]): LaunchFinding => ({
  id: row.id,
  number: row.number,
  version: row.version,
  title: row.title,
  text: row.text,
  pass: row.pass,
  ...(row.flow === null ? {} : { flow: row.flow as LaunchFlowName }),
  ...(row.test === null ? {} : { test: row.test }),
  answer: row.answer,
  state: row.state,
  addedAt: row.added_at,
  addedBy: row.added_by,
  changedAt: row.changed_at,
  changedBy: row.changed_by,
  screenshots,
})

const presentChange = ({ at, by, what }: { at: number; by: string; what: string }): FindingChange => ({ at, by, what: JSON.parse(what) })

/** In the order in which they were entered. */
export async function findings({ db }: Pick<App, 'db'>): Promise<LaunchFinding[]> {
  const [rows, screenshots] = await Promise.all([db.read.all(allRows, {}), screenshotsBy(db.read, 'finding')])
  return rows.map((row) => presentFinding(row, screenshots.get(row.id) ?? []))
}

/** Inside a transaction or out of it. */
export async function findingOf(sql: Pick<Sql, 'get' | 'all'>, id: string): Promise<LaunchFinding | undefined> {
  const row = (await sql.get(oneRow, { id })) as LaunchFindingTable | undefined
  return row && presentFinding(row, await screenshotsOf(sql, 'finding', id))
}

/** Every change of one, the newest first. */
export const historyOf = async ({ db }: Pick<App, 'db'>, id: string): Promise<FindingChange[]> =>
  (await db.read.all(changesOf, { id })).map(presentChange)

/** Of all, by finding, the newest first. */
export async function histories({ db }: Pick<App, 'db'>): Promise<Map<string, FindingChange[]>> {
  const found = new Map<string, FindingChange[]>()
  for (const row of await db.read.all(allChanges, {})) found.set(row.finding_id, [...(found.get(row.finding_id) ?? []), presentChange(row)])
  return found
}
