import { decide, type HeldLock } from './lock.ts'
import { freeName, nameProblem, splitName, suggestedName } from './names.ts'
import type { Refusal, WopiStore } from './store.ts'

export interface MemoryUser {
  /** letters and digits */
  id: string
  name: string
  mayEdit: boolean
}

/** What a token of this store stands for. */
export interface MemoryActor {
  user: MemoryUser
  fileId: string
  expiresAt: number
}

export interface MemoryStoreOptions {
  /** epoch milliseconds */
  now?: () => number
  /** where the host answers; the ids and tokens of new files are appended */
  wopiUrl?: string
  /** bytes; a larger save is refused as too large */
  maxSize?: number
}

export interface MemoryStore extends WopiStore<MemoryActor> {
  /** Puts a file there and answers its id. */
  addFile(name: string, content: Uint8Array): string
  /** A token for one user and one file; `lifetime` in milliseconds, ten hours unless told. */
  issueToken(fileId: string, user: MemoryUser, lifetime?: number): string
}

interface MemoryFile {
  id: string
  name: string
  content: Uint8Array
  version: number
  modifiedAt: number
  lock: HeldLock | undefined
}

const TEN_HOURS = 10 * 60 * 60 * 1000
const NOT_FOUND: Refusal = { outcome: 'not-found' }

/** Ids and tokens: letters and digits only, as both travel through addresses that clients escape differently. */
const randomId = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(26)), (byte) => 'abcdefghijklmnopqrstuvwxyz234567'.charAt(byte % 32)).join('')

/** Collabora reads the fraction as microseconds: six digits, always. */
const timeText = (epochMs: number) => new Date(epochMs).toISOString().replace('Z', '000Z')

async function collect(body: AsyncIterable<Uint8Array>, maxSize: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) if ((size += chunk.byteLength) <= maxSize) chunks.push(chunk)
  if (size > maxSize) return undefined
  const content = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    content.set(chunk, at)
    at += chunk.byteLength
  }
  return content
}

async function* once(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content
}

/**
 * A store in memory, in one folder, for tests, examples and for reading: every rule of the port in its plainest form.
 * It forgets everything when its process ends and checks no proof.
 */
