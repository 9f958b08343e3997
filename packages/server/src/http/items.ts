import { AppError, type Crumb, type Item, NEW_FILES, PAGE_MAX } from '@moorage/api'
import type { Actor } from '../access/actor.ts'
import { newId } from '../access/new-id.ts'
import { rootsOf, type Standing } from '../access/shares.ts'
import type { App } from '../app.ts'
import { forget, openContent, receive } from '../files/content.ts'
import { copyNodes, createdOrThrow } from '../files/copy.ts'
import { listChildren } from '../files/listing.ts'
import { checkName, cleanName, extensionOf } from '../files/names.ts'
import { newDocument } from '../files/new-document.ts'
import { presentItem, presentItems } from '../files/present.ts'
import { nameMatches, searchNames } from '../files/search.ts'
import { sharedWith } from '../files/sharing.ts'
import type { LockedBelow } from '../files/tree/subtree.ts'
import { ancestorsOf, type TreeNode } from '../files/tree.ts'
import { demand, type Visible, visible, writableFolder } from '../files/visible.ts'
import { zipOf } from '../files/zip.ts'
import { entitlementOf } from '../office/entitlement.ts'
import { editorsFor } from '../office/opening.ts'
import type { Handlers } from './api.ts'
import { sendContent, sendZip } from './download.ts'
import { lockedError, officeFor } from './office.ts'
import { several, subjectOf } from './subjects.ts'

/** The name as it is kept; NAME_ILLEGAL in words. */
export function goodName(given: string): string {
  const name = cleanName(given)
  const problem = checkName(name)
  if (problem) throw new AppError('NAME_ILLEGAL', { detail: problem })
  return name
}

async function breadcrumb(app: App, node: TreeNode, { role }: Standing): Promise<Crumb[]> {
  return [...(role ? await ancestorsOf(app.db.read, node) : []), node].map(({ id, name }) => ({ id, name }))
}

/** Nodes of one request, mostly of one root: presented in order, each with its own standing. */
async function itemsOf(app: App, actor: Actor, ids: string[]): Promise<Item[]> {
  const found = await Promise.all(ids.map((id) => visible(app, actor, id)))
  return presentItems(app, actor, found, await officeFor(app, actor))
}

const itemOf = async (app: App, actor: Actor, id: string): Promise<Item> => (await itemsOf(app, actor, [id]))[0] as Item

async function visibleAll(app: App, actor: Actor, ids: string[]): Promise<Visible[]> {
  const found: Visible[] = []
  for (const id of new Set(ids)) found.push(await visible(app, actor, id))
  return found
}

const refuseLocked = async (app: App, actor: Actor, { name, heldBy }: LockedBelow): Promise<never> => {
  throw await lockedError(app, actor, name, heldBy)
}

const gone = () => new AppError('NOT_FOUND', { detail: 'Some of this was moved or deleted meanwhile.' })

type ItemHandlers = Pick<
  Handlers,
  | 'listFolder'
  | 'getItem'
  | 'createFolder'
  | 'createFile'
  | 'renameItem'
  | 'moveItems'
  | 'copyItems'
  | 'deleteItems'
  | 'restoreItems'
  | 'downloadItem'
  | 'downloadZip'
  | 'listEditors'
  | 'askToEdit'
  | 'search'
>

