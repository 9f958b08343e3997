import { describe, expect, test } from 'vitest'
import type { CellContent } from '../edit.ts'
import { LockedCells } from '../problem.ts'
import { changedParts, EMPTY, formula, number, put, rowsOf, saved, text } from '../testing/saved.ts'
import { STYLES, workbook, worksheet } from '../testing/workbook.ts'
import { writeBack } from '../write-back.ts'
import { lockedRanges } from './locked-ranges.ts'

const sheet = (data: string, before = '', behind = '') => workbook({ sheets: { A: worksheet(data, before, behind) }, styles: STYLES })

test.each<[CellContent, string]>([
  [number(0.1 + 0.2), '<c r="B2"><v>0.30000000000000004</v></c>'],
  [number(-0), '<c r="B2"><v>0</v></c>'],
  [number(1e21), '<c r="B2"><v>1e+21</v></c>'],
  [number(Number.NaN), '<c r="B2" t="e"><v>#NUM!</v></c>'],
  [text('a < b & "c"'), '<c r="B2" t="inlineStr"><is><t>a &lt; b &amp; &quot;c&quot;</t></is></c>'],
  [text(' two\r\nlines'), '<c r="B2" t="inlineStr"><is><t xml:space="preserve"> two\nlines</t></is></c>'],
  [text('_x000D_ \u0001'), '<c r="B2" t="inlineStr"><is><t>_x005F_x000D_ _x0001_</t></is></c>'],
  [text('\ud800 😀'), '<c r="B2" t="inlineStr"><is><t>_xD800_ 😀</t></is></c>'],
  [{ kind: 'boolean', value: true }, '<c r="B2" t="b"><v>1</v></c>'],
  [formula('IF(A1<2,"a & b",1)'), '<c r="B2"><f>IF(A1&lt;2,&quot;a &amp; b&quot;,1)</f></c>'],
])('%j is written as Excel reads it', (content, cell) => {
  expect(rowsOf(saved(sheet(''), [put(1, 1, content)]))).toBe(`<row r="2">${cell}</row>`)
})

test('a text is cut where Excel would find it too long, never through a character', () => {
  const written = rowsOf(saved(sheet(''), [put(0, 0, text(`${'a'.repeat(32_766)}😀`))]))
  expect(written).toContain(`<t>${'a'.repeat(32_766)}</t>`)
})

describe('what a cell had before', () => {
  test('its format and its extensions stay, the old content goes with all that was said of it', () => {
    const before = sheet(
      '<row r="1" spans="1:1" x14ac:dyDescent="0.25"><c r="A1" s="2" t="s" ph="1" cm="1" vm="3"><v>0</v><extLst><ext uri="u"/></extLst></c></row>',
      '',
    )
    const after = saved(before, [put(0, 0, number(5))])
    expect(rowsOf(after)).toBe(
      '<row r="1" spans="1:1" x14ac:dyDescent="0.25"><c r="A1" s="2"><v>5</v><extLst><ext uri="u"/></extLst></c></row>',
    )
    expect(changedParts(before, after)).toEqual(['xl/worksheets/sheet1.xml'])
  })

  test('an emptied cell keeps its format, and goes where it has none', () => {
    const after = saved(sheet('<row r="1"><c r="A1" s="1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><f>A1</f><v>1</v></c></row>'), [
      put(0, 0, EMPTY),
      put(0, 1, EMPTY),
      put(0, 2, EMPTY),
      put(8, 8, EMPTY),
    ])
    expect(rowsOf(after)).toBe('<row r="1"><c r="A1" s="1"/></row>')
  })

  test('an emptied cell stays plain where its column is not', () => {
    const after = saved(sheet('<row r="1"><c r="A1"><v>1</v></c></row>', '<cols><col min="1" max="1" width="9" style="2"/></cols>'), [
      put(0, 0, EMPTY),
    ])
    expect(rowsOf(after)).toBe('<row r="1"><c r="A1"/></row>')
  })

  test('a new cell takes the format of its row, or else of its column', () => {
    const after = saved(
      sheet('<row r="1" s="1" customFormat="1"/><row r="2" s="1"/>', '<cols><col min="2" max="3" width="9" style="2"/></cols>'),
      [put(0, 1, number(1)), put(1, 1, number(2)), put(2, 3, number(3))],
    )
    expect(rowsOf(after)).toBe(
      '<row r="1" s="1" customFormat="1"><c r="B1" s="1"><v>1</v></c></row><row r="2" s="1"><c r="B2" s="2"><v>2</v></c></row><row r="3"><c r="D3"><v>3</v></c></row>',
    )
  })
})

