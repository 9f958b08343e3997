import type { OperationName } from '../operations.ts'
import type { CheckFileInfo } from '../wire/file-info.ts'
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

/**
 * What a WOPI host needs from whoever keeps the files. `Actor` is whatever `authenticate` makes of a token: a user,
 * a resource and the client that the token was issued to; the host passes it on and never looks inside.
 *
 * Atomicity: `lock`, `write`, `rename`, `remove` judge and change in one transaction, with the library's own
 * `decide()` inside it. Readers see the bytes before or after a write, never a mix. A resolved `write` is durable.
 * Rights are read on every call: `not-found` when the actor may not see the file.
 */
export interface WopiStore<Actor> {
  /**
   * undefined: 401. `operation` is a name of the operations table, undefined where the request asks for none of
   * them: a store that keeps refused saves may know the actor of a PutFile whose token has just expired, and answer
   * `unauthorized` from `write`.
   */
  authenticate(token: string, resource: Resource, operation?: OperationName): Promise<Actor | undefined>
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
  ancestors(actor: Actor, id: string): Promise<{ outcome: 'ok'; ancestors: { name: string; url: string }[]; incomplete: boolean } | Refusal>
}

export type { HeldLock, LockOperation }
