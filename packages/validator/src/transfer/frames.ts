/** WOPI: bodies of chunked transfer are sequences of these, all integers big-endian, EndFrame last. */
export type Frame =
  | { type: 'message'; payload: Uint8Array }
  | { type: 'chunk'; id: Uint8Array; payload: Uint8Array }
  | { type: 'range'; id: Uint8Array; offset: bigint; length: bigint; containsEnd: boolean; payload: Uint8Array }

export class FrameError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'FrameError'
  }
}

const END = 1
const MESSAGE = 2
const CHUNK = 3
const RANGE = 4
const HEADER = 16
/** bytes of extended header by type */
const EXTENDED: Record<number, number> = { [END]: 0, [MESSAGE]: 0, [CHUNK]: 16, [RANGE]: 36 }

function extendedHeader(frame: Frame): Uint8Array {
  if (frame.type === 'message') return new Uint8Array()
  if (frame.type === 'chunk') return frame.id
  const header = new Uint8Array(36)
  const view = new DataView(header.buffer)
  header.set(frame.id)
  view.setBigUint64(16, frame.offset)
  view.setBigUint64(24, frame.length)
  view.setUint32(32, frame.containsEnd ? 1 : 0)
  return header
}

const TYPES = { message: MESSAGE, chunk: CHUNK, range: RANGE } as const

function encodeFrame(type: number, extended: Uint8Array, payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(HEADER + extended.length + payload.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, type)
  view.setUint32(4, extended.length)
  view.setBigUint64(8, BigInt(payload.length))
  bytes.set(extended, HEADER)
  bytes.set(payload, HEADER + extended.length)
  return bytes
}

/** Several arrays as one. */
export function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0))
  let position = 0
  for (const part of parts) {
    whole.set(part, position)
    position += part.length
  }
  return whole
}

/** Frames with an EndFrame after them. */
export function encodeFrames(frames: readonly Frame[]): Uint8Array {
  const encoded = frames.map((frame) => encodeFrame(TYPES[frame.type], extendedHeader(frame), frame.payload))
  return concatenate([...encoded, encodeFrame(END, new Uint8Array(), new Uint8Array())])
}

function toFrame(type: number, extended: Uint8Array, payload: Uint8Array): Frame {
  if (type === MESSAGE) return { type: 'message', payload }
  if (type === CHUNK) return { type: 'chunk', id: extended, payload }
  const view = new DataView(extended.buffer, extended.byteOffset, extended.byteLength)
  const range = { offset: view.getBigUint64(16), length: view.getBigUint64(24), containsEnd: view.getUint32(32) === 1 }
  return { type: 'range', id: extended.subarray(0, 16), ...range, payload }
}

/**
 * Frames up to EndFrame, which must be there; bytes after it are ignored, as Microsoft's reader does. Throws
 * FrameError on an unknown type, a wrong header or payload size, or a body that ends too early.
 */
export function decodeFrames(bytes: Uint8Array): Frame[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const frames: Frame[] = []
  let position = 0
  for (;;) {
    if (position + HEADER > bytes.length) throw new FrameError(`No EndFrame: the body ends after ${bytes.length} bytes`)
    const type = view.getUint32(position)
    const extended = view.getUint32(position + 4)
    const size = view.getBigUint64(position + 8)
    if (EXTENDED[type] === undefined) throw new FrameError(`Unknown frame type ${type} at byte ${position}`)
    if (EXTENDED[type] !== extended) throw new FrameError(`A frame of type ${type} has an extended header of ${extended} bytes`)
    const payloadAt = position + HEADER + extended
    if (BigInt(payloadAt) + size > BigInt(bytes.length)) throw new FrameError(`The frame at byte ${position} is cut off`)
    if (type === END) return frames
    const end = payloadAt + Number(size)
    frames.push(toFrame(type, bytes.subarray(position + HEADER, payloadAt), bytes.subarray(payloadAt, end)))
    position = end
  }
}
