import { DocumentProblem } from '../view.ts'

/** Positions in the text, so that what nobody touches can be written back as it is. */
export interface Scanner {
  /** `quoted`: from its first quote to its last; false ends the scan */
  field(start: number, end: number, quoted: boolean): void
  /** after its fields: where it ends without and with its line end. Returns false to end the scan. */
  row(start: number, end: number, next: number): boolean | undefined
}

const [QUOTE, LF, CR] = [34, 10, 13]

const malformed = (row: number, what: string) =>
  new DocumentProblem(`Row ${row} ${what}, so this file can’t be shown as a table. Here is its text.`)

/** Walks the fields of a text from `from` on (RFC 4180, with any separator and any line end). Throws DocumentProblem for what is none. */
export function scan(text: string, from: number, separator: string, scanner: Scanner): void {
  const mark = separator.charCodeAt(0)
  let at = from
  /** counted for people who look for the place */
  let count = 1
  while (at < text.length) {
    const begin = at
    for (;;) {
      const start = at
      const quoted = text.charCodeAt(at) === QUOTE
      if (quoted) at = closing(text, at, count)
      else at = fieldEnd(text, at, mark)
      scanner.field(start, at, quoted)
      const code = text.charCodeAt(at)
      if (code === mark) {
        at++
        continue
      }
      if (at < text.length && code !== LF && code !== CR) throw malformed(count, 'has text behind a closing quote')
      const end = at
      if (code === CR && text.charCodeAt(at + 1) === LF) at++
      if (end < text.length) at++
      if (scanner.row(begin, end, at) === false) return
      break
    }
    count++
  }
}

function fieldEnd(text: string, start: number, mark: number): number {
  let at = start
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === mark || code === LF || code === CR) break
  }
  return at
}

/** Behind the quote that ends a field; two of them are one within it. */
function closing(text: string, start: number, row: number): number {
  let at = start + 1
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote < 0) throw malformed(row, 'has a quote that is never closed')
    if (text.charCodeAt(quote + 1) !== QUOTE) return quote + 1
    at = quote + 2
  }
}

/** What a field stands for, as people see it and type it: line breaks within it are single line feeds. */
export function shownValue(raw: string): string {
  const value = raw.charCodeAt(0) === QUOTE ? raw.slice(1, -1).replaceAll('""', '"') : raw
  return value.replace(/\r\n?/g, '\n')
}
