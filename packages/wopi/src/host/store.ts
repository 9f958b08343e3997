import type { OperationName } from '../operations.ts'
import type { CommentActivity } from '../wire/activities.ts'
import type { CheckContainerInfo, ShareUrlType } from '../wire/container-info.ts'
import type { CheckEcosystem } from '../wire/ecosystem-info.ts'
import type { CheckFileInfo } from '../wire/file-info.ts'
import type { WopiRequest } from '../wire/request.ts'
import type { HeldLock, LockOperation } from './lock.ts'

/** What a token is for. Ids are letters and digits. */
export type Resource = { kind: 'file'; id: string } | { kind: 'container'; id: string } | { kind: 'ecosystem' }

/** Bytes of one version. `open` may be called once; it streams exactly `size` bytes of exactly that version. */
export interface StoredContent {
  size: number
  version: string
  open(): Promise<AsyncIterable<Uint8Array>>
}

/** A lock request as the wire carries it. `lock` is 1–1,024 ASCII characters, compared byte for byte. */
export type LockRequest =
  | { operation: 'Lock' | 'RefreshLock' | 'Unlock'; lock: string }
  | { operation: 'UnlockAndRelock'; lock: string; oldLock: string }
  | { operation: 'GetLock' }

export interface WriteRequest {
  /** X-WOPI-Lock; undefined when the header is missing or empty */
  lock: string | undefined
  /** X-WOPI-Editors, split; user ids as the client knows them from CheckFileInfo */
  editors: string[]
  /** X-COOL-WOPI-Timestamp (or LOOL): the LastModifiedTime that the client believes current, compared as text */
  timestamp: string | undefined
  isAutosave: boolean
  isExitSave: boolean
  /** undefined when the client does not say */
  isModifiedByUser: boolean | undefined
  /** Content-Length or X-WOPI-Size where sent; informational, never trusted as a bound */
  declaredSize: number | undefined
}

/** `suggested`: adjust the name until it works; begins with "." when only an extension. `exact`: that name or an error. */
export type RelativeTarget = { mode: 'suggested'; name: string } | { mode: 'exact'; name: string; overwrite: boolean }

/** Why an operation did not happen. The host maps each to its status; stores never name statuses. */
export type Refusal =
  | { outcome: 'not-found' }
  /** a different lock is held, or none where one is needed (`held: ''`); `reason` is for logs and shown by Collabora */
  | { outcome: 'conflict'; held: string; reason?: string }
  | { outcome: 'bad-request'; reason: string }
  | { outcome: 'unsupported' }
  | { outcome: 'too-large' }
  /** full disk, quota: told as 413 with X-WOPI-ServerError so that clients say "storage full" */
  | { outcome: 'no-room'; reason: string }
  /** the token expired or was withdrawn while the request ran */
  | { outcome: 'unauthorized' }

export type LockResult = { outcome: 'ok'; version: string /** the lock now held, '' when none */; held: string } | Refusal
export type WriteResult =
  | { outcome: 'ok'; version: string; lastModifiedTime: string }
  /** the timestamp did not match what is stored (Collabora's 1010) */
  | { outcome: 'changed-outside' }
  | Refusal
export type RelativeResult =
  | { outcome: 'ok'; name: string /** WopiSrc with access_token */; url: string; hostViewUrl?: string; hostEditUrl?: string }
  | { outcome: 'name-illegal'; reason: string }
  | { outcome: 'name-taken' /** a name that would work */; suggestion: string }
  | Refusal
export type RenameResult =
  /** `name` without extension; `url` is the file's WopiSrc with the same token, which Collabora opens next */
  { outcome: 'ok'; name: string; url?: string } | { outcome: 'name-illegal'; reason: string } | Refusal

/** A folder or a file by name and address. `url` carries a token of its own that lives no longer than the one shown. */
export type Pointer = { name: string; url: string }
/** A new folder's name: `suggested` is adjusted until it works, `exact` is that name or an error. */
export type ContainerTarget = { mode: 'suggested' | 'exact'; name: string }
export type ChildFile = Pointer & {
  /** as CheckFileInfo says them */
  version: string
  size: number
  lastModifiedTime?: string
}

/** Root first, direct parent last; `incomplete` when the user may not see the upper part. */
export type AncestorsResult = { outcome: 'ok'; ancestors: Pointer[]; incomplete: boolean } | Refusal
export type ContainerResult = { outcome: 'ok'; pointer: Pointer; info?: CheckContainerInfo } | Refusal
export type CreateContainerResult =
  | ContainerResult
  | { outcome: 'name-illegal'; reason: string }
  | { outcome: 'name-taken' /** a name that would work */; suggestion: string }
export type RemoveContainerResult = { outcome: 'ok' } | { outcome: 'container-not-empty' } | Refusal
export type RenameContainerResult =
  | { outcome: 'ok'; name: string }
  | { outcome: 'name-illegal'; reason: string }
  | { outcome: 'name-taken' }
  | Refusal
