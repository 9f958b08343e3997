import type { Abilities, Editing, Item, Opening, Person } from '@moorage/api'
import type { Actor } from '../access/actor.ts'
import type { Standing } from '../access/shares.ts'
import type { App } from '../app.ts'
import { statement } from '../storage/db/statement.ts'
import { lockOf } from './locks.ts'
import { countShares } from './sharing.ts'
import type { TreeNode } from './tree.ts'
import { canOf } from './visible.ts'

/** What the office storey knows about files; handed in, as nothing here may look up to it. */
export interface Office {
  opening: (node: TreeNode, can: Abilities) => Opening | undefined
  editorName: (client: string) => string
}

const tookPart = statement<{ organizationId: string; tenureId: string; holder: string }>()((db, arg) =>
  db
    .selectFrom('account')
    .select(['id', 'name'])
    .where('organization_id', '=', arg('organizationId'))
    .where((eb) =>
      eb.or([
        eb('id', '=', arg('holder')),
        eb(
          'id',
          'in',
          eb
            .selectFrom('access_grant')
            .select('account_id')
            .where('organization_id', '=', arg('organizationId'))
            .where('tenure_id', '=', arg('tenureId'))
            .where('ended_at', 'is', null),
        ),
      ]),
    ),
)

export const person = (actor: Actor, { id, name }: { id: string; name: string }): Person => ({ id, name, you: id === actor.accountId })

/** Who has it open for editing: whoever took part since it was first locked, the holder first. */
async function editingOf(
  app: Pick<App, 'db' | 'now'>,
  actor: Actor,
  node: TreeNode,
  office: Pick<Office, 'editorName'>,
): Promise<Editing | undefined> {
  const lock = lockOf(node, app.now())
  if (!lock) return undefined
  const { accountId: holder, since, client } = lock
  const accounts = await app.db.read.all(tookPart, { organizationId: actor.organizationId, tenureId: node.tenure_id ?? '', holder })
  const people = accounts.sort((a, b) => Number(b.id === holder) - Number(a.id === holder)).map((account) => person(actor, account))
  return { people, editorName: office.editorName(client), since }
}

type Handles = Pick<App, 'db' | 'now'>

/** A node, and what its viewer is to it. */
export interface Presented {
  node: TreeNode
  standing: Standing
}

/** Nodes as the portal sees them. */
export async function presentItems(app: Handles, actor: Actor, presented: Presented[], office: Office): Promise<Item[]> {
  const files = presented.flatMap(({ node, standing }) => (standing.role && node.kind === 'file' ? [node.id] : []))
  const shares = await countShares(app.db.read, actor.organizationId, files)
  const items: Item[] = []
  for (const one of presented) items.push(await present(app, actor, one, shares.get(one.node.id) ?? 0, office))
  return items
}

/** A node as the portal sees it. */
export async function presentItem(app: Handles, actor: Actor, node: TreeNode, standing: Standing, office: Office): Promise<Item> {
  const [item] = await presentItems(app, actor, [{ node, standing }], office)
  return item as Item
}

async function present(app: Handles, actor: Actor, { node, standing }: Presented, shared: number, office: Office): Promise<Item> {
  const can = canOf(app, actor, node, standing)
  const editing = await editingOf(app, actor, node, office)
  const open = node.kind === 'file' && node.deleted_at === null ? office.opening(node, can) : undefined
  return {
    id: node.id,
    kind: node.kind,
    name: node.name,
    extension: node.extension,
    size: node.size,
    modifiedAt: node.modified_at,
    modifiedBy: person(actor, { id: node.modified_by, name: node.modified_by_name }),
    // by a share alone nobody learns where it lies
    ...(standing.role ? { ...(node.parent_id === null ? {} : { parentId: node.parent_id }), rootId: node.root_id } : { rootId: node.id }),
    ...(shared > 0 ? { sharedWith: shared } : {}),
    ...(node.deleted_at === null ? {} : { deletedAt: node.deleted_at }),
    can,
    ...(editing ? { editing } : {}),
    ...(open ? { open } : {}),
  }
}
