import type { Readable, Writable } from 'node:stream'

/**
 * Bytes that pour themselves into a sink and end it, at less cost than a stream. The sink has done with a chunk when it
 * calls back, as sockets have: its buffer is used again. Rejects when the sink is gone.
 */
export interface Pourable extends AsyncIterable<Uint8Array> {
  pour(sink: Writable): Promise<void>
}

/** Immutable bytes under keys the domain invents: never a user's name, never overwritten. */
export interface BlobStore {
  /** durable when resolved; on failure or abort nothing is left under the key. Rejects BlobStoreFull when there is no space */
  put(key: string, body: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<void>
  /** rejects BlobMissing. `end` is inclusive */
  get(key: string, range?: { start: number; end?: number }): Promise<Readable>
  /** the same for whoever sends them on; has to be iterated or poured, once */
  give(key: string, range: { start: number; end: number }): Promise<Pourable>
  /** absent is fine */
  delete(keys: string[]): Promise<void>
  /** for the sweep; writtenAt in epoch milliseconds */
  list(prefix: string): AsyncIterable<{ key: string; writtenAt: number }>
}

export class BlobMissing extends Error {
  readonly key: string
  constructor(key: string) {
    super('the stored bytes are missing')
    this.name = 'BlobMissing'
    this.key = key
  }
}

/** The medium is full: the domain tells people STORAGE_FULL. */
export class BlobStoreFull extends Error {
  constructor(cause: unknown) {
    super('the blob store has no space left', { cause })
    this.name = 'BlobStoreFull'
  }
}