export function createMemoryStore({
  now = Date.now,
  wopiUrl = 'http://localhost/wopi',
  maxSize = 100 * 1024 * 1024,
}: MemoryStoreOptions = {}): MemoryStore {
  const files = new Map<string, MemoryFile>()
  const tokens = new Map<string, MemoryActor>()
  const userInfo = new Map<string, string>()

  const refusalFor = (actor: MemoryActor, id: string, edit: boolean): Refusal | undefined => {
    if (actor.expiresAt <= now()) return { outcome: 'unauthorized' }
    if (actor.fileId !== id || !files.has(id) || (edit && !actor.user.mayEdit)) return NOT_FOUND
    return undefined
  }
  /** The file and right in one step: what follows may not await before it changes the file. */
  const open = (actor: MemoryActor, id: string, edit: boolean): MemoryFile | Refusal =>
    refusalFor(actor, id, edit) ?? (files.get(id) as MemoryFile)
  const byName = (name: string) => [...files.values()].find((file) => file.name.toLowerCase() === name.toLowerCase())

  const store: MemoryStore = {
    addFile(name, content) {
      const id = randomId()
      files.set(id, { id, name, content, version: 1, modifiedAt: now(), lock: undefined })
      return id
    },
    issueToken(fileId, user, lifetime = TEN_HOURS) {
      const token = randomId()
      tokens.set(token, { user, fileId, expiresAt: now() + lifetime })
      return token
    },

    async authenticate(token, resource) {
      const actor = tokens.get(token)
      return actor && resource.kind === 'file' && actor.fileId === resource.id && actor.expiresAt > now() ? actor : undefined
    },
    async checkFileInfo(actor, id) {
      const file = open(actor, id, false)
      if ('outcome' in file) return file
      const { user } = actor
      return {
        BaseFileName: file.name,
        FileExtension: splitName(file.name).extension,
        OwnerId: 'owner',
        Size: file.content.byteLength,
        UserId: user.id,
        UserFriendlyName: user.name,
        UserInfo: userInfo.get(user.id),
        Version: String(file.version),
        LastModifiedTime: timeText(file.modifiedAt),
        SupportsUpdate: true,
        SupportsLocks: true,
        SupportsGetLock: true,
        SupportsExtendedLockLength: true,
        SupportsRename: true,
        SupportsDeleteFile: true,
        SupportsUserInfo: true,
        UserCanWrite: user.mayEdit,
        UserCanRename: user.mayEdit,
        UserCanNotWriteRelative: !user.mayEdit,
        ReadOnly: !user.mayEdit,
      }
    },
    async read(actor, id) {
      const file = open(actor, id, false)
      if ('outcome' in file) return file
      const { content, version } = file
      return { size: content.byteLength, version: String(version), open: async () => once(content) }
    },
    async lock(actor, id, request) {
      const file = open(actor, id, request.operation !== 'GetLock')
      if ('outcome' in file) return file
      const decision = decide(file.lock, request, now())
      if (decision.outcome === 'conflict') return decision
      file.lock = decision.next
      return { outcome: 'ok', version: String(file.version), held: decision.next?.id ?? '' }
    },
    async write(actor, id, body, { lock, timestamp }) {
      const content = await collect(body, maxSize)
      const file = open(actor, id, true)
      if ('outcome' in file) return file
      if (!content) return { outcome: 'too-large' }
      const decision = decide(file.lock, { operation: 'PutFile', lock, size: file.content.byteLength }, now())
      if (decision.outcome === 'conflict') return decision
      if (timestamp !== undefined && timestamp !== timeText(file.modifiedAt)) return { outcome: 'changed-outside' }
      file.content = content
      file.version++
      file.modifiedAt = Math.max(now(), file.modifiedAt + 1)
      file.lock = decision.next
      return { outcome: 'ok', version: String(file.version), lastModifiedTime: timeText(file.modifiedAt) }
    },
    async writeRelative(actor, id, target, body) {
      const content = await collect(body, maxSize)
      const source = open(actor, id, false)
      if ('outcome' in source) return source
      if (!actor.user.mayEdit) return { outcome: 'unsupported' }
      if (!content) return { outcome: 'too-large' }
      const taken = (name: string) => byName(name) !== undefined
      const name = target.mode === 'exact' ? target.name : freeName(suggestedName(source.name, target.name), taken)
      const problem = nameProblem(name)
      if (problem) return { outcome: 'name-illegal', reason: problem }
      const present = byName(name)
      if (present && !(target.mode === 'exact' && target.overwrite)) {
        return { outcome: 'name-taken', suggestion: freeName(name, taken) }
      }
      const decision = decide(present?.lock, { operation: 'DeleteFile' }, now())
      if (decision.outcome === 'conflict') return decision
      const newId = present?.id ?? store.addFile(name, content)
      if (present) {
        present.content = content
        present.version++
        present.modifiedAt = Math.max(now(), present.modifiedAt + 1)
      }
      // WOPI: a token that is handed out must not outlive the one that was shown, or access could be prolonged for ever
      const token = store.issueToken(newId, actor.user, actor.expiresAt - now())
      return { outcome: 'ok', name, url: `${wopiUrl}/files/${newId}?access_token=${token}` }
    },
    async rename(actor, id, wish, lock) {
      const file = open(actor, id, true)
      if ('outcome' in file) return file
      const { extension } = splitName(file.name)
      const name = `${wish}${extension}`
      const problem = nameProblem(name)
      if (problem) return { outcome: 'name-illegal', reason: problem }
      const decision = decide(file.lock, { operation: 'RenameFile', lock }, now())
      if (decision.outcome === 'conflict') return decision
      file.name = freeName(name, (candidate) => ![undefined, file].includes(byName(candidate)))
      return { outcome: 'ok', name: splitName(file.name).base }
    },
    async remove(actor, id) {
      const file = open(actor, id, true)
      if ('outcome' in file) return file
      const decision = decide(file.lock, { operation: 'DeleteFile' }, now())
      if (decision.outcome === 'conflict') return decision
      files.delete(id)
      return { outcome: 'ok' }
    },
    async putUserInfo(actor, id, text) {
      const refusal = refusalFor(actor, id, false)
      if (refusal) return refusal
      userInfo.set(actor.user.id, text)
      return { outcome: 'ok' }
    },
    async ancestors(actor, id) {
      return refusalFor(actor, id, false) ?? { outcome: 'ok', ancestors: [], incomplete: false }
    },
  }
  return store
}
