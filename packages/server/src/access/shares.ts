import type { App } from '../app.ts'
import { statement } from '../storage/db/statement.ts'
import type { Actor } from './actor.ts'

export type Role = 'owner' | 'co-owner' | 'editor' | 'viewer'

const readRole = statement<{ organizationId: string; rootId: string; accountId: string }>()((db, arg) =>
  db
    .selectFrom('root')
    .leftJoin('subscriber', (join) =>
      join
        .onRef('subscriber.organization_id', '=', 'root.organization_id')
        .onRef('subscriber.root_id', '=', 'root.id')
        .on('subscriber.account_id', '=', arg('accountId')),
    )
    .select(['root.kind', 'root.owner_id', 'subscriber.role'])
    .where('root.organization_id', '=', arg('organizationId'))
    .where('root.id', '=', arg('rootId')),
)

/**
 * What the actor is in this store of files, read anew on every call; undefined: it does not exist for them. Nobody
 * but its owner sees My Files. System administrators co-own the Team Shares of their own organization.
 */
export async function roleOn(
  app: Pick<App, 'db'>,
  actor: Pick<Actor, 'organizationId' | 'accountId' | 'kind'>,
  rootId: string,
): Promise<Role | undefined> {
  const { organizationId, accountId, kind } = actor
  const root = await app.db.read.get(readRole, { organizationId, rootId, accountId })
  if (!root) return undefined
  if (root.kind === 'personal') return root.owner_id === accountId ? 'owner' : undefined
  if (kind === 'system-administrator') return 'co-owner'
  return root.role ?? undefined
}

const readRoots = statement<{ organizationId: string; accountId: string; everyTeam: number }>()((db, arg) =>
  db
    .selectFrom('root')
    .leftJoin('subscriber', (join) =>
      join
        .onRef('subscriber.organization_id', '=', 'root.organization_id')
        .onRef('subscriber.root_id', '=', 'root.id')
        .on('subscriber.account_id', '=', arg('accountId')),
    )
    .select(['root.id', 'root.kind', 'root.name'])
    .where('root.organization_id', '=', arg('organizationId'))
    .where((eb) =>
      eb.or([
        eb('root.owner_id', '=', arg('accountId')),
        eb.and([eb('root.kind', '=', 'team'), eb('subscriber.role', 'is not', null)]),
        eb.and([eb('root.kind', '=', 'team'), eb(eb.val(arg('everyTeam')), '=', 1)]),
      ]),
    )
    .orderBy('root.kind')
    .orderBy('root.name'),
)

/** Every store of files the actor may see: My Files first, then Team Shares by name. */
export async function rootsOf(app: Pick<App, 'db'>, actor: Pick<Actor, 'organizationId' | 'accountId' | 'kind'>) {
  const { organizationId, accountId, kind } = actor
  return app.db.read.all(readRoots, { organizationId, accountId, everyTeam: kind === 'system-administrator' ? 1 : 0 })
}
