import { expect, test } from 'vitest'
import { isDynamicArray } from './formula/spills.ts'
import { changedParts, formula, put, rowsOf, saved } from './testing/saved.ts'
import { STYLES, workbook, worksheet } from './testing/workbook.ts'

const METADATA = 'xl/metadata.xml'
const plain = workbook({ sheets: { A: worksheet('<row r="1"><c r="A1"><v>1</v></c></row>') }, styles: STYLES })

test.each([
  ['SUM(A1:A5*B1:B5)', true],
  ['A1:A5', true],
  ['Two!A1:A5+1', true],
  ['IF(A1:A5>2,1,0)', true],
  ['_xlfn._xlws.SORT(A1:A5)', true],
  ['T[Sum]*2', true],
  ['T[[#This Row],[Sum]]*2', false],
  ['SUM(A1:A5)*2', false],
  ['A1*2', false],
  ['"A1:A5*2"', false],
])('%s is a dynamic array: %s', (text, expected) => {
  expect(isDynamicArray(text)).toBe(expected)
})

test('a formula that takes many cells where old Excel took one is marked so, and worked out by whoever opens the file', () => {
  const pack = saved(
    plain,
    [put(0, 0, formula('SUM(B1:B5*C1:C5)')), put(1, 1, formula('B1:B2'))],
    [{ sheet: '1', cells: [{ row: 0, column: 0, result: 3 }] }],
  )
  expect(rowsOf(pack)).toBe(
    '<row r="1"><c r="A1" cm="1"><f t="array" ref="A1">SUM(B1:B5*C1:C5)</f><v>3</v></c></row><row r="2"><c r="B2" cm="1"><f t="array" ref="B2">B1:B2</f></c></row>',
  )
  expect(changedParts(plain, pack)).toEqual([
    '[Content_Types].xml',
    'xl/_rels/workbook.xml.rels',
    METADATA,
    'xl/workbook.xml',
    'xl/worksheets/sheet1.xml',
  ])
  expect(pack.text('xl/workbook.xml')).toContain('fullCalcOnLoad="1"')
  expect(pack.text(METADATA)).toMatch(
    /<metadataTypes count="1"><metadataType name="XLDAPR" .*<futureMetadata name="XLDAPR" count="1"><bk>.*<cellMetadata count="1"><bk><rc t="1" v="0"\/><\/bk><\/cellMetadata><\/metadata>$/,
  )
  const again = saved(pack.write(), [put(4, 4, formula('SORT(A1:A3)'))])
  expect(again.text(METADATA)).toBe(pack.text(METADATA))
  expect(rowsOf(again)).toContain('<c r="E5" cm="1">')
})

test('metadata of other kinds stay, and the mark comes behind them', () => {
  const rich = `<metadata xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><metadataTypes count="1"><metadataType name="XLRICHVALUE"/></metadataTypes><futureMetadata name="XLRICHVALUE" count="1"><bk/></futureMetadata><valueMetadata count="1"><bk><rc t="1" v="0"/></bk></valueMetadata></metadata>`
  const book = workbook({
    sheets: { A: worksheet('') },
    styles: STYLES,
    others: { [METADATA]: rich },
    related: { sheetMetadata: 'metadata.xml' },
  })
  const pack = saved(book, [put(0, 0, formula('A2:A5'))])
  expect(rowsOf(pack)).toContain('cm="1"')
  const text = pack.text(METADATA)
  expect(text).toContain('<metadataTypes count="2"><metadataType name="XLRICHVALUE"/><metadataType name="XLDAPR"')
  expect(text).toMatch(
    /<futureMetadata name="XLRICHVALUE".*<futureMetadata name="XLDAPR".*<cellMetadata count="1"><bk><rc t="2" v="0"\/><\/bk><\/cellMetadata><valueMetadata count="1">/,
  )
  expect(changedParts(book, pack)).toContain(METADATA)
})
