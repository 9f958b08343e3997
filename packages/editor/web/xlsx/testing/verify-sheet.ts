import { attribute, elementsOf } from '../../ooxml/package-parts.ts'
import { isElement, parseXml, type XmlElement } from '../../ooxml/xml.ts'
import { isOneCell, overlap, parseRange } from '../range.ts'
import { CELL, ROW, SHEET_VIEW, WORKSHEET } from '../sheet-order.ts'
import { counted, ordered, section } from './schema.ts'

export interface Limits {
  strings: number
  formats: number
}

export function sheetFaults(source: string, part: string, limits: Limits): string[] {
  const root = parseXml(source)
  const found = [...ordered(root, WORKSHEET, part), ...counted(root, 'mergeCells', part)]
  for (const view of section(root, 'sheetViews')) found.push(...ordered(view, SHEET_VIEW, part), ...viewFaults(view, part))
  let last = 0
  for (const col of section(root, 'cols')) {
    const [min, max] = [Number(attribute(col, 'min')), Number(attribute(col, 'max'))]
    if (!(min > last && max >= min && max <= 16_384)) found.push(`${part}: columns ${min} to ${max} behind ${last}`)
    if (Number(attribute(col, 'style') ?? 0) >= limits.formats) found.push(`${part}: no format ${attribute(col, 'style')}`)
    last = max
  }
  const merges = section(root, 'mergeCells').flatMap((each) => parseRange(attribute(each, 'ref') ?? '') ?? [])
  for (const [index, range] of merges.entries()) {
    if (isOneCell(range)) found.push(`${part}: one cell merged`)
    if (merges.slice(index + 1).some((other) => overlap(range, other))) found.push(`${part}: merges overlap`)
  }
  return [...found, ...rowFaults(section(root, 'sheetData'), part, limits)]
}

function viewFaults(view: XmlElement, part: string): string[] {
  const panes = elementsOf(view).filter(({ local }) => local === 'selection')
  const names = panes.map((each) => attribute(each, 'pane') ?? 'topLeft')
  const pane = elementsOf(view).find(({ local }) => local === 'pane')
  const active = pane && attribute(pane, 'activePane')
  const known = pane
    ? ['topLeft', ...(attribute(pane, 'xSplit') ? ['topRight'] : []), ...(attribute(pane, 'ySplit') ? ['bottomLeft'] : [])]
    : ['topLeft']
  if (known.length === 3) known.push('bottomRight')
  return [
    ...(new Set(names).size < names.length ? [`${part}: two selections in one pane`] : []),
    ...[...names, active ?? 'topLeft'].flatMap((name) => (known.includes(name) ? [] : [`${part}: no pane ${name}`])),
  ]
}

const TYPES = ['n', 's', 'str', 'b', 'e', 'inlineStr', 'd']

function rowFaults(rows: XmlElement[], part: string, limits: Limits): string[] {
  const found: string[] = []
  const shared = new Set<string>()
  let before = 0
  for (const row of rows) {
    const number = Number(attribute(row, 'r') ?? before + 1)
    if (number <= before || number > 1_048_576) found.push(`${part}: row ${number} behind ${before}`)
    before = number
    found.push(...ordered(row, ROW, part))
    let column = -1
    for (const cell of elementsOf(row)) {
      if (cell.local !== 'c') continue
      const name = attribute(cell, 'r')
      const at = name === undefined ? { row: number - 1, column: column + 1 } : parseRange(name)
      if (!at || at.row !== number - 1 || at.column <= column) found.push(`${part}: cell ${name} in row ${number} behind column ${column}`)
      column = at?.column ?? column + 1
      found.push(...ordered(cell, CELL, part), ...cellFaults(cell, `${part} ${name}`, limits, shared))
    }
  }
  return found
}

function cellFaults(cell: XmlElement, where: string, limits: Limits, shared: Set<string>): string[] {
  const text = (local: string) => {
    const found = elementsOf(cell).find((each) => each.local === local)
    return found?.children.map((each) => (isElement(each) ? '' : each.text)).join('')
  }
  const [type, value] = [attribute(cell, 't') ?? 'n', text('v')]
  const formula = elementsOf(cell).find(({ local }) => local === 'f')
  const found: string[] = []
  if (!TYPES.includes(type)) found.push(`${where}: type ${type}`)
  if (type === 'n' && value !== undefined && (value === '' || Number.isNaN(Number(value)))) found.push(`${where}: number ${value}`)
  if (type === 'b' && value !== undefined && !/^[01]$/.test(value)) found.push(`${where}: boolean ${value}`)
  if (type === 's' && !(Number(value) < limits.strings)) found.push(`${where}: no string ${value}`)
  if ((type === 'inlineStr') !== (text('is') !== undefined)) found.push(`${where}: inline text`)
  if (Number(attribute(cell, 's') ?? 0) >= limits.formats) found.push(`${where}: no format ${attribute(cell, 's')}`)
  if (formula && attribute(formula, 't') === 'shared') {
    const si = attribute(formula, 'si') ?? ''
    if (text('f')) shared.add(si)
    else if (!shared.has(si)) found.push(`${where}: shares a formula that nobody holds`)
    const range = parseRange(attribute(formula, 'ref') ?? '')
    if (text('f') && !range) found.push(`${where}: shares a formula with nobody`)
  }
  return found
}
