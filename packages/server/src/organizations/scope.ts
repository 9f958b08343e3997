import type { Actor } from '../access/actor.ts'
import type { App } from '../app.ts'
import type { Sql } from '../storage/db/sql.ts'
import { statement } from '../storage/db/statement.ts'
import { ALL_ORGANIZATIONS } from './organizations.ts'

const below = statement<{ id: string }>()((db, arg) =>
  db
    .withRecursive('below', (tree) =>
      tree
        .selectFrom('organization')
        .select('organization.id')
        .where('organization.id', '=', arg('id'))
        .unionAll(tree.selectFrom('organization as child').innerJoin('below', 'below.id', 'child.parent_id').select('child.id')),
    )
    .selectFrom('below')
    .select('below.id'),
)

const above = statement<{ id: string }>()((db, arg) =>
  db
    .withRecursive('above(id, parent_id, height)', (tree) =>
      tree
        .selectFrom('organization')
        .select((eb) => ['organization.id', 'organization.parent_id', eb.lit<number>(0).as('height')])
        .where('organization.id', '=', arg('id'))
        .unionAll(
          tree
            .selectFrom('organization as parent')
            .innerJoin('above', 'above.parent_id', 'parent.id')
            .select((eb) => ['parent.id', 'parent.parent_id', eb('above.height', '+', eb.lit(1)).as('height')]),
        ),
    )
    .selectFrom('above')
    .select('above.id')
    .orderBy('above.height'),
)

const ids = (rows: { id: string }[]) => rows.map(({ id }) => id)

/** An organization and all organizations below it. For transactions; else `organizationsBelow`. */
export const subtreeOf = async (sql: Sql, id: string): Promise<string[]> => ids(await sql.all(below, { id }))

/** An organization and all organizations above it up to All Organizations, the nearest first, beginning with itself; none where it does not exist. */
export const lineOf = async (sql: Sql, id: string): Promise<string[]> => ids(await sql.all(above, { id }))

/** An organization and all organizations below it, itself included. */
export const organizationsBelow = ({ db }: Pick<App, 'db'>, id: string): Promise<string[]> => subtreeOf(db.read, id)

type Asking = Pick<Actor, 'kind' | 'organizationId'>

/**
 * Whether this account may administer that organization: system administrators every one, an organization
 * administrator their own and those below it, nobody else any. What is not administered does not exist for them: 404.
 */
export async function administers({ db }: Pick<App, 'db'>, { kind, organizationId }: Asking, id: string): Promise<boolean> {
  if (kind !== 'system-administrator' && kind !== 'organization-administrator') return false
  return (await lineOf(db.read, id)).includes(topOf({ kind, organizationId }))
}

/** The highest organization that an administrator looks after. */
export const topOf = ({ kind, organizationId }: Asking) => (kind === 'system-administrator' ? ALL_ORGANIZATIONS : organizationId)

/** The ids of every organization that this account administers. */
export async function administeredBy({ db }: Pick<App, 'db'>, { kind, organizationId }: Asking): Promise<string[]> {
  if (kind === 'system-administrator') return subtreeOf(db.read, ALL_ORGANIZATIONS)
  return kind === 'organization-administrator' ? subtreeOf(db.read, organizationId) : []
}
