/** WOPI: these stop a file from being opened in the browser or on a phone's file system. */
const ILLEGAL = /[\\/:*?"<>|\p{Cc}]/u
const ILLEGAL_ALL = new RegExp(ILLEGAL, 'gu')
const DEVICE = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i
/** What common file systems take: bytes of UTF-8, and no more UTF-16 units either. */
export const MAX_NAME_BYTES = 255

const bytes = (text: string) => new TextEncoder().encode(text).length

/** "Budget.2026.xlsx" is { base: 'Budget.2026', extension: '.xlsx' }; ".profile" has no extension. */
export function splitName(name: string): { base: string; extension: string } {
  const dot = name.lastIndexOf('.')
  return dot <= 0 ? { base: name, extension: '' } : { base: name.slice(0, dot), extension: name.slice(dot) }
}

/** Why this cannot be a file's name, as a sentence; undefined when it can. */
export function nameProblem(name: string): string | undefined {
  if (name.trim() === '') return 'A name needs at least one character.'
  if (ILLEGAL.test(name)) return 'A name cannot contain \\ / : * ? " < > | or control characters.'
  if (/^\s|\s$|\.$/.test(name)) return 'A name cannot begin or end with a blank, or end with a dot.'
  if (DEVICE.test(name)) return 'This name is reserved by Windows.'
  return bytes(name) > MAX_NAME_BYTES ? 'This name is too long.' : undefined
}

/** Shortens to a number of bytes without cutting a character (or a pair of surrogates) in two. */
function shorten(text: string, maxBytes: number): string {
  let kept = ''
  let size = 0
  for (const character of text) {
    size += bytes(character)
    if (size > maxBytes) break
    kept += character
  }
  return kept
}

/** And blanks. In one pass: a regular expression tries anew from each of a thousand dots, and headers hold many thousands. */
function withoutDotsAtEnd(text: string): string {
  let end = text.length
  while (end > 0 && /[\s.]/.test(text.charAt(end - 1))) end--
  return text.slice(0, end)
}

/** `base` and `extension` within the limit; the base gives way, as the extension decides what opens the file. */
const fit = (base: string, extension: string) => `${shorten(base, MAX_NAME_BYTES - bytes(extension)).replace(/[\s.]+$/, '')}${extension}`

/** The nearest name that is legal; `fallback` is its base when nothing is left of the wish. */
export function legalName(wish: string, fallback = 'Document'): string {
  const cleaned = withoutDotsAtEnd(wish.replace(ILLEGAL_ALL, '-').trimStart())
  const { base, extension } = splitName(cleaned.startsWith('.') ? `${fallback}${cleaned}` : cleaned)
  const plain = base.trim() || fallback
  return fit(plain.replace(DEVICE, '$1_$2'), shorten(extension, 64).replace(/\s/g, ''))
}

/** WOPI: a suggested target that begins with a dot is only an extension, to be put behind the source's own base name. */
export function suggestedName(sourceName: string, suggestion: string): string {
  const base = splitName(sourceName).base
  return legalName(suggestion.startsWith('.') ? `${base}${suggestion}` : suggestion, base || undefined)
}

/** The wished name, then "name (2).ext", "name (3).ext", … without end: take the first that is free. */
export function* nameCandidates(wish: string): Generator<string, never> {
  const { base, extension } = splitName(wish)
  yield wish
  for (let number = 2; ; number++) yield fit(shorten(base, MAX_NAME_BYTES - bytes(extension) - 12), ` (${number})${extension}`)
}

/** The first candidate that `isTaken` does not know. */
export function freeName(wish: string, isTaken: (name: string) => boolean): string {
  for (const name of nameCandidates(wish)) if (!isTaken(name)) return name
  return wish
}
