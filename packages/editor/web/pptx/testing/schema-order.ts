import type { OfficePackage } from '../../ooxml/package.ts'
import { elementsOf } from '../../ooxml/package-parts.ts'
import { parseXml, type XmlElement } from '../../ooxml/xml.ts'
import { A, P, R } from '../names.ts'
import { attr, everyElement } from '../tree.ts'

/** Children in the schema's order (ECMA-376, Parts 19 and 21), for every element that an edit may touch. `|` is a choice. */
const ORDER: Record<string, string[]> = {
  [`${P} presentation`]:
    'sldMasterIdLst notesMasterIdLst handoutMasterIdLst sldIdLst sldSz notesSz smartTags embeddedFontLst custShowLst photoAlbum custDataLst kinsoku defaultTextStyle modifyVerifier extLst'.split(
      ' ',
    ),
  [`${P} sld`]: 'cSld clrMapOvr AlternateContent|transition|timing extLst'.split(' '),
  [`${P} notes`]: 'cSld clrMapOvr extLst'.split(' '),
  [`${P} notesMaster`]: 'cSld clrMap hf notesStyle extLst'.split(' '),
  [`${P} cSld`]: 'bg spTree custDataLst controls extLst'.split(' '),
  [`${P} spTree`]: 'nvGrpSpPr grpSpPr sp|grpSp|graphicFrame|cxnSp|pic|contentPart|AlternateContent extLst'.split(' '),
  [`${P} sp`]: 'nvSpPr spPr style txBody extLst'.split(' '),
  [`${P} nvSpPr`]: 'cNvPr cNvSpPr nvPr'.split(' '),
  [`${P} txBody`]: 'bodyPr lstStyle p'.split(' '),
  [`${A} txBody`]: 'bodyPr lstStyle p'.split(' '),
  [`${A} p`]: 'pPr r|br|fld|AlternateContent|m endParaRPr'.split(' '),
  [`${A} r`]: 'rPr t'.split(' '),
  [`${A} br`]: ['rPr'],
  [`${A} fld`]: 'rPr pPr t'.split(' '),
  [`${A} tc`]: 'txBody tcPr extLst'.split(' '),
}
const ONCE = new Set('pPr endParaRPr rPr t bodyPr lstStyle txBody cSld sldIdLst notesMasterIdLst'.split(' '))
const NEEDED: Record<string, string> = { [`${P} txBody`]: 'p', [`${A} txBody`]: 'p', [`${A} r`]: 't' }

function misplaced(root: XmlElement): string[] {
  return [...everyElement(root)].flatMap((element) => {
    const key = `${element.uri} ${element.local}`
    const order = ORDER[key]
    if (!order) return []
    const children = elementsOf(element)
    const places = children.map(({ local }) => order.findIndex((choice) => choice.split('|').includes(local)))
    const wrong = places.some((place, index) => place < 0 || place < (places[index - 1] ?? 0))
    const twice = children.some(({ local }, index) => ONCE.has(local) && children.findIndex((each) => each.local === local) < index)
    const needed = NEEDED[key]
    const missing = needed !== undefined && !children.some(({ local }) => local === needed)
    return wrong || twice || missing ? [`${element.local}: ${children.map(({ local }) => local).join(' ')}`] : []
  })
}

/**
 * Everything that PowerPoint would offer to repair, as sentences: elements out of order, relationships that lead nowhere
 * or are named but not there, parts without a type, ids that occur twice.
 */
export function faultsOf(pkg: OfficePackage): string[] {
  const types = parseXml(pkg.text('[Content_Types].xml'))
  const overrides = elementsOf(types).flatMap((row) => (row.local === 'Override' ? [attr(row, 'PartName')?.slice(1) ?? ''] : []))
  const extensions = elementsOf(types).flatMap((row) => attr(row, 'Extension')?.toLowerCase() ?? [])
  const faults = overrides.filter((part) => !pkg.has(part)).map((part) => `type of a part that is gone: ${part}`)
  if (new Set(overrides.map((part) => part.toLowerCase())).size < overrides.length) faults.push('a part with two types')
  for (const part of pkg.names()) {
    if (part.endsWith('.rels') || part === '[Content_Types].xml') continue
    if (!overrides.includes(part) && !extensions.includes(part.split('.').at(-1)?.toLowerCase() ?? '')) faults.push(`no type: ${part}`)
    const rows = pkg.relationships(part)
    const ids = rows.map(({ id }) => id)
    if (new Set(ids).size < ids.length) faults.push(`two relationships of one id: ${part}`)
    for (const { target, external } of rows)
      if (!external && target !== 'NULL' && !pkg.has(target)) faults.push(`${part} leads to ${target}`)
    if (!/^ppt\/(presentation|slides|notesSlides|notesMasters|viewProps)/.test(part) || !part.endsWith('.xml')) continue
    const root = parseXml(pkg.text(part))
    faults.push(...misplaced(root).map((fault) => `${part}, ${fault}`))
    for (const { attributes } of everyElement(root))
      for (const { uri, value } of attributes) if (uri === R && value !== '' && !ids.includes(value)) faults.push(`${part} names ${value}`)
  }
  const presentation = parseXml(pkg.text('ppt/presentation.xml'))
  const listed = (uri: string) =>
    [...everyElement(presentation)].filter((each) => each.local === 'sldId' && each.uri === uri).map((each) => attr(each, 'id'))
  const slides = listed(P)
  const sections = listed('http://schemas.microsoft.com/office/powerpoint/2010/main')
  if (new Set(slides).size < slides.length) faults.push('two slides of one id')
  if (sections.length && sections.join() !== slides.join()) faults.push(`sections list ${sections.join()} of ${slides.join()}`)
  return faults
}
