import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { openPackage } from '../ooxml/package.ts'
import { sheetsOf, workbookPart } from './sheets.ts'

const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const relationships = (...rows: [string, string, string][]) =>
  strToU8(
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${rows
      .map(([id, type, target]) => `<Relationship Id="${id}" Type="${R}/${type}" Target="${target}"/>`)
      .join('')}</Relationships>`,
  )

test('sheets are listed in the order of their tabs, with names, states and parts, under any prefix', () => {
  const pack = openPackage(
    zipSync({
      '[Content_Types].xml': strToU8('<Types/>'),
      '_rels/.rels': relationships(['rId1', 'officeDocument', '/book/wb.xml']),
      'book/wb.xml': strToU8(
        `<x:workbook xmlns:x="m" xmlns:q="${R}"><x:sheets><x:sheet name="A &amp; B" sheetId="7" q:id="b"/><x:sheet name="Chart" sheetId="2" state="veryHidden" q:id="a"/></x:sheets></x:workbook>`,
      ),
      'book/_rels/wb.xml.rels': relationships(['a', 'chartsheet', 'charts/sheet1.xml'], ['b', 'worksheet', 'sheets/sheet1.xml']),
    }),
  )
  expect(workbookPart(pack)).toBe('book/wb.xml')
  expect(sheetsOf(pack)).toEqual([
    { key: '7', name: 'A & B', state: 'visible', part: 'book/sheets/sheet1.xml', kind: 'worksheet' },
    { key: '2', name: 'Chart', state: 'veryHidden', part: 'book/charts/sheet1.xml', kind: 'chartsheet' },
  ])
})
