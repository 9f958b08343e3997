import { elementText, startTag, withAttributes } from '../../ooxml/fragment.ts'
import { attribute, elementsOf } from '../../ooxml/package-parts.ts'
import { parseXml, type XmlElement } from '../../ooxml/xml.ts'
import { cellText } from '../range.ts'
import { child, withElement } from './outline.ts'

/** How many rows and columns stay while the others scroll; 0 and 0 for none. The first view of the sheet is the one that is shown. */
export function freeze(outline: string, prefix: string, rows: number, columns: number): string {
  const views = child(parseXml(outline), 'sheetViews')
  const view = child(views, 'sheetView')
  if (!rows && !columns && !child(view, 'pane')) return outline
  const tag = view ? startTag(outline, view).replace(/\s*\/>$/, '>') : `<${prefix}sheetView workbookViewId="0">`
  // what was scrolled out of sight when it was frozen could never be seen again
  const scrolled = rows || columns ? withAttributes(tag, { topLeftCell: undefined }) : tag
  const inside = pane(prefix, rows, columns) + selections(view, prefix, rows, columns) + kept(outline, view)
  const frozen = `${scrolled}${inside}</${prefix}sheetView>`
  if (!views || !view) return withElement(outline, 'sheetViews', `<${prefix}sheetViews>${frozen}</${prefix}sheetViews>`)
  const all = elementText(outline, views)
  const [start, end] = [view.start - views.start, view.end - views.start]
  return withElement(outline, 'sheetViews', all.slice(0, start) + frozen + all.slice(end))
}

const activePane = (rows: number, columns: number) => (rows && columns ? 'bottomRight' : rows ? 'bottomLeft' : 'topRight')

function pane(prefix: string, rows: number, columns: number): string {
  if (!rows && !columns) return ''
  const splits = `${columns ? ` xSplit="${columns}"` : ''}${rows ? ` ySplit="${rows}"` : ''}`
  return `<${prefix}pane${splits} topLeftCell="${cellText(rows, columns)}" activePane="${activePane(rows, columns)}" state="frozen"/>`
}

/** One for each pane (18.3.1.78); the active one keeps what is selected. */
function selections(view: XmlElement | undefined, prefix: string, rows: number, columns: number): string {
  const before = view ? elementsOf(view).filter(({ local }) => local === 'selection') : []
  const split = child(view, 'pane')
  const was = (split && attribute(split, 'activePane')) ?? 'topLeft'
  const active = before.find((each) => (attribute(each, 'pane') ?? 'topLeft') === was) ?? before.at(-1)
  const selected = ['activeCell', 'activeCellId', 'sqref']
    .map((name) => [name, active && attribute(active, name)])
    .flatMap(([name, value]) => (value === undefined ? [] : [` ${name}="${value}"`]))
    .join('')
  if (!rows && !columns) return selected ? `<${prefix}selection${selected}/>` : ''
  const others = rows && columns ? ['topRight', 'bottomLeft'] : []
  return [
    ...others.map((name) => `<${prefix}selection pane="${name}"/>`),
    `<${prefix}selection pane="${activePane(rows, columns)}"${selected}/>`,
  ].join('')
}

/** All but panes and selections; those of a pivot table name a pane that may be gone. */
const kept = (outline: string, view: XmlElement | undefined) =>
  view
    ? elementsOf(view)
        .filter(({ local }) => !['pane', 'selection', 'pivotSelection'].includes(local))
        .map((each) => elementText(outline, each))
        .join('')
    : ''
