import type { LaunchFlowName, Screenshot } from '@moorage/api'
import type { LaunchScreenshotTable } from '../../storage/db/schema.ts'
import type { Sql } from '../../storage/db/sql.ts'
import { statement } from '../../storage/db/statement.ts'
import type { Transaction } from '../../storage/db/transaction.ts'
import { recordChange } from './change-log.ts'

export type Owner = { kind: 'finding'; id: string } | { kind: 'flow'; id: LaunchFlowName }
type OwnerKind = Owner['kind']
type Row = Pick<LaunchScreenshotTable, keyof LaunchScreenshotTable>

/** More pictures than this say nothing more. */
export const MOST_SCREENSHOTS = 30

const oneRow = statement<{ id: string }>()((db, arg) => db.selectFrom('launch_screenshot').selectAll().where('id', '=', arg('id')))
const ofOwner = statement<{ kind: OwnerKind; id: string }>()((db, arg) =>
  db
    .selectFrom('launch_screenshot')
    .selectAll()
    .where('owner_kind', '=', arg('kind'))
    .where('owner_id', '=', arg('id'))
    .orderBy('position'),
)
const ofKind = statement<{ kind: OwnerKind }>()((db, arg) =>
  db.selectFrom('launch_screenshot').selectAll().where('owner_kind', '=', arg('kind')).orderBy('owner_id').orderBy('position'),
)
const insert = statement<Row>()((db, arg) =>
  db.insertInto('launch_screenshot').values({
    id: arg('id'),
    owner_kind: arg('owner_kind'),
    owner_id: arg('owner_id'),
    name: arg('name'),
    type: arg('type'),
    size: arg('size'),
    added_at: arg('added_at'),
    added_by: arg('added_by'),
    position: arg('position'),
  }),
)
const remove = statement<{ id: string }>()((db, arg) => db.deleteFrom('launch_screenshot').where('id', '=', arg('id')))
const findingThere = statement<{ id: string }>()((db, arg) => db.selectFrom('launch_finding').select('id').where('id', '=', arg('id')))

const present = ({ id, name, type, size, added_at, added_by }: Row): Screenshot => ({
  id,
  name,
  type,
  size,
  addedAt: added_at,
  addedBy: added_by,
})

export const screenshotsOf = async (sql: Pick<Sql, 'all'>, kind: OwnerKind, id: string): Promise<Screenshot[]> =>
  (await sql.all(ofOwner, { kind, id })).map(present)

/** Of every finding, or of every flow, by its id or name. */
export async function screenshotsBy(sql: Pick<Sql, 'all'>, kind: OwnerKind): Promise<Map<string, Screenshot[]>> {
  const found = new Map<string, Screenshot[]>()
  for (const row of await sql.all(ofKind, { kind })) found.set(row.owner_id, [...(found.get(row.owner_id) ?? []), present(row)])
  return found
}

export async function screenshotWithOwner(
  sql: Pick<Sql, 'get'>,
  id: string,
): Promise<{ owner: Owner; screenshot: Screenshot } | undefined> {
  const row = (await sql.get(oneRow, { id })) as Row | undefined
  return row && { owner: { kind: row.owner_kind, id: row.owner_id } as Owner, screenshot: present(row) }
}

type Added = Pick<Screenshot, 'id' | 'name' | 'type' | 'size'> & { owner: Owner; replaces: string | undefined; by: string; now: number }
/** `no-owner`: the finding is not there; `replaced`: nor is the screenshot whose place it takes; `many`: there is no room. */
export type Adding = { outcome: 'added' } | { outcome: 'no-owner' | 'replaced' | 'many' }

const addScreenshot: Transaction<Added, Adding> = async (sql, { owner, replaces, by, now, ...picture }) => {
  if (owner.kind === 'finding' && !(await sql.get(findingThere, { id: owner.id }))) return { outcome: 'no-owner' }
  const there = await sql.all(ofOwner, owner)
  const former = there.find(({ id }) => id === replaces)
  if (replaces !== undefined && !former) return { outcome: 'replaced' }
  if (!former && there.length >= MOST_SCREENSHOTS) return { outcome: 'many' }
  if (former) await sql.run(remove, { id: former.id })
  const position = former?.position ?? (there.at(-1)?.position ?? 0) + 1
  await sql.run(insert, { ...picture, owner_kind: owner.kind, owner_id: owner.id, added_at: now, added_by: by, position })
  if (owner.kind === 'finding')
    await recordChange(sql, owner.id, {
      at: now,
      by,
      what: [{ field: 'screenshot', ...(former ? { from: former.name } : {}), to: picture.name }],
    })
  return { outcome: 'added' }
}

/** The screenshot that is gone now; undefined where it was gone before. */
const removeScreenshot: Transaction<{ id: string; by: string; now: number }, { owner: Owner; screenshot: Screenshot } | undefined> = async (
  sql,
  { id, by, now },
) => {
  const found = await screenshotWithOwner(sql, id)
  if (!found) return undefined
  await sql.run(remove, { id })
  if (found.owner.kind === 'finding')
    await recordChange(sql, found.owner.id, { at: now, by, what: [{ field: 'screenshot', from: found.screenshot.name }] })
  return found
}

export const screenshotTransactions = { addScreenshot, removeScreenshot }
