import { checkName, cleanName, NAME_MAX, splitName } from '../files/names.ts'

const FALLBACK = 'Document'

/** Cut between characters, never inside one. */
function shortened(stem: string, extension: string): string {
  let kept = [...stem].slice(0, NAME_MAX)
  while (kept.length > 0 && Buffer.byteLength(kept.join('') + extension) > NAME_MAX) kept = kept.slice(0, -1)
  return kept.join('').trimEnd()
}

/** And blanks between them. In one pass: a regular expression tries anew from each of them, and headers hold many thousands. */
function withoutDotsAtEnd(text: string): string {
  let end = text.length
  while (text[end - 1] === '.' || text[end - 1] === ' ') end--
  return text.slice(0, end)
}

/**
 * A legal name as close to the wanted one as can be. WOPI: a suggested name has to be adjusted until it works, and
 * keeps its extension; `extension` (with dot) is for names that come without a usable one.
 */
export function tamedName(wanted: string, extension = ''): string {
  const replaced = withoutDotsAtEnd(
    cleanName(wanted)
      .replace(/[\\/:*?"<>|]/g, '-')
      .replace(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, '')
      .trim(),
  )
  const [stem, ending] = splitName(replaced)
  const kept = ending.length > 1 && Buffer.byteLength(ending) <= 40 ? ending : extension
  const start = shortened(kept === ending ? stem : replaced, kept)
  if (start !== '' && checkName(start + kept) === undefined) return start + kept
  // a Windows device, or nothing visible left: a word before it makes any of them a name
  const worded = shortened(`${FALLBACK} ${stem}`.trim(), kept) + kept
  return checkName(worded) === undefined ? worded : FALLBACK + (checkName(FALLBACK + kept) === undefined ? kept : extension)
}
