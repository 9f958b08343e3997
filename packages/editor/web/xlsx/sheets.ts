import type { OfficePackage } from '../ooxml/package.ts'
import { attribute, elementsOf } from '../ooxml/package-parts.ts'
import { parseXml, type XmlElement } from '../ooxml/xml.ts'
import type { SheetKey } from './edit.ts'

export interface Sheet {
  /** `sheetId` of workbook.xml */
  key: SheetKey
  name: string
  state: 'visible' | 'hidden' | 'veryHidden'
  /** the part that holds it, without leading slash; '' where the file names none */
  part: string
  /** `other`: dialog and macro sheets of old */
  kind: 'worksheet' | 'chartsheet' | 'other'
}

/** The workbook's part, whatever it is called. Throws RangeError for a package without one. */
export function workbookPart(pack: OfficePackage): string {
  const found = pack.relationships('').find(({ type }) => type.endsWith('/officeDocument'))
  if (!found) throw new RangeError('no workbook in this package')
  return found.target
}

/** The sheets of a workbook in the order of its tabs. */
export function sheetsOf(pack: OfficePackage): Sheet[] {
  const workbook = workbookPart(pack)
  const parts = new Map(pack.relationships(workbook).map((row) => [row.id, row]))
  return sheetElements(parseXml(pack.text(workbook))).map((element) => {
    const row = parts.get(element.attributes.find(({ uri, local }) => uri && local === 'id')?.value ?? '')
    const kind = row?.type.split('/').at(-1)
    const state = attribute(element, 'state')
    return {
      key: attribute(element, 'sheetId') ?? '',
      name: attribute(element, 'name') ?? '',
      state: state === 'hidden' || state === 'veryHidden' ? state : 'visible',
      part: row?.target ?? '',
      kind: kind === 'worksheet' || kind === 'chartsheet' ? kind : 'other',
    }
  })
}

/** The `<sheet>` elements of a workbook's root, in the order of the tabs. */
export function sheetElements(workbook: XmlElement): XmlElement[] {
  const sheets = elementsOf(workbook).find(({ local }) => local === 'sheets')
  return sheets ? elementsOf(sheets).filter(({ local }) => local === 'sheet') : []
}
