import { describe, expect, test } from 'vitest'
import type { LookChange } from '../edit.ts'
import { changedParts, number, paint, put, rowsOf, saved } from '../testing/saved.ts'
import { STYLES, workbook, worksheet } from '../testing/workbook.ts'

const before = workbook({ sheets: { A: worksheet('<row r="1"><c r="A1" s="2"><v>1</v></c><c r="B1"><v>2</v></c></row>') }, styles: STYLES })
const styled = (look: LookChange, column = 0) => {
  const pack = saved(before, [paint(0, column, look)])
  const styles = pack.text('xl/styles.xml')
  const formats = (/<cellXfs.*<\/cellXfs>/s.exec(styles)?.[0] ?? '').match(/<xf [^>]*?(?:\/>|>.*?<\/xf>)/g) ?? []
  return {
    styles,
    format: formats[Number(/<c r="[AB]1" s="(\d+)"/.exec(rowsOf(pack).slice(column ? rowsOf(pack).indexOf('r="B1"') - 3 : 0))?.[1])],
  }
}

test('a changed look becomes a format of its own, which keeps all else of the one before', () => {
  const { styles, format } = styled({ bold: false, italic: true })
  expect(format).toBe(
    '<xf numFmtId="164" fontId="2" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyFont="1" applyProtection="1"><protection locked="0"/></xf>',
  )
  expect(styles).toContain('<fonts count="3">')
  expect(styles).toContain(
    '<font><i/><sz val="14"/><color theme="1"/><name val="Calibri"/><family val="2"/><scheme val="minor"/></font></fonts>',
  )
})

test.each<[LookChange, string]>([
  [{ numberFormat: '0.00%' }, 'numFmtId="10"'],
  [{ numberFormat: '"$"#,##0' }, 'numFmtId="164"'],
  [{ numberFormat: 'yyyy-mm-dd' }, 'numFmtId="165"'],
  [{ numberFormat: null }, 'numFmtId="0"'],
  [{ fill: 'ffcc00' }, 'fillId="2"'],
  [{ fill: null }, 'fillId="0"'],
  [{ bold: false, fontSize: 11 }, 'fontId="0"'],
  [{ horizontal: 'center', wrap: true, indent: 2 }, '<alignment horizontal="center" wrapText="1" indent="2"/><protection'],
  [{ rotation: 45 }, '<alignment textRotation="45"/>'],
  [{ rotation: -45 }, '<alignment textRotation="135"/>'],
  [{ rotation: 'stacked' }, '<alignment textRotation="255"/>'],
])('%j is %s', (look, expected) => {
  expect(styled(look).format).toContain(expected)
})

test.each<[LookChange, string]>([
  [{ fontName: 'Georgia' }, '<font><b/><sz val="14"/><color theme="1"/><name val="Georgia"/></font>'],
  [{ fontColor: 'ff0000', underline: true, strike: true }, '<font><b/><strike/><u/><sz val="14"/><color rgb="FFFF0000"/><name'],
  [{ numberFormat: 'yyyy-mm-dd' }, '<numFmt numFmtId="165" formatCode="yyyy-mm-dd"/></numFmts>'],
  [
    { fill: 'ffcc00' },
    '<fill><patternFill patternType="solid"><fgColor rgb="FFFFCC00"/><bgColor indexed="64"/></patternFill></fill></fills>',
  ],
  [
    { borders: { bottom: { style: 'thin', color: '000000' }, left: null } },
    '<border><left/><right/><top/><bottom style="thin"><color rgb="FF000000"/></bottom><diagonal/></border></borders>',
  ],
])('%j adds %s', (look, expected) => {
  expect(styled(look).styles).toContain(expected)
})

test('a look that a cell has already makes no format, and the file stays as it is', () => {
  expect(changedParts(before, saved(before, [paint(0, 1, { bold: false, wrap: false, fontSize: 11, underline: false })]))).toEqual([])
  expect(changedParts(before, saved(before, [paint(0, 1, { bold: false, italic: false, fontColor: null })]))).toEqual([])
})

test('two cells that look alike share a format, and looks given one by one make one format', () => {
  const pack = saved(before, [
    paint(0, 1, { bold: true, borders: { top: { style: 'thin', color: '000000' } } }),
    paint(3, 3, { borders: { top: { style: 'thin', color: '000000' } }, bold: true }),
    paint(0, 1, { borders: { top: { style: 'double', color: '000000' } } }),
    paint(3, 3, { borders: { top: { style: 'double', color: '000000' } } }),
  ])
  expect(rowsOf(pack)).toContain('<c r="B1" s="3"><v>2</v></c></row><row r="4"><c r="D4" s="3"/></row>')
  expect(pack.text('xl/styles.xml')).toContain('<borders count="2">')
})

describe('a workbook without styles', () => {
  test('gets some with the first look', () => {
    const plain = workbook({ sheets: { A: worksheet('') } })
    const pack = saved(plain, [paint(0, 0, { bold: true })])
    expect(changedParts(plain, pack)).toEqual([
      '[Content_Types].xml',
      'xl/_rels/workbook.xml.rels',
      'xl/styles.xml',
      'xl/worksheets/sheet1.xml',
    ])
    expect(pack.text('xl/styles.xml')).toContain(
      '<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/>',
    )
    expect(rowsOf(pack)).toBe('<row r="1"><c r="A1" s="1"/></row>')
  })
  test('stays without as long as nobody wants one', () => {
    const plain = workbook({ sheets: { A: worksheet('') } })
    expect(changedParts(plain, saved(plain, [put(0, 0, number(1))]))).toEqual(['xl/worksheets/sheet1.xml'])
  })
})
