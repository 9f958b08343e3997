import { attribute, elementsOf } from '../../ooxml/package-parts.ts'
import { parseXml } from '../../ooxml/xml.ts'
import { BORDER, CELL_FORMAT, FONT, STYLE_SHEET } from '../sheet-order.ts'
import { counted, ordered, section } from './schema.ts'

const LISTS = ['numFmts', 'fonts', 'fills', 'borders', 'cellStyleXfs', 'cellXfs', 'cellStyles', 'dxfs']

export function stylesFaults(source: string): string[] {
  const root = parseXml(source)
  const found = [...ordered(root, STYLE_SHEET, 'styles'), ...LISTS.flatMap((list) => counted(root, list, 'styles'))]
  for (const font of section(root, 'fonts')) found.push(...ordered(font, FONT, 'styles'))
  for (const border of section(root, 'borders')) found.push(...ordered(border, BORDER, 'styles'))
  const ids = section(root, 'numFmts').map((each) => attribute(each, 'numFmtId'))
  if (new Set(ids).size < ids.length) found.push('styles: two number formats have one id')
  for (const list of ['cellStyleXfs', 'cellXfs'])
    for (const xf of section(root, list)) {
      found.push(...ordered(xf, CELL_FORMAT, 'styles'))
      for (const [name, target] of [
        ['fontId', 'fonts'],
        ['fillId', 'fills'],
        ['borderId', 'borders'],
      ] as const)
        if (Number(attribute(xf, name) ?? 0) >= section(root, target).length) found.push(`styles: no ${target} ${attribute(xf, name)}`)
      const format = Number(attribute(xf, 'numFmtId') ?? 0)
      if (format >= 164 && !ids.includes(String(format))) found.push(`styles: no number format ${format}`)
      const alignment = elementsOf(xf).find(({ local }) => local === 'alignment')
      if (Number((alignment && attribute(alignment, 'textRotation')) ?? 0) > 180 && attribute(alignment!, 'textRotation') !== '255')
        found.push('styles: a rotation past 180')
    }
  return found
}
