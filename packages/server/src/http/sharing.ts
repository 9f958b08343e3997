import { AppError, type SharedFile, type Shares } from '@moorage/api'
import { mayKeep } from '../access/abilities.ts'
import type { Actor } from '../access/actor.ts'
import { standingOn } from '../access/shares.ts'
import { colleagues } from '../accounts/colleagues.ts'
import type { App } from '../app.ts'
import { person, presentItem } from '../files/present.ts'
import { sharedWith, sharesOf } from '../files/sharing.ts'
import { type Visible, visible } from '../files/visible.ts'
import { accountInShort } from '../office/held-by.ts'
import { rootOfFile } from '../office/owner.ts'
import { effectivePolicy } from '../organizations/policies.ts'
import type { Handlers } from './api.ts'
import { officeFor } from './office.ts'

const WORDS = { editor: 'Editor', viewer: 'Viewer' } as const

/** A living file that the actor sees: folders are shared as Team Shares. */
async function visibleFile(app: App, actor: Actor, id: string): Promise<Visible> {
  const found = await visible(app, actor, id)
  if (found.node.kind !== 'file') throw new AppError('NOT_FOUND', { detail: 'Only files can be shared with single people.' })
  if (found.node.deleted_at !== null) throw new AppError('NOT_FOUND', { detail: `“${found.node.name}” was deleted. Restore it first.` })
  return found
}

/** Why this person may not share it, whatever their organization allows. */
function whyNot(actor: Actor, { standing }: Visible): string | undefined {
  if (mayKeep(actor, standing)) return undefined
  if (actor.kind === 'guest') return 'Guests can’t share files.'
  if (!standing.role) return 'Only people who see this file’s folder can share it.'
  return 'You may view this file but not share it.'
}

/** The policy in words, where it forbids new shares; what is shared already stays shared. */
async function forbidden(app: App, { organizationId }: Actor): Promise<string | undefined> {
  const { value, from } = await effectivePolicy(app, organizationId, 'share-files')
  return value === 'on' ? undefined : `${from.name} does not allow its people to share files.`
}

/** As this person may know it: by a share alone they see their own and no other's. */
async function sharesFor(app: App, actor: Actor, found: Visible): Promise<Shares> {
  const { node, standing } = found
  const root = await rootOfFile(app, node)
  const owner = root?.owner_id ? await accountInShort(app, actor.organizationId, root.owner_id) : undefined
  const team = standing.role ? root?.name : undefined
  const all = await sharesOf(app.db.read, node)
  const shown = all.filter(({ id }) => id !== root?.owner_id && (standing.role || id === actor.accountId))
  const unable = whyNot(actor, found)
  const why = unable ?? (await forbidden(app, actor))
  return {
    shares: shown.map(({ id, name, email, kind, disabledAt, role, at, byId, byName }) => ({
      person: { id, name, email, guest: kind === 'guest', disabled: disabledAt !== null },
      ...{ role, at, by: person(actor, { id: byId, name: byName }) },
    })),
    ...(owner
      ? { owner: { kind: 'person', name: owner.name, disabled: owner.disabledAt !== null } }
      : team
        ? { owner: { kind: 'team-share', name: team } }
        : {}),
    canShare: why === undefined,
    canUnshare: unable === undefined,
    ...(why ? { why } : {}),
  }
}

export const sharingHandlers: Pick<Handlers, 'listShares' | 'shareItem' | 'unshareItem' | 'listSharedWithMe' | 'listColleagues'> = {
  listShares: async ({ app, actor, params }) => sharesFor(app, actor, await visibleFile(app, actor, params.itemId)),

  shareItem: async ({ app, actor, params, body, note }) => {
    const found = await visibleFile(app, actor, params.itemId)
    const why = whyNot(actor, found)
    if (why) throw new AppError('FORBIDDEN', { detail: why })
    const policy = await forbidden(app, actor)
    if (policy) throw new AppError('POLICY_FORBIDS', { detail: policy })
    const { node } = found
    const { organizationId, accountId: by } = actor
    if (body.accountId === by) throw new AppError('YOURSELF', { detail: `You have “${node.name}” already.` })
    const owner = (await rootOfFile(app, node))?.owner_id
    if (body.accountId === owner) throw new AppError('BAD_REQUEST', { detail: `“${node.name}” is theirs.` })
    const done = await app.db.transact('shareFile', { organizationId, fileId: node.id, ...body, by, now: app.now() })
    if (done.outcome === 'not-found') throw new AppError('NOT_FOUND')
    if (done.outcome === 'nobody') throw new AppError('NOT_FOUND', { detail: 'There is nobody like this in your organization.' })
    note({ subject: { kind: 'file', id: node.id, name: node.name }, detail: `with ${done.name} as ${WORDS[body.role]}` })
    return sharesFor(app, actor, found)
  },

  unshareItem: async ({ app, actor, params, note }) => {
    const found = await visibleFile(app, actor, params.itemId)
    const leaving = params.accountId === actor.accountId
    const why = leaving ? undefined : whyNot(actor, found)
    if (why) throw new AppError('FORBIDDEN', { detail: why })
    const { organizationId } = actor
    const { node } = found
    const done = await app.db.transact('unshareFile', { organizationId, fileId: node.id, accountId: params.accountId, now: app.now() })
    if (done.outcome !== 'ok') throw new AppError('NOT_FOUND', { detail: `“${node.name}” is not shared with them any more.` })
    note({ subject: { kind: 'file', id: node.id, name: node.name }, detail: leaving ? 'left it' : `with ${done.name}` })
    // who left what they had by a share alone sees nothing of it any more
    return leaving && !found.standing.role ? { shares: [], canShare: false, canUnshare: false } : sharesFor(app, actor, found)
  },

  listSharedWithMe: async ({ app, actor }) => {
    const office = await officeFor(app, actor)
    const items: SharedFile[] = []
    for (const { node, at, by, role } of await sharedWith(app.db.read, actor)) {
      const standing = await standingOn(app, actor, node)
      if (!standing) continue
      items.push({ item: await presentItem(app, actor, node, standing, office), at, role, by: person(actor, by) })
    }
    return { items }
  },

  listColleagues: async ({ app, actor, query }) => {
    if (actor.kind === 'guest') throw new AppError('FORBIDDEN', { detail: 'Guests can’t look people up.' })
    return { people: await colleagues(app, actor, query.q) }
  },
}
