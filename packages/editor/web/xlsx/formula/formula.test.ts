import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnLetters, columnNumber, parseReference, referenceText } from './reference.ts'
import { sheetsText, tokens } from './tokens.ts'
import { translate } from './translate.ts'

const kinds = (formula: string) => tokens(formula).map(({ kind, text }) => `${kind} ${text}`)

test.each([
  ['SUM(A1:B2,$C$3)', ['function SUM', 'operator (', 'reference A1:B2', 'operator ,', 'reference $C$3', 'operator )']],
  ['LOG10(A1)+LOG10', ['function LOG10', 'operator (', 'reference A1', 'operator )', 'operator +', 'reference LOG10']],
  ['"A1 ""B2"" "&A1', ['string "A1 ""B2"" "', 'operator &', 'reference A1']],
  ['A:A+$1:2', ['reference A:A', 'operator +', 'reference $1:2']],
  ['1E5+1.5', ['number 1E5', 'operator +', 'number 1.5']],
  [
    'A1:INDEX(B:B,2)',
    ['reference A1', 'operator :', 'function INDEX', 'operator (', 'reference B:B', 'operator ,', 'number 2', 'operator )'],
  ],
  ['A1:LOG10(2)', ['reference A1', 'operator :', 'function LOG10', 'operator (', 'number 2', 'operator )']],
  ["'It''s A1'!A1", ["sheet 'It''s A1'!", 'reference A1']],
  ['Sheet1:Sheet3!A1', ['sheet Sheet1:Sheet3!', 'reference A1']],
  ['A1:Sheet2!B1', ['reference A1', 'operator :', 'sheet Sheet2!', 'reference B1']],
  ['[1]Sheet1!A1+[1]!name', ['sheet [1]Sheet1!', 'reference A1', 'operator +', 'sheet [1]!', 'name name']],
  ['Table1[[#This Row],[A1]]*2', ['structured Table1[[#This Row],[A1]]', 'operator *', 'number 2']],
  ["T[a']b]+A1", ["structured T[a']b]", 'operator +', 'reference A1']],
  ['A1#+#REF!', ['reference A1', 'operator #', 'operator +', 'error #REF!']],
  ['#REF!$A$1+#DIV/0!+#N/A', ['sheet #REF!', 'reference $A$1', 'operator +', 'error #DIV/0!', 'operator +', 'error #N/A']],
  ['Sheet1!#REF!', ['sheet Sheet1!', 'error #REF!']],
  ['A1_x+XFE1+A1048577+_A1', ['name A1_x', 'operator +', 'name XFE1', 'operator +', 'name A1048577', 'operator +', 'name _A1']],
  ['Größe!A1', ['sheet Größe!', 'reference A1']],
  ['TRUE', ['name TRUE']],
  [
    '{1,2;"A1",3}',
    ['operator {', 'number 1', 'operator ,', 'number 2', 'operator ;', 'string "A1"', 'operator ,', 'number 3', 'operator }'],
  ],
  ['A1 B1', ['reference A1', 'space  ', 'reference B1']],
])('%s is taken to pieces', (formula, expected) => {
  expect(kinds(formula)).toEqual(expected)
})

test('the pieces of any formula make the formula again', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'A1$:!\'[]#("é,.') })), (formula) => {
      const joined = tokens(formula).map(({ text }) => text)
      expect(joined.join('')).toBe(formula)
    }),
  )
})

test.each([
  ['A1+$A1+A$1+$A$1', 2, 1, 'B3+$A3+B$1+$A$1'],
  ['SUM(A:A,1:1,$B:C)', 1, 1, 'SUM(B:B,2:2,$B:D)'],
  ['\'A1\'!A1&"A1"&Table1[A1]', 1, 0, '\'A1\'!A2&"A1"&Table1[A1]'],
  ['LOG10(A1)', 0, 1, 'LOG10(B1)'],
  ['A1+Sheet2!A1:B2', -1, 0, '#REF!+#REF!'],
])('%s reads, %d rows and %d columns away, %s', (formula, rows, columns, expected) => {
  expect(translate(formula, rows, columns)).toBe(expected)
})

test('references and columns are read and written alike', () => {
  for (const text of ['A1', '$AB$12', 'A1:XFD1048576', 'A:$C', '$1:2']) expect(referenceText(parseReference(text)!)).toBe(text)
  for (const text of ['A', '1', 'A1:B', 'A0', 'XFE1', 'A1:B2:C3', '']) expect(parseReference(text)).toBeUndefined()
  for (const column of [0, 25, 26, 701, 702, 16_383]) expect(columnNumber(columnLetters(column))).toBe(column)
})

test.each([
  ['Sheet1', 'Sheet1!'],
  ['My sheet', "'My sheet'!"],
  ["It's", "'It''s'!"],
  ['2020', "'2020'!"],
  ['A1', "'A1'!"],
  ['R1C1', "'R1C1'!"],
])('a sheet called %s stands as %s', (first, expected) => {
  expect(sheetsText({ book: undefined, first, last: undefined })).toBe(expected)
  const [token] = tokens(`${expected}A1`)
  expect(token?.kind === 'sheet' && token.sheets).toEqual({ book: undefined, first, last: undefined })
})
