import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Call } from './trace.ts'

type Change = { at: number; offset: number; bytes: Buffer } | { at: number; size: number }
type Named = Inode | 'folder' | undefined

interface Inode {
  /** what certainly survives */
  durable: Buffer
  /** what was written since it was last flushed */
  pending: Change[]
  size: number
}

/** Which of the pending changes a power cut left on the medium: they reach it in any order, or not at all. */
export type Keeps = () => boolean

/**
 * A file system that promises no more than POSIX does: bytes survive once their file was flushed, a name once its folder
 * was. `at` numbers the calls that it was told.
 */
export class Medium {
  #at = 0
  readonly #root: string
  readonly #current = new Map<string, Named>()
  readonly #durable = new Map<string, Named>()
  readonly #pending = new Map<string, { at: number; path: string; named: Named }[]>()

  /**
   * Everything in `copy` is on the medium, as being in `root`; of the files only those in it directly have their bytes
   * here. `unflushed`: folders that are there, too, and may be gone after a power cut.
   */
  constructor(copy: string, root: string, unflushed: string[]) {
    this.#root = root
    for (const entry of readdirSync(copy, { withFileTypes: true, recursive: true })) {
      const from = join(entry.parentPath, entry.name)
      const bytes = entry.isFile() && entry.parentPath === copy ? readFileSync(from) : Buffer.alloc(0)
      const named: Named = entry.isDirectory() ? 'folder' : { durable: bytes, pending: [], size: bytes.length }
      this.#durable.set(root + from.slice(copy.length), named)
      this.#current.set(root + from.slice(copy.length), named)
    }
    for (const path of unflushed) this.#name(path, 'folder')
  }

  apply(call: Call) {
    this.#at++
    if (call.kind === 'answer') return
    const { path } = call
    const inode = this.#current.get(path)
    if (call.kind === 'sync')
      return inode === 'folder' || path === this.#root ? this.#syncFolder(path, call.from) : this.#syncFile(inode, call.from)
    if (call.kind === 'folder') return this.#name(path, 'folder')
    if (call.kind === 'unlink') return this.#name(path, undefined)
    if (call.kind === 'rename') {
      this.#name(call.to, inode)
      return this.#name(path, undefined)
    }
    if (call.kind === 'open' && inode === undefined) return this.#name(path, { durable: Buffer.alloc(0), pending: [], size: 0 })
    if (inode === undefined || inode === 'folder') return
    if (call.kind === 'write') {
      const offset = call.offset ?? inode.size
      inode.pending.push({ at: this.#at, offset, bytes: call.bytes })
      inode.size = Math.max(inode.size, offset + call.bytes.length)
    } else if (call.kind === 'truncate' || (call.kind === 'open' && call.truncated)) {
      inode.size = call.kind === 'truncate' ? call.size : 0
      inode.pending.push({ at: this.#at, size: inode.size })
    }
  }

  #name(path: string, named: Named) {
    this.#current.set(path, named)
    const folder = dirname(path)
    this.#pending.set(folder, [...(this.#pending.get(folder) ?? []), { at: this.#at, path, named }])
  }

  /** Only what had ended when the flush began is promised by it. */
  #syncFile(inode: Named, from: number) {
    if (inode === undefined || inode === 'folder') return
    inode.durable = changed(
      inode.durable,
      inode.pending.filter(({ at }) => at <= from),
    )
    inode.pending = inode.pending.filter(({ at }) => at > from)
  }

  #syncFolder(path: string, from: number) {
    const pending = this.#pending.get(path) ?? []
    for (const { at, path: name, named } of pending) if (at <= from) this.#durable.set(name, named)
    this.#pending.set(
      path,
      pending.filter(({ at }) => at > from),
    )
  }

  /** The bytes that a start after a power cut now finds under a path; undefined: it finds no such file. */
  read(path: string, keeps: Keeps = () => false): Buffer | undefined {
    const named = this.#find(path, keeps)
    if (named === undefined || named === 'folder') return undefined
    return changed(named.durable, named.pending.filter(keeps))
  }

  #find(path: string, keeps: Keeps): Named {
    const folder = dirname(path)
    if (folder !== this.#root && this.#find(folder, keeps) !== 'folder') return undefined
    const late = (this.#pending.get(folder) ?? []).filter((change) => change.path === path && keeps()).at(-1)
    return late ? late.named : this.#durable.get(path)
  }
}

function changed(bytes: Buffer, changes: Change[]): Buffer {
  const size = changes.reduce((most, change) => Math.max(most, 'bytes' in change ? change.offset + change.bytes.length : 0), bytes.length)
  const grown = Buffer.alloc(size)
  bytes.copy(grown)
  let end = bytes.length
  for (const change of changes) {
    if ('size' in change) {
      grown.fill(0, change.size)
      end = change.size
    } else {
      change.bytes.copy(grown, change.offset)
      end = Math.max(end, change.offset + change.bytes.length)
    }
  }
  return grown.subarray(0, end)
}
