import { elementText, parseFragment, startTag, withAttributes } from '../../ooxml/fragment.ts'
import { attribute, elementsOf } from '../../ooxml/package-parts.ts'
import type { XmlElement } from '../../ooxml/xml.ts'
import type { CellContent, LookChange } from '../edit.ts'
import { isDynamicArray } from '../formula/spills.ts'
import { cellText, parseRange } from '../range.ts'
import type { CellChange, RowChange } from './changes.ts'
import { contentXml, resultXml } from './content.ts'
import { isSame } from './results-in-place.ts'

/** What the cells of a sheet have around them. */
export interface RowContext {
  prefix: string
  /** the start tag that rows are read within */
  around: string
  /** the format of a cell that is not there yet */
  columnStyle(column: number): number
  /** the format that looks so, appended if there is none */
  restyle(style: number, look: LookChange): number
  /** `cm` of a cell whose formula is a dynamic array */
  dynamicMark(): number
  /** told of each cell whose content is replaced, before it is */
  onReplace(row: number, column: number, formula: XmlElement | undefined, change: CellChange): void
  /** told of each cell that is new */
  onNew(row: number, column: number): void
  /** told of each formula that was given its result */
  onResult(): void
}

interface Cell {
  column: number
  text: string
}

const MAX_HEIGHT = 409

/** One row with its changes carried out. What they don't touch keeps its characters; '' for a row that is still not needed. */
export function changedRow(text: string | undefined, row: number, change: RowChange, context: RowContext): string {
  const { prefix } = context
  const { source, element } = parseFragment(text ?? `<${prefix}row r="${row + 1}"></${prefix}row>`, context.around)
  const children = elementsOf(element)
  const style = isOn(attribute(element, 'customFormat')) ? Number(attribute(element, 's') ?? 0) : undefined
  const cells: Cell[] = []
  const seen = new Set<number>()
  let column = -1
  for (const child of children) {
    if (child.local !== 'c') continue
    const at = parseRange(attribute(child, 'r') ?? '')
    column = at?.column ?? column + 1
    seen.add(column)
    const cellChange = change.cells.get(column)
    const changed = cellChange && changedCell(source, child, row, column, cellChange, style, context)
    const kept = at ? elementText(source, child) : numbered(source, child, cellText(row, column))
    if (changed !== '') cells.push({ column, text: changed ?? kept })
  }
  for (const [newColumn, cellChange] of change.cells) {
    const made = seen.has(newColumn) ? '' : newCell(row, newColumn, cellChange, style ?? context.columnStyle(newColumn), context)
    if (made) cells.push({ column: newColumn, text: made })
  }
  cells.sort((a, b) => a.column - b.column)
  const rest = children.filter(({ local }) => local !== 'c').map((child) => elementText(source, child))
  const tag = changedTag(startTag(source, element), element, row, change, cells)
  const inside = cells.map((cell) => cell.text).join('') + rest.join('')
  if (text === undefined && !inside && tag === startTag(source, element)) return ''
  return inside ? `${tag.replace(/\s*\/>$/, '>')}${inside}</${prefix}row>` : tag.replace(/\s*\/?>$/, '/>')
}

/** Whether a row whose height follows its cells may need another one now. */
const mayGrow = ({ cells }: RowChange) =>
  [...cells.values()].some(
    ({ content, look = {} }) =>
      (content?.kind === 'text' && content.value.includes('\n')) || ['fontSize', 'fontName', 'wrap', 'rotation'].some((key) => key in look),
  )

/** `spans` (a hint of where the cells are) goes where it would lie; so does a height that is not the user's own: programs work it out. */
function changedTag(tag: string, element: XmlElement, row: number, change: RowChange, cells: readonly Cell[]): string {
  const { height, hidden } = change
  const [first, last] = [(cells[0]?.column ?? 0) + 1, (cells.at(-1)?.column ?? 0) + 1]
  const spans = attribute(element, 'spans')
  const covered = spans?.split(' ').some((span) => {
    const [from = 0, to = 0] = span.split(':').map(Number)
    return from <= first && to >= last
  })
  const shown = hidden === false && Number(attribute(element, 'ht') ?? 1) === 0
  return withAttributes(tag, {
    r: String(row + 1),
    ...(spans !== undefined && cells.length && !covered ? { spans: undefined } : {}),
    ...(!isOn(attribute(element, 'customHeight')) && mayGrow(change) ? { ht: undefined } : {}),
    ...(shown || height === null ? { ht: undefined, customHeight: undefined } : {}),
    ...(typeof height === 'number' ? { ht: String(Math.min(MAX_HEIGHT, Math.max(0, height))), customHeight: '1' } : {}),
    ...(hidden === undefined ? {} : { hidden: hidden ? '1' : undefined }),
  })
}

