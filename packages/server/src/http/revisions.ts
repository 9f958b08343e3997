import { AppError } from '@moorage/api'
import type { Actor } from '../access/actor.ts'
import type { App } from '../app.ts'
import { listActivities } from '../files/activities.ts'
import type { Via } from '../files/commit.ts'
import { revisionOf } from '../files/commit-statements.ts'
import { openContent } from '../files/content.ts'
import { presentItem } from '../files/present.ts'
import { listRevisions } from '../files/revisions.ts'
import type { TreeNode } from '../files/tree.ts'
import { contentOf, listUnsaved, nameOf, saveAsCopy, unsavedById } from '../files/unsaved.ts'
import { demand, visible } from '../files/visible.ts'
import type { Handlers } from './api.ts'
import { sendContent } from './download.ts'
import { editorNameIn, lockedError, officeFor } from './office.ts'
import { subjectOf } from './subjects.ts'

/** Makes something that is stored already the newest revision, or says why not. Answers the one it replaced. */
async function commitStored(app: App, actor: Actor, file: TreeNode, via: Via): Promise<string> {
  const { organizationId, accountId } = actor
  const result = await app.db.transact('commitContent', { organizationId, fileId: file.id, accountId, now: app.now(), via })
  if (result.outcome === 'conflict') throw await lockedError(app, actor, file.name, result.heldBy)
  if (result.outcome !== 'ok' || result.previous === null) throw new AppError('NOT_FOUND')
  return result.previous
}

/** For people who may be anywhere: 2026-11-25 14:03 UTC */
const utc = (at: number) => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`

async function itemOf(app: App, actor: Actor, id: string) {
  const { node, standing } = await visible(app, actor, id)
  return presentItem(app, actor, node, standing, await officeFor(app, actor))
}

export const revisionHandlers: Pick<
  Handlers,
  | 'listRevisions'
  | 'listActivities'
  | 'restoreRevision'
  | 'downloadRevision'
  | 'listUnsaved'
  | 'downloadUnsaved'
  | 'saveUnsavedAsCopy'
  | 'saveUnsavedAsRevision'
  | 'discardUnsaved'
> = {
  listRevisions: async ({ app, actor, params, query }) => {
    const { node } = await visible(app, actor, params.itemId)
    return listRevisions(app.db.read, actor, node, { before: query.before, editorName: editorNameIn(app) })
  },

  listActivities: async ({ app, actor, params }) => {
    const { node } = await visible(app, actor, params.itemId)
    return { activities: await listActivities(app.db.read, actor, node, editorNameIn(app)) }
  },

  restoreRevision: async ({ app, actor, params, note }) => {
    const found = await visible(app, actor, params.itemId)
    demand(actor, found, 'write')
    const previous = await commitStored(app, actor, found.node, { kind: 'restore', fromRevisionId: params.revisionId })
    const { organizationId } = actor
    const old = await app.db.read.get(revisionOf, { organizationId, fileId: found.node.id, id: params.revisionId })
    note({ subject: subjectOf(found.node), ...(old ? { detail: `as it was on ${utc(old.created_at)}` } : {}) })
    return { item: await itemOf(app, actor, params.itemId), previous }
  },

  downloadRevision: async ({ app, actor, params, request, reply }) => {
    const { node } = await visible(app, actor, params.itemId)
    const content = await openContent(app, { organizationId: actor.organizationId, fileId: node.id, revisionId: params.revisionId })
    // a rescue revision has no version and is its author's alone
    if (!content || content.version === 0) throw new AppError('NOT_FOUND')
    return sendContent(request, reply, content, node.name)
  },

  listUnsaved: async ({ app, actor }) => ({ unsaved: await listUnsaved(app, actor) }),

  downloadUnsaved: async ({ app, actor, params, request, reply }) => {
    const unsaved = await unsavedById(app, actor, params.unsavedId)
    return sendContent(request, reply, await contentOf(app, unsaved), nameOf(unsaved))
  },

  saveUnsavedAsCopy: async ({ app, actor, params, note }) => {
    const unsaved = await unsavedById(app, actor, params.unsavedId)
    const copy = await saveAsCopy(app, actor, unsaved)
    note({
      subject: subjectOf(unsaved.file),
      detail: copy.root_id === unsaved.file.root_id ? `as the new file ${copy.name}` : 'as a new file in My Files',
    })
    return itemOf(app, actor, copy.id)
  },

  saveUnsavedAsRevision: async ({ app, actor, params, note }) => {
    const { file, writable, revision } = await unsavedById(app, actor, params.unsavedId)
    if (!writable) throw new AppError('FORBIDDEN', { detail: `You can no longer change “${file.name}”. Save a copy instead.` })
    await commitStored(app, actor, file, { kind: 'rescued', unsavedId: revision.id })
    note({ subject: subjectOf(file), detail: 'as its newest revision' })
    return itemOf(app, actor, file.id)
  },

  discardUnsaved: async ({ app, actor, params, note }) => {
    const { file, revision } = await unsavedById(app, actor, params.unsavedId)
    const { organizationId, accountId } = actor
    await app.db.transact('discardRescue', { organizationId, fileId: file.id, accountId, id: revision.id, now: app.now() })
    note({ subject: subjectOf(file) })
  },
}
