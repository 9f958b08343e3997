import { expect, test } from 'vitest'
import { workbook, worksheet } from '../testing/workbook.ts'
import type { StructureEdit } from './apply.ts'
import { after, deleteColumns, deleteRows, insertColumns, insertRows } from './testing/after.ts'

const X14 =
  'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"'
const sheet = (before: string, behind: string, ...edits: StructureEdit[]) => {
  const pack = after(workbook({ sheets: { One: worksheet('', before, behind), Two: worksheet('') } }), ...edits)
  return pack.text('xl/worksheets/sheet1.xml').replace(/^.*?<worksheet[^>]*>|<\/worksheet>$/gs, '')
}
const inFront = (xml: string, ...edits: StructureEdit[]) => sheet(xml, '', ...edits).replace(/<sheetData.*$/, '')
const behind = (xml: string, ...edits: StructureEdit[]) => sheet('', xml, ...edits).replace(/^.*<\/sheetData>/, '')

test('the dimension', () => {
  expect(inFront('<dimension ref="B2:D9"/>', insertRows(4), insertColumns(0))).toBe('<dimension ref="C2:E10"/>')
  expect(inFront('<dimension ref="B2:D9"/>', deleteRows(1, 8))).toBe('<dimension ref="A1"/>')
})

const view = (inside: string) => `<sheetViews><sheetView workbookViewId="0">${inside}</sheetView></sheetViews>`

test('what is selected', () => {
  expect(inFront(view('<selection activeCell="B5" sqref="B5:C9 A1"/>'), insertRows(5, 2))).toBe(
    view('<selection activeCell="B5" sqref="B5:C11 A1"/>'),
  )
  expect(inFront(view('<selection activeCell="B5" sqref="B5"/>'), deleteRows(3, 4))).toBe(view('<selection activeCell="B4" sqref="B4"/>'))
  expect(inFront(view('<selection activeCell="B5" activeCellId="1" sqref="B9 B5"/>'), deleteRows(8))).toBe(
    view('<selection activeCell="B5" sqref="B5"/>'),
  )
})

test('a frozen part stays as it is, one that was scrolled follows', () => {
  const pane = (cell: string) =>
    view(`<pane ySplit="1" topLeftCell="${cell}" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>`)
  expect(inFront(pane('A2'), insertRows(0, 3))).toBe(pane('A2'))
  expect(inFront(pane('A20'), insertRows(0, 3))).toBe(pane('A23'))
  expect(inFront(pane('A20'), deleteRows(0, 30))).toBe(pane('A2'))
})

test('merged cells grow, shrink and part', () => {
  const merges = '<mergeCells count="3"><mergeCell ref="A1:B2"/><mergeCell ref="A4:A5"/><mergeCell ref="C4:D4"/></mergeCells>'
  expect(behind(merges, insertRows(1))).toBe(
    '<mergeCells count="3"><mergeCell ref="A1:B3"/><mergeCell ref="A5:A6"/><mergeCell ref="C5:D5"/></mergeCells>',
  )
  expect(behind(merges, deleteRows(3))).toBe('<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>')
  expect(behind(merges, deleteRows(0, 5))).toBe('')
})

const rule = (formula: string) => `<cfRule type="expression" priority="1"><formula>${formula}</formula></cfRule>`

test('conditional formatting, with its conditions', () => {
  const format = `<conditionalFormatting sqref="A2:A9 C2">${rule('AND(A2&gt;$D$5,Two!A2)')}</conditionalFormatting><conditionalFormatting sqref="F3">${rule('1')}</conditionalFormatting>`
  expect(behind(format, insertRows(3, 2))).toBe(
    `<conditionalFormatting sqref="A2:A11 C2">${rule('AND(A2&gt;$D$7,Two!A2)')}</conditionalFormatting><conditionalFormatting sqref="F3">${rule('1')}</conditionalFormatting>`,
  )
  expect(behind(format, deleteRows(2, 1))).toBe(
    `<conditionalFormatting sqref="A2:A8 C2">${rule('AND(A2&gt;$D$4,Two!A2)')}</conditionalFormatting>`,
  )
})

