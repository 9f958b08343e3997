import type { LockRequest, LockResult, Refusal, RenameResult, StoredContent, WopiStore } from '@moorage/wopi'
import type { App } from '../app.ts'
import type { Content } from '../files/content.ts'
import { heldBy, heldId, lockOf } from '../files/locks.ts'
import { checkName, cleanName, splitName } from '../files/names.ts'
import { nodeById } from '../files/tree.ts'
import { addActivities } from './add-activities.ts'
import { ancestorsOfFile } from './ancestors.ts'
import { containerStore } from './containers.ts'
import { ecosystemStore } from './ecosystem.ts'
import { fileInfo } from './file-info.ts'
import { conflictOf } from './held-by.ts'
import { openReached } from './open-reached.ts'
import { filePointer } from './pointers.ts'
import { shareUrl } from './share-url.ts'
import { versionOf } from './version.ts'
import { actorOfToken, enter, enterToChange, entryOf, isFor, type WopiActor } from './wopi-actor.ts'
import { write } from './write.ts'
import { writeRelative } from './write-relative.ts'

type Handles = Pick<App, 'blobs' | 'config' | 'db' | 'log' | 'now'>

/** A content with the key of the blob that it is, where it is one. */
type BlobContent = StoredContent & Pick<Content, 'blob'>

export interface OfficeStore extends WopiStore<WopiActor> {
  read(who: WopiActor, id: string): Promise<BlobContent | Refusal>
}

/** Our files as a WOPI host needs them. Rights are read on every call; a resolved write is on disk. */
export function officeStore(app: Handles): OfficeStore {
  return {
    authenticate: async (token, resource, operation) => {
      const who = await actorOfToken(app, token, resource)
      // past its end a grant is only good for not losing what it still tries to save
      if (!who || (who.state !== 'live' && operation !== 'PutFile')) return undefined
      who.operation = operation
      return who
    },
    checkFileInfo: async (who, id) => {
      const entered = await enter(app, who, id)
      return entered.outcome === 'entered' ? fileInfo(app, who, entered.file) : entered
    },
    read: (who, id) => read(app, who, id),
    lock: (who, id, request) => lock(app, who, id, request),
    write: (who, id, body, request) => write(app, who, id, body, request),
    writeRelative: (who, id, target, body) => writeRelative(app, who, id, target, body),
    rename: (who, id, name, held) => rename(app, who, id, name, held),
    remove: (who, id) => remove(app, who, id),
    putUserInfo: async (who, id, userInfo) => {
      // WOPI: for whoever may see the file: it is kept with the user
      const entered = await enter(app, who, id)
      if (entered.outcome !== 'entered') return entered
      const { organizationId, accountId } = who.actor
      await app.db.transact('putUserInfo', { organizationId, accountId, userInfo })
      return { outcome: 'ok' }
    },
    ancestors: (who, id) => ancestorsOfFile(app, who, id),
    containers: containerStore(app),
    ecosystem: ecosystemStore(app),
    shareUrl: (who, resource, type) => shareUrl(app, who, resource, type),
    addActivities: (who, id, activities) => addActivities(app, who, id, activities),
  }
}

async function read(app: Handles, who: WopiActor, id: string): Promise<BlobContent | Refusal> {
  const entered = await enter(app, who, id)
  if (entered.outcome !== 'entered') return entered
  const found = await openReached(app, entered.file)
  if (!found) return { outcome: 'not-found' }
  return { size: found.size, version: versionOf(app, found.version), blob: found.blob, open: () => found.give() }
}

async function lock(app: Handles, who: WopiActor, id: string, request: LockRequest): Promise<LockResult> {
  if (request.operation === 'GetLock') return getLock(app, who, id)
  const entered = await enterToChange(app, who, id, 'write')
  if (entered.outcome !== 'entered' && !(request.operation === 'Unlock' && (await mayLeave(app, who, id, request.lock)))) return entered
  const { organizationId, accountId } = who.actor
  const result = await app.db.transact('lockFile', {
    organizationId,
    fileId: id,
    grantId: who.grant.id,
    accountId,
    accountName: who.actor.name,
    client: who.editor.id,
    request,
    now: app.now(),
  })
  if (result.outcome === 'conflict') return conflictOf(app, who, result)
  return result.outcome === 'ok' ? { ...result, version: versionOf(app, result.version) } : result
}

