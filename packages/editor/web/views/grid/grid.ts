import './grid.css'
import { columnName } from './column-name.ts'

export interface GridCell {
  text: string
  align?: 'start' | 'center' | 'end'
  bold?: boolean
  italic?: boolean
  /** CSS colours */
  fill?: string
  color?: string
}

export interface Merge {
  row: number
  column: number
  rows: number
  columns: number
}

export interface GridContent {
  rows: number
  columns: number
  /** CSS pixels */
  columnWidth(column: number): number
  cell(row: number, column: number): GridCell | undefined
  merges: Merge[]
}

export interface Grid {
  show(content: GridContent): void
}

const ROW = 24
const HEAD = 24
/** Browsers stop believing in elements taller than this. */
const MAX_HEIGHT = 15_000_000
const SPARE_ROWS = 40
const SPARE_COLUMNS = 26

function box(className: string, left: number, top: number, width: number, height: number, text: string): HTMLElement {
  const element = document.createElement('div')
  element.className = className
  element.style.cssText = `left:${left}px;top:${top}px;width:${width}px;height:${height}px`
  element.textContent = text
  return element
}

/** A table of which only the visible part is in the page: 100,000 rows scroll like ten. */
export function openGrid(container: HTMLElement, { label }: { label: string }): Grid {
  const scroller = document.createElement('div')
  scroller.className = 'moorage-grid'
  scroller.tabIndex = 0
  scroller.setAttribute('role', 'region')
  scroller.setAttribute('aria-label', label)
  const space = document.createElement('div')
  space.className = 'moorage-grid-space'
  const cells = document.createElement('div')
  const columnHeads = document.createElement('div')
  columnHeads.className = 'moorage-grid-columns'
  const rowHeads = document.createElement('div')
  rowHeads.className = 'moorage-grid-rows'
  const corner = document.createElement('div')
  corner.className = 'moorage-grid-corner'
  space.append(cells, columnHeads, rowHeads, corner)
  scroller.append(space)
  container.replaceChildren(scroller)

  let content: GridContent = { rows: 0, columns: 0, columnWidth: () => 64, cell: () => undefined, merges: [] }
  /** left edge of each column, and the right edge of the last */
  let edges = [0]
  let rows = 0
  let headWidth = 48
  let scheduled = false

  const columnAt = (x: number) => {
    let [low, high] = [0, Math.max(0, edges.length - 2)]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((edges[middle] ?? 0) <= x) low = middle
      else high = middle - 1
    }
    return low
  }
  const edge = (column: number) => edges[Math.min(column, edges.length - 1)] ?? 0

  function cellBox(row: number, column: number, spanRows: number, spanColumns: number): HTMLElement | undefined {
    const cell = content.cell(row, column)
    if (!cell && spanRows === 1 && spanColumns === 1) return undefined
    const left = headWidth + edge(column)
    const width = edge(column + spanColumns) - edge(column)
    const element = box('moorage-grid-cell', left, HEAD + row * ROW, width, spanRows * ROW, cell?.text ?? '')
    if (cell?.bold) element.style.fontWeight = '600'
    if (cell?.italic) element.style.fontStyle = 'italic'
    if (cell?.align && cell.align !== 'start') element.style.textAlign = cell.align
    if (cell?.fill) element.style.background = cell.fill
    if (cell?.color) element.style.color = cell.color
    if (spanRows > 1) element.style.lineHeight = `${spanRows * ROW - 1}px`
    if (cell && cell.text.length > 12) element.title = cell.text
    return element
  }

  function render(): void {
    scheduled = false
    const { scrollTop, scrollLeft, clientHeight, clientWidth } = scroller
    const first = Math.max(0, Math.floor(scrollTop / ROW) - 4)
    const last = Math.min(rows - 1, Math.ceil((scrollTop + clientHeight) / ROW) + 4)
    const left = columnAt(scrollLeft)
    const right = Math.min(edges.length - 2, columnAt(scrollLeft + clientWidth) + 1)
    const merges = content.merges.filter(
      (merge) => merge.row <= last && merge.row + merge.rows > first && merge.column <= right && merge.column + merge.columns > left,
    )
    const hidden = new Set<string>()
    for (const merge of merges)
      for (let row = Math.max(first, merge.row); row < Math.min(last + 1, merge.row + merge.rows); row++)
        for (let column = Math.max(left, merge.column); column < Math.min(right + 1, merge.column + merge.columns); column++)
          hidden.add(`${row},${column}`)
    const drawn: HTMLElement[] = []
    for (let row = first; row <= last; row++)
      for (let column = left; column <= right; column++) {
        const element = hidden.has(`${row},${column}`) ? undefined : cellBox(row, column, 1, 1)
        if (element) drawn.push(element)
      }
    for (const merge of merges) {
      const element = cellBox(merge.row, merge.column, merge.rows, merge.columns)
      if (element) drawn.push(element)
    }
    cells.replaceChildren(...drawn)
    columnHeads.style.transform = `translateY(${scrollTop}px)`
    rowHeads.style.transform = `translateX(${scrollLeft}px)`
    corner.style.transform = `translate(${scrollLeft}px, ${scrollTop}px)`
    const heads: HTMLElement[] = []
    for (let column = left; column <= right; column++)
      heads.push(box('moorage-grid-head', headWidth + edge(column), 0, edge(column + 1) - edge(column), HEAD, columnName(column)))
    columnHeads.replaceChildren(...heads)
    const numbers: HTMLElement[] = []
    for (let row = first; row <= last; row++) numbers.push(box('moorage-grid-head', 0, HEAD + row * ROW, headWidth, ROW, String(row + 1)))
    rowHeads.replaceChildren(...numbers)
  }

  const schedule = () => {
    if (!scheduled) requestAnimationFrame(render)
    scheduled = true
  }
  scroller.addEventListener('scroll', schedule, { passive: true })
  new ResizeObserver(schedule).observe(scroller)

  return {
    show(next) {
      content = next
      rows = Math.min(next.rows + SPARE_ROWS, Math.floor(MAX_HEIGHT / ROW))
      headWidth = Math.max(40, String(rows).length * 9 + 16)
      edges = [0]
      for (let column = 0; column < next.columns + SPARE_COLUMNS; column++) edges.push((edges[column] ?? 0) + next.columnWidth(column))
      space.style.width = `${headWidth + (edges.at(-1) ?? 0)}px`
      space.style.height = `${HEAD + rows * ROW}px`
      corner.style.width = `${headWidth}px`
      schedule()
    },
  }
}
