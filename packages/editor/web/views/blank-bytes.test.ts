import { posix } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { openPackage } from '../ooxml/package.ts'
import { isElement, parseXml, type XmlElement } from '../ooxml/xml.ts'
import { faultsOf } from '../pptx/testing/schema-order.ts'
import { blankBytes } from './blank-bytes.ts'

const all = (element: XmlElement): XmlElement[] => [element, ...element.children.filter(isElement).flatMap(all)]
const attribute = (element: XmlElement, name: string) => element.attributes.find(({ local }) => local === name)?.value ?? ''
const elements = (xml: string) => all(parseXml(xml))

describe.each(['New.docx', 'New.xlsx', 'New.pptx'])('a blank %s', (name) => {
  const parts = Object.fromEntries(
    Object.entries(unzipSync(blankBytes(name) ?? new Uint8Array())).map(([path, bytes]) => [path, strFromU8(bytes)]),
  )
  const relationshipsOf = (path: string) => parts[posix.join(posix.dirname(path), '_rels', `${posix.basename(path)}.rels`)]

  test('begins with its content types, and says one of every part', () => {
    expect(Object.keys(parts)[0]).toBe('[Content_Types].xml')
    const typed = elements(parts['[Content_Types].xml'] ?? '').map((element) => attribute(element, 'PartName'))
    const content = Object.keys(parts).filter((path) => !path.endsWith('.rels') && path !== '[Content_Types].xml')
    expect(typed.filter(Boolean).sort()).toEqual(content.map((path) => `/${path}`).sort())
  })

  test('relates to parts that are there, and every part is related to', () => {
    const reached = Object.entries(parts).flatMap(([path, xml]) =>
      path.endsWith('.rels')
        ? elements(xml).flatMap((element) => {
            const target = attribute(element, 'Target')
            return target ? [posix.join(posix.dirname(posix.dirname(path)), target)] : []
          })
        : [],
    )
    const content = Object.keys(parts).filter((path) => !path.endsWith('.rels') && path !== '[Content_Types].xml')
    expect([...new Set(reached)].sort()).toEqual(content.sort())
  })

  test('names only relationships that the part has, and no shape twice', () => {
    for (const [path, xml] of Object.entries(parts)) {
      const ids = elements(relationshipsOf(path) ?? '<none/>').map((element) => attribute(element, 'Id'))
      const used = elements(xml).flatMap(({ attributes }) =>
        attributes.filter(({ uri }) => uri.endsWith('/officeDocument/2006/relationships')),
      )
      expect(ids).toEqual(expect.arrayContaining(used.map(({ value }) => value)))
      const shapes = elements(xml).flatMap((element) => (element.local === 'cNvPr' ? [attribute(element, 'id')] : []))
      expect(new Set(shapes).size).toBe(shapes.length)
    }
  })
})

test('a blank presentation has its elements in the schema’s order', () => {
  expect(faultsOf(openPackage(blankBytes('New.pptx') ?? new Uint8Array()))).toEqual([])
})

test('an empty text file is one already', () => {
  expect(blankBytes('New.txt')).toBeUndefined()
})