/**
 * WOPI: whoever may no longer edit can still give back the lock that they know, or the file would stay locked until it
 * expires. Nothing is told to whoever names another one.
 */
async function mayLeave(app: Handles, who: WopiActor, id: string, lock: string): Promise<boolean> {
  if (who.state !== 'live' || !isFor(who, 'file', id) || who.grant.nodeId !== id || who.grant.revisionId !== null) return false
  const node = await nodeById(app.db.read, who.actor.organizationId, id)
  const live = node?.deleted_at === null ? lockOf(node, app.now()) : undefined
  // it took part in the editing that the lock belongs to, and was not only ever a reader
  const tookPart = who.grant.tenureId !== null && who.grant.tenureId === node?.tenure_id
  return tookPart && live?.kind === 'wopi' && live.id === lock
}

/** A read, as those who follow somebody else's editing ask often; whoever may see the file may ask. */
async function getLock(app: Handles, who: WopiActor, id: string): Promise<LockResult> {
  const entered = await enter(app, who, id)
  if (entered.outcome !== 'entered') return entered
  const { node, revision } = entered.file
  if (revision) return { outcome: 'unsupported' }
  const live = lockOf(node, app.now())
  // WOPI: a lock that is no WOPI lock cannot be named, so it is a conflict with an empty name
  if (live?.kind === 'manual') return conflictOf(app, who, { held: '', heldBy: heldBy(live) })
  return { outcome: 'ok', version: versionOf(app, node.version), held: heldId(live) }
}

/** WOPI: the name comes without its extension, which stays; a name that is taken gets a number. */
async function rename(app: Handles, who: WopiActor, id: string, wanted: string, held: string | undefined): Promise<RenameResult> {
  const entered = await enterToChange(app, who, id, 'rename')
  if (entered.outcome !== 'entered') return entered
  const { node } = entered.file
  const name = cleanName(wanted.trim() + splitName(node.name)[1])
  const problem = checkName(name)
  // said to the user, who can type another: a name that was quietly changed would surprise more
  if (problem) return { outcome: 'name-illegal', reason: problem }
  const live = lockOf(node, app.now())
  const renamed = await app.db.transact('renameNode', {
    organizationId: node.organization_id,
    nodeId: node.id,
    name,
    now: app.now(),
    onClash: 'keep-both',
    // Collabora renames without the header while its own session holds the lock
    wopi: { lock: held, holdsLock: who.editor.profile === 'collabora' && live?.client === who.editor.id },
    entry: entryOf(who, 'renamed'),
  })
  switch (renamed.outcome) {
    case 'ok': {
      const { url } = await filePointer(app, who, node)
      return { outcome: 'ok', name: splitName(renamed.name)[0], url }
    }
    case 'conflict':
      return conflictOf(app, who, renamed)
    case 'name-taken':
      return { outcome: 'name-illegal', reason: 'There is already something with this name here.' }
    case 'not-found':
      return { outcome: 'not-found' }
  }
}

/** The portal's Restore brings it back. */
async function remove(app: Handles, who: WopiActor, id: string): Promise<{ outcome: 'ok' } | Refusal> {
  const entered = await enterToChange(app, who, id, 'delete')
  if (entered.outcome !== 'entered') return entered
  const { organizationId, accountId } = who.actor
  const removed = await app.db.transact('deleteNodes', {
    organizationId,
    ids: [id],
    accountId,
    now: app.now(),
    entry: entryOf(who, 'deleted'),
  })
  if (removed.outcome !== 'locked') return { outcome: removed.outcome }
  const live = lockOf(entered.file.node, app.now())
  return conflictOf(app, who, { held: removed.held, ...(live ? { heldBy: heldBy(live) } : {}) })
}