test('a condition that counts from a cell that goes counts from the next', () => {
  const format = (list: string, formula: string) => `<conditionalFormatting sqref="${list}">${rule(formula)}</conditionalFormatting>`
  expect(behind(format('A2:A9', 'A2&gt;B1'), deleteRows(1, 2))).toBe(format('A2:A7', 'A2&gt;#REF!'))
  expect(behind(format('B2:E2', 'B2&gt;$A2'), deleteColumns(1))).toBe(format('B2:D2', 'B2&gt;$A2'))
})

test('bounds of colour scales are formulas too', () => {
  const scale = (value: string) =>
    `<conditionalFormatting sqref="A1:A9"><cfRule type="colorScale" priority="1"><colorScale><cfvo type="formula" val="${value}"/><cfvo type="num" val="5"/><color rgb="FF000000"/><color rgb="FFFFFFFF"/></colorScale></cfRule></conditionalFormatting>`
  expect(behind(scale('$D$5'), insertColumns(0))).toBe(scale('$E$5').replace('A1:A9', 'B1:B9'))
})

test('data validation, with its lists', () => {
  const validation = (list: string, formula: string) =>
    `<dataValidations count="2"><dataValidation type="list" sqref="${list}"><formula1>${formula}</formula1></dataValidation><dataValidation type="whole" sqref="Z1"><formula1>1</formula1><formula2>9</formula2></dataValidation></dataValidations>`
  expect(behind(validation('B2:B9', '$D$2:$D$9'), insertRows(4))).toBe(validation('B2:B10', '$D$2:$D$10'))
  expect(behind(validation('B2', '$D$2:$D$9'), deleteRows(1))).toBe(
    '<dataValidations count="1"><dataValidation type="whole" sqref="Z1"><formula1>1</formula1><formula2>9</formula2></dataValidation></dataValidations>',
  )
  expect(behind(validation('Z1', '1'), deleteColumns(25))).toBe('')
})

test('formatting, validation and sparklines of later Excels', () => {
  const extension = (list: string, range: string) =>
    `<extLst><ext ${X14} uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}"><x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule type="expression" priority="1" id="{1}"><xm:f>${range}</xm:f></x14:cfRule><xm:sqref>${list}</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext><ext ${X14} uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"><x14:dataValidations count="1"><x14:dataValidation type="list"><x14:formula1><xm:f>Two!A2</xm:f></x14:formula1><xm:sqref>A1</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>`
  expect(behind(extension('B2:B9', 'B2=$C$5'), insertRows(3))).toBe(extension('B2:B10', 'B2=$C$6'))
  expect(behind(extension('B2:B9', 'B2=$C$5'), deleteRows(1, 8))).not.toContain('conditionalFormatting')
  const sparkline = (from: string, at: string) =>
    `<extLst><ext ${X14} uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}"><x14:sparklineGroups><x14:sparklineGroup><x14:colorSeries rgb="FF000000"/><x14:sparklines><x14:sparkline><xm:f>One!${from}</xm:f><xm:sqref>${at}</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext></extLst>`
  expect(behind(sparkline('A1:D1', 'E1'), insertColumns(1))).toBe(sparkline('A1:E1', 'F1'))
  expect(behind(sparkline('A1:D1', 'E1'), deleteColumns(4))).toBe('')
  expect(behind(sparkline('A1:D1', 'E1'), deleteColumns(0, 4))).toBe(sparkline('', 'A1').replace('<xm:f>One!</xm:f>', ''))
})

