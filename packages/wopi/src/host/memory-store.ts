import type { CommentActivity } from '../wire/activities.ts'
import type { BootstrapStore } from './bootstrap-store.ts'
import { decide } from './lock.ts'
import { memoryContainers } from './memory-containers.ts'
import { createFile } from './memory-create.ts'
import { memoryBootstrap, memoryEcosystem } from './memory-ecosystem.ts'
import { memoryFileInfo } from './memory-file-info.ts'
import {
  createMemoryWorld,
  type MemoryActor,
  type MemoryStoreOptions,
  type MemoryUser,
  randomId,
  TEN_HOURS,
  timeText,
} from './memory-world.ts'
import { freeName, nameProblem, splitName } from './names.ts'
import type { Resource, StoredContent, WopiStore } from './store.ts'

export type { MemoryActor, MemoryOffers, MemoryStoreOptions, MemoryUser } from './memory-world.ts'

export interface MemoryStore extends WopiStore<MemoryActor> {
  /** the id of the folder that all others are in */
  readonly rootId: string
  /** Puts a file there, in the root unless told, and answers its id. */
  addFile(name: string, content: Uint8Array, folderId?: string): string
  /** Puts a folder there, in the root unless told, and answers its id. */
  addFolder(name: string, parentId?: string): string
  /** A token for one user and one file (by its id) or other resource; `lifetime` in milliseconds, ten hours unless told. */
  issueToken(of: string | Resource, user: MemoryUser, lifetime?: number): string
  /** What a bootstrapper takes for this user's sign-in, for ever. */
  issueOauthToken(user: MemoryUser): string
  /** for `createBootstrapper` */
  readonly bootstrap: BootstrapStore<MemoryUser>
  /** What the address in FileUrl answers: the newest bytes; undefined when the token at its end is no good any more. */
  contentBehind(token: string): StoredContent | undefined
  /** Comments that AddActivities told about, oldest first. */
  activitiesOf(fileId: string): CommentActivity[]
}

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

const stored = ({ content, version }: { content: Uint8Array; version: number }): StoredContent => ({
  size: content.byteLength,
  version: String(version),
  open: async () => once(content),
})

/**
 * A store in memory for tests, examples and for reading: every rule of the port in its plainest form. What it offers
 * beyond single files is for `offers` to say. It forgets everything when its process ends and checks no proof.
 */
export function createMemoryStore(options: MemoryStoreOptions = {}): MemoryStore {
  const world = createMemoryWorld(options)
  const { now, offers, maxSize } = world
  const folderOf = (id = world.root.id) => {
    const folder = world.folders.get(id)
    if (!folder) throw new Error(`There is no folder ${id}`)
    return folder
  }

  return {
    rootId: world.root.id,
    addFile: (name, content, folderId) => world.addFile(name, content, folderOf(folderId)).id,
    addFolder: (name, parentId) => world.addFolder(name, folderOf(parentId)).id,
    issueToken: (of, user, lifetime = TEN_HOURS) =>
      world.issueToken(typeof of === 'string' ? { kind: 'file', id: of } : of, user, now() + lifetime),
    issueOauthToken(user) {
      const token = randomId()
      world.oauthTokens.set(token, user)
      return token
    },
    bootstrap: memoryBootstrap(world),
    contentBehind(token) {
      const file = world.fileBehind(token)
      return file && stored(file)
    },
    activitiesOf: (fileId) => [...(world.files.get(fileId)?.activities.values() ?? [])],

    async authenticate(token, resource) {
      return world.actorOf(token, resource)
    },
    async checkFileInfo(actor, id) {
      const file = world.openFile(actor, id, false)
      return 'outcome' in file ? file : memoryFileInfo(world, actor, file)
    },
    async read(actor, id) {
      const file = world.openFile(actor, id, false)
      return 'outcome' in file ? file : stored(file)
    },
    async lock(actor, id, request) {
      const file = world.openFile(actor, id, request.operation !== 'GetLock')
      if ('outcome' in file) return file
      const decision = decide(file.lock, request, now())
      if (decision.outcome === 'conflict') return decision
      file.lock = decision.next
      return { outcome: 'ok', version: String(file.version), held: decision.next?.id ?? '' }
    },
    async write(actor, id, body, { lock, timestamp }) {
      const content = await collect(body, maxSize)
      const file = world.openFile(actor, id, true)
      if ('outcome' in file) return file
      if (!content) return { outcome: 'too-large' }
      const decision = decide(file.lock, { operation: 'PutFile', lock, size: file.content.byteLength }, now())
      if (decision.outcome === 'conflict') return decision
      if (timestamp !== undefined && timestamp !== timeText(file.modifiedAt)) return { outcome: 'changed-outside' }
      world.overwrite(file, content)
      file.lock = decision.next
      return { outcome: 'ok', version: String(file.version), lastModifiedTime: timeText(file.modifiedAt) }
    },
    async writeRelative(actor, id, target, body) {
      const content = await collect(body, maxSize)
      const source = world.openFile(actor, id, false)
      if ('outcome' in source) return source
      if (!actor.user.mayEdit || offers.saveAs === false) return { outcome: 'unsupported' }
      if (!content) return { outcome: 'too-large' }
      return createFile(world, actor, source.folder, target, { sourceName: source.name, content, action: 'edit' })
    },
    async rename(actor, id, wish, lock) {
      const file = world.openFile(actor, id, true)
      if ('outcome' in file) return file
      const name = `${wish}${splitName(file.name).extension}`
      const problem = nameProblem(name)
      if (problem) return { outcome: 'name-illegal', reason: problem }
      const decision = decide(file.lock, { operation: 'RenameFile', lock }, now())
      if (decision.outcome === 'conflict') return decision
      file.name = freeName(name, (candidate) => (world.named(file.folder, candidate) ?? file) !== file)
      return { outcome: 'ok', name: splitName(file.name).base }
    },
    async remove(actor, id) {
      const file = world.openFile(actor, id, true)
      if ('outcome' in file) return file
      const decision = decide(file.lock, { operation: 'DeleteFile' }, now())
      if (decision.outcome === 'conflict') return decision
      world.files.delete(id)
      return { outcome: 'ok' }
    },
    async putUserInfo(actor, id, text) {
      const file = world.openFile(actor, id, false)
      if ('outcome' in file) return file
      world.userInfo.set(actor.user.id, text)
      return { outcome: 'ok' }
    },
    async ancestors(actor, id) {
      const file = world.openFile(actor, id, false)
      if ('outcome' in file) return file
      // an address of a folder is of no use where folders are not offered
      const above = offers.containers ? world.lineage(file.folder) : []
      return { outcome: 'ok', ancestors: above.map((each) => world.pointer(actor, each)), incomplete: false }
    },

    ...(offers.containers ? { containers: memoryContainers(world) } : {}),
    // WOPI: folders come with the way from each of them to the ecosystem
    ...(offers.ecosystem || offers.containers ? { ecosystem: memoryEcosystem(world) } : {}),
    ...(offers.shareUrls
      ? {
          async shareUrl(actor, { kind, id }, type) {
            const found = kind === 'file' ? world.openFile(actor, id, false) : world.openFolder(actor, id, false)
            return 'outcome' in found ? found : { outcome: 'ok', url: world.pageFor(type === 'ReadOnly' ? 'view' : 'edit', id) }
          },
        }
      : {}),
    ...(offers.activities
      ? {
          async addActivities(actor, id, activities) {
            const file = world.openFile(actor, id, true)
            if ('outcome' in file) return file
            for (const activity of activities) file.activities.set(activity.id, activity)
            return { outcome: 'ok' }
          },
        }
      : {}),
  }
}
