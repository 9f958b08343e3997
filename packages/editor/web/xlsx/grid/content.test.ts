import { expect, test } from 'vitest'
import { contentOf, formulaForFile, resultOf } from './content.ts'
import { hex, lookChange } from './look-change.ts'

const SHEETS = new Set(['one'])

test('formulas go to the file without their sign and under the names that files use', () => {
  expect(formulaForFile('=SUM(A1:A2)&"FILTER("')).toBe('SUM(A1:A2)&"FILTER("')
  expect(formulaForFile("=N1!A1+One!A1+'my sheet'!A1+#REF!A1")).toBe("'N1'!A1+One!A1+'my sheet'!A1+#REF!A1")
  expect(formulaForFile('=XLOOKUP(A1,FILTER(B1:B9,C1:C9),D1:D9)')).toBe('_xlfn.XLOOKUP(A1,_xlfn._xlws.FILTER(B1:B9,C1:C9),D1:D9)')
})

test('names that a formula gives itself, and functions that stand for signs, are called as files call them', () => {
  expect(formulaForFile('=LET(rate, 2, x, A1, rate*x)+rate2')).toBe('_xlfn.LET(_xlpm.rate, 2, _xlpm.x, A1, _xlpm.rate*_xlpm.x)+rate2')
  expect(formulaForFile('=MAP(A1:A3,LAMBDA(v,SUM(v,1)))')).toBe('_xlfn.MAP(A1:A3,_xlfn.LAMBDA(_xlpm.v,SUM(_xlpm.v,1)))')
  expect(formulaForFile('=LET(f,LAMBDA(n,n+1),f(2))')).toBe('_xlfn.LET(_xlpm.f,_xlfn.LAMBDA(_xlpm.n,_xlpm.n+1),_xlpm.f(2))')
  expect(formulaForFile('=_xlfn.LET(_xlpm.x,1,_xlpm.x)')).toBe('_xlfn.LET(_xlpm.x,1,_xlpm.x)')
  expect(formulaForFile('=SUM(ANCHORARRAY(A1))')).toBe('SUM(_xlfn.ANCHORARRAY(A1))')
})

test('a cell’s content keeps its kind', () => {
  expect(contentOf({ v: 1, t: 3 }, undefined, SHEETS)).toEqual({ kind: 'boolean', value: true })
  expect(contentOf({ v: '0042', t: 4 }, undefined, SHEETS)).toEqual({ kind: 'text', value: '0042' })
  expect(contentOf({ v: '3.5', t: 2 }, undefined, SHEETS)).toEqual({ kind: 'number', value: 3.5 })
  expect(contentOf({ s: 'x1' }, undefined, SHEETS)).toEqual({ kind: 'empty' })
  expect(contentOf({ v: 5 }, '=1+4', SHEETS)).toEqual({ kind: 'formula', text: '1+4' })
  expect(resultOf({ v: '#DIV/0!', t: 1 })).toEqual({ error: '#DIV/0!' })
})

test('a formula that Excel would throw away is kept as text, to be mended', () => {
  expect(contentOf({ f: '=1+' }, '=1+', SHEETS)).toEqual({ kind: 'text', value: '=1+' })
  expect(contentOf({ f: '=SUM(A1;B1)' }, '=SUM(A1;B1)', SHEETS)).toEqual({ kind: 'text', value: '=SUM(A1;B1)' })
  expect(contentOf({ f: '=Two!A1' }, '=Two!A1', SHEETS)).toEqual({ kind: 'text', value: '=Two!A1' })
  expect(contentOf({ f: '=One!A1' }, '=One!A1', SHEETS)).toEqual({ kind: 'formula', text: 'One!A1' })
})

test('of a look only what changed is told, and what is gone goes back to the default', () => {
  expect(lookChange({ bl: 1, ff: 'Arial' }, { bl: 1, ff: 'Arial' })).toBeUndefined()
  expect(lookChange({ bl: 1, bg: { rgb: '#ff0000' } }, { it: 1 })).toEqual({ bold: false, italic: true, fill: null })
  expect(lookChange({}, { bd: { b: { s: 8, cl: { rgb: 'rgb(1,2,3)' } } }, tr: { a: -45 } })).toEqual({
    rotation: 45,
    borders: { bottom: { style: 'medium', color: '010203' } },
  })
  expect([hex('#abc'), hex('rgba(0,0,0,0)'), hex('#0F6CBDFF')]).toEqual(['AABBCC', null, '0F6CBD'])
})
