import { expect, test } from 'vitest'
import type { CellResult } from '../edit.ts'
import { putResults } from './results-in-place.ts'

const put = (cell: string, result: CellResult, prefix = '') => {
  const rows = `<${prefix}row r="2"><${prefix}c r="A2"><${prefix}v>1</${prefix}v></${prefix}c>${cell}</${prefix}row>`
  const { rows: after, given, left } = putResults(rows, prefix, [{ row: 1, column: 1, result }])
  return { cell: after.slice(rows.indexOf(cell), after.length - `</${prefix}row>`.length), given, left: left.length }
}

test.each<[what: string, cell: string, result: CellResult, after: string]>([
  ['the same number, written otherwise, keeps its characters', '<c r="B2"><f>A2</f><v>1.0</v></c>', 1, '<c r="B2"><f>A2</f><v>1.0</v></c>'],
  ['another number', '<c r="B2" s="4"><f>A2</f><v>1</v></c>', 2.5, '<c r="B2" s="4"><f>A2</f><v>2.5</v></c>'],
  ['a number where a text was', '<c r="B2" t="str"><f>A2</f><v>a</v></c>', 2, '<c r="B2"><f>A2</f><v>2</v></c>'],
  ['a text where a number was', '<c r="B2" s="1"><f>A2</f><v>2</v></c>', 'a & b', '<c r="B2" s="1" t="str"><f>A2</f><v>a &amp; b</v></c>'],
  ['an error', '<c r="B2"><f>1/A2</f><v>2</v></c>', { error: '#DIV/0!' }, '<c r="B2" t="e"><f>1/A2</f><v>#DIV/0!</v></c>'],
  ['true, as it is', '<c r="B2" t="b"><f>A2</f><v>1</v></c>', true, '<c r="B2" t="b"><f>A2</f><v>1</v></c>'],
  ['the first result', '<c r="B2"><f>A2</f></c>', 3, '<c r="B2"><f>A2</f><v>3</v></c>'],
  ['a share of a formula', '<c r="B2"><f t="shared" si="0"/><v>1</v></c>', 3, '<c r="B2"><f t="shared" si="0"/><v>3</v></c>'],
])('%s', (_what, cell, result, after) => {
  expect(put(cell, result)).toEqual({ cell: after, given: 1, left: 0 })
})

test('elements may have a prefix', () => {
  const cell = (value: number) => `<x.y:c r="B2"><x.y:f>A2</x.y:f><x.y:v>${value}</x.y:v></x.y:c>`
  expect(put(cell(1), 2, 'x.y:')).toEqual({ cell: cell(2), given: 1, left: 0 })
})

test.each([
  ['text that says other characters', '<c r="B2" t="str"><f>A2</f><v>a &amp; b</v></c>'],
  ['a rich value', '<c r="B2" t="e" vm="1"><f>A2</f><v>#VALUE!</v></c>'],
  ['no formula', '<c r="B2"><v>1</v></c>'],
  ['white space between', '<c r="B2"> <f>A2</f> <v>1</v></c>'],
  ['no address', '<c><f>A2</f><v>1</v></c>'],
])('%s is left to who reads rows', (_what, cell) => {
  expect(put(cell, 'a & b')).toEqual({ cell, given: 0, left: 1 })
})
