import fc from 'fast-check'
import { expect, test } from 'vitest'
import { concatenate, decodeFrames, encodeFrames, type Frame, FrameError } from './frames.ts'

const id = new Uint8Array(16).fill(7)
const frames: Frame[] = [
  { type: 'message', payload: new TextEncoder().encode('{}') },
  { type: 'chunk', id, payload: new Uint8Array([1, 2, 3]) },
  { type: 'range', id, offset: 5n, length: 2n ** 40n, containsEnd: true, payload: new Uint8Array([9]) },
]

test('writes type, header size and payload size big-endian, then ends', () => {
  const bytes = encodeFrames([{ type: 'message', payload: new Uint8Array([65, 66]) }])
  expect([...bytes]).toEqual([0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 65, 66, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
})

test('reads back what it wrote, and ignores what follows the end', () => {
  expect(decodeFrames(concatenate([encodeFrames(frames), new Uint8Array([1, 2, 3])]))).toEqual(frames)
})

test('refuses a body that is cut anywhere', () => {
  const bytes = encodeFrames(frames)
  for (let length = 0; length < bytes.length; length++) expect(() => decodeFrames(bytes.subarray(0, length))).toThrow(FrameError)
})

test('refuses an unknown type and a header of the wrong size', () => {
  const unknown = encodeFrames(frames)
  unknown[3] = 9
  expect(() => decodeFrames(unknown)).toThrow('Unknown frame type 9')
  const header = encodeFrames(frames)
  header[7] = 4
  expect(() => decodeFrames(header)).toThrow('extended header of 4 bytes')
})

test('never takes a header at its word about a size', () => {
  const bytes = encodeFrames(frames)
  bytes.fill(255, 8, 16)
  expect(() => decodeFrames(bytes)).toThrow(FrameError)
})

test('says FrameError and nothing else about any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      try {
        decodeFrames(bytes)
      } catch (error) {
        expect(error).toBeInstanceOf(FrameError)
      }
    }),
  )
})
