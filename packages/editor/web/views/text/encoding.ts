import { DocumentProblem } from '../../view.ts'

export type Encoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be' | 'windows-1252'

const UTF8_BOM = [0xef, 0xbb, 0xbf]
/** What windows-1252 has between 0x80 and 0x9f; the five gaps stand for themselves, as in every browser. */
const HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'
const HIGH_CODES = new Map([...HIGH].map((character, index) => [character, 0x80 + index]))

const startsWith = (bytes: Uint8Array, mark: number[]) => mark.every((byte, index) => bytes[index] === byte)

/** Unit by unit, so that even a lone surrogate comes back as it was. */
function fromUtf16(bytes: Uint8Array, littleEndian: boolean): string {
  if (bytes.length % 2) throw new DocumentProblem('This text file is damaged: it ends in the middle of a character.')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x4000) {
    const units: number[] = []
    for (let unit = at; unit < Math.min(at + 0x4000, bytes.length); unit += 2) units.push(view.getUint16(unit, littleEndian))
    text += String.fromCharCode(...units)
  }
  return text
}

function toUtf16(text: string, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(2 + text.length * 2)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, 0xfeff, littleEndian)
  for (let unit = 0; unit < text.length; unit++) view.setUint16(2 + unit * 2, text.charCodeAt(unit), littleEndian)
  return bytes
}

function fromWindows1252(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x4000) {
    const units = Array.from(bytes.subarray(at, at + 0x4000), (byte) => (byte >= 0x80 && byte < 0xa0 ? HIGH.charCodeAt(byte - 0x80) : byte))
    text += String.fromCharCode(...units)
  }
  return text
}

/** A character that windows-1252 does not have; undefined when it holds all of them. */
export function beyondWindows1252(text: string): string | undefined {
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (code >= 0x80 && (code < 0xa0 || code > 0xff) && !HIGH_CODES.has(character)) return character
  }
  return undefined
}

function toWindows1252(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length)
  for (let unit = 0; unit < text.length; unit++) {
    const code = text.charCodeAt(unit)
    const byte = code < 0x80 || (code >= 0xa0 && code <= 0xff) ? code : HIGH_CODES.get(text.charAt(unit))
    if (byte === undefined) return undefined
    bytes[unit] = byte
  }
  return bytes
}

function strictUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** The text and how it was written. Encoding it again gives the very same bytes. Throws DocumentProblem for binary data. */
export function decodeText(bytes: Uint8Array): { text: string; encoding: Encoding } {
  if (startsWith(bytes, [0xff, 0xfe])) return { text: fromUtf16(bytes.subarray(2), true), encoding: 'utf-16le' }
  if (startsWith(bytes, [0xfe, 0xff])) return { text: fromUtf16(bytes.subarray(2), false), encoding: 'utf-16be' }
  if (bytes.includes(0)) throw new DocumentProblem('This is not a text file, whatever its name says.')
  const marked = startsWith(bytes, UTF8_BOM)
  const text = strictUtf8(marked ? bytes.subarray(3) : bytes)
  if (text !== undefined) return { text, encoding: marked ? 'utf-8-bom' : 'utf-8' }
  return { text: fromWindows1252(bytes), encoding: 'windows-1252' }
}

/** In the file's own encoding. A windows-1252 file that got a character from outside of it becomes UTF-8 with its mark. */
export function encodeText(text: string, encoding: Encoding): Uint8Array {
  switch (encoding) {
    case 'utf-8':
      return new TextEncoder().encode(text)
    case 'utf-8-bom':
      return new Uint8Array([...UTF8_BOM, ...new TextEncoder().encode(text)])
    case 'utf-16le':
      return toUtf16(text, true)
    case 'utf-16be':
      return toUtf16(text, false)
    case 'windows-1252':
      return toWindows1252(text) ?? encodeText(text, 'utf-8-bom')
  }
}