export const itemHandlers: ItemHandlers = {
  listFolder: async ({ app, actor, params, query }) => {
    const { node, standing } = await visible(app, actor, params.folderId)
    if (node.kind !== 'folder') throw new AppError('NOT_FOUND')
    const { sort = 'name', order = 'asc', offset = 0, limit = PAGE_MAX, deleted = false } = query
    const { total, nodes } = await listChildren(app.db.read, node, { sort, order, offset, limit, deleted })
    const office = await officeFor(app, actor)
    const children = nodes.map((child) => ({ node: child, standing }))
    const items = await presentItems(app, actor, children, office)
    return {
      folder: await presentItem(app, actor, node, standing, office),
      breadcrumb: await breadcrumb(app, node, standing),
      total,
      offset,
      items,
    }
  },

  getItem: async ({ app, actor, params }) => {
    const { node, standing } = await visible(app, actor, params.itemId)
    return {
      item: await presentItem(app, actor, node, standing, await officeFor(app, actor)),
      breadcrumb: await breadcrumb(app, node, standing),
    }
  },

  createFolder: async ({ app, actor, params, body, note }) => {
    const { node } = await writableFolder(app, actor, params.folderId)
    const { organizationId, accountId } = actor
    const made = await app.db.transact('createFolder', {
      ...{ organizationId, parentId: node.id, name: goodName(body.name), accountId, now: app.now() },
    })
    const folder = createdOrThrow(made)
    note({ subject: subjectOf(folder), detail: `in ${node.name}` })
    return itemOf(app, actor, folder.id)
  },

  createFile: async ({ app, actor, params, body, note }) => {
    const { node } = await writableFolder(app, actor, params.folderId)
    const { organizationId, accountId } = actor
    const extension = NEW_FILES[body.type]
    const name = goodName(extensionOf(body.name) === extension ? body.name : `${body.name}.${extension}`)
    const id = newId()
    const content = await newDocument(extension)
    const received = content && (await receive(app, { organizationId, fileId: id, maxSize: content.length }, once(content)))
    const made = await app.db.transact('createFile', {
      ...{ organizationId, parentId: node.id, id, name, accountId, now: app.now(), kind: 'created', received },
    })
    if (received && made.outcome !== 'ok') await forget(app, received)
    const file = createdOrThrow(made)
    note({ subject: subjectOf(file), detail: `in ${node.name}` })
    return itemOf(app, actor, file.id)
  },

  renameItem: async ({ app, actor, params, body, note }) => {
    const found = await visible(app, actor, params.itemId)
    demand(actor, found, 'rename')
    const { organizationId } = actor
    const result = await app.db.transact('renameNode', { organizationId, nodeId: found.node.id, name: goodName(body.name), now: app.now() })
    if (result.outcome === 'not-found') throw gone()
    if (result.outcome === 'conflict') throw await lockedError(app, actor, found.node.name, result.heldBy)
    if (result.outcome === 'name-taken') throw nameTaken(body.name, result.suggestion)
    note({ subject: { ...subjectOf(found.node), name: result.name }, detail: `was ${found.node.name}` })
    return itemOf(app, actor, params.itemId)
  },

  moveItems: async ({ app, actor, body, note }) => {
    const target = await writableFolder(app, actor, body.to)
    const found = await visibleAll(app, actor, body.ids)
    for (const one of found) demand(actor, one, 'move')
    const { organizationId, accountId } = actor
    const ids = found.map(({ node }) => node.id)
    const result = await app.db.transact('moveNodes', {
      ...{ organizationId, ids, to: target.node.id, accountId, now: app.now(), onClash: body.onClash },
    })
    if (result.outcome === 'not-found') throw gone()
    if (result.outcome === 'into-itself') throw new AppError('INTO_ITSELF')
    if (result.outcome === 'locked') return refuseLocked(app, actor, result.locked)
    if (result.outcome === 'name-taken') throw nameTaken(result.name, result.suggestion)
    const items = await itemsOf(app, actor, ids)
    const from = found[0]?.node.root_id
    // what is taken out of a Team Share is told with its name, but not where in My Files it went
    const where = target.standing.role === 'owner' && from !== target.node.root_id ? 'My Files' : target.node.name
    note(several(items, `to ${where}`, from))
    return { moved: items.map((item, at) => ({ item, from: result.moved[at]?.from ?? item.id })) }
  },

  copyItems: async ({ app, actor, body, note }) => {
    const target = await writableFolder(app, actor, body.to)
    const found = await visibleAll(app, actor, body.ids)
    for (const { node } of found) if (node.deleted_at !== null) throw gone()
    const copies = await copyNodes(
      app,
      actor,
      found.map(({ node }) => node),
      target.node,
    )
    note(several(copies, `to ${target.node.name}`))
    return {
      copies: await itemsOf(
        app,
        actor,
        copies.map(({ id }) => id),
      ),
    }
  },

  deleteItems: async ({ app, actor, body, note }) => {
    const found = await visibleAll(app, actor, body.ids)
    for (const one of found) demand(actor, one, 'delete')
    const { organizationId, accountId } = actor
    const result = await app.db.transact('deleteNodes', {
      organizationId,
      ids: found.map(({ node }) => node.id),
      accountId,
      now: app.now(),
    })
    if (result.outcome === 'not-found') throw gone()
    if (result.outcome === 'locked') return refuseLocked(app, actor, result.locked)
    note(several(found.map(({ node }) => node)))
    return { deleted: result.deleted }
  },

  restoreItems: async ({ app, actor, body, note }) => {
    const found = await visibleAll(app, actor, body.ids)
    for (const one of found) demand(actor, one, 'restore')
    const { organizationId } = actor
    const result = await app.db.transact('restoreNodes', { organizationId, ids: found.map(({ node }) => node.id), now: app.now() })
    if (result.outcome === 'not-found') throw gone()
    const restored = await itemsOf(app, actor, result.restored)
    note(several(restored))
    return { restored }
  },

  downloadItem: async ({ app, actor, params, request, reply }) => {
    const { node } = await visible(app, actor, params.itemId)
    if (node.kind === 'folder') return sendZip(reply, zipOf(app, [node]), `${node.name}.zip`)
    const content = await openContent(app, { organizationId: actor.organizationId, fileId: node.id })
    if (!content) throw new AppError('NOT_FOUND')
    return sendContent(request, reply, content, node.name)
  },

  downloadZip: async ({ app, actor, query, reply }) => {
    const ids = query.ids.split(',').slice(0, 1000)
    const nodes = (await visibleAll(app, actor, ids)).map(({ node }) => node).filter(({ deleted_at }) => deleted_at === null)
    if (nodes.length === 0) throw gone()
    const only = nodes.length === 1 ? nodes[0]?.name : undefined
    return sendZip(reply, zipOf(app, nodes), query.name ? goodName(query.name) : `${only ?? `${nodes.length} items`}.zip`)
  },

  listEditors: async ({ app, actor, params }) => {
    const { node, can } = await visible(app, actor, params.itemId)
    return { editors: editorsFor(app, await entitlementOf(app, actor), node, can) }
  },

  askToEdit: async ({ app, actor, params, note }) => {
    const { node, can } = await visible(app, actor, params.itemId)
    if (!can.write) throw new AppError('FORBIDDEN', { detail: `You may view “${node.name}” but not change it.` })
    const { organizationId, accountId, name: by } = actor
    const told = await app.db.transact('askToEdit', { organizationId, fileId: node.id, accountId, by, now: app.now() })
    if (!told) throw new AppError('CHANGED_MEANWHILE', { detail: 'Nobody else is editing it any more.' })
    note({ subject: subjectOf(node) })
  },

  search: async ({ app, actor, query }) => {
    const rootIds = (await rootsOf(app, actor)).map(({ id }) => id)
    const limit = query.limit ?? 50
    const { nodes, more } = await searchNames(app.db.read, actor.organizationId, rootIds, query.q, limit)
    const known = new Set(nodes.map(({ id }) => id))
    const shared = (await sharedWith(app.db.read, actor)).filter(({ node }) => !known.has(node.id) && nameMatches(node.name, query.q))
    const all = [...nodes, ...shared.map(({ node }) => node)]
    const office = await officeFor(app, actor)
    const found = await Promise.all(all.slice(0, limit).map(({ id }) => visible(app, actor, id)))
    const items = await presentItems(app, actor, found, office)
    const breadcrumbs = await Promise.all(found.map(({ node, standing }) => breadcrumb(app, node, standing)))
    const results = items.flatMap((item, n) => ({ item, breadcrumb: breadcrumbs[n] ?? [] }))
    return { results, more: more || all.length > limit }
  },
}

const nameTaken = (name: string, suggestion: string) =>
  new AppError('NAME_TAKEN', { detail: `There is already “${name}” in this folder.`, data: { name, suggestion } })

async function* once(bytes: Uint8Array) {
  yield bytes
}
