import type { OfficePackage } from '../ooxml/package.ts'
import { attribute, elementsOf } from '../ooxml/package-parts.ts'
import { prefixOf } from '../ooxml/splice.ts'
import { parseXml, type XmlElement } from '../ooxml/xml.ts'
import { workbookPart } from './sheets.ts'
import { editPart, within } from './structure/xml-edit.ts'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const TYPE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/sheetMetadata'
const CONTENT_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheetMetadata+xml'
const NAME = 'XLDAPR'
const EMPTY = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<metadata xmlns="${MAIN}"></metadata>`
/** What Excel does with the mark when the cell is copied, cleared and so on; its own words. */
const TRAITS =
  'minSupportedVersion="120000" copy="1" pasteAll="1" pasteValues="1" merge="1" splitFirst="1" rowColShift="1" clearFormats="1" clearComments="1" assign="1" coerce="1" cellMeta="1"'
const dynamic = (p: string) =>
  `<${p}bk><${p}extLst><${p}ext uri="{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}"><xda:dynamicArrayProperties xmlns:xda="http://schemas.microsoft.com/office/spreadsheetml/2017/dynamicarray" fDynamic="1" fCollapsed="0"/></${p}ext></${p}extLst></${p}bk>`
const ORDER = ['metadataTypes', 'metadataStrings', 'mdxMetadata', 'futureMetadata', 'cellMetadata']

/**
 * The `cm` that marks a cell's formula as a dynamic array (MS-XLSX 2.2.4.11): its place, counted from 1, in the metadata
 * of cells, which get it where it is missing.
 */
export function dynamicArrayMark(pack: OfficePackage): number {
  const workbook = workbookPart(pack)
  const related = pack.relationships(workbook).find(({ type }) => type.endsWith('/sheetMetadata'))?.target
  const part = related ?? pack.freeName(workbook.replace(/[^/]*$/, 'metadata#.xml')).replace(/1(?=\.xml$)/, '')
  if (related === undefined) {
    pack.set(part, EMPTY, CONTENT_TYPE)
    pack.relate(workbook, TYPE, part)
  }
  return addMark(pack, part)
}

function addMark(pack: OfficePackage, part: string): number {
  const root = parseXml(pack.text(part))
  const list = (local: string, name?: string) =>
    elementsOf(root).find((each) => each.local === local && (name === undefined || attribute(each, 'name') === name))
  const members = (element: XmlElement | undefined) => (element ? elementsOf(element) : [])
  const p = prefixOf(pack.text(part), root)
  const types = members(list('metadataTypes'))
  const type = types.findIndex((each) => attribute(each, 'name') === NAME)
  const blocks = members(list('futureMetadata', NAME))
  const block = blocks.findIndex((each) =>
    [...within(each)].some(
      (one) => one.local === 'dynamicArrayProperties' && attribute(one, 'fDynamic') === '1' && attribute(one, 'fCollapsed') !== '1',
    ),
  )
  const cells = members(list('cellMetadata'))
  const [t, v] = [type < 0 ? types.length + 1 : type + 1, block < 0 ? blocks.length : block]
  const cell = cells.findIndex((each) => {
    const [record, more] = elementsOf(each)
    return !more && record && Number(attribute(record, 't')) === t && Number(attribute(record, 'v')) === v
  })
  if (type >= 0 && block >= 0 && cell >= 0) return cell + 1
  const add = (local: string, content: string, name?: string) => addTo(pack, part, p, local, content, name)
  if (type < 0) add('metadataTypes', `<${p}metadataType name="${NAME}" ${TRAITS}/>`)
  if (block < 0) add('futureMetadata', dynamic(p), NAME)
  if (cell < 0) add('cellMetadata', `<${p}bk><${p}rc t="${t}" v="${v}"/></${p}bk>`)
  return cell < 0 ? cells.length + 1 : cell + 1
}

/** Adds a member to a list, which is made where it is missing, at its place in the schema. */
function addTo(pack: OfficePackage, part: string, p: string, local: string, member: string, name: string | undefined): void {
  editPart(pack, part, (xml) => {
    const lists = elementsOf(xml.root)
    const list = lists.find((each) => each.local === local && (name === undefined || attribute(each, 'name') === name))
    if (list) {
      xml.add(list, undefined, member)
      return
    }
    const behind = lists.find((each) => !ORDER.slice(0, ORDER.indexOf(local) + 1).includes(each.local))
    xml.add(xml.root, behind, `<${p}${local}${name ? ` name="${name}"` : ''} count="1">${member}</${p}${local}>`)
  })
}
