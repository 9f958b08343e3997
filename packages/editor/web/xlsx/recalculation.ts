import { place, startTag, withAttributes } from '../ooxml/fragment.ts'
import type { OfficePackage } from '../ooxml/package.ts'
import { elementsOf } from '../ooxml/package-parts.ts'
import { prefixOf, splice } from '../ooxml/splice.ts'
import { parseXml } from '../ooxml/xml.ts'
import { WORKBOOK } from './sheet-order.ts'
import { sheetsOf, workbookPart } from './sheets.ts'

/** The order in which Excel last worked formulas out. It makes a new one, and repairs a file whose list names a cell without formula. */
export function dropCalculationChain(pack: OfficePackage): void {
  const workbook = workbookPart(pack)
  for (const { id, type, target } of pack.relationships(workbook)) {
    if (!type.endsWith('/calcChain')) continue
    pack.unrelate(workbook, id)
    if (pack.has(target)) pack.remove(target)
  }
}

const FORMULA = /<(?:[\w.-]+:)?f[\s/>]/g

/** How many cells of all worksheets hold a formula. */
export function formulaCount(pack: OfficePackage): number {
  let count = 0
  for (const { part, kind } of sheetsOf(pack))
    if (kind === 'worksheet' && pack.has(part)) for (const _each of pack.text(part).matchAll(FORMULA)) count++
  return count
}

/** Whoever opens the file next works out every formula: some of the results in it may be of yesterday. */
export function recalculateOnLoad(pack: OfficePackage): void {
  const part = workbookPart(pack)
  const source = pack.text(part)
  const root = parseXml(source)
  const present = elementsOf(root).find(({ local, uri }) => local === 'calcPr' && uri === root.uri)
  const tag = present ? startTag(source, present) : `<${prefixOf(source, root)}calcPr/>`
  const changed = withAttributes(tag, { fullCalcOnLoad: '1' })
  const text = present ? changed + source.slice(present.open, present.end) : changed
  pack.set(part, splice(source, [place(source, root, WORKBOOK, 'calcPr', text)]))
}
