import { expect, test } from 'vitest'
import { isWellFormed } from './well-formed.ts'

const SHEETS = new Set(['one', 'my sheet', 'two'])
const written = (formula: string) => isWellFormed(formula, SHEETS)

test.each([
  '1',
  'A1',
  ' A1 + 2 ',
  '-A1^2%',
  '--A1',
  'SUM(A1:B2,,3)',
  'SUM( A1 , B1:C2 )',
  '( A1 )*2',
  'NOW()',
  'IF(A1<>"a""b",A1>=2,)',
  "'My sheet'!A1+One!$B$2:C3",
  'One:Two!A1',
  '[1]Other!A1',
  '#REF!A1+#REF!',
  'One!#REF!',
  '(A1,B2:C3)',
  'SUM((A1:B3 B2:C4))',
  'SUM(A:A 1:1)',
  'A1:INDEX(A:A,3)',
  'OFFSET(A1,1,1):B7',
  '{1,2;-3,"x"}',
  'VLOOKUP(A1,{"a",1;"b",TRUE},2,FALSE)',
  'SUM(Table1[[#This Row],[Amount]])',
  '_xlfn._xlws.FILTER(A1:A3,B1:B3>0)',
  'rate*1.5E+3',
  'LOG10(100)',
  '_xlfn.LAMBDA(_xlpm.x,_xlpm.x+1)(2)%',
  'A1&" "&B1',
  'A1=B1',
])('%s is a formula', (formula) => expect(written(formula)).toBe(true))

test.each([
  '',
  '1+',
  '*2',
  'A1 2',
  'SUM(A1;B1)',
  '1,5+2',
  'SUM(A1',
  'SUM(A1))',
  '(A1',
  '()',
  '"open',
  '=A1',
  'A1#',
  '@A1',
  'SUM(Table1[@Amount])',
  'Three!A1',
  '[Book.xlsx]One!A1',
  'One!',
  'A1 "b"',
  '{1,A1}',
  '{1;2',
  '(A1)(2',
  '>5',
  '#FOO!',
])('%s would make Excel repair the file', (formula) => expect(written(formula)).toBe(false))

test('so would one that is longer or deeper than Excel allows', () => {
  expect([written(`"${'x'.repeat(255)}"`), written(`"${'x'.repeat(256)}"`)]).toEqual([true, false])
  expect([written(`${'1+'.repeat(4000)}1`), written(`${'1+'.repeat(5000)}1`)]).toEqual([true, false])
  expect([60, 70].map((deep) => written(`${'('.repeat(deep)}1${')'.repeat(deep)}`))).toEqual([true, false])
  expect([255, 256].map((many) => written(`SUM(${Array(many).fill('1').join()})`))).toEqual([true, false])
})
