import { encodeBase64 } from '@moorage/wopi'
import { type Chunk, chunksOf } from '../transfer/chunks.ts'
import { concatenate, decodeFrames, encodeFrames, type Frame } from '../transfer/frames.ts'

interface Property {
  Name: string
  Value: string
  Retention: string
}
interface GetMessage {
  ContentPropertiesToReturn: string[]
  ContentFilters: { StreamId: string; ChunksToReturn: string; AlreadyKnownChunks: string[] }[]
}
interface PutMessage {
  ContentProperties: Property[]
  Signatures: { StreamId: string; ChunkSignatures: { ChunkId: string; Length: number }[] }[]
}

const MAIN = 'MainContent'
const isZip = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b
const messageOf = (frames: readonly Frame[]) => {
  const [first] = frames
  return first?.type === 'message' ? (JSON.parse(new TextDecoder().decode(first.payload)) as unknown) : undefined
}

/** The streams and content properties of one file, by the rules of chunked transfer. */
export class ChunkStore {
  #streams = new Map<string, Uint8Array>([[MAIN, new Uint8Array()]])
  #properties = new Map<string, Property>()

  main(): Uint8Array {
    return this.#streams.get(MAIN) ?? new Uint8Array()
  }

  /** An update that is no PutChunkedFile: other streams go, and what does not outlive a change. */
  replaceMain(bytes: Uint8Array): void {
    this.#streams = new Map([[MAIN, bytes]])
    this.#properties = new Map([...this.#properties].filter(([, each]) => each.Retention === 'KeepOnContentChange'))
  }

  #chunks(streamId: string): { scheme: 'Zip' | 'FullFile'; chunks: Chunk[] } {
    const bytes = this.#streams.get(streamId)
    const scheme = bytes === undefined || isZip(bytes) ? 'Zip' : 'FullFile'
    return { scheme, chunks: bytes ? chunksOf(bytes, scheme) : [] }
  }

  get(body: Uint8Array): Uint8Array {
    const { ContentFilters, ContentPropertiesToReturn } = messageOf(decodeFrames(body)) as GetMessage
    const sent = new Map<string, Chunk>()
    const Signatures = ContentFilters.map(({ StreamId, ChunksToReturn, AlreadyKnownChunks }) => {
      const { scheme, chunks } = this.#chunks(StreamId)
      const last = scheme === 'Zip' ? chunks.slice(-1) : []
      const wanted = ChunksToReturn === 'All' ? chunks : ChunksToReturn === 'LastZipChunk' ? last : []
      for (const chunk of wanted) if (!AlreadyKnownChunks.includes(chunk.id)) sent.set(chunk.id, chunk)
      const ChunkSignatures = chunks.map((chunk) => ({ ChunkId: chunk.id, Length: chunk.bytes.length }))
      return { StreamId, ChunkingScheme: scheme, ChunkSignatures }
    })
    const ContentProperties = ContentPropertiesToReturn.flatMap((name) => this.#properties.get(name) ?? [])
    const message: Frame = { type: 'message', payload: new TextEncoder().encode(JSON.stringify({ ContentProperties, Signatures })) }
    return encodeFrames([message, ...[...sent.values()].map((chunk): Frame => ({ type: 'chunk', id: chunk.hash, payload: chunk.bytes }))])
  }

  /** False when a signature names a chunk that is nowhere. */
  put(body: Uint8Array): boolean {
    const frames = decodeFrames(body)
    const { ContentProperties, Signatures } = messageOf(frames) as PutMessage
    const known = new Map(
      [...this.#streams.keys()].flatMap((id) => this.#chunks(id).chunks.map((chunk): [string, Uint8Array] => [chunk.id, chunk.bytes])),
    )
    for (const frame of frames) if (frame.type === 'chunk') known.set(encodeBase64(frame.id), frame.payload)
    const streams = new Map(this.#streams)
    for (const { StreamId, ChunkSignatures } of Signatures) {
      const parts = ChunkSignatures.map(({ ChunkId }) => known.get(ChunkId))
      if (parts.includes(undefined)) return false
      if (parts.length > 0 || StreamId === MAIN) streams.set(StreamId, concatenate(parts as Uint8Array[]))
      else streams.delete(StreamId)
    }
    this.#streams = streams
    for (const property of ContentProperties) this.#properties.set(property.Name, property)
    return true
  }
}