const isOn = (value: string | undefined) => value === '1' || value === 'true'
const numbered = (source: string, cell: XmlElement, name: string) =>
  withAttributes(startTag(source, cell), { r: name }) + source.slice(cell.open, cell.end)

const isArray = (content: CellContent | undefined) => content?.kind === 'formula' && isDynamicArray(content.text)

const childrenText = (value: XmlElement) => value.children.map((child) => ('text' in child ? child.text : '')).join('')

/** '' when nothing is left that a file need say. */
function changedCell(
  source: string,
  cell: XmlElement,
  row: number,
  column: number,
  { content, look, result, releases }: CellChange,
  rowStyle: number | undefined,
  context: RowContext,
): string {
  const children = elementsOf(cell).filter(({ uri }) => uri === cell.uri)
  const childText = (local: string) =>
    children
      .filter((child) => child.local === local)
      .map((child) => elementText(source, child))
      .join('')
  const formula = children.find(({ local }) => local === 'f')
  const own = Number(attribute(cell, 's') ?? 0)
  const style = look ? context.restyle(own, look) : own
  const attributes: Record<string, string | undefined> = { r: cellText(row, column) }
  if (style !== own) attributes.s = style ? String(style) : undefined
  let [f, v, is] = [childText('f'), childText('v'), childText('is')]
  let isFormula = formula !== undefined
  if (content) {
    context.onReplace(row, column, formula, { content, look, result })
    const array = isArray(content) ? cellText(row, column) : undefined
    const made = contentXml(content, context.prefix, array)
    ;[f, v, is] = [made.formula, made.value, made.inline]
    isFormula = content.kind === 'formula'
    // cm and vm say what kind of array or rich value the old content was, ph that it had phonetic guides
    Object.assign(attributes, { t: made.type, cm: array && String(context.dynamicMark()), vm: undefined, ph: undefined })
  }
  if (releases && formula) {
    f = withAttributes(startTag(source, formula), { ref: cellText(row, column) }) + source.slice(formula.open, formula.end)
    v = ''
    Object.assign(attributes, { t: undefined, vm: undefined })
  } else if (isFormula && result !== undefined) {
    context.onResult()
    const made = resultXml(result, context.prefix)
    const old = children.find(({ local }) => local === 'v')
    if (content || !old || !isSame(attribute(cell, 't') ?? 'n', childrenText(old), result)) {
      v = made.value
      Object.assign(attributes, { t: made.type, vm: undefined })
    }
  }
  const tag = withAttributes(startTag(source, cell), attributes)
  const rest = childText('extLst')
  const inside = f + v + is + rest
  const bare = content?.kind === 'empty' && !style && !rest && !(rowStyle ?? context.columnStyle(column))
  if (bare) return ''
  return inside ? `${tag.replace(/\s*\/>$/, '>')}${inside}</${context.prefix}c>` : tag.replace(/\s*\/?>$/, '/>')
}

function newCell(row: number, column: number, { content, look, result }: CellChange, inherited: number, context: RowContext): string {
  const style = look ? context.restyle(inherited, look) : inherited
  if ((!content || content.kind === 'empty') && style === inherited) return ''
  const array = isArray(content) ? cellText(row, column) : undefined
  const made = contentXml(content ?? { kind: 'empty' }, context.prefix, array)
  if (content) context.onReplace(row, column, undefined, { content, look, result })
  context.onNew(row, column)
  let { type, value } = made
  if (content?.kind === 'formula' && result !== undefined) {
    context.onResult()
    ;({ type, value } = resultXml(result, context.prefix))
  }
  const tag = `<${context.prefix}c r="${cellText(row, column)}"${style ? ` s="${style}"` : ''}${type ? ` t="${type}"` : ''}${array ? ` cm="${context.dynamicMark()}"` : ''}`
  const inside = made.formula + value + made.inline
  return inside ? `${tag}>${inside}</${context.prefix}c>` : `${tag}/>`
}
