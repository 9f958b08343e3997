import type { EditorOrder } from '@moorage/api'
import type { App } from '../app.ts'
import { lineOf } from '../organizations/scope.ts'
import { statement } from '../storage/db/statement.ts'
import type { Transaction } from '../storage/db/transaction.ts'

/** Every extension without a row of its own. */
const ANY_EXTENSION = '*'

const all = statement()((db) => db.selectFrom('editor_order').select(['organization_id as organizationId', 'extension', 'editors']))
const put = statement<{ organizationId: string; extension: string; editors: string }>()((db, arg) =>
  db
    .insertInto('editor_order')
    .values({ organization_id: arg('organizationId'), extension: arg('extension'), editors: arg('editors') })
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'extension']).doUpdateSet((eb) => ({ editors: eb.ref('excluded.editors') })),
    ),
)
const drop = statement<{ organizationId: string; extension: string }>()((db, arg) =>
  db.deleteFrom('editor_order').where('organization_id', '=', arg('organizationId')).where('extension', '=', arg('extension')),
)

/** An empty list takes the row away. */
const setEditorOrder: Transaction<{ organizationId: string } & EditorOrder, void> = async (sql, { organizationId, extension, editors }) => {
  if (editors.length > 0) await sql.run(put, { organizationId, extension, editors: JSON.stringify(editors) })
  else await sql.run(drop, { organizationId, extension })
}
export const editorOrderTransactions = { setEditorOrder }

/** Rows of an organization and of those above it, the nearest first; a few that somebody wrote by hand. */
export async function ordersAbove(
  { db }: Pick<App, 'db'>,
  organizationId: string,
): Promise<{ organizationId: string; order: EditorOrder }[]> {
  const rows = await db.read.all(all, {})
  if (rows.length === 0) return []
  const line = await lineOf(db.read, organizationId)
  return line.flatMap((id) =>
    rows
      .filter((row) => row.organizationId === id)
      .map(({ extension, editors }) => ({ organizationId: id, order: { extension, editors: JSON.parse(editors) as string[] } })),
  )
}

/**
 * How editors are tried for an organization's people, by extension: its own row, else that of the nearest organization
 * above; a row for the extension before one for all. Read once per request; what is not named comes after, as usual.
 */
export async function editorOrderOf(app: Pick<App, 'db'>, organizationId: string): Promise<(extension: string) => string[]> {
  const orders = await ordersAbove(app, organizationId)
  return (extension) => {
    const of = (wanted: string) => orders.find(({ order }) => order.extension === wanted)?.order.editors
    return of(extension) ?? of(ANY_EXTENSION) ?? []
  }
}

/** Those that are named first, in that order; the rest as they were. */
export function inOrder<T>(things: T[], idOf: (thing: T) => string, order: string[]): T[] {
  if (order.length === 0) return things
  const rank = (thing: T) => (order.indexOf(idOf(thing)) + order.length + 1) % (order.length + 1)
  return [...things].sort((a, b) => rank(a) - rank(b))
}
