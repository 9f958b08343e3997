import { encodeBase64 } from '@moorage/wopi'
import type { ChunkingScheme } from '../suite/model.ts'
import { spookyHash128 } from './spooky-hash.ts'
import { zipCuts } from './zip-cuts.ts'

export interface Chunk {
  /** base64 of the 16 bytes */
  id: string
  hash: Uint8Array
  bytes: Uint8Array
}

/** The id that names these bytes. */
export function toChunk(bytes: Uint8Array): Chunk {
  const hash = spookyHash128(bytes)
  return { id: encodeBase64(hash), hash, bytes }
}

/**
 * A stream's chunks in order; concatenated they are the stream. FullFile is one chunk, and none when there are no
 * bytes: Microsoft's builder sends an empty signature there, though the text asks for the empty array's hash.
 */
export function chunksOf(bytes: Uint8Array, scheme: ChunkingScheme): Chunk[] {
  if (bytes.length === 0) return []
  if (scheme === 'FullFile') return [toChunk(bytes)]
  const cuts = zipCuts(bytes)
  return cuts.map((start, index) => toChunk(bytes.subarray(start, cuts[index + 1] ?? bytes.length)))
}
