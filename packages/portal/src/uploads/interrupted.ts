import type { PreviousUpload, UrlStorage } from 'tus-js-client'
import type { Upload } from './upload.ts'

const PREFIX = 'moorage.upload.'

interface Kept extends PreviousUpload {
  fingerprint: string
}

/** Where an upload of this browser goes on: one entry per file that has begun and is not finished. */
export interface Unfinished extends UrlStorage {
  list(accountId: string): Upload[]
  addresses(accountId: string): { id: string; url: string }[]
  forget(urlStorageKey: string): PreviousUpload | undefined
  /** whatever is kept of this file, at once */
  forgetFile(fingerprint: string): void
}

/**
 * Names a file by who uploads it where, its name, size and date: choosing the same file again finds the address of its
 * half-done upload, even after the page was closed.
 */
export function fingerprintOf(
  accountId: string,
  folderId: string,
  path: string[],
  file: Pick<File, 'name' | 'size' | 'lastModified'>,
): string {
  return [accountId, folderId, path.join('/'), file.name, file.size, file.lastModified].join('|')
}

export function hasUnfinished(storage: Storage): boolean {
  for (let index = 0; index < storage.length; index++) if (storage.key(index)?.startsWith(PREFIX)) return true
  return false
}

/** tus's URL storage over localStorage. */
export function unfinishedIn(storage: Storage): Unfinished {
  const read = (key: string): Kept | undefined => {
    try {
      const kept = JSON.parse(storage.getItem(key) ?? 'null') as Kept | null
      return kept ? { ...kept, urlStorageKey: key } : undefined
    } catch {
      return undefined
    }
  }
  const all = () => {
    const found: Kept[] = []
    for (let index = 0; index < storage.length; index++) {
      const key = storage.key(index)
      const kept = key?.startsWith(PREFIX) ? read(key) : undefined
      if (kept) found.push(kept)
    }
    return found
  }
  return {
    findAllUploads: async () => all(),
    findUploadsByFingerprint: async (fingerprint) => all().filter((kept) => kept.fingerprint === fingerprint),
    async addUpload(fingerprint, upload) {
      const key = PREFIX + crypto.randomUUID()
      try {
        storage.setItem(key, JSON.stringify({ ...upload, fingerprint }))
      } catch {
        // storage is full or closed: this upload just can't go on after a reload
      }
      return key
    },
    removeUpload: async (key) => storage.removeItem(key),
    list: (accountId) =>
      all()
        .filter((kept) => kept.fingerprint.startsWith(`${accountId}|`))
        .map((kept) => ({
          id: kept.urlStorageKey,
          name: kept.metadata.name ?? '',
          path: kept.metadata.path ? kept.metadata.path.split('/') : [],
          size: kept.size ?? 0,
          sent: 0,
          folderId: kept.metadata.folderId ?? '',
          state: 'interrupted' as const,
        })),
    addresses: (accountId) =>
      all().flatMap(({ fingerprint, urlStorageKey, uploadUrl }) =>
        fingerprint.startsWith(`${accountId}|`) && uploadUrl ? [{ id: urlStorageKey, url: uploadUrl }] : [],
      ),
    forget(key) {
      const kept = read(key)
      storage.removeItem(key)
      return kept
    },
    forgetFile(fingerprint) {
      for (const kept of all()) if (kept.fingerprint === fingerprint) storage.removeItem(kept.urlStorageKey)
    },
  }
}
