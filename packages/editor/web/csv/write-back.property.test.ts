import fc from 'fast-check'
import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { decodeText, type Encoding, encodeText } from '../views/text/encoding.ts'
import type { Edit } from '../xlsx/edit.ts'
import { SHEET } from './read.ts'
import { writeBack } from './write-back.ts'

interface Field {
  value: string
  quoted: boolean
}
interface File {
  separator: string
  end: string
  encoding: Encoding
  isClosed: boolean
  /** every row but blank ones has some fields */
  rows: Field[][]
}

/** Parses with somebody else's parser. */
const parsed = (text: string, { separator, end }: File): string[][] =>
  Papa.parse<string[]>(text, { delimiter: separator, newline: end as '\n' }).data.map((row) =>
    row.map((value) => value.replace(/\r\n?/g, '\n')),
  )

const encodings: Encoding[] = ['utf-8', 'utf-8-bom', 'utf-16le', 'utf-16be', 'windows-1252']
const pieces = (encoding: Encoding) => {
  const common = ['a', 'b ', '007', '1,50', ';', ',', '\t', '|', '"', '\n', '=1+1', 'sep=', '']
  return encoding === 'windows-1252' ? [...common, 'ä', '€'] : [...common, 'ä', '漢', '😀']
}
const valueIn = (encoding: Encoding) => fc.array(fc.constantFrom(...pieces(encoding)), { maxLength: 3 }).map((parts) => parts.join(''))

const files: fc.Arbitrary<File> = fc
  .record({
    separator: fc.constantFrom(',', ';', '\t', '|'),
    end: fc.constantFrom('\n', '\r\n', '\r'),
    encoding: fc.constantFrom(...encodings),
    isClosed: fc.boolean(),
  })
  .chain((how) =>
    fc
      .array(fc.array(fc.record({ value: valueIn(how.encoding), quoted: fc.boolean() }), { minLength: 1, maxLength: 4 }), { maxLength: 7 })
      .map((rows) => ({ ...how, rows })),
  )

const rawOf = ({ value, quoted }: Field, { separator, end }: File): string =>
  quoted || /["\r\n]/.test(value) || value.includes(separator) ? `"${value.replaceAll('"', '""').replaceAll('\n', end)}"` : value
const lineOf = (row: Field[], file: File) => row.map((field) => rawOf(field, file)).join(file.separator)

/** The separator is named where it could not be found out, so that what is tested is what is written. */
function textOf(file: File): string {
  const lines = file.rows.map((row) => lineOf(row, file))
  return `sep=${file.separator}${file.end}${lines.join(file.end)}${file.isClosed && lines.length > 0 ? file.end : ''}`
}

type Done =
  | { do: 'set'; row: number; column: number; value: string }
  | { do: 'insert' | 'delete'; what: 'rows' | 'columns'; at: number; count: number }
const doings = (encoding: Encoding): fc.Arbitrary<Done[]> =>
  fc.array(
    fc.oneof(
      fc.record({ do: fc.constant('set' as const), row: fc.nat(9), column: fc.nat(5), value: valueIn(encoding) }),
      fc.record({
        do: fc.constantFrom('insert' as const, 'delete' as const),
        what: fc.constantFrom('rows' as const, 'columns' as const),
        at: fc.nat(8),
        count: fc.integer({ min: 1, max: 3 }),
      }),
    ),
    { maxLength: 6 },
  )

const editOf = (done: Done): Edit =>
  done.do === 'set'
    ? { do: 'cells', sheet: SHEET, cells: [{ row: done.row, column: done.column, content: { kind: 'text', value: done.value } }] }
    : { do: done.do, sheet: SHEET, what: done.what, at: done.at, count: done.count }

/** What a grid shows: a plain table without end, and which of its rows are still those of the file. */
type Line = { values: string[]; own: number | undefined }
function carryOut(lines: Line[], done: Done): void {
  if (done.do === 'set') {
    while (lines.length <= done.row) lines.push({ values: [], own: undefined })
    const line = lines[done.row]
    if (!line || (line.values[done.column] ?? '') === done.value) return
    while (line.values.length <= done.column) line.values.push('')
    line.values[done.column] = done.value
    line.own = undefined
  } else if (done.what === 'rows') {
    if (done.do === 'delete') lines.splice(done.at, done.count)
    else if (done.at < lines.length) lines.splice(done.at, 0, ...Array.from({ length: done.count }, () => ({ values: [], own: undefined })))
  } else
    for (const line of lines) {
      if (line.values.length <= done.at) continue
      line.own = undefined
      if (done.do === 'delete') line.values.splice(done.at, done.count)
      else line.values.splice(done.at, 0, ...Array.from({ length: done.count }, () => ''))
    }
}

/** Without what is empty behind the last value of a row and of the table: a grid has no end there. */
function trimmed(rows: string[][]): string[][] {
  const lines = rows.map((row) => row.slice(0, row.findLastIndex((value) => value !== '') + 1))
  return lines.slice(0, lines.findLastIndex((row) => row.length > 0) + 1)
}

const cases = files.chain((file) => fc.tuple(fc.constant(file), doings(file.encoding)))

test('whatever is done, another parser reads what the grid shows, and rows that nobody touched keep their bytes', () => {
  fc.assert(
    fc.property(cases, ([file, done]) => {
      const text = textOf(file)
      const original = encodeText(text, file.encoding)
      // a file of ASCII alone is UTF-8 as well
      const encoding = decodeText(original).encoding
      const { bytes } = writeBack(original, done.map(editOf), 'csv')
      const lines: Line[] = file.rows.map((row, own) => ({ values: row.map(({ value }) => value), own }))
      for (const each of done) carryOut(lines, each)

      const back = decodeText(bytes)
      // and so is one that has lost its last other character
      const isAscii = !/[^\0-\x7f]/.test(back.text)
      if (!isAscii) expect(back.encoding).toBe(encoding)
      const directive = `sep=${file.separator}${file.end}`
      expect(back.text.startsWith(directive)).toBe(true)
      const body = back.text.slice(directive.length)
      expect(trimmed(parsed(body, file))).toEqual(trimmed(lines.map(({ values }) => values)))
      const own = lines.flatMap((line) => (line.own === undefined ? [] : [file.rows[line.own] ?? []]))
      let from = 0
      for (const row of own) {
        const raw = lineOf(row, file)
        const at = body.indexOf(raw, from)
        expect(at).toBeGreaterThanOrEqual(from)
        from = at + raw.length
      }
      if (done.length === 0) expect(bytes).toEqual(original)
    }),
    { numRuns: 1000 },
  )
})

test('any text at all that is a table comes back byte for byte when nothing is done, and after what changes nothing', () => {
  const texts = fc
    .array(fc.constantFrom('a', '"', '""', ',', ';', '\t', '\r', '\n', '\r\n', 'ä', '"x,y"', '"q\n"', ' ', 'sep=;'), { maxLength: 20 })
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(texts, fc.constantFrom(...encodings), (text, encoding) => {
      const original = encodeText(text, encoding)
      const nothing: Edit[] = [
        { do: 'insert', sheet: SHEET, what: 'rows', at: 0, count: 2 },
        { do: 'delete', sheet: SHEET, what: 'rows', at: 0, count: 2 },
        { do: 'cells', sheet: SHEET, cells: [{ row: 50, column: 50, content: { kind: 'empty' } }] },
      ]
      let bytes: Uint8Array
      try {
        bytes = writeBack(original, nothing, 'csv').bytes
      } catch {
        return
      }
      expect(bytes).toEqual(original)
    }),
    { numRuns: 1000 },
  )
})
