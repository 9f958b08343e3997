import type {
  ChildFile,
  ChildrenResult,
  ContainerStore,
  ContainerTarget,
  CreateContainerResult,
  RelativeResult,
  RelativeTarget,
  RemoveContainerResult,
  RenameContainerResult,
} from '@moorage/wopi'
import { hasExtension } from '@moorage/wopi'
import type { App } from '../app.ts'
import { lastModifiedTime } from '../files/content.ts'
import { listChildren } from '../files/listing.ts'
import { checkName, cleanName } from '../files/names.ts'
import type { TreeNode } from '../files/tree.ts'
import { ancestorsOfFolder } from './ancestors.ts'
import { containerInfo } from './container-info.ts'
import { containerPointer, filePointer } from './pointers.ts'
import { reachFolder } from './reach.ts'
import { tamedName } from './tamed-name.ts'
import { versionOf } from './version.ts'
import { enterFolder, enterFolderToChange, entryOf, type WopiActor } from './wopi-actor.ts'
import { placeIn } from './write-relative.ts'

type Handles = Pick<App, 'blobs' | 'config' | 'db' | 'log' | 'now'>
const PAGE = 500
/** for a suggestion that is nothing but an extension */
const UNNAMED = 'New document'

/** Our folders as WOPI's containers; a container's id is its folder's, so it stays the same when it is renamed or moved. */
export function containerStore(app: Handles): ContainerStore<WopiActor> {
  return {
    checkContainerInfo: async (who, id) => {
      const entered = await enterFolder(app, who, id)
      return entered.outcome === 'entered' ? containerInfo(app, who, entered.folder) : entered
    },
    createChildContainer: (who, id, target) => createChildContainer(app, who, id, target),
    createChildFile: (who, id, target) => createChildFile(app, who, id, target),
    removeContainer: (who, id) => removeContainer(app, who, id),
    renameContainer: (who, id, name) => renameContainer(app, who, id, name),
    children: (who, id, { extensions }) => children(app, who, id, extensions),
    containerAncestors: (who, id) => ancestorsOfFolder(app, who, id),
  }
}

/** WOPI: for creating, "may not" is 501 and not 404, as CheckContainerInfo has said so. */
async function enterToCreate(app: Handles, who: WopiActor, id: string) {
  const entered = await enterFolder(app, who, id)
  return entered.outcome === 'entered' && !entered.folder.can.write ? { outcome: 'unsupported' as const } : entered
}

async function createChildContainer(app: Handles, who: WopiActor, id: string, target: ContainerTarget): Promise<CreateContainerResult> {
  const entered = await enterToCreate(app, who, id)
  if (entered.outcome !== 'entered') return entered
  const suggested = target.mode === 'suggested'
  const name = suggested ? tamedName(target.name) : target.name
  const problem = checkName(name)
  if (problem) return { outcome: 'name-illegal', reason: problem }
  const { organizationId, accountId } = who.actor
  const made = await app.db.transact('createFolder', {
    ...{ organizationId, parentId: id, name, accountId, now: app.now() },
    onClash: suggested ? 'keep-both' : 'fail',
    entry: entryOf(who, 'folder-created'),
  })
  if (made.outcome === 'name-taken') return { outcome: 'name-taken', suggestion: made.suggestion }
  if (made.outcome !== 'ok') return { outcome: 'not-found' }
  const folder = await reachFolder(app, who.actor, made.node.id)
  if (!folder) return { outcome: 'not-found' }
  return { outcome: 'ok', pointer: await containerPointer(app, who, made.node), info: containerInfo(app, who, folder) }
}

async function createChildFile(app: Handles, who: WopiActor, id: string, target: RelativeTarget): Promise<RelativeResult> {
  const entered = await enterToCreate(app, who, id)
  if (entered.outcome !== 'entered') return entered
  return placeIn(app, who, { folderId: id, stem: UNNAMED, extension: '' }, target, nothing())
}

async function removeContainer(app: Handles, who: WopiActor, id: string): Promise<RemoveContainerResult> {
  const entered = await enterFolderToChange(app, who, id, 'delete')
  if (entered.outcome !== 'entered') return entered
  const { organizationId, accountId } = who.actor
  const removed = await app.db.transact('deleteEmptyFolder', {
    organizationId,
    id,
    accountId,
    now: app.now(),
    entry: entryOf(who, 'deleted'),
  })
  return { outcome: removed.outcome === 'not-empty' ? 'container-not-empty' : removed.outcome }
}

/** WOPI: here a name that is taken is a conflict, unlike RenameFile. */
async function renameContainer(app: Handles, who: WopiActor, id: string, wanted: string): Promise<RenameContainerResult> {
  const entered = await enterFolderToChange(app, who, id, 'rename')
  if (entered.outcome !== 'entered') return entered
  const name = cleanName(wanted)
  const problem = checkName(name)
  if (problem) return { outcome: 'name-illegal', reason: problem }
  const renamed = await app.db.transact('renameNode', {
    organizationId: who.actor.organizationId,
    nodeId: id,
    name,
    now: app.now(),
    entry: entryOf(who, 'renamed'),
  })
  switch (renamed.outcome) {
    case 'ok':
      return { outcome: 'ok', name: renamed.name }
    case 'name-taken':
      return { outcome: 'name-taken' }
    default:
      return { outcome: 'not-found' }
  }
}

async function children(app: Handles, who: WopiActor, id: string, extensions: readonly string[] | undefined): Promise<ChildrenResult> {
  const entered = await enterFolder(app, who, id)
  if (entered.outcome !== 'entered') return entered
  const found: { containers: TreeNode[]; files: TreeNode[] } = { containers: [], files: [] }
  // WOPI has no pages here: the whole folder is one answer, read in parts
  for (let offset = 0; ; offset += PAGE) {
    const page = { sort: 'name', order: 'asc', offset, limit: PAGE, deleted: false } as const
    const { nodes } = await listChildren(app.db.read, entered.folder.node, page)
    for (const node of nodes) {
      if (node.kind === 'folder') found.containers.push(node)
      else if (hasExtension(node.name, extensions)) found.files.push(node)
    }
    if (nodes.length < PAGE) break
  }
  return {
    outcome: 'ok',
    containers: await Promise.all(found.containers.map((node) => containerPointer(app, who, node))),
    files: await Promise.all(found.files.map((node) => childFile(app, who, node))),
  }
}

const childFile = async (app: Handles, who: WopiActor, node: TreeNode): Promise<ChildFile> => ({
  ...(await filePointer(app, who, node)),
  version: versionOf(app, node.version),
  size: node.size,
  lastModifiedTime: lastModifiedTime(node.modified_at),
})

async function* nothing(): AsyncGenerator<Uint8Array> {}
