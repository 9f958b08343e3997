import type { CellResult, Results, SheetKey } from './edit.ts'

/** Results of one sheet as they pass between threads: hundreds of thousands of objects would take a second each time. */
export interface PackedResults {
  sheet: SheetKey
  rows: Int32Array<ArrayBuffer>
  columns: Int32Array<ArrayBuffer>
  /** NaN where it is among the others */
  numbers: Float64Array<ArrayBuffer>
  others: [index: number, result: CellResult][]
}

/** Gathers results one by one; `packed` gives nothing where there are none. */
export function packResults(sheet: SheetKey): {
  add(row: number, column: number, result: CellResult): void
  packed(): PackedResults | undefined
} {
  const [rows, columns, numbers]: [number[], number[], number[]] = [[], [], []]
  const others: PackedResults['others'] = []
  return {
    add(row, column, result) {
      if (typeof result !== 'number' || Number.isNaN(result)) others.push([rows.length, result])
      rows.push(row)
      columns.push(column)
      numbers.push(typeof result === 'number' ? result : Number.NaN)
    },
    packed: () =>
      rows.length > 0
        ? { sheet, rows: Int32Array.from(rows), columns: Int32Array.from(columns), numbers: Float64Array.from(numbers), others }
        : undefined,
  }
}

/** What moves to the other thread instead of being copied. */
export const buffersOf = (all: readonly PackedResults[]): ArrayBuffer[] =>
  all.flatMap(({ rows, columns, numbers }) => [rows.buffer, columns.buffer, numbers.buffer])

export function unpackResults({ sheet, rows, columns, numbers, others }: PackedResults): Results {
  const cells = Array.from(rows, (row, index) => ({ row, column: columns[index] ?? 0, result: (numbers[index] ?? 0) as CellResult }))
  for (const [index, result] of others) {
    const cell = cells[index]
    if (cell) cell.result = result
  }
  return { sheet, cells }
}
