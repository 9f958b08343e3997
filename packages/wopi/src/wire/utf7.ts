import { decodeBase64, encodeBase64 } from './base64.ts'

/**
 * Names in WOPI headers are UTF-7 (RFC 2152). Set D of that RFC plus the space: what every decoder takes as it is.
 * .NET's encoder escapes all else, `_` too; so does this one, as the safest for all decoders.
 */
const DIRECT = /^[A-Za-z0-9'(),\-./:? ]$/

function encodeRun(run: string): string {
  const bytes = new Uint8Array(run.length * 2)
  const view = new DataView(bytes.buffer)
  for (let index = 0; index < run.length; index++) view.setUint16(index * 2, run.charCodeAt(index))
  return `+${encodeBase64(bytes).replace(/=+$/, '')}-`
}

/** Text to UTF-7: printable ASCII that survives any header. Never fails; lone surrogates travel as they are. */
export function encodeUtf7(text: string): string {
  let encoded = ''
  let run = ''
  const flush = () => {
    if (run) encoded += run === '+' ? '+-' : encodeRun(run)
    run = ''
  }
  for (let index = 0; index < text.length; index++) {
    const unit = text.charAt(index)
    if (DIRECT.test(unit)) {
      flush()
      encoded += unit
    } else run += unit
  }
  flush()
  return encoded
}

/**
 * The UTF-16 units of one base64 run; undefined when it is not one. Left-over bits must be zero (RFC 2152), which
 * also spares most names with a plain "+" in them from being taken for a run.
 */
function decodeRun(base64: string): string | undefined {
  const bytes = decodeBase64(base64)
  if (!bytes || bytes.length === 0 || bytes.length % 2 !== 0) return undefined
  if (encodeBase64(bytes).replace(/=+$/, '') !== base64) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Array.from({ length: bytes.length / 2 }, (_, index) => String.fromCharCode(view.getUint16(index * 2))).join('')
}

/**
 * UTF-7 to text. Lenient: whatever is not a proper run is kept as it came, so a plain ASCII or a damaged name is
 * never an error. A run ends at its `-`, which is swallowed, or at any other character, which is kept.
 */
export function decodeUtf7(text: string): string {
  return text.replace(/\+([A-Za-z0-9+/]*)(-?)/g, (raw, base64: string, end: string) => {
    if (base64 === '') return end ? '+' : raw
    return decodeRun(base64) ?? raw
  })
}
