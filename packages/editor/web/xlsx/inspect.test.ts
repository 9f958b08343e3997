import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { openPackage } from '../ooxml/package.ts'
import { pack, readZip, writeZip } from '../ooxml/zip.ts'
import { DocumentProblem } from '../view.ts'
import { inspect } from './inspect.ts'
import { STYLES, workbook, worksheet } from './testing/workbook.ts'

const encode = (text: string) => new TextEncoder().encode(text)
const plain = workbook({ sheets: { A: worksheet(''), B: worksheet('') }, styles: STYLES })
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const BOOK = 'xl/workbook.xml'

function changed(name: string, change: (content: string) => string): Uint8Array {
  const opened = openPackage(plain)
  opened.set(name, change(opened.has(name) ? opened.text(name) : ''))
  return opened.write()
}
const inBook = (element: string) => changed(BOOK, (text) => text.replace('<sheets>', `${element}<sheets>`))
const inSheet = (element: string) => changed('xl/worksheets/sheet2.xml', (text) => text.replace('</sheetData>', `</sheetData>${element}`))
function related(from: string, kind: string, name: string, content: string): Uint8Array {
  const opened = openPackage(plain)
  opened.set(name, content, 'application/xml')
  opened.relate(from, `${R}/${kind}`, name)
  return opened.write()
}

describe('inspecting a workbook', () => {
  it('has nothing against editing an ordinary one', () => {
    expect(inspect(plain)).toBeUndefined()
    expect(inspect(new Uint8Array(readFileSync(new URL('../../../server/demo/anna/Winter budget.xlsx', import.meta.url))))).toBeUndefined()
  })

  it.each([
    ['a protected structure', inBook('<workbookProtection lockStructure="1"/>'), 'protected'],
    ['a protected sheet', inSheet('<sheetProtection sheet="1" objects="1"/>'), 'protected'],
    ['a wish to be opened read-only', inBook('<fileSharing readOnlyRecommended="1"/>'), 'read-only'],
    ['a password for writing', inBook('<fileSharing userName="A" reservationPassword="CC1A"/>'), 'read-only'],
    [
      'a mark that it is final',
      related('', 'custom-properties', 'docProps/custom.xml', '<P xmlns:v="v"><p name="_MarkAsFinal"><v:bool>true</v:bool></p></P>'),
      'final',
    ],
    ['a history of changes', related(BOOK, 'revisionHeaders', 'xl/revisions/revisionHeaders.xml', '<headers/>'), 'history'],
    ['macros', writeZip([...readZip(plain), pack('xl/vbaProject.bin', encode('x'))]), 'macros'],
    ['a signature', writeZip([...readZip(plain), pack('_xmlsignatures/sig1.xml', encode('<a/>'))]), 'digitally signed'],
    [
      'the strict variant',
      changed(BOOK, (text) =>
        text.replace('http://schemas.openxmlformats.org/spreadsheetml/2006/main', 'http://purl.oclc.org/ooxml/spreadsheetml/main'),
      ),
      'strict',
    ],
  ])('opens a workbook with %s read-only and says why', (_, bytes, words) => {
    expect(inspect(bytes)).toContain(words)
    expect(inspect(bytes)).toMatch(/^[A-Z].*\.$/)
  })

  it.each([
    ['protection that is not in force', inSheet('<sheetProtection formatCells="0"/>')],
    ['an author’s name and nothing asked', inBook('<fileSharing userName="A"/>')],
  ])('lets a workbook with %s be edited', (_, bytes) => {
    expect(inspect(bytes)).toBeUndefined()
  })

  const compoundFile = (inside: string) =>
    new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...[...inside].flatMap((letter) => [letter.charCodeAt(0), 0])])
  it.each([
    ['nothing', new Uint8Array(), 'empty'],
    ['a PDF', encode('%PDF-1.7 with enough bytes to look at'), 'not an Excel workbook'],
    ['an encrypted package', compoundFile('xxEEncryptedPackage'), 'password'],
    ['an old .xls', compoundFile('Workbook'), '.xls'],
    [
      'a binary workbook',
      writeZip([
        ...readZip(changed('_rels/.rels', (text) => text.replace('xl/workbook.xml', 'xl/workbook.bin'))),
        pack('xl/workbook.bin', encode('x')),
      ]),
      '.xlsb',
    ],
    ['half a file', plain.subarray(0, plain.length / 2), 'damaged'],
    ['a package of something else', writeZip([pack('a.txt', encode('x'))]), 'not an Excel workbook'],
    ['a Word document', changed(BOOK, () => '<document xmlns="w"/>'), 'not an Excel workbook'],
    ['broken markup', changed(BOOK, () => '<workbook'), 'damaged'],
    ['a document type', changed('xl/worksheets/sheet1.xml', (text) => `<!DOCTYPE a>${text.slice(text.indexOf('<worksheet'))}`), 'damaged'],
    ['a sheet that has no part', changed('xl/_rels/workbook.xml.rels', (text) => text.replace('sheet2.xml', 'sheet9.xml')), 'damaged'],
    ['a workbook without sheets', changed(BOOK, (text) => text.replace(/<sheet .*?\/>/g, '')), 'damaged'],
    ['a zip bomb', writeZip([...readZip(plain), pack('xl/media/bomb.bin', new Uint8Array(40 * 2 ** 20))]), 'too large'],
  ])('does not open %s, and says why', (_, bytes, words) => {
    expect(() => inspect(bytes)).toThrow(DocumentProblem)
    expect(() => inspect(bytes)).toThrow(words)
  })
})
