import type { Actor } from '../../access/actor.ts'
import type { App } from '../../app.ts'
import { statement } from '../../storage/db/statement.ts'

/** How the authorization server calls an account. */
export const subjectOf = ({ organizationId, accountId }: Pick<Actor, 'organizationId' | 'accountId'>) => `${organizationId}.${accountId}`

export function partsOf(subject: string): { organizationId: string; accountId: string } | undefined {
  const [organizationId, accountId, more] = subject.split('.')
  return organizationId && accountId && more === undefined ? { organizationId, accountId } : undefined
}

const living = statement<{ organizationId: string; accountId: string }>()((db, arg) =>
  db
    .selectFrom('account')
    .innerJoin('organization', 'organization.id', 'account.organization_id')
    .select(['account.organization_id as organizationId', 'account.id as accountId', 'account.name', 'account.email', 'account.kind'])
    .where('account.organization_id', '=', arg('organizationId'))
    .where('account.id', '=', arg('accountId'))
    .where('account.disabled_at', 'is', null)
    .where('organization.blocked', '=', 0)
    // a guest has no files of its own and is asked in for single ones
    .where('account.kind', '!=', 'guest'),
)

/** The account as it is now, if apps may act for it. */
export async function actorOfSubject({ db }: Pick<App, 'db'>, subject: string): Promise<Actor | undefined> {
  const parts = partsOf(subject)
  return parts && db.read.get(living, parts)
}
