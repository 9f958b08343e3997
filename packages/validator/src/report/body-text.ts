const SHOWN = 4000

/** A body as a report shows it: its text, its beginning where it is long, or how many bytes where it is not text. */
export function bodyText(body: Uint8Array | undefined): string {
  if (!body || body.length === 0) return ''
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    return `(${body.length} bytes that are not text)`
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what tells a binary body from text
  if (/[\x00-\x08\x0e-\x1f]/.test(text)) return `(${body.length} bytes that are not text)`
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}… (${text.length} characters)` : text
}
