import type { IRange } from '@univerjs/core'
import type { Edit, Range, SheetKey } from '../edit.ts'
import { CHARACTER, PIXELS_PER_POINT } from './constants.ts'
import { isStructural, type Mutation } from './mutations.ts'

export interface Sheets {
  /** of a sheet of the grid, by the grid's name for it */
  keyOf(sheet: string): SheetKey
  /** where a sheet stands in the file, sheets that the grid does not show counted */
  positionOf(sheet: string): number
}

/** What a mutation means for the file, cells apart. */
export function editsOf({ id, params }: Mutation, { keyOf, positionOf }: Sheets): Edit[] {
  if (id === 'sheet.mutation.insert-sheet') {
    const { id: sheet, name } = params.sheet
    return [{ do: 'add-sheet', sheet: keyOf(sheet), name, at: positionOf(sheet) }]
  }
  if (!('subUnitId' in params)) return []
  const sheet = keyOf(params.subUnitId)
  switch (id) {
    case 'sheet.mutation.insert-row': {
      const at = { sheet, what: 'rows', ...rowsOf(params.range) } as const
      const { h: height, ia: fits } = params.rowInfo?.[0] ?? {}
      return [
        { do: 'insert', ...at },
        ...(height === undefined || fits === 1 ? [] : [{ do: 'size', ...at, size: height / PIXELS_PER_POINT } as const]),
      ]
    }
    case 'sheet.mutation.insert-col': {
      const at = { sheet, what: 'columns', ...columnsOf(params.range) } as const
      const width = params.colInfo?.[0]?.w
      return [{ do: 'insert', ...at }, ...(width === undefined ? [] : [{ do: 'size', ...at, size: width / CHARACTER } as const])]
    }
    case 'sheet.mutation.remove-rows':
      return [{ do: 'delete', sheet, what: 'rows', ...rowsOf(params.range) }]
    case 'sheet.mutation.remove-col':
      return [{ do: 'delete', sheet, what: 'columns', ...columnsOf(params.range) }]
    case 'sheet.mutation.remove-sheet':
      return [{ do: 'delete-sheet', sheet }]
    case 'sheet.mutation.set-worksheet-name':
      return [{ do: 'rename-sheet', sheet, name: params.name }]
    case 'sheet.mutation.set-worksheet-order':
      return [{ do: 'move-sheet', sheet, at: positionOf(params.subUnitId) }]
    case 'sheet.mutation.set-worksheet-hidden':
      return [{ do: 'hide-sheet', sheet, hidden: params.hidden === 1 }]
    default:
      // the rest also happens by itself when rows or columns come and go, in the grid as in the file
      return isStructural(params.trigger) ? [] : editsWithin({ id, params } as Mutation, sheet)
  }
}

function editsWithin({ id, params }: Mutation, sheet: SheetKey): Edit[] {
  switch (id) {
    case 'sheet.mutation.add-worksheet-merge':
      return params.ranges.map((range) => ({ do: 'merge', sheet, range: rangeOf(range) }))
    case 'sheet.mutation.remove-worksheet-merge':
      return params.ranges.map((range) => ({ do: 'unmerge', sheet, range: rangeOf(range) }))
    case 'sheet.mutation.set-frozen': {
      const [rows, columns] = [params.ySplit > 0 ? params.startRow : 0, params.xSplit > 0 ? params.startColumn : 0]
      return [{ do: 'freeze', sheet, rows: Math.max(0, rows), columns: Math.max(0, columns) }]
    }
    case 'sheet.mutation.set-row-hidden':
    case 'sheet.mutation.set-row-visible':
      return params.ranges.map((range) => ({
        do: 'hide',
        sheet,
        what: 'rows',
        ...rowsOf(range),
        hidden: id === 'sheet.mutation.set-row-hidden',
      }))
    case 'sheet.mutation.set-col-hidden':
    case 'sheet.mutation.set-col-visible':
      return params.ranges.map((range) => ({
        do: 'hide',
        sheet,
        what: 'columns',
        ...columnsOf(range),
        hidden: id === 'sheet.mutation.set-col-hidden',
      }))
    case 'sheet.mutation.set-worksheet-col-width':
      return params.ranges
        .flatMap((range) => runs(columnsOf(range), params.colWidth))
        .map(({ at, count, value }) => ({ do: 'size', sheet, what: 'columns', at, count, size: value / CHARACTER }))
    case 'sheet.mutation.set-worksheet-row-height':
      return params.ranges
        .flatMap((range) => runs(rowsOf(range), params.rowHeight))
        .map(({ at, count, value }) => ({ do: 'size', sheet, what: 'rows', at, count, size: value / PIXELS_PER_POINT }))
    case 'sheet.mutation.set-worksheet-row-is-auto-height':
      return params.ranges
        .flatMap((range) => runs(rowsOf(range), params.autoHeightInfo))
        .flatMap(({ at, count, value }) => (value === 1 ? [{ do: 'size', sheet, what: 'rows', at, count, size: undefined }] : []))
    default:
      return []
  }
}

const rowsOf = ({ startRow, endRow }: IRange) => ({ at: startRow, count: endRow - startRow + 1 })
const columnsOf = ({ startColumn, endColumn }: IRange) => ({ at: startColumn, count: endColumn - startColumn + 1 })
const rangeOf = ({ startRow, startColumn, endRow, endColumn }: IRange): Range => ({
  row: startRow,
  column: startColumn,
  lastRow: endRow,
  lastColumn: endColumn,
})

interface Run<T> {
  at: number
  count: number
  value: T
}

/** Neighbours of one value; a table that leaves some out leaves them as they are. */
function runs<T extends number>({ at, count }: { at: number; count: number }, values: T | Record<number, T>): Run<T>[] {
  if (typeof values === 'number') return [{ at, count, value: values }]
  const found: Run<T>[] = []
  for (let index = at; index < at + count; index++) {
    const value = values[index]
    const last = found.at(-1)
    if (value === undefined) continue
    if (last?.value === value && last.at + last.count === index) last.count++
    else found.push({ at: index, count: 1, value })
  }
  return found
}
