import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { pack, readZip, unpack, writeZip } from '../ooxml/zip.ts'
import { DocumentProblem } from '../view.ts'
import { inspect } from './inspect.ts'

const rich = new Uint8Array(readFileSync(new URL('fixtures/rich.docx', import.meta.url)))
const encode = (text: string) => new TextEncoder().encode(text)
const SETTINGS = 'word/settings.xml'
const DOCUMENT = 'word/document.xml'

function withPart(name: string, change: (content: string) => string): Uint8Array {
  return writeZip(
    readZip(rich).map((entry) => (entry.name === name ? pack(name, encode(change(new TextDecoder().decode(unpack(entry))))) : entry)),
  )
}
const withSetting = (setting: string) => withPart(SETTINGS, (content) => content.replace('</w:settings>', `${setting}</w:settings>`))
const inDocument = (markup: string) => withPart(DOCUMENT, (content) => content.replace('</w:body>', `<w:p>${markup}</w:p></w:body>`))

describe('inspecting a document', () => {
  it.each(['rich', 'plain', 'libreoffice'])('has nothing against editing %s.docx', (name) => {
    expect(inspect(new Uint8Array(readFileSync(new URL(`fixtures/${name}.docx`, import.meta.url))))).toBeUndefined()
  })

  it.each([
    ['a tracked insertion', inDocument('<w:ins w:id="9" w:author="A"><w:r><w:t>x</w:t></w:r></w:ins>'), 'tracked changes'],
    ['a tracked deletion', inDocument('<w:del w:id="9" w:author="A"><w:r><w:delText>x</w:delText></w:r></w:del>'), 'tracked changes'],
    ['an inserted paragraph mark', inDocument('<w:pPr><w:rPr><w:ins w:id="9" w:author="A"/></w:rPr></w:pPr>'), 'tracked changes'],
    [
      'tracked formatting',
      inDocument('<w:r><w:rPr><w:rPrChange w:id="9" w:author="A"><w:rPr/></w:rPrChange></w:rPr></w:r>'),
      'tracked changes',
    ],
    [
      'a tracked change in a footnote',
      withPart('word/footnotes.xml', (content) =>
        content.replace('</w:footnotes>', '<w:footnote w:id="7"><w:p><w:del w:id="1"/></w:p></w:footnote></w:footnotes>'),
      ),
      'tracked changes',
    ],
    ['track changes switched on', withSetting('<w:trackRevisions/>'), 'records changes'],
    ['protection in force', withSetting('<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'), 'protected against editing'],
    ['a wish to be opened read-only', withSetting('<w:writeProtection w:recommended="1"/>'), 'read-only'],
    ['a signature', writeZip([...readZip(rich), pack('_xmlsignatures/sig1.xml', encode('<a/>'))]), 'digitally signed'],
  ])('opens a document with %s read-only and says why', (_, bytes, words) => {
    expect(inspect(bytes)).toContain(words)
    expect(inspect(bytes)).toMatch(/^[A-Z].*\.$/)
  })

  it.each([
    ['track changes switched off', withSetting('<w:trackRevisions w:val="false"/>')],
    ['protection that is not in force', withSetting('<w:documentProtection w:edit="readOnly"/>')],
    ['the words of a tracked change as text', inDocument('<w:r><w:t>&lt;w:ins/&gt;</w:t></w:r>')],
  ])('lets a document with %s be edited', (_, bytes) => {
    expect(inspect(bytes)).toBeUndefined()
  })

  const compoundFile = (inside: string) =>
    new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...[...inside].flatMap((letter) => [letter.charCodeAt(0), 0])])
  it.each([
    ['nothing', new Uint8Array(), 'empty'],
    ['a PDF', encode('%PDF-1.7 with enough bytes to look at'), 'not a Word document'],
    ['an encrypted package', compoundFile('xxEEncryptedPackage'), 'password'],
    ['an old .doc', compoundFile('WordDocument'), '.doc'],
    ['half a file', rich.subarray(0, rich.length / 2), 'damaged'],
    ['a package of something else', writeZip([pack('a.txt', encode('x'))]), 'not a Word document'],
    ['broken markup', withPart(DOCUMENT, () => '<w:document'), 'damaged'],
    ['a document type', withPart(DOCUMENT, (content) => `<!DOCTYPE a>${content}`), 'damaged'],
    ['a zip bomb', writeZip([...readZip(rich), pack('word/media/bomb.bin', new Uint8Array(40 * 2 ** 20))]), 'too large'],
    [
      'a zip bomb that lies about its size',
      writeZip([...readZip(rich), { ...pack('word/media/bomb.bin', new Uint8Array(8 * 2 ** 20)), size: 100 }]),
      'too large',
    ],
  ])('does not open %s, and says why', (_, bytes, words) => {
    expect(() => inspect(bytes)).toThrow(DocumentProblem)
    expect(() => inspect(bytes)).toThrow(words)
  })
})
