import type { ICellData } from '@univerjs/core'
import { expect, test } from 'vitest'
import { DocumentProblem } from '../view.ts'
import { encodeText } from '../views/text/encoding.ts'
import type { Edit } from '../xlsx/edit.ts'
import type { Cells } from '../xlsx/grid/read-workbook.ts'
import { dialectOf } from './dialect.ts'
import { readCsv, SHEET } from './read.ts'
import { writeBack } from './write-back.ts'

const set = (row: number, column: number, value: string): Edit => ({
  do: 'cells',
  sheet: SHEET,
  cells: [{ row, column, content: value === '' ? { kind: 'empty' } : { kind: 'text', value } }],
})
const rows = (what: 'insert' | 'delete', at: number, count = 1): Edit => ({ do: what, sheet: SHEET, what: 'rows', at, count })
const columns = (what: 'insert' | 'delete', at: number, count = 1): Edit => ({ do: what, sheet: SHEET, what: 'columns', at, count })
const saved = (text: string, ...edits: Edit[]) => new TextDecoder().decode(writeBack(new TextEncoder().encode(text), edits, 'csv').bytes)
const shown = (bytes: Uint8Array) => {
  const cells: Cells = {}
  const { written } = readCsv(bytes, { extension: 'csv', onCells: (some) => Object.assign(cells, some), onProgress() {} })
  return { written, cells: Object.values(cells).map((line) => Object.values(line as Record<number, ICellData>).map(({ v }) => v)) }
}

test.each([
  ['a,b\r\n1,2\r\n', ','],
  ['Name;Betrag\n„A“;1,50\nB;2,75\n', ';'],
  ['1,5;2,5\n1,7;2,7\n', ';'],
  ['a\tb\n1,1\t2;2\n', '\t'],
  ['a|b|c\n1|2|3\n', '|'],
  ['name,note\nSmith,"one; two; three"\nJones,"four, five"\n', ','],
  ['"a;b","c;d"\n"e;f","g;h"\n', ','],
  ['only one column\nand more, sometimes\nof it\n', ','],
  ['sep=;\na,b;c\n', ';'],
  ['', ','],
])('the separator of %j is %j', (text, separator) => {
  expect(dialectOf(text, 'csv').separator).toBe(separator)
})

test('a .tsv of one column has tabs between what is added', () => {
  const one = new TextEncoder().encode('a\nb\n')
  expect(new TextDecoder().decode(writeBack(one, [set(0, 1, 'x')], 'tsv').bytes)).toBe('a\tx\nb\n')
})

test('values are shown as they stand in the file, and nothing is worked out', () => {
  const text = 'sep=;\r\n007;1,50;=1+1;2024-01-02\r\n"two\r\nlines";"a ""b"" c";TRUE;\r\n'
  expect(shown(new TextEncoder().encode(text)).cells).toEqual([
    ['007', '1,50', '=1+1', '2024-01-02'],
    ['two\nlines', 'a "b" c', 'TRUE'],
  ])
})

test('only the touched field is written anew: quotes, line ends, ragged rows and the end of the file stay', () => {
  const text = '"a",b\r\n\n"c ""q""", d ,e\r\nlast;"x\ny",z'
  expect(saved(text, set(2, 1, '1,5'))).toBe('"a",b\r\n\n"c ""q""","1,5",e\r\nlast;"x\ny",z')
  expect(saved(text, set(0, 0, 'A'))).toBe(text.replace('"a"', '"A"'))
  expect(saved(text, set(0, 0, 'a'), set(9, 9, ''))).toBe(text)
})

test('rows and columns come and go', () => {
  const text = 'a;b;c\r\n1;2;3\r\n\r\n4\r\n'
  expect(saved(text, rows('insert', 1), set(1, 1, 'x'))).toBe('a;b;c\r\n;x;\r\n1;2;3\r\n\r\n4\r\n')
  expect(saved(text, rows('delete', 0, 2))).toBe('\r\n4\r\n')
  expect(saved(text, columns('insert', 1))).toBe('a;;b;c\r\n1;;2;3\r\n\r\n4\r\n')
  expect(saved(text, columns('delete', 0, 2))).toBe('c\r\n3\r\n\r\n\r\n')
  expect(saved(text, rows('insert', 40), columns('insert', 40))).toBe(text)
})

test('what is typed below the last row and beside it brings along what lies between', () => {
  expect(saved('a,b\nc,d', set(3, 0, 'x'))).toBe('a,b\nc,d\n,\nx,')
  expect(saved('a,b\nc,d\n', set(1, 3, 'x'))).toBe('a,b\nc,d,,x\n')
  expect(saved('', set(0, 0, 'x'))).toBe('x\r\n')
  expect(saved('"a","b"\n', set(1, 0, 'x'))).toBe('"a","b"\n"x",""\n')
})

test('line ends that would be read as one, and text that would be taken for a mark, are kept apart', () => {
  expect(saved('a\rb\n\nc', rows('delete', 1))).toBe('a\r\r\nc')
  expect(saved('a;b\nsep=;\n', rows('delete', 0))).toBe('"sep=";\n')
})

test('a windows-1252 file keeps its encoding until it gets a character from outside', () => {
  const file = encodeText('Größe;5 €\r\nß;ä\r\n', 'windows-1252')
  expect(shown(file).written).toEqual({ separator: ';', from: 0, encoding: 'windows-1252' })
  expect(writeBack(file, [set(1, 1, 'ö')], 'csv')).toEqual({
    bytes: encodeText('Größe;5 €\r\nß;ö\r\n', 'windows-1252'),
    encoding: 'windows-1252',
  })
  expect(writeBack(file, [set(1, 1, '→')], 'csv')).toEqual({
    bytes: encodeText('Größe;5 €\r\nß;→\r\n', 'utf-8-bom'),
    encoding: 'utf-8-bom',
  })
})

test.each([
  ['a,b\n"c,d\n', 'Row 2 has a quote that is never closed'],
  ['a,b\nc,"d" e\n', 'Row 2 has text behind a closing quote'],
])('%j is no table', (text, reason) => {
  expect(() => shown(new TextEncoder().encode(text))).toThrow(DocumentProblem)
  expect(() => shown(new TextEncoder().encode(text))).toThrow(reason)
})
