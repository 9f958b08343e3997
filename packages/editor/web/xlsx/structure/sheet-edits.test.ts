import { expect, test } from 'vitest'
import { openPackage } from '../../ooxml/package.ts'
import { sheetsOf } from '../sheets.ts'
import { changedParts, rowsOf } from '../testing/saved.ts'
import { workbook, worksheet } from '../testing/workbook.ts'
import type { StructureEdit } from './apply.ts'
import { after } from './testing/after.ts'

const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const rels = (...rows: [type: string, target: string][]) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${rows.map(([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${R}/${type}" Target="${target}"/>`).join('')}</Relationships>`
const formula = (text: string) => worksheet(`<row r="1"><c r="A1"><f>${text}</f></c></row>`)
const NAMES =
  '<definedNames><definedName name="local" localSheetId="0">One!$A$1</definedName><definedName name="local" localSheetId="2">Three!$A$1</definedName><definedName name="wide">One!$A$1+Two!$A$1</definedName></definedNames>'
const views = (active: number) => `<bookViews><workbookView activeTab="${active}" firstSheet="1"/></bookViews>`
const book = (active = 1) => {
  const bytes = workbook({
    sheets: { One: formula('Two!A1'), Two: formula('One!A1+SUM(One:Three!A1)'), Three: worksheet('') },
    book: NAMES,
  })
  const pack = openPackage(bytes)
  pack.set('xl/workbook.xml', pack.text('xl/workbook.xml').replace('<sheets>', `${views(active)}<sheets>`))
  return pack.write()
}
const tabs = (...edits: StructureEdit[]) => sheetsOf(after(book(), ...edits)).map(({ key, name, state }) => [key, name, state].join(' '))
const text = (pattern: RegExp, bytes: Uint8Array, ...edits: StructureEdit[]) =>
  pattern.exec(after(bytes, ...edits).text('xl/workbook.xml'))?.[0]

test('a new sheet is empty and stands where it was put, and positions behind it move', () => {
  const add: StructureEdit = { do: 'add-sheet', sheet: '12', name: 'Ä & <B>', at: 1 }
  const pack = after(book(), add)
  expect(sheetsOf(pack).map(({ key, name }) => `${key} ${name}`)).toEqual(['1 One', '12 Ä & <B>', '2 Two', '3 Three'])
  expect(changedParts(book(), pack)).toEqual([
    '[Content_Types].xml',
    'xl/_rels/workbook.xml.rels',
    'xl/workbook.xml',
    'xl/worksheets/sheet4.xml',
  ])
  expect(text(/<workbookView[^>]*>/, book(), add)).toBe('<workbookView activeTab="2" firstSheet="2"/>')
  expect(text(/localSheetId="3">Three/, book(), add)).toBeDefined()
  expect(tabs({ ...add, at: 99 }).at(-1)).toBe('12 Ä & <B> visible')
})

test('a sheet that is moved keeps its names, and the one that was shown is shown', () => {
  const move: StructureEdit = { do: 'move-sheet', sheet: '1', at: 2 }
  expect(tabs(move)).toEqual(['2 Two visible', '3 Three visible', '1 One visible'])
  expect(tabs({ ...move, sheet: '3', at: 0 })).toEqual(['3 Three visible', '1 One visible', '2 Two visible'])
  expect(text(/<workbookView[^>]*>/, book(2), move)).toBe('<workbookView activeTab="1"/>')
  expect(text(/<definedNames>.*<\/definedNames>/, book(), move)).toBe(
    NAMES.replace('"0"', '"X"').replace('"2"', '"1"').replace('"X"', '"2"'),
  )
  expect(changedParts(book(), after(book(), move))).toEqual(['xl/workbook.xml'])
})

test('a new name is used wherever the old one was', () => {
  const C = 'http://schemas.openxmlformats.org/drawingml/2006/chart'
  const chart = (name: string, pivot: string) =>
    `<c:chartSpace xmlns:c="${C}"><c:pivotSource><c:name>${pivot}!Pivot1</c:name></c:pivotSource><c:f>${name}!$A$1</c:f></c:chartSpace>`
  const cache = (name: string) =>
    `<pivotCacheDefinition xmlns="m"><cacheSource type="worksheet"><worksheetSource ref="A1:B9" sheet="${name}"/></cacheSource></pivotCacheDefinition>`
  const properties = (name: string) =>
    `<Properties xmlns="p" xmlns:vt="v"><TitlesOfParts><vt:vector size="2" baseType="lpstr"><vt:lpstr>${name}</vt:lpstr><vt:lpstr>Two</vt:lpstr></vt:vector></TitlesOfParts></Properties>`
  const link = (name: string) => `<hyperlinks><hyperlink ref="A1" location="${name}!A1"/></hyperlinks>`
  const original = workbook({
    sheets: { One: worksheet(''), Two: worksheet('<row r="1"><c r="A1"><f>One!A1+Two!A1</f></c></row>', '', link('One')) },
    book: '<definedNames><definedName name="x">One!$A$1</definedName></definedNames>',
    others: {
      '_rels/.rels': rels(['officeDocument', 'xl/workbook.xml'], ['extended-properties', 'docProps/app.xml']),
      'docProps/app.xml': properties('One'),
      'xl/_rels/workbook.xml.rels': rels(
        ['worksheet', 'worksheets/sheet1.xml'],
        ['worksheet', 'worksheets/sheet2.xml'],
        ['pivotCacheDefinition', 'cache.xml'],
      ),
      'xl/cache.xml': cache('One'),
      'xl/worksheets/_rels/sheet1.xml.rels': rels(['drawing', '/xl/drawing.xml']),
      'xl/drawing.xml': '<d/>',
      'xl/_rels/drawing.xml.rels': rels(['chart', 'chart.xml']),
      'xl/chart.xml': chart('One', '[Book.xlsx]One'),
    },
  })
  const pack = after(original, { do: 'rename-sheet', sheet: '1', name: "Anna's" })
  expect(rowsOf(pack, 'xl/worksheets/sheet2.xml')).toContain("<f>'Anna''s'!A1+Two!A1</f>")
  expect(pack.text('xl/worksheets/sheet2.xml')).toContain(link("'Anna''s'"))
  expect(pack.text('xl/workbook.xml')).toContain(`<sheet name="Anna's" sheetId="1"`)
  expect(pack.text('xl/workbook.xml')).toContain("'Anna''s'!$A$1")
  expect(pack.text('xl/cache.xml')).toBe(cache("Anna's"))
  expect(pack.text('xl/chart.xml')).toBe(chart("'Anna''s'", "'[Book.xlsx]Anna''s'"))
  expect(pack.text('docProps/app.xml')).toBe(properties("Anna's"))
  expect(changedParts(original, pack)).not.toContain('xl/worksheets/sheet1.xml')
})

test('a sheet that is deleted leaves #REF! in formulas, and no name of its own', () => {
  const pack = after(book(), { do: 'delete-sheet', sheet: '1' })
  expect(sheetsOf(pack).map(({ name }) => name)).toEqual(['Two', 'Three'])
  expect(rowsOf(pack, 'xl/worksheets/sheet2.xml')).toContain('<f>#REF!+SUM(Two:Three!A1)</f>')
  expect(/<definedNames>.*<\/definedNames>/.exec(pack.text('xl/workbook.xml'))?.[0]).toBe(
    '<definedNames><definedName name="local" localSheetId="1">Three!$A$1</definedName><definedName name="wide">#REF!+Two!$A$1</definedName></definedNames>',
  )
  expect(pack.text('xl/workbook.xml')).toContain('<workbookView/>')
  expect(pack.has('xl/worksheets/sheet1.xml')).toBe(false)
})

test('its parts go with it, but for those that others lead to as well', () => {
  const original = workbook({
    sheets: { One: worksheet(''), Two: worksheet('') },
    others: {
      'xl/worksheets/_rels/sheet1.xml.rels': rels(['drawing', '/xl/drawing1.xml'], ['image', '/xl/shared.png.xml']),
      'xl/worksheets/_rels/sheet2.xml.rels': rels(['image', '/xl/shared.png.xml']),
      'xl/drawing1.xml': '<d/>',
      'xl/_rels/drawing1.xml.rels': rels(['chart', '/xl/chart1.xml']),
      'xl/chart1.xml': '<c/>',
      'xl/shared.png.xml': '<p/>',
    },
  })
  const pack = after(original, { do: 'delete-sheet', sheet: '1' })
  expect(changedParts(original, pack)).toEqual([
    '[Content_Types].xml',
    'xl/_rels/drawing1.xml.rels',
    'xl/_rels/workbook.xml.rels',
    'xl/chart1.xml',
    'xl/drawing1.xml',
    'xl/workbook.xml',
    'xl/worksheets/_rels/sheet1.xml.rels',
    'xl/worksheets/sheet1.xml',
  ])
})

test('formulas do not name a table of a sheet that is gone', () => {
  const table =
    '<table xmlns="m" id="1" displayName="T" ref="A1:A2"><tableColumns count="1"><tableColumn id="1" name="a"/></tableColumns></table>'
  const original = workbook({
    sheets: { One: worksheet(''), Two: formula('SUM(T[a])') },
    others: { 'xl/worksheets/_rels/sheet1.xml.rels': rels(['table', '/xl/t.xml']), 'xl/t.xml': table },
  })
  expect(rowsOf(after(original, { do: 'delete-sheet', sheet: '1' }), 'xl/worksheets/sheet2.xml')).toContain('<f>SUM(#REF!)</f>')
})

test('a hidden sheet is neither shown first nor selected', () => {
  const view = (selected: string) => worksheet('', `<sheetViews><sheetView${selected} workbookViewId="0"/></sheetViews>`)
  const original = workbook({ sheets: { One: view(' tabSelected="1"'), Two: view(''), Three: view('') } })
  const pack = after(original, { do: 'hide-sheet', sheet: '1', hidden: true })
  expect(sheetsOf(pack)[0]?.state).toBe('hidden')
  expect(pack.text('xl/worksheets/sheet1.xml')).toBe(view(''))
  expect(pack.text('xl/worksheets/sheet2.xml')).toBe(view(' tabSelected="1"'))
  expect(text(/<workbookView[^>]*>/, book(2), { do: 'hide-sheet', sheet: '3', hidden: true })).toBe(
    '<workbookView activeTab="1" firstSheet="1"/>',
  )
  expect(tabs({ do: 'hide-sheet', sheet: '1', hidden: true }, { do: 'hide-sheet', sheet: '1', hidden: false })[0]).toBe('1 One visible')
})

test('a workbook with prefixes of its own gets a sheet under the same ones', () => {
  const plain = openPackage(workbook({ sheets: { One: worksheet('') } }))
  const M = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const sheets = (more: string) =>
    `<x:workbook xmlns:x="${M}" xmlns:rel="${R}"><x:sheets><x:sheet name="One" sheetId="1" rel:id="rId1"/>${more}</x:sheets></x:workbook>`
  plain.set('xl/workbook.xml', sheets(''))
  const pack = after(plain.write(), { do: 'add-sheet', sheet: '2', name: 'Two', at: 1 })
  expect(pack.text('xl/workbook.xml')).toBe(sheets('<x:sheet name="Two" sheetId="2" rel:id="rId2"/>'))
  expect(pack.text('xl/worksheets/sheet2.xml')).toContain(`<worksheet xmlns="${M}"`)
})
