import type { ContentProperty, Filter, NewStream } from '../suite/model.ts'
import { type Chunk, chunksOf } from './chunks.ts'
import { encodeFrames, type Frame } from './frames.ts'

/** Content that a test names: text as it stands, or a resource's bytes by id. */
export type ContentOf = (name: string, scheme: 'FullFile' | 'Zip') => Promise<Uint8Array>

const messageFrame = (message: unknown): Frame => ({ type: 'message', payload: new TextEncoder().encode(JSON.stringify(message)) })
const distinct = (chunks: readonly Chunk[]) => [...new Map(chunks.map((chunk) => [chunk.id, chunk])).values()]

/** The body of GetChunkedFile. */
export async function getChunkedFileBody(
  filters: readonly Filter[],
  properties: readonly string[],
  content: ContentOf,
): Promise<Uint8Array> {
  const ContentFilters = []
  for (const filter of filters) {
    const known = distinct(chunksOf(await content(filter.known, filter.scheme), filter.scheme))
    ContentFilters.push({
      ChunkingScheme: filter.scheme,
      StreamId: filter.streamId,
      ChunksToReturn: filter.chunksToReturn,
      AlreadyKnownChunks: known.map((chunk) => chunk.id),
    })
  }
  return encodeFrames([messageFrame({ ContentPropertiesToReturn: properties, ContentFilters })])
}

/** The body of PutChunkedFile: the full signature of each stream, and the chunks that the host does not have yet. */
export async function putChunkedFileBody(
  streams: readonly NewStream[],
  properties: readonly ContentProperty[],
  uploadSessionToken: string | undefined,
  content: ContentOf,
): Promise<Uint8Array> {
  const sent = new Map<string, Chunk>()
  const Signatures = []
  for (const stream of streams) {
    const chunks = chunksOf(await content(stream.content, stream.scheme), stream.scheme)
    const known = new Set(chunksOf(await content(stream.known, stream.scheme), stream.scheme).map((chunk) => chunk.id))
    for (const chunk of chunks) if (!known.has(chunk.id)) sent.set(chunk.id, chunk)
    Signatures.push({
      StreamId: stream.streamId,
      ChunkingScheme: stream.scheme,
      ChunkSignatures: chunks.map((chunk) => ({ ChunkId: chunk.id, Length: chunk.bytes.length })),
    })
  }
  const message = { ContentProperties: properties, Signatures, UploadSessionTokenToCommit: uploadSessionToken ?? null }
  const chunks = [...sent.values()].map((chunk): Frame => ({ type: 'chunk', id: chunk.hash, payload: chunk.bytes }))
  return encodeFrames([messageFrame(message), ...chunks])
}
