import { encodeBase64 } from '@moorage/wopi'
import type { Fixtures } from '../run/fixtures.ts'
import type { Check, ContentPropertyCheck, StreamCheck } from '../suite/model.ts'
import { chunksOf, toChunk } from '../transfer/chunks.ts'
import { concatenate, decodeFrames, type Frame, FrameError } from '../transfer/frames.ts'
import { type Failure, quoted } from './failure.ts'
import { schemaFailures } from './json-schema.ts'

type FramesCheck = Extract<Check, { kind: 'FramesValidator' }>

interface Message {
  ContentProperties: { Name: string; Value: string; Retention: string }[]
  Signatures: { StreamId: string; ChunkingScheme: string; ChunkSignatures: { ChunkId: string; Length: number }[] }[]
}

const fail = (clause: string, expected: string, actual: string): Failure => ({ clause, expected, actual })

/** Chunks by id; fails where a payload is not what its header names. */
function readChunks(frames: readonly Frame[], failures: Failure[]): Map<string, Uint8Array> {
  const chunks = new Map<string, Uint8Array>()
  for (const frame of frames) {
    if (frame.type !== 'chunk') continue
    const id = encodeBase64(frame.id)
    const real = toChunk(frame.payload).id
    if (real !== id) failures.push(fail('FramesValidator chunk id', real, id))
    chunks.set(id, frame.payload)
  }
  return chunks
}

async function checkStream(check: StreamCheck, message: Message, chunks: Map<string, Uint8Array>, fixtures: Fixtures): Promise<Failure[]> {
  const clause = `ContentStreamValidator ${check.streamId}`
  const signature = message.Signatures.find((each) => each.StreamId === check.streamId)
  if (!signature) return [fail(clause, 'a signature of the stream', 'none')]
  if (signature.ChunkingScheme !== check.scheme) return [fail(clause, `scheme ${check.scheme}`, signature.ChunkingScheme)]
  if (check.known === undefined || check.expected === undefined) return []
  const known = chunksOf(await fixtures.content(check.known, check.scheme), check.scheme)
  const available = new Map([...known.map((chunk): [string, Uint8Array] => [chunk.id, chunk.bytes]), ...chunks])
  const parts = signature.ChunkSignatures.map((each) => available.get(each.ChunkId))
  const missing = parts.indexOf(undefined)
  if (missing >= 0) return [fail(clause, 'every chunk of the signature', `no bytes for ${signature.ChunkSignatures[missing]?.ChunkId}`)]
  const content = concatenate(parts as Uint8Array[])
  const expected = await fixtures.content(check.expected, check.scheme)
  const same = content.length === expected.length && content.every((byte, index) => byte === expected[index])
  return same ? [] : [fail(clause, `the ${expected.length} bytes of ${quoted(check.expected)}`, `${content.length} other bytes`)]
}

function checkContentProperty(check: ContentPropertyCheck, message: Message): Failure[] {
  const clause = `ContentPropertyValidator ${check.name}`
  const found = message.ContentProperties.find((each) => each.Name === check.name)
  if (!check.shouldBeReturned) return found ? [fail(clause, 'not returned', quoted(found.Value))] : []
  const expected = `${check.value} (${check.retention})`
  const actual = found ? `${found.Value} (${found.Retention})` : 'not returned'
  return actual === expected ? [] : [fail(clause, expected, actual)]
}

/** A body of frames: message first and by its schema, every chunk what its id says, streams and properties as expected. */
export async function checkFrames(check: FramesCheck, body: Uint8Array, fixtures: Fixtures): Promise<Failure[]> {
  let frames: Frame[]
  try {
    frames = decodeFrames(body)
  } catch (error) {
    if (error instanceof FrameError) return [fail('FramesValidator', 'a sequence of frames', error.message)]
    throw error
  }
  const [first] = frames
  if (first?.type !== 'message' || first.payload.length === 0)
    return [fail('FramesValidator', 'a message frame first', first?.type ?? 'nothing')]
  const text = new TextDecoder().decode(first.payload)
  const schema = await schemaFailures(check.schema, text, fixtures)
  if (schema.length > 0) return schema
  const message = JSON.parse(text) as Message
  const failures: Failure[] = []
  const chunks = readChunks(frames, failures)
  if (check.chunkCount !== undefined && check.chunkCount !== chunks.size) {
    failures.push(fail('FramesValidator', `${check.chunkCount} chunks`, String(chunks.size)))
  }
  for (const stream of check.streams) failures.push(...(await checkStream(stream, message, chunks, fixtures)))
  return [...failures, ...check.properties.flatMap((each) => checkContentProperty(each, message))]
}
