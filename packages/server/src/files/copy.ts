import { AppError } from '@moorage/api/errors'
import type { Actor } from '../access/actor.ts'
import { newId } from '../access/new-id.ts'
import type { App } from '../app.ts'
import { type Content, forget, openContent, receive } from './content.ts'
import type { CreateResult } from './tree/create.ts'
import { ancestorsOf, nodeById, type TreeNode } from './tree.ts'
import { childrenOf } from './walk.ts'

type Handles = Pick<App, 'db' | 'blobs' | 'now'>

/**
 * Copies nodes with all living below into a folder and answers the copies. Bytes are streamed into new blobs: extents
 * are never shared across files. It is many transactions; when one fails, what was copied so far is deleted again.
 */
export async function copyNodes(app: Handles, actor: Actor, nodes: TreeNode[], target: TreeNode): Promise<TreeNode[]> {
  const above = new Set([target.id, ...(await ancestorsOf(app.db.read, target)).map(({ id }) => id)])
  if (nodes.some(({ id }) => above.has(id))) throw new AppError('INTO_ITSELF')
  const copies: TreeNode[] = []
  const { organizationId, accountId } = actor
  try {
    for (const node of nodes) copies.push(await copyInto(app, actor, node, target.id, (made) => copies.push(made)))
  } catch (error) {
    const ids = [...new Set(copies.map(({ id }) => id))]
    await app.db.transact('deleteNodes', { organizationId, ids, accountId, now: app.now() })
    throw error
  }
  // a folder was noted when it was made and again when it was full
  const made = await Promise.all([...new Set(copies.map(({ id }) => id))].map((id) => nodeById(app.db.read, organizationId, id)))
  return made.filter((node) => node !== undefined)
}

async function copyInto(app: Handles, actor: Actor, node: TreeNode, parentId: string, made?: (node: TreeNode) => void): Promise<TreeNode> {
  const { organizationId, accountId } = actor
  if (node.kind === 'file') {
    const content = await openContent(app, { organizationId, fileId: node.id })
    if (!content) throw new AppError('NOT_FOUND')
    return newFileFrom(app, actor, content, { parentId, name: node.name })
  }
  const folder = createdOrThrow(
    await app.db.transact('createFolder', { organizationId, parentId, name: node.name, accountId, now: app.now(), onClash: 'keep-both' }),
  )
  made?.(folder)
  for await (const child of childrenOf(app.db.read, node)) await copyInto(app, actor, child, folder.id)
  return folder
}

/** A new file with the bytes of another's revision; a taken name gets a number. */
export async function newFileFrom(
  app: Handles,
  actor: Actor,
  content: Content,
  { parentId, name }: { parentId: string; name: string },
): Promise<TreeNode> {
  const { organizationId, accountId } = actor
  const id = newId()
  const received = await receive(app, { organizationId, fileId: id, maxSize: content.size }, await content.open())
  const result = await app.db.transact('createFile', {
    ...{ organizationId, parentId, id, name, received, accountId },
    ...{ now: app.now(), kind: 'created', onClash: 'keep-both' },
  })
  if (result.outcome !== 'ok') await forget(app, received)
  return createdOrThrow(result)
}

/** The node, or the refusal in words. */
export function createdOrThrow(result: CreateResult): TreeNode {
  switch (result.outcome) {
    case 'ok':
      return result.node
    case 'name-taken':
      throw new AppError('NAME_TAKEN', {
        detail: `There is already something named like this here. “${result.suggestion}” is free.`,
        data: { suggestion: result.suggestion },
      })
    case 'no-room':
      throw new AppError('QUOTA_EXCEEDED')
    case 'stale-blob':
      throw new AppError('GONE', { detail: 'The upload took too long. Start it again.' })
    case 'not-found':
      throw new AppError('NOT_FOUND', { detail: 'This folder does not exist any more.' })
  }
}
