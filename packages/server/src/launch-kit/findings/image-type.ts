import type { Screenshot } from '@moorage/api'

const startsWith = (bytes: Uint8Array, start: readonly number[], at = 0) => start.every((byte, index) => bytes[at + index] === byte)
const letters = (text: string) => [...text].map((letter) => letter.charCodeAt(0))

const PNG = [0x89, ...letters('PNG\r\n'), 0x1a, 0x0a]
const isPng = (bytes: Uint8Array) =>
  startsWith(bytes, PNG) && startsWith(bytes, letters('IHDR'), 12) && startsWith(bytes, letters('IEND'), bytes.length - 8)
/** what comes after the end of image, some cameras' padding, does no harm */
const isJpeg = (bytes: Uint8Array) => startsWith(bytes, [0xff, 0xd8, 0xff]) && Buffer.from(bytes).lastIndexOf(Buffer.from([0xff, 0xd9])) > 2
function isWebp(bytes: Uint8Array) {
  if (!startsWith(bytes, letters('RIFF')) || !startsWith(bytes, letters('WEBP'), 8) || bytes.length < 20) return false
  return Buffer.from(bytes).readUInt32LE(4) + 8 <= bytes.length
}

/** What a picture is by its own bytes, from its first to its last; undefined: none of those that are kept. */
export function imageType(bytes: Uint8Array): Screenshot['type'] | undefined {
  if (isPng(bytes)) return 'image/png'
  if (isJpeg(bytes)) return 'image/jpeg'
  if (isWebp(bytes)) return 'image/webp'
  return undefined
}

export const EXTENSIONS = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp' } as const satisfies Record<
  Screenshot['type'],
  string
>