describe('where cells and rows go', () => {
  test('new ones stand in their order, what the file says of its size grows, and hints that would lie go', () => {
    const after = saved(sheet('<row r="2" spans="2:2"><c r="B2"><v>1</v></c></row><row r="9"/>', '<dimension ref="B2"/>'), [
      put(4, 0, number(3)),
      put(1, 2, number(2)),
      put(1, 0, number(0)),
      put(0, 0, number(-1)),
      put(10, 3, number(4)),
    ])
    expect(rowsOf(after).replace(/<v>/g, '').replace(/<\/v>/g, '')).toBe(
      '<row r="1"><c r="A1">-1</c></row><row r="2"><c r="A2">0</c><c r="B2">1</c><c r="C2">2</c></row><row r="5"><c r="A5">3</c></row><row r="9"/><row r="11"><c r="D11">4</c></row>',
    )
    expect(after.text('xl/worksheets/sheet1.xml')).toContain('<dimension ref="A1:D11"/>')
  })

  test('a sheet that numbers neither rows nor cells is understood, and only the touched row gets numbers', () => {
    const after = saved(sheet('<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c><c><v>4</v></c></row>'), [
      put(1, 1, number(40)),
      put(1, 3, number(5)),
    ])
    expect(rowsOf(after)).toBe(
      '<row><c><v>1</v></c><c><v>2</v></c></row><row r="2"><c r="A2"><v>3</v></c><c r="B2"><v>40</v></c><c r="D2"><v>5</v></c></row>',
    )
  })

  test('a sheet under a prefix gets its cells under it', () => {
    const prefixed =
      '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    const after = saved(workbook({ sheets: { A: prefixed }, styles: STYLES }), [put(0, 0, text('a')), put(1, 0, formula('A1'))])
    expect(rowsOf(after)).toBe(
      '<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c></x:row><x:row r="2"><x:c r="A2"><x:f>A1</x:f></x:c></x:row>',
    )
  })

  test('comments between cells mislead nobody', () => {
    const after = saved(sheet('<!-- <row r="1"> --><row r="2"><c r="A2" t="str"><v><![CDATA[a<b]]></v></c></row>'), [put(0, 0, number(1))])
    expect(rowsOf(after)).toBe('<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2" t="str"><v>a&lt;b</v></c></row>')
  })
})

