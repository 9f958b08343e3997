import type { App } from '../app.ts'
import { statement } from '../storage/db/statement.ts'
import type { Actor } from './actor.ts'

/** What somebody is in a store of files: My Files or a Team Share. */
export type Role = 'owner' | 'co-owner' | 'editor' | 'viewer'

/** What somebody is to one file or folder: at least one of the two is there. */
export interface Standing {
  /** in the store that it is in; absent: they see neither its folder nor what lies beside it */
  role?: Role
  /** of this very file, which was shared with them */
  share?: 'editor' | 'viewer'
}

type Who = Pick<Actor, 'organizationId' | 'accountId' | 'kind'>

const readStanding = statement<{ organizationId: string; rootId: string; nodeId: string; accountId: string }>()((db, arg) =>
  db
    .selectFrom('root')
    .leftJoin('subscriber', (join) =>
      join
        .onRef('subscriber.organization_id', '=', 'root.organization_id')
        .onRef('subscriber.root_id', '=', 'root.id')
        .on('subscriber.account_id', '=', arg('accountId')),
    )
    .leftJoin('item_share', (join) =>
      join
        .onRef('item_share.organization_id', '=', 'root.organization_id')
        .on('item_share.node_id', '=', arg('nodeId'))
        .on('item_share.account_id', '=', arg('accountId')),
    )
    .select(['root.kind', 'root.owner_id', 'subscriber.role', 'item_share.role as share'])
    .where('root.organization_id', '=', arg('organizationId'))
    .where('root.id', '=', arg('rootId')),
)

interface Place {
  id: string
  root_id: string
  deleted_at: number | null
}

/** The top folder of a store, which has the store's id: for what is about the store and no file in it. */
export const topOf = (rootId: string): Place => ({ id: rootId, root_id: rootId, deleted_at: null })

/**
 * What the actor is to this item, read anew on every call, by one look-up; undefined: it does not exist for them.
 * Nobody but its owner sees My Files. System administrators co-own the Team Shares of their own organization, guests
 * are in none. A share is of a living file: while it is deleted, only those who see its folder know of it.
 */
export async function standingOn(app: Pick<App, 'db'>, actor: Who, node: Place): Promise<Standing | undefined> {
  const { organizationId, accountId } = actor
  const found = await app.db.read.get(readStanding, { organizationId, rootId: node.root_id, nodeId: node.id, accountId })
  return found && standingOf(actor, found, found.share, node.deleted_at === null)
}

/** What was read of a store and an account in it, and perhaps of an item that was shared with them. */
export function standingOf(actor: Who, root: RoleIn, shared: Standing['share'] | null, living: boolean): Standing | undefined {
  const role = roleIn(actor, root)
  const share = living ? (shared ?? undefined) : undefined
  if (!role && !share) return undefined
  const standing: Standing = {}
  if (role) standing.role = role
  if (share) standing.share = share
  return standing
}

export type RoleIn = { kind: 'personal' | 'team'; owner_id: string | null; role: Exclude<Role, 'owner'> | null }

function roleIn({ accountId, kind }: Who, root: RoleIn): Role | undefined {
  if (root.kind === 'personal') return root.owner_id === accountId ? 'owner' : undefined
  if (kind === 'guest') return undefined
  return kind === 'system-administrator' ? 'co-owner' : (root.role ?? undefined)
}

const readRoots = statement<{ organizationId: string; accountId: string; everyTeam: number; noTeam: number }>()((db, arg) =>
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
        eb.and([eb('root.kind', '=', 'team'), eb('subscriber.role', 'is not', null), eb(eb.val(arg('noTeam')), '=', 0)]),
        eb.and([eb('root.kind', '=', 'team'), eb(eb.val(arg('everyTeam')), '=', 1)]),
      ]),
    )
    .orderBy('root.kind')
    .orderBy('root.name'),
)

/** Every store of files the actor may see: My Files first, then Team Shares by name. */
export async function rootsOf(app: Pick<App, 'db'>, actor: Who) {
  const { organizationId, accountId, kind } = actor
  return app.db.read.all(readRoots, {
    ...{ organizationId, accountId },
    everyTeam: kind === 'system-administrator' ? 1 : 0,
    noTeam: kind === 'guest' ? 1 : 0,
  })
}

const readMyFiles = statement<{ organizationId: string; accountId: string }>()((db, arg) =>
  db
    .selectFrom('root')
    .select('id')
    .where('organization_id', '=', arg('organizationId'))
    .where('owner_id', '=', arg('accountId'))
    .where('kind', '=', 'personal'),
)

/** The actor's My Files, where they may put something into it: a guest's takes nothing. */
export async function ownPlace(app: Pick<App, 'db'>, { organizationId, accountId, kind }: Who): Promise<string | undefined> {
  return kind === 'guest' ? undefined : (await app.db.read.get(readMyFiles, { organizationId, accountId }))?.id
}
