import { fold } from '../files/names.ts'
import type { Sql } from '../storage/db/sql.ts'
import { statement } from '../storage/db/statement.ts'

/** The one at the top of the tree, made with the database; it holds no files and no people. */
export const ALL_ORGANIZATIONS = 'allorganizations2222222222'

type NewOrganization = { id: string; name: string; slug: string; parentId: string; quota: number | null; now: number }

const insert = statement<NewOrganization>()((db, arg) =>
  db.insertInto('organization').values({
    id: arg('id'),
    name: arg('name'),
    slug: arg('slug'),
    parent_id: arg('parentId'),
    created_at: arg('now'),
    quota: arg('quota'),
    used: 0,
  }),
)

const bySlug = statement<{ slug: string }>()((db, arg) => db.selectFrom('organization').select('id').where('slug', '=', arg('slug')))

export const organizationById = statement<{ id: string }>()((db, arg) =>
  db.selectFrom('organization').select(['id', 'name', 'quota', 'used', 'blocked']).where('id', '=', arg('id')),
)

/** "Harbour & Pier Ltd" → "harbour-pier-ltd" */
const slugOf = (name: string) =>
  fold(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60) || 'organization'

/** Inside a transaction. `quota` in bytes, null = none. A slug that is taken gets a number. */
export async function insertOrganization(sql: Sql, organization: Omit<NewOrganization, 'slug'>) {
  const plain = slugOf(organization.name)
  let slug = plain
  for (let number = 2; await sql.get(bySlug, { slug }); number++) slug = `${plain}-${number}`
  await sql.run(insert, { ...organization, slug })
}
