import { attribute, elementsOf } from '../../ooxml/package-parts.ts'
import type { XmlElement } from '../../ooxml/xml.ts'

const REPEATED = new Set(['conditionalFormatting', 'selection', 'pivotSelection', 'c', 'workbookView', 'fileRecoveryPr', 'pivotCaches'])

/** Faults in the order of children, those of other namespaces left out. */
export function ordered(element: XmlElement, order: readonly string[], where: string): string[] {
  const names = elementsOf(element).flatMap(({ uri, local }) => (uri === element.uri ? [local] : []))
  const unknown = names.filter((name) => !order.includes(name)).map((name) => `${where}: <${name}> in <${element.local}>`)
  const known = names.filter((name) => order.includes(name))
  const wrong = known.flatMap((name, index) => {
    const before = known[index - 1]
    if (before === undefined || order.indexOf(before) < order.indexOf(name)) return []
    if (before === name) return REPEATED.has(name) ? [] : [`${where}: two <${name}>`]
    return [`${where}: <${name}> behind <${before}>`]
  })
  return [...unknown, ...wrong]
}

/** The members of a list; none where there is no list. */
export const section = (root: XmlElement, local: string): XmlElement[] => {
  const list = elementsOf(root).find((each) => each.local === local)
  return list ? elementsOf(list) : []
}

/** A `count` that is not how many there are. */
export function counted(root: XmlElement, local: string, where: string): string[] {
  const list = elementsOf(root).find((each) => each.local === local)
  const count = list && attribute(list, 'count')
  if (!list || count === undefined || Number(count) === elementsOf(list).length) return []
  return [`${where}: ${local} counts ${count} of ${elementsOf(list).length}`]
}
