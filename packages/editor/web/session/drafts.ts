import { type DBSchema, type IDBPDatabase, openDB } from 'idb'

/** What was typed and is not known to be saved. */
export interface Draft {
  /** of the tab that wrote it */
  id: string
  /** WopiSrc and user */
  file: string
  /** a reference: the browser keeps the bytes, and reads and writes them away from the page */
  bytes: Blob
  /** epoch milliseconds of the last change in it */
  at: number
  /** mark of the bytes that editing started from */
  base: string
  /** marks of everything sent to the host since: the answer may have been lost */
  sent: string[]
}

export interface Drafts {
  put(draft: Draft): Promise<void>
  delete(id: string): Promise<void>
  /** newest first */
  of(file: string): Promise<Draft[]>
}

interface Schema extends DBSchema {
  drafts: { key: string; value: Draft; indexes: { file: string } }
}

/** Drafts of before were bytes. */
const withBlob = (draft: Draft): Draft => ({ ...draft, bytes: new Blob([draft.bytes]) })

const FORGOTTEN_AFTER_MS = 30 * 24 * 3_600_000

/** Drafts in this browser's IndexedDB. Opening may fail (private mode): then nothing is kept and closing a tab asks. */
export function browserDrafts(): Drafts {
  let opening: Promise<IDBPDatabase<Schema>> | undefined
  const open = () => {
    opening ??= openDB<Schema>('moorage-drafts', 1, {
      upgrade(db) {
        db.createObjectStore('drafts', { keyPath: 'id' }).createIndex('file', 'file')
      },
    })
    return opening
  }
  return {
    async put(draft) {
      // relaxed durability waits for the operating system, strict for the disk: a crashed machine must not lose it
      const transaction = (await open()).transaction('drafts', 'readwrite', { durability: 'strict' })
      await Promise.all([transaction.store.put(draft), transaction.done])
    },
    async delete(id) {
      await (await open()).delete('drafts', id)
    },
    async of(file) {
      const db = await open()
      const all = await db.getAllFromIndex('drafts', 'file', file)
      const [fresh, stale] = [true, false].map((wanted) => all.filter(({ at }) => Date.now() - at < FORGOTTEN_AFTER_MS === wanted))
      await Promise.all((stale ?? []).map(({ id }) => db.delete('drafts', id)))
      return (fresh ?? []).map(withBlob).sort((one, other) => other.at - one.at)
    },
  }
}
