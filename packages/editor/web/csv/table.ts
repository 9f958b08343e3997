import { DIRECTIVE, type Dialect } from './dialect.ts'
import { scan } from './scan.ts'

/** The rows of a file: of the text for those that nobody touched, raw fields for all others. */
export interface Table {
  text: string
  dialect: Dialect
  rows: Row[]
  /** the line end of most rows */
  usualEnd: string
  /** the line break of most cells that have one */
  innerBreak: string
  /** every field is in quotes */
  quotesAll: boolean
  /** the last row has a line end */
  isClosed: boolean
}

export interface Row {
  start: number
  end: number
  /** with its line end; both ends are those of an empty text for a row that was added */
  next: number
  /** as they are to be written; undefined: as the file has them */
  fields?: string[]
}

const DEFAULT_END = '\r\n'

/** Throws DocumentProblem for a text that is no table. */
export function readTable(text: string, dialect: Dialect): Table {
  const rows: Row[] = []
  const ends = new Map<string, number>()
  let [all, quotedOnes] = [0, 0]
  let innerBreak: string | undefined
  scan(text, dialect.from, dialect.separator, {
    field(start, end, quoted) {
      all++
      if (!quoted) return
      quotedOnes++
      if (innerBreak === undefined) innerBreak = /\r\n|\r|\n/.exec(text.slice(start, end))?.[0]
    },
    row(start, end, next) {
      rows.push({ start, end, next })
      const lineEnd = text.slice(end, next)
      if (lineEnd) ends.set(lineEnd, (ends.get(lineEnd) ?? 0) + 1)
      return true
    },
  })
  const last = rows.at(-1)
  const [usualEnd] = [...ends].reduce((most, each) => (each[1] > most[1] ? each : most), [lineEndOf(text), 0])
  return {
    text,
    dialect,
    rows,
    usualEnd,
    innerBreak: innerBreak ?? '\n',
    quotesAll: all > 0 && all === quotedOnes,
    isClosed: !last || last.end < last.next,
  }
}

/** That of a line `sep=;`, where no row has any. */
const lineEndOf = (text: string) => /\r\n|\r|\n/.exec(text)?.[0] ?? DEFAULT_END

/** The fields of a row as they stand in the file, or are to be written into it. */
export function fieldsOf({ text, dialect }: Table, row: Row): string[] {
  if (row.fields) return row.fields
  const fields: string[] = []
  if (row.start === row.end) return ['']
  scan(text.slice(row.start, row.end), 0, dialect.separator, {
    field(start, end) {
      fields.push(text.slice(row.start + start, row.start + end))
    },
    row: () => true,
  })
  return fields
}

/** A value as a field: in quotes where it has to be, or the file has them. */
export function fieldFor(table: Table, value: string, before: string | undefined): string {
  const isQuoted = table.quotesAll || before?.startsWith('"')
  const { separator } = table.dialect
  // at the beginning of a file, a byte order mark would be none of its text
  const must = /["\r\n]|^\ufeff/.test(value) || value.includes(separator)
  if (!isQuoted && !must) return value
  return `"${value.replaceAll('"', '""').replaceAll('\n', table.innerBreak)}"`
}

/** The text with all that was done to its rows. */
export function textOf(table: Table): string {
  const written = joined(table)
  const [first] = table.rows
  if (!first || table.dialect.from > 0 || !DIRECTIVE.test(written)) return written
  // it was in a row further down, where it is only text
  const [field = '', ...others] = fieldsOf(table, first)
  first.fields = [`"${field}"`, ...others]
  return joined(table)
}

function joined({ text, dialect, rows, usualEnd, isClosed }: Table): string {
  const parts = [text.slice(0, dialect.from)]
  // a line `sep=;` may be all that there is
  if (rows.length > 0 && dialect.from > 0 && !/[\r\n]$/.test(parts[0] ?? '')) parts.push(usualEnd)
  let last = parts.join('').slice(-1)
  const add = (part: string) => {
    if (!part) return
    // two line ends that would be read as one
    const safe = last === '\r' && part.startsWith('\n') ? `\r${part}` : part
    parts.push(safe)
    last = safe.slice(-1)
  }
  rows.forEach((row, index) => {
    const isLast = index === rows.length - 1
    const lineEnd = text.slice(row.end, row.next) || usualEnd
    add(row.fields ? row.fields.join(dialect.separator) : text.slice(row.start, row.end))
    if (!isLast || isClosed) add(lineEnd)
  })
  return parts.join('')
}
