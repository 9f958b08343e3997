/** The rules of names: pure. What is illegal anywhere a name may travel (Windows, zip, WOPI) is illegal for everybody. */

const ILLEGAL = ['\\', '/', ':', '*', '?', '"', '<', '>', '|']
/** control characters, halves of surrogate pairs, line separators, and what reorders text so that a name lies */
const INVISIBLE = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u
/** Windows devices keep their meaning with any extension, and with blanks before it */
const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(\.|$)/i
export const NAME_MAX = 255

/** Why this name cannot be used, as a sentence for people; undefined when it can. Check what cleanName returns. */
export function checkName(name: string): string | undefined {
  if (name === '') return 'Type a name.'
  const found = ILLEGAL.filter((character) => name.includes(character))
  if (found.length > 0) return `A name cannot contain ${found.join(' ')}`
  if (INVISIBLE.test(name)) return 'The name contains an invisible control character. Type it anew.'
  if (name.trim() !== name) return 'A name cannot begin or end with a blank.'
  if (name === '.' || name === '..') return 'A name cannot be “.” or “..”.'
  if (name.endsWith('.')) return 'A name cannot end with a dot.'
  if (/^[\p{Cf}\p{Z}]*$/u.test(name)) return 'A name needs a visible character.'
  if (DEVICE.test(name)) return `“${name.split('.')[0]}” is a name that Windows keeps for a device. Choose another.`
  if (name.length > NAME_MAX || Buffer.byteLength(name) > NAME_MAX) return `The name is too long: at most ${NAME_MAX} bytes.`
  return undefined
}

/** The form in which names are kept: composed, as people type it (macOS sends accents apart from their letters). */
export const cleanName = (name: string) => name.normalize('NFC')

/** Two names with one key cannot live in one folder: composed (NFC) and case folded ("STRASSE" equals "straße"). */
export const nameKey = (name: string) => name.normalize('NFC').toLowerCase().toUpperCase().toLowerCase().normalize('NFC')

const APART: Record<string, string> = { ø: 'o', ł: 'l', đ: 'd', ħ: 'h', ŧ: 't', ı: 'i', æ: 'ae', œ: 'oe', þ: 'th', ð: 'd', ĸ: 'k' }

/** Without case, accents and width, for searching and sorting. */
export const fold = (text: string) =>
  nameKey(text.normalize('NFKD'))
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[øłđħŧıæœþðĸ]/g, (letter) => APART[letter] as string)

/** Sorts as people expect: case and accents aside, "9" before "10". Compare by code point. */
export const nameSort = (name: string) => fold(name).replace(/\d+/g, padDigits)

const padDigits = (digits: string) => {
  const value = digits.replace(/^0+(?=\d)/, '')
  // the count of digits first, so that longer is greater, whatever the length
  return String(value.length).padStart(3, '0') + value
}

/** '' for folders' sake is the caller's; a leading dot begins no extension (".gitignore"). Lower case, no dot. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.')
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : ''
}

/** ["Budget", ".xlsx"] */
export function splitName(name: string): [stem: string, dotExtension: string] {
  const dot = name.lastIndexOf('.')
  return dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
}

/** "Budget (2).xlsx" from "Budget.xlsx" and from "Budget (7).xlsx"; shortened where it would grow too long. */
export function numbered(name: string, number: number): string {
  const [whole, extension] = splitName(name)
  const stem = whole.replace(/ \(\d{1,9}\)$/, '')
  const tail = ` (${number})${Buffer.byteLength(extension) < 100 ? extension : ''}`
  let kept = stem
  while (Buffer.byteLength(kept + tail) > NAME_MAX) kept = [...kept].slice(0, -1).join('')
  return kept.trimEnd() + tail
}

/** The first of name, "name (2)", "name (3)" … whose key is not taken. */
export function freeName(name: string, taken: (key: string) => boolean): string {
  let candidate = name
  for (let number = 2; taken(nameKey(candidate)); number++) candidate = numbered(name, number)
  return candidate
}

const SCRIPT_WITHOUT_BLANKS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const WORDS_MAX = 64

/**
 * The folded words that a search finds a name by (by their beginnings): runs of letters and digits; also from where
 * letters and digits meet ("Report2026" → report2026, 2026), and from every character of scripts without blanks.
 */
export function words(name: string): string[] {
  const found = new Set<string>()
  for (const [run] of fold(name).matchAll(/[\p{L}\p{N}\p{Mc}]+/gu)) {
    found.add(run)
    const characters = [...run]
    characters.forEach((character, at) => {
      const before = characters[at - 1]
      if (before === undefined) return
      const meets = /\p{N}/u.test(before) !== /\p{N}/u.test(character)
      if (meets || SCRIPT_WITHOUT_BLANKS.test(character)) found.add(characters.slice(at).join(''))
    })
  }
  return [...found].slice(0, WORDS_MAX)
}
