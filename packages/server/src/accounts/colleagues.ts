import type { Colleague } from '@moorage/api'
import type { Actor } from '../access/actor.ts'
import type { App } from '../app.ts'
import { words } from '../files/names.ts'
import { statement } from '../storage/db/statement.ts'

const livingAfter = statement<{ organizationId: string; name: string; id: string; limit: number }>()((db, arg) =>
  db
    .selectFrom('account')
    .select(['id', 'name', 'email', 'kind'])
    .where('organization_id', '=', arg('organizationId'))
    .where((eb) => eb.or([eb('name', '>', arg('name')), eb.and([eb('name', '=', arg('name')), eb('id', '>', arg('id'))])]))
    .where('disabled_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .limit(arg('limit')),
)

const BATCH = 500
const OFFERED_MAX = 20

/**
 * Others of the actor's own organization, by name: each word of the query begins a word of the name or of the email
 * address; case and accents do not matter.
 */
export async function colleagues(app: Pick<App, 'db'>, { organizationId, accountId }: Actor, query: string): Promise<Colleague[]> {
  const wanted = words(query)
  const found: Colleague[] = []
  if (wanted.length === 0) return found
  for (let after = { name: '', id: '' }; ; ) {
    const batch = await app.db.read.all(livingAfter, { organizationId, ...after, limit: BATCH })
    for (const { kind, ...person } of batch) {
      const own = words(`${person.name} ${person.email}`)
      if (person.id === accountId || !wanted.every((word) => own.some((name) => name.startsWith(word)))) continue
      found.push({ ...person, guest: kind === 'guest' })
      if (found.length === OFFERED_MAX) return found
    }
    const last = batch.at(-1)
    if (!last || batch.length < BATCH) return found
    after = last
  }
}
