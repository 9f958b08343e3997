import type { Results } from '../edit.ts'
import { around, type SheetText } from '../sheet-text.ts'
import { addResults, type RowChanges } from './changes.ts'
import { settleDynamicArrays } from './dynamic-ranges.ts'
import { checkLocked, jointFormulas } from './locked-ranges.ts'
import { putResults } from './results-in-place.ts'
import { changedRow, type RowContext } from './row.ts'
import { rowSpans } from './rows.ts'
import { adopt, type Orphaned, orphanedBy } from './shared-formulas.ts'

export interface RowsChanged {
  rows: string
  /** some formula came, went or was replaced */
  formulas: boolean
  /** how many formulas were given their results */
  results: number
  /** the cells that were not there before */
  added: { row: number; column: number }[]
}

type Context = Pick<RowContext, 'columnStyle' | 'restyle' | 'dynamicMark'>

/** The rows of a sheet with all changes carried out, and `results` in it. Only the rows that change are looked into. Throws LockedCells. */
export function changeRows(
  sheet: SheetText,
  changes: RowChanges,
  results: Results['cells'],
  { columnStyle, restyle, dynamicMark }: Context,
): RowsChanged {
  const joint = jointFormulas(sheet.rows)
  checkLocked(joint, changes)
  settleDynamicArrays(joint, changes)
  const [among, alone] = [true, false].map((wanted) => results.filter(({ row }) => changes.has(row) === wanted))
  const put = putResults(sheet.rows, sheet.prefix, alone ?? [])
  addResults(changes, among ?? [])
  addResults(changes, put.left)
  const orphans: Orphaned[] = []
  const told: RowsChanged = { rows: '', formulas: false, results: put.given, added: [] }
  const context: RowContext = {
    prefix: sheet.prefix,
    around: around(sheet),
    columnStyle,
    restyle,
    dynamicMark,
    onReplace(row, column, formula, { content }) {
      if (formula || content?.kind === 'formula') told.formulas = true
      const orphaned = orphanedBy(row, column, formula)
      if (orphaned) orphans.push(orphaned)
    },
    onNew: (row, column) => told.added.push({ row, column }),
    onResult: () => told.results++,
  }
  told.rows = replaced({ ...sheet, rows: put.rows }, changes, context)
  if (!orphans.length) return told
  const spans = rowSpans(told.rows, sheet.prefix)
  const adopted = adopt(told.rows, spans, sheet.prefix, context.around, orphans)
  const pieces: string[] = []
  let at = 0
  for (const [place, text] of [...adopted].sort(([a], [b]) => a - b)) {
    const span = spans[place]
    if (!span) continue
    pieces.push(told.rows.slice(at, span.start), text)
    at = span.end
  }
  return { ...told, rows: pieces.join('') + told.rows.slice(at) }
}

function replaced({ rows, prefix }: SheetText, changes: RowChanges, context: RowContext): string {
  const spans = rowSpans(rows, prefix)
  const pieces: string[] = []
  let at = 0
  let next = 0
  const present = new Set<number>()
  for (const { row } of spans) if (changes.has(row)) present.add(row)
  const added = [...changes.keys()].filter((row) => !present.has(row)).sort((a, b) => a - b)
  const addBefore = (limit: number) => {
    for (let row = added[next]; row !== undefined && row < limit; row = added[++next]) {
      const change = changes.get(row)
      if (change) pieces.push(changedRow(undefined, row, change, context))
    }
  }
  for (const { row, start, end } of spans) {
    const change = changes.get(row)
    if (!change && !((added[next] ?? Infinity) < row)) continue
    pieces.push(rows.slice(at, start))
    at = start
    addBefore(row)
    if (!change) continue
    pieces.push(changedRow(rows.slice(start, end), row, change, context))
    at = end
  }
  pieces.push(rows.slice(at))
  addBefore(Infinity)
  return pieces.join('')
}
