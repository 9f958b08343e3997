import fc from 'fast-check'
import { expect, test } from 'vitest'
import { adjust, rename, withoutSheet } from './adjust.ts'
import type { Change } from './change.ts'

const rows = (how: 'insert' | 'delete', at: number, count: number): Change => ({ do: how, sheet: 'One', what: 'rows', at, count })
const columns = (how: 'insert' | 'delete', at: number, count: number): Change => ({ do: how, sheet: 'One', what: 'columns', at, count })

test.each<[string, Change, string, string]>([
  ['A1+A2+A3', rows('insert', 1, 2), 'A1+A4+A5', 'references move, however they are written'],
  ['$A$2+A$2+$A2', rows('insert', 1, 1), '$A$3+A$3+$A3', '$ does not hold a row where it was'],
  ['SUM(A1:A5)', rows('insert', 4, 1), 'SUM(A1:A6)', 'a range grows inside'],
  ['SUM(A1:A5)', rows('insert', 5, 1), 'SUM(A1:A5)', 'and not behind its end'],
  ['SUM(A2:A5)', rows('delete', 2, 2), 'SUM(A2:A3)', 'it shrinks'],
  ['SUM(A2:A5)', rows('delete', 0, 2), 'SUM(A1:A3)', 'at its start'],
  ['SUM(A2:A5)', rows('delete', 4, 9), 'SUM(A2:A4)', 'at its end'],
  ['SUM(A2:A5)+One!A3', rows('delete', 1, 4), 'SUM(#REF!)+#REF!', 'and is gone with its last row'],
  ['SUM(A:A)+SUM(2:3)+SUM($3:$4)', rows('insert', 2, 1), 'SUM(A:A)+SUM(2:4)+SUM($4:$5)', 'whole columns stay, whole rows move'],
  ['SUM(A:A,B:D)', columns('delete', 1, 1), 'SUM(A:A,B:C)', 'whole columns shrink'],
  ['A1:A1048576', rows('insert', 0, 3), 'A1:A1048576', 'all of a column stays all of it'],
  ['A5:A1048576+A1048576', rows('insert', 0, 3), 'A8:A1048576+#REF!', 'what is pushed over the edge is gone'],
  ['A5:A2', rows('insert', 3, 1), 'A6:A2', 'ends may stand the other way round'],
  ["Two!A5+'one'!A5+[1]One!A5+One!A5", rows('insert', 0, 1), "Two!A5+'one'!A6+[1]One!A5+One!A6", 'only the sheet itself moves'],
  ['SUM(One:Three!A5)', rows('insert', 0, 1), 'SUM(One:Three!A5)', 'a reference through several sheets keeps its address'],
  ['A5&"A5"&T[A5]&LOG10(A5)&A5_x', rows('insert', 0, 1), 'A6&"A5"&T[A5]&LOG10(A6)&A5_x', 'only references are references'],
  ['SUM(C1:XFD1)', columns('insert', 0, 2), 'SUM(E1:XFD1)', 'columns likewise'],
])('%s', (formula, change, expected, _why) => {
  expect(adjust(formula, { sheet: 'One' }, change)).toBe(expected)
})

test('on another sheet only what names the changed one moves', () => {
  expect(adjust("A5+One!A5+'Two'!A5", { sheet: 'Two' }, rows('insert', 0, 1))).toBe("A5+One!A6+'Two'!A5")
})

test('a defined name keeps its relative references, they count from the cell that uses it', () => {
  const home = { sheet: '', name: true }
  expect(adjust('One!$A$5+One!A5+One!$A5:$B9+One!$2:$3', home, rows('insert', 0, 1))).toBe('One!$A$6+One!A5+One!$A5:$B9+One!$3:$4')
})

const formula = fc
  .array(
    fc.record({
      sheet: fc.constantFrom('', 'One!', 'Two!', "'It''s'!"),
      from: fc.tuple(fc.constantFrom('A', '$C', 'E', '$AA'), fc.constantFrom('', '$'), fc.integer({ min: 1, max: 40 })),
      to: fc.option(fc.tuple(fc.constantFrom('A', '$C', 'E', '$AA'), fc.constantFrom('', '$'), fc.integer({ min: 1, max: 40 }))),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((all) => all.map(({ sheet, from, to }) => `${sheet}${from.join('')}${to ? `:${to.join('')}` : ''}`).join('+'))

test('rows and columns that are put in and taken out again leave every formula as it was', () => {
  const step = fc.record({
    what: fc.constantFrom('rows' as const, 'columns' as const),
    at: fc.nat(45),
    count: fc.integer({ min: 1, max: 9 }),
  })
  fc.assert(
    fc.property(formula, step, fc.constantFrom('One', 'Two', ''), (text, { what, at, count }, sheet) => {
      const there = adjust(text, { sheet }, { do: 'insert', sheet: 'One', what, at, count })
      expect(adjust(there, { sheet }, { do: 'delete', sheet: 'One', what, at, count })).toBe(text)
    }),
  )
})

test.each([
  ["One!A1+'one'!B1+Two!A1", 'Zwei', 'Zwei!A1+Zwei!B1+Two!A1'],
  ['One!A1', 'My sheet', "'My sheet'!A1"],
  ['One!A1', "It's", "'It''s'!A1"],
  ['One!x+One:Two!A1', '2020', "'2020'!x+'2020:Two'!A1"],
  ['SUM(Two:One!A1)+[1]One!A1+"One!A1"+OneOne!A1', 'Uno', 'SUM(Two:Uno!A1)+[1]One!A1+"One!A1"+OneOne!A1'],
])('%s follows its sheet to the name %s', (text, to, expected) => {
  expect(rename(text, 'One', to)).toBe(expected)
  expect(rename(expected, to, 'One').replaceAll("'one'", 'One')).toBe(text.replaceAll("'one'", 'One'))
})

test.each([
  ['One!A1+Two!A1+one!A:B+One!name+[1]One!A1', '#REF!+Two!A1+#REF!+#REF!+[1]One!A1'],
  ['SUM(One:Three!A1,Two:One!A1)', 'SUM(Two:Three!A1,Two!A1)'],
  ['SUM(Zero:One!A1)+One!#REF!', 'SUM(Zero!A1)+#REF!'],
  ['SUM(Zero:Two!A1)', 'SUM(Zero:Two!A1)'],
])('%s loses what lay on a sheet that is gone', (text, expected) => {
  expect(withoutSheet(text, 'One', ['Zero', 'One', 'Two', 'Three'])).toBe(expected)
})
