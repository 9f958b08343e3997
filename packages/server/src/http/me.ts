import type { Item, Me } from '@moorage/api'
import { abilities } from '../access/abilities.ts'
import type { Actor } from '../access/actor.ts'
import { rootsOf, standingOn, topOf } from '../access/shares.ts'
import type { App } from '../app.ts'
import { unsavedCount } from '../files/rescue.ts'
import { countSharedWith } from '../files/sharing.ts'
import { nodeById } from '../files/tree.ts'
import { entitlementOf } from '../office/entitlement.ts'
import { newFilesFor } from '../office/new-files.ts'
import { organizationById } from '../organizations/organizations.ts'

async function topFolder(app: App, actor: Actor, rootId: string): Promise<Item | undefined> {
  const node = await nodeById(app.db.read, actor.organizationId, rootId)
  const standing = await standingOn(app, actor, topOf(rootId))
  if (!node || !standing) return undefined
  const can = abilities({ actor, standing, node, lockedByOther: false })
  return { id: rootId, rootId, kind: 'folder', name: node.name, extension: '', size: 0, modifiedAt: node.modified_at, can }
}

const administers = ({ kind }: Actor): Me['administers'] =>
  kind === 'system-administrator' ? 'everything' : kind === 'organization-administrator' ? 'organization' : 'nothing'

/** The signed-in account and its places, as the portal's frame shows them. */
export async function meOf(app: App, actor: Actor): Promise<Me> {
  const organization = await app.db.read.get(organizationById, { id: actor.organizationId })
  const roots = await rootsOf(app, actor)
  const items = await Promise.all(roots.map(async ({ id, kind }) => ({ kind, item: await topFolder(app, actor, id) })))
  const myFiles = items.find(({ kind }) => kind === 'personal')?.item
  if (!organization || !myFiles) throw new Error('an account without organization or My Files')
  const { quota, used, id, name } = organization
  return {
    id: actor.accountId,
    name: actor.name,
    email: actor.email,
    kind: actor.kind,
    organization: { id, name },
    space: { used, ...(quota === null ? {} : { limit: quota }) },
    myFiles,
    teamShares: items.flatMap(({ kind, item }) => (kind === 'team' && item ? [item] : [])),
    sharedWithMe: await countSharedWith(app.db.read, actor),
    administers: administers(actor),
    unsavedCount: await unsavedCount(app.db.read, actor.organizationId, actor.accountId),
    creates: newFilesFor(app, await entitlementOf(app, actor)),
    maxFileSize: app.config.maxFileSize,
  }
}
