import type { App } from '../app.ts'
import { statement } from '../storage/db/statement.ts'
import type { Transaction } from '../storage/db/transaction.ts'
import type { AddedEditor } from './editors.ts'

const rows = statement()((db) =>
  db
    .selectFrom('editor')
    .select(['id', 'name', 'discovery_url', 'profile', 'proof', 'wopi_origin', 'position', 'removed_at'])
    .orderBy('position'),
)

const remembered = new WeakMap<App['db'], readonly AddedEditor[]>()
const NONE: readonly AddedEditor[] = Object.freeze([])

/** The editors that were set up in the portal, removed ones too: synchronous, from memory. */
export const addedEditors = (app: Pick<App, 'db'>): readonly AddedEditor[] => remembered.get(app.db) ?? NONE

/** When the database is opened, and after each change of the table. */
export async function loadAddedEditors(app: Pick<App, 'db'>): Promise<void> {
  const found = await app.db.read.all(rows, {})
  remembered.set(
    app.db,
    Object.freeze(
      found.map(({ discovery_url, wopi_origin, removed_at, ...row }) => ({
        ...row,
        discoveryUrl: discovery_url,
        removedAt: removed_at,
        ...(wopi_origin === null ? {} : { wopiOrigin: wopi_origin }),
      })),
    ),
  )
}

type Row = Pick<AddedEditor, 'id' | 'name' | 'discoveryUrl' | 'profile' | 'proof'> & { now: number }

const insert = statement<Row & { position: number }>()((db, arg) =>
  db.insertInto('editor').values({
    id: arg('id'),
    name: arg('name'),
    discovery_url: arg('discoveryUrl'),
    profile: arg('profile'),
    proof: arg('proof'),
    wopi_origin: null,
    position: arg('position'),
    added_at: arg('now'),
    removed_at: null,
  }),
)
const lastPosition = statement()((db) => db.selectFrom('editor').select(({ fn }) => fn.max('position').as('position')))
const update = statement<Omit<Row, 'now'>>()((db, arg) =>
  db
    .updateTable('editor')
    .set({ name: arg('name'), discovery_url: arg('discoveryUrl'), profile: arg('profile'), proof: arg('proof') })
    .where('id', '=', arg('id'))
    .where('removed_at', 'is', null),
)
const remove = statement<{ id: string; now: number }>()((db, arg) =>
  db
    .updateTable('editor')
    .set({ removed_at: arg('now') })
    .where('id', '=', arg('id'))
    .where('removed_at', 'is', null),
)

const addEditor: Transaction<Row, void> = async (sql, row) => {
  const last = await sql.get(lastPosition, {})
  await sql.run(insert, { ...row, position: Number(last?.position ?? 0) + 1 })
}
/** The number of rows changed: 0 where it is not there any more. */
const changeEditor: Transaction<Omit<Row, 'now'>, number> = (sql, row) => sql.run(update, row)
const removeEditor: Transaction<{ id: string; now: number }, number> = (sql, args) => sql.run(remove, args)

export const addedEditorTransactions = { addEditor, changeEditor, removeEditor }
