import { attribute, elementsOf } from '../../ooxml/package-parts.ts'
import { isElement, parseXml, type XmlElement } from '../../ooxml/xml.ts'
import { translate } from '../formula/translate.ts'
import { cellText, parseRange } from '../range.ts'

export interface ReadCell {
  style: number
  /** as it would stand without sharing */
  formula: string | undefined
  /** of the type that the file says, without formula only */
  value: string
}

const textOf = (element: XmlElement | undefined): string =>
  element?.children.map((each) => (isElement(each) ? (each.local === 'rPh' ? '' : textOf(each)) : each.text)).join('') ?? ''

/** Every cell of a worksheet by its name. Shared strings stay numbers: `s 12`. */
export function readCells(source: string): Map<string, ReadCell> {
  const root = parseXml(source)
  const data = elementsOf(root).find(({ local }) => local === 'sheetData')
  const cells = new Map<string, ReadCell>()
  const shared = new Map<string, { row: number; column: number; formula: string }>()
  let row = -1
  for (const each of data ? elementsOf(data) : []) {
    row = Number(attribute(each, 'r') ?? row + 2) - 1
    let column = -1
    for (const cell of elementsOf(each)) {
      if (cell.local !== 'c') continue
      column = parseRange(attribute(cell, 'r') ?? '')?.column ?? column + 1
      const child = (local: string) => elementsOf(cell).find((one) => one.local === local)
      const f = child('f')
      let formula = f && textOf(f)
      const si = f && attribute(f, 't') === 'shared' ? (attribute(f, 'si') ?? '') : undefined
      if (si !== undefined && formula) shared.set(si, { row, column, formula })
      const master = si === undefined ? undefined : shared.get(si)
      if (master) formula = translate(master.formula, row - master.row, column - master.column)
      const value = f ? '' : `${attribute(cell, 't') ?? 'n'} ${textOf(child('v') ?? child('is'))}`
      cells.set(cellText(row, column), { style: Number(attribute(cell, 's') ?? 0), formula, value: value.replace(/^n $/, '') })
    }
  }
  return cells
}