test('links go with their cells, and follow where they lead to', () => {
  const links = '<hyperlinks><hyperlink ref="A1" location="One!B5" display="x"/><hyperlink ref="A9" location="Two!B5"/></hyperlinks>'
  expect(behind(links, insertRows(2))).toBe(
    '<hyperlinks><hyperlink ref="A1" location="One!B6" display="x"/><hyperlink ref="A10" location="Two!B5"/></hyperlinks>',
  )
  expect(behind(links, deleteRows(4, 5))).toBe('<hyperlinks><hyperlink ref="A1" location="One!B5" display="x"/></hyperlinks>')
})

test('a link to a web page takes its relationship along when it goes', () => {
  const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const rels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${R}/hyperlink" Target="https://example.org/" TargetMode="External"/></Relationships>`
  const link = '<hyperlinks><hyperlink ref="A5" r:id="rId1"/></hyperlinks>'
  const book = workbook({ sheets: { One: worksheet('', '', link) }, others: { 'xl/worksheets/_rels/sheet1.xml.rels': rels } })
  expect(after(book, deleteRows(0)).relationships('xl/worksheets/sheet1.xml')).toHaveLength(1)
  expect(after(book, deleteRows(4)).relationships('xl/worksheets/sheet1.xml')).toHaveLength(0)
})

test('a filter follows with its columns and its sorting, and ends with the row of its buttons', () => {
  const filter = (ref: string, columns: string, sort: string) =>
    `<autoFilter ref="${ref}">${columns}<sortState ref="${sort}"><sortCondition ref="${sort}"/></sortState></autoFilter>`
  const column = (id: number) => `<filterColumn colId="${id}"><filters><filter val="1"/></filters></filterColumn>`
  const before = filter('B2:E9', column(1) + column(3), 'C3:C9')
  expect(behind(before, insertColumns(2))).toBe(filter('B2:F9', column(2) + column(4), 'D3:D9'))
  expect(behind(before, deleteColumns(0, 2))).toBe(filter('A2:C9', column(0) + column(2), 'A3:A9'))
  expect(behind(before, deleteColumns(2))).toBe(`<autoFilter ref="B2:D9">${column(2)}</autoFilter>`)
  expect(behind(before, deleteRows(4, 2))).toBe(filter('B2:E7', column(1) + column(3), 'C3:C7'))
  expect(behind(before, deleteRows(1))).toBe('')
  expect(sheet('<sheetPr filterMode="1"/>', before, deleteRows(1))).toBe('<sheetPr/><sheetData></sheetData>')
})

test('page breaks', () => {
  const breaks =
    '<rowBreaks count="2" manualBreakCount="1"><brk id="5" max="16383" man="1"/><brk id="9" max="16383"/></rowBreaks><colBreaks count="1" manualBreakCount="1"><brk id="3" max="1048575" man="1"/></colBreaks>'
  expect(behind(breaks, insertRows(2, 2))).toBe(breaks.replace('id="5"', 'id="7"').replace('id="9"', 'id="11"'))
  expect(behind(breaks, insertColumns(0))).toBe(breaks.replace('id="3"', 'id="4"'))
  expect(behind(breaks, deleteRows(5))).toBe(
    '<rowBreaks count="1" manualBreakCount="0"><brk id="8" max="16383"/></rowBreaks><colBreaks count="1" manualBreakCount="1"><brk id="3" max="1048575" man="1"/></colBreaks>',
  )
})

test('ranges that are protected, watched or not to be warned of', () => {
  expect(inFront('', insertRows(0))).toBe('')
  const ignored = (list: string) =>
    `<cellWatches><cellWatch r="${list}"/></cellWatches><ignoredErrors><ignoredError sqref="${list}" numberStoredAsText="1"/></ignoredErrors>`
  expect(behind(ignored('B2'), insertRows(0))).toBe(ignored('B3'))
  expect(behind(ignored('B2'), deleteColumns(1))).toBe('')
  const protectedRange = '<protectedRanges><protectedRange sqref="A1:B5 D9" name="x"/></protectedRanges>'
  expect(behind(protectedRange, insertRows(1))).toBe(protectedRange.replace('A1:B5 D9', 'A1:B6 D10'))
})
