import type { CommentActivity } from '../wire/activities.ts'
import type { HeldLock } from './lock.ts'
import type { Pointer, Refusal, Resource } from './store.ts'

export interface MemoryUser {
  /** letters and digits */
  id: string
  name: string
  mayEdit: boolean
}

/** What a token of the memory store stands for. */
export interface MemoryActor {
  user: MemoryUser
  resource: Resource
  expiresAt: number
}

/** What CheckFileInfo promises beyond reading, locking, saving, renaming and deleting one file. */
export interface MemoryOffers {
  containers?: boolean
  ecosystem?: boolean
  shareUrls?: boolean
  activities?: boolean
  /** false: PutRelativeFile is answered 501, for everybody */
  saveAs?: boolean
  /** FileUrl is this, a slash and a token; whoever serves that address asks `contentBehind(token)` */
  contentUrl?: string
}

export interface MemoryStoreOptions {
  /** epoch milliseconds */
  now?: () => number
  /** where the host answers; the ids and tokens of new files are appended */
  wopiUrl?: string
  /** where pages for people are: an action and an id are appended; /open beside the WOPI address unless told */
  pageUrl?: string
  /** bytes; a larger save is refused as too large */
  maxSize?: number
  offers?: MemoryOffers
}

export interface MemoryFolder {
  id: string
  name: string
  /** undefined: the root */
  parent: MemoryFolder | undefined
}

export interface MemoryFile {
  id: string
  name: string
  folder: MemoryFolder
  content: Uint8Array
  version: number
  modifiedAt: number
  lock: HeldLock | undefined
  activities: Map<string, CommentActivity>
}

export const TEN_HOURS = 10 * 60 * 60 * 1000
const NOT_FOUND: Refusal = { outcome: 'not-found' }

/** Ids and tokens: letters and digits only, as both travel through addresses that clients escape differently. */
export const randomId = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(26)), (byte) => 'abcdefghijklmnopqrstuvwxyz234567'.charAt(byte % 32)).join('')

/** Collabora reads the fraction as microseconds: six digits, always. */
export const timeText = (epochMs: number) => new Date(epochMs).toISOString().replace('Z', '000Z')

const sameResource = (one: Resource, other: Resource) =>
  one.kind === other.kind && (one.kind === 'ecosystem' || (other.kind !== 'ecosystem' && one.id === other.id))

const pathOf = (resource: Resource) => (resource.kind === 'ecosystem' ? 'ecosystem' : `${resource.kind}s/${resource.id}`)

export type MemoryWorld = ReturnType<typeof createMemoryWorld>

/** Everything that a memory store remembers, and who may touch what of it. What follows an `open…` may not await. */
export function createMemoryWorld(options: MemoryStoreOptions) {
  const { now = Date.now, wopiUrl = 'http://localhost/wopi', maxSize = 100 * 1024 * 1024, offers = {} } = options
  const pageUrl = options.pageUrl ?? `${new URL(wopiUrl).origin}/open`
  const root: MemoryFolder = { id: randomId(), name: 'Files', parent: undefined }
  const folders = new Map([[root.id, root]])
  const files = new Map<string, MemoryFile>()
  const tokens = new Map<string, MemoryActor>()
  const contentTokens = new Map<string, { fileId: string; expiresAt: number }>()

  const world = {
    now,
    maxSize,
    offers,
    root,
    folders,
    files,
    userInfo: new Map<string, string>(),
    oauthTokens: new Map<string, MemoryUser>(),

    addFile(name: string, content: Uint8Array, folder = root): MemoryFile {
      const file = { id: randomId(), name, folder, content, version: 1, modifiedAt: now(), lock: undefined, activities: new Map() }
      files.set(file.id, file)
      return file
    },
    addFolder(name: string, parent: MemoryFolder): MemoryFolder {
      const folder = { id: randomId(), name, parent }
      folders.set(folder.id, folder)
      return folder
    },
    overwrite(file: MemoryFile, content: Uint8Array) {
      file.content = content
      file.version++
      file.modifiedAt = Math.max(now(), file.modifiedAt + 1)
    },
    filesIn: (folder: MemoryFolder) => [...files.values()].filter((file) => file.folder === folder),
    foldersIn: (folder: MemoryFolder) => [...folders.values()].filter(({ parent }) => parent === folder),
    /** what has this name in a folder: files and folders share one list of names */
    named(folder: MemoryFolder, name: string): MemoryFile | MemoryFolder | undefined {
      return [...world.filesIn(folder), ...world.foldersIn(folder)].find((each) => each.name.toLowerCase() === name.toLowerCase())
    },
    /** from the root down to this folder, both included */
    lineage: (folder: MemoryFolder): MemoryFolder[] => [...(folder.parent ? world.lineage(folder.parent) : []), folder],

    issueToken(resource: Resource, user: MemoryUser, expiresAt = now() + TEN_HOURS): string {
      const token = randomId()
      tokens.set(token, { user, resource, expiresAt })
      return token
    },
    actorOf(token: string, resource: Resource): MemoryActor | undefined {
      const actor = tokens.get(token)
      return actor && sameResource(actor.resource, resource) && actor.expiresAt > now() ? actor : undefined
    },
    /** A token that reads this one file's bytes and is good for nothing else. */
    issueContentToken({ id }: MemoryFile, { expiresAt }: MemoryActor): string {
      const token = randomId()
      contentTokens.set(token, { fileId: id, expiresAt })
      return token
    },
    fileBehind(token: string): MemoryFile | undefined {
      const found = contentTokens.get(token)
      return found && found.expiresAt > now() ? files.get(found.fileId) : undefined
    },

    refusal(actor: MemoryActor, resource: Resource, edit: boolean): Refusal | undefined {
      if (actor.expiresAt <= now()) return { outcome: 'unauthorized' }
      return !sameResource(actor.resource, resource) || (edit && !actor.user.mayEdit) ? NOT_FOUND : undefined
    },
    openFile: (actor: MemoryActor, id: string, edit: boolean): MemoryFile | Refusal =>
      world.refusal(actor, { kind: 'file', id }, edit) ?? files.get(id) ?? NOT_FOUND,
    openFolder: (actor: MemoryActor, id: string, edit: boolean): MemoryFolder | Refusal =>
      world.refusal(actor, { kind: 'container', id }, edit) ?? folders.get(id) ?? NOT_FOUND,

    /**
     * An address with a token of its own. WOPI: a token that is handed out must not outlive the one that was shown, or
     * access could be prolonged for ever.
     */
    urlFor: (actor: Pick<MemoryActor, 'user' | 'expiresAt'>, resource: Resource): string =>
      `${wopiUrl}/${pathOf(resource)}?access_token=${world.issueToken(resource, actor.user, actor.expiresAt)}`,
    pointer: (actor: Pick<MemoryActor, 'user' | 'expiresAt'>, { id, name }: MemoryFolder | MemoryFile): Pointer => ({
      name,
      url: world.urlFor(actor, { kind: folders.has(id) ? 'container' : 'file', id }),
    }),
    pageFor: (action: string, id: string) => `${pageUrl}/${action}/${id}`,
  }
  return world
}