export type ChildrenResult = { outcome: 'ok'; containers: Pointer[]; files: ChildFile[] } | Refusal
export type AddressResult = { outcome: 'ok'; url: string } | Refusal

/**
 * Folders. WOPI: `SupportsContainers` in CheckFileInfo promises all of this, DeleteFile and a folder's
 * `ecosystemPointer`. `unsupported` for an actor whose client was not promised it, and for creating where
 * CheckContainerInfo says that the user cannot.
 */
export interface ContainerStore<Actor> {
  checkContainerInfo(actor: Actor, id: string): Promise<CheckContainerInfo | Refusal>
  createChildContainer(actor: Actor, id: string, target: ContainerTarget): Promise<CreateContainerResult>
  /** an empty file; with `overwrite` an existing one becomes empty, unless it is locked: `conflict` with its lock */
  createChildFile(actor: Actor, id: string, target: RelativeTarget): Promise<RelativeResult>
  removeContainer(actor: Actor, id: string): Promise<RemoveContainerResult>
  renameContainer(actor: Actor, id: string, name: string): Promise<RenameContainerResult>
  /**
   * What is directly in the folder. `extensions` are lower-case with their dot and choose among files only: folders
   * are always listed; undefined means all files. `hasExtension` tells which names they mean.
   */
  children(actor: Actor, id: string, request: { extensions: readonly string[] | undefined }): Promise<ChildrenResult>
  /** of a folder; the root has none */
  containerAncestors(actor: Actor, id: string): Promise<AncestorsResult>
}

/** Where a client starts that knows no file yet. WOPI: promised by `SupportsEcosystem`. */
export interface EcosystemStore<Actor> {
  checkEcosystem(actor: Actor): Promise<CheckEcosystem | Refusal>
  rootContainer(actor: Actor): Promise<ContainerResult>
  /** the ecosystem's address (with token) for somebody who came by a file or a folder */
  ecosystemPointer(actor: Actor, from: { kind: 'file' | 'container'; id: string }): Promise<AddressResult>
}

/**
 * What a WOPI host needs from whoever keeps the files. `Actor` is whatever `authenticate` makes of a token: a user,
 * a resource and the client that the token was issued to; the host passes it on and never looks inside.
 *
 * Atomicity: `lock`, `write`, `rename`, `remove` judge and change in one transaction, with the library's own
 * `decide()` inside it. Readers see the bytes before or after a write, never a mix. A resolved `write` is durable.
 * Rights are read on every call: `not-found` when the actor may not see the file.
 */
export interface WopiStore<Actor, Request extends WopiRequest = WopiRequest> {
  /**
   * undefined: 401. `operation` is a name of the operations table, undefined where the request asks for none of
   * them: a store that keeps refused saves may know the actor of a PutFile whose token has just expired, and answer
   * `unauthorized` from `write`. `request` is what the host was handed: for what depends on how a client came, as a
   * check of its proof does.
   */
  authenticate(token: string, resource: Resource, operation?: OperationName, request?: Request): Promise<Actor | undefined>
  checkFileInfo(actor: Actor, id: string, request: { sessionContext?: string }): Promise<CheckFileInfo | Refusal>
  read(actor: Actor, id: string): Promise<StoredContent | Refusal>
  lock(actor: Actor, id: string, request: LockRequest): Promise<LockResult>
  /** must consume or bounded-drain `body` even when it refuses */
  write(actor: Actor, id: string, body: AsyncIterable<Uint8Array>, request: WriteRequest): Promise<WriteResult>
  writeRelative(
    actor: Actor,
    id: string,
    target: RelativeTarget,
    body: AsyncIterable<Uint8Array>,
    request: { conversion: boolean },
  ): Promise<RelativeResult>
  rename(actor: Actor, id: string, name: string, lock: string | undefined): Promise<RenameResult>
  remove(actor: Actor, id: string): Promise<{ outcome: 'ok' } | Refusal>
  putUserInfo(actor: Actor, id: string, userInfo: string): Promise<{ outcome: 'ok' } | Refusal>
  /** root first, direct parent last; urls carry tokens */
  ancestors(actor: Actor, id: string): Promise<AncestorsResult>

  // What a store may leave out: its operations are answered 501.
  containers?: ContainerStore<Actor>
  ecosystem?: EcosystemStore<Actor>
  /** a page for people; `unsupported` for a type that SupportedShareUrlTypes does not name to this actor */
  shareUrl?(actor: Actor, resource: { kind: 'file' | 'container'; id: string }, type: ShareUrlType): Promise<AddressResult>
  /** keeps all of them or none; may be given none, and an id that it has had before. Other types never get here. */
  addActivities?(actor: Actor, id: string, activities: readonly CommentActivity[]): Promise<{ outcome: 'ok' } | Refusal>
}

export type { HeldLock, LockOperation }