describe('formulas that cells share', () => {
  const rows = [1, 2, 3, 4].map((row) => {
    const held = row === 1 ? '<f t="shared" ref="B1:B4" si="0">A1*$C$1</f>' : '<f t="shared" si="0"/>'
    return `<row r="${row}"><c r="B${row}">${held}<v>${row}</v></c></row>`
  })
  test('when the one that holds it changes, the next one holds it', () => {
    const after = saved(sheet(rows.join('')), [put(0, 1, number(7))])
    expect(rowsOf(after)).toContain(
      '<c r="B1"><v>7</v></c></row><row r="2"><c r="B2"><f t="shared" ref="B2:B4" si="0">A2*$C$1</f><v>2</v></c>',
    )
  })
  test('those that change in the same save are passed over', () => {
    const after = saved(sheet(rows.join('')), [put(0, 1, EMPTY), put(1, 1, formula('1+1'))])
    expect(rowsOf(after)).toContain(
      '<c r="B2"><f>1+1</f></c></row><row r="3"><c r="B3"><f t="shared" ref="B3:B4" si="0">A3*$C$1</f><v>3</v></c>',
    )
  })
  test('when all of them go, nothing is left of it', () => {
    const after = saved(
      sheet(rows.join('')),
      [0, 1, 2, 3].map((row) => put(row, 1, number(row))),
    )
    expect(rowsOf(after)).not.toContain('shared')
  })
  test('along a row the next cell of the row holds it', () => {
    const row =
      '<row r="1"><c r="A1"><f t="shared" ref="A1:C1" si="3">A2</f></c><c r="B1"><f t="shared" si="3"/></c><c r="C1"><f t="shared" si="3"/></c></row>'
    const after = saved(sheet(row), [put(0, 0, number(1))])
    expect(rowsOf(after)).toContain('<c r="B1"><f t="shared" ref="B1:C1" si="3">B2</f></c><c r="C1"><f t="shared" si="3"/></c>')
  })
})

describe('formulas over several cells', () => {
  const data =
    '<row r="1"><c r="A1"><f t="array" ref="A1:B1">C1:D1</f><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><f t="array" ref="C1">1</f></c></row><row r="3"><c r="B3"><f t="dataTable" ref="B3:B4" dt2D="0" dtr="0" r1="A1"/><v>1</v></c></row>'
  test('are listed for whoever lets people type', () => {
    expect(lockedRanges(worksheet(data))).toEqual([
      { row: 0, column: 0, lastRow: 0, lastColumn: 1 },
      { row: 2, column: 1, lastRow: 3, lastColumn: 1 },
    ])
  })
  test('cannot be changed in part, but as a whole', () => {
    expect(() => writeBack(sheet(data), [put(0, 1, number(1))], [])).toThrow(LockedCells)
    const after = saved(sheet(data), [put(0, 0, EMPTY), put(0, 1, EMPTY), put(0, 2, number(1))])
    expect(rowsOf(after)).toContain('<row r="1"><c r="C1"><v>1</v></c></row>')
  })
})

describe('a dynamic array that fills cells', () => {
  const filled =
    '<row r="1"><c r="A1" cm="1"><f t="array" ref="A1:A3">_xlfn.SEQUENCE(3)</f><v>1</v></c><c r="B1"><v>9</v></c></row><row r="2"><c r="A2" s="1"><v>2</v></c></row><row r="3"><c r="A3"><v>3</v></c></row>'
  const released = '<row r="1"><c r="A1" cm="1"><f t="array" ref="A1">_xlfn.SEQUENCE(3)</f></c><c r="B1"><v>9</v></c></row>'
  const book = () => sheet(filled, '', '')
  test('is nothing that locks cells', () => {
    expect(lockedRanges(worksheet(filled))).toEqual([])
  })
  test('takes what it filled with it', () => {
    expect(rowsOf(saved(book(), [put(0, 0, number(7))]))).toBe(
      '<row r="1"><c r="A1"><v>7</v></c><c r="B1"><v>9</v></c></row><row r="2"><c r="A2" s="1"/></row><row r="3"/>',
    )
  })
  test('lets go of its cells when something is typed into one of them, and is worked out anew', () => {
    const pack = saved(book(), [put(1, 0, number(7))])
    expect(rowsOf(pack)).toBe(`${released}<row r="2"><c r="A2" s="1"><v>7</v></c></row><row r="3"/>`)
    expect(pack.text('xl/workbook.xml')).toContain('fullCalcOnLoad="1"')
  })
  test('stays when one of them is emptied', () => {
    expect(rowsOf(saved(book(), [put(2, 0, EMPTY), put(0, 1, number(8))]))).toBe(filled.replace('<v>9</v>', '<v>8</v>'))
  })
})
