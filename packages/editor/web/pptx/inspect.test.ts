import { strToU8, unzipSync, zipSync } from 'fflate'
import { expect, it } from 'vitest'
import { DocumentProblem } from '../view.ts'
import { inspect } from './inspect.ts'
import { makeDeck } from './testing/made-deck.ts'

const deck = makeDeck()
/** The deck with a part written anew, or added. */
function withPart(name: string, change: (text: string) => string): Uint8Array {
  const parts = unzipSync(deck)
  return zipSync({ ...parts, [name]: strToU8(change(parts[name] ? new TextDecoder().decode(parts[name]) : '')) })
}
function problem(bytes: Uint8Array): string {
  try {
    return `no problem, but: ${inspect(bytes)}`
  } catch (error) {
    if (error instanceof DocumentProblem) return error.message
    throw error
  }
}
const compound = (text: string) =>
  new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0, ...[...text].flatMap((letter) => [letter.charCodeAt(0), 0])])

it('lets an ordinary presentation be edited', () => {
  expect(inspect(deck)).toBeUndefined()
})

it('calls what is no presentation by its name', () => {
  expect(problem(new Uint8Array())).toBe('This file is empty.')
  expect(problem(compound('EncryptedPackage'))).toContain('protected with a password')
  expect(problem(compound('PowerPoint Document'))).toContain('old PowerPoint format')
  expect(problem(strToU8('a text file that says it is more than that'))).toContain('not a PowerPoint presentation')
  expect(problem(withPart('ppt/presentation.xml', () => '<w:document xmlns:w="urn:w"/>'))).toContain('not a PowerPoint presentation')
  expect(problem(withPart('ppt/presentation.xml', (text) => text.slice(0, -9)))).toContain('damaged')
})

it('says why a presentation is not to be edited', () => {
  expect(inspect(withPart('_xmlsignatures/origin.sigs', () => ''))).toContain('digitally signed')
  expect(inspect(withPart('ppt/presentation.xml', (text) => text.replace('<p:extLst>', '<p:modifyVerifier/><p:extLst>')))).toContain(
    'password',
  )
  const strict = (text: string) =>
    text.replaceAll('http://schemas.openxmlformats.org/presentationml/2006/main', 'http://purl.oclc.org/ooxml/presentationml/main')
  expect(inspect(withPart('ppt/presentation.xml', strict))).toContain('strict variant')
})

it('respects an author who marked it as final', () => {
  const parts = unzipSync(
    withPart('_rels/.rels', (text) =>
      text.replace(
        '</Relationships>',
        '<Relationship Id="c" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties" Target="docProps/custom.xml"/></Relationships>',
      ),
    ),
  )
  parts['docProps/custom.xml'] = strToU8(
    '<Properties xmlns="urn:c" xmlns:vt="urn:vt"><property name="_MarkAsFinal"><vt:bool>true</vt:bool></property></Properties>',
  )
  expect(inspect(zipSync(parts))).toContain('marked this presentation as final')
})
