import type { ICellData, IRange } from '@univerjs/core'
import fc from 'fast-check'

/** A command of the grid, with what is selected when it is given. */
export interface Step {
  /** among the sheets that can be seen, counted round and round */
  sheet: number
  range: IRange
  command: string
  params: object
}

const ROWS = 12
const COLUMNS = 7
const row = fc.integer({ min: 0, max: ROWS })
const column = fc.integer({ min: 0, max: COLUMNS })
const few = fc.nat({ max: 2 })
const RANGE: fc.Arbitrary<IRange> = fc
  .tuple(row, column, few, few)
  .map(([startRow, startColumn, down, right]) => ({ startRow, startColumn, endRow: startRow + down, endColumn: startColumn + right }))

const FORMULAS = [
  '=SUM(A1:B4)',
  '=A1+1',
  '=$B$2*2',
  '=B3&"x"',
  '=One!A1+Two!B2',
  '=SUM(Two!A:A)',
  "=IF(A2>3,'it''s'!A1,C3)",
  '=Rate*2',
  '=1/0',
  '=COUNTA(1:3)',
  '=sum( a1 , $c4:D$6 )',
  '={1,2;3,4}',
  '=A1:A3*2',
]
const CONTENT: fc.Arbitrary<ICellData> = fc.oneof(
  fc.integer({ min: -99, max: 99 }).map((v) => ({ v, t: 2 })),
  fc
    .constantFrom('plain', ' two  spaces ', '<&>"', '漢字 👩‍👩‍👧 é', '_x000D_', "'quoted", 'a\nb', '0042', 'TRUE')
    .map((v) => ({ v, t: 1 })),
  fc.boolean().map((on) => ({ v: on ? 1 : 0, t: 3 })),
  fc.constantFrom(...FORMULAS).map((f) => ({ f, v: null, p: null })),
)

const COLOR = fc.constantFrom('#ff0000', '#00b050', 'rgb(1,2,3)')
const plain = (command: string, params: fc.Arbitrary<object> = fc.constant({})): fc.Arbitrary<Omit<Step, 'sheet'>> =>
  fc.record({ range: RANGE, command: fc.constant(command), params })
const valued = (command: string, value: fc.Arbitrary<unknown>) => plain(command, fc.record({ value }))
const ranged = (command: string, params: (range: IRange) => object) => RANGE.map((range) => ({ range, command, params: params(range) }))

const VALUES = fc.tuple(RANGE, fc.array(CONTENT, { minLength: 9, maxLength: 9 })).map(([range, contents]) => {
  const value: Record<number, Record<number, ICellData>> = {}
  for (let r = range.startRow; r <= range.endRow; r++)
    for (let c = range.startColumn; c <= range.endColumn; c++)
      (value[r] ??= {})[c] = contents[(r - range.startRow) * 3 + c - range.startColumn] ?? {}
  return { range, command: 'sheet.command.set-range-values', params: { range, value } }
})
const MOVE = fc.tuple(RANGE, row, column).map(([range, toRow, toColumn]) => ({
  range,
  command: 'sheet.command.move-range',
  params: {
    fromRange: range,
    toRange: {
      startRow: toRow,
      startColumn: toColumn,
      endRow: toRow + range.endRow - range.startRow,
      endColumn: toColumn + range.endColumn - range.startColumn,
    },
  },
}))
const FILL = fc
  .tuple(RANGE, fc.integer({ min: 1, max: 4 }), fc.boolean(), fc.constantFrom('COPY', 'SERIES', 'ONLY_FORMAT', 'NO_FORMAT'))
  .map(([range, count, down, applyType]) => ({
    range,
    command: 'sheet.command.auto-fill',
    params: {
      sourceRange: range,
      targetRange: { ...range, ...(down ? { endRow: range.endRow + count } : { endColumn: range.endColumn + count }) },
      applyType,
    },
  }))
const FORMAT = fc.tuple(RANGE, fc.constantFrom('0.00', '#,##0 "€"', 'yyyy-mm-dd', '0%', '')).map(([range, pattern]) => ({
  range,
  command: 'sheet.command.numfmt.set.numfmt',
  params: { values: [{ row: range.startRow, col: range.startColumn, pattern }] },
}))

const EVERYDAY = fc.oneof(
  { arbitrary: VALUES, weight: 6 },
  plain('sheet.command.clear-selection-content'),
  plain('sheet.command.clear-selection-format'),
  plain('sheet.command.clear-selection-all'),
  MOVE,
  FILL,
  plain('sheet.command.copy-down'),
  plain('sheet.command.copy-right'),
)
const LOOKS = fc.oneof(
  plain('sheet.command.set-bold'),
  plain('sheet.command.set-italic'),
  plain('sheet.command.set-underline'),
  plain('sheet.command.set-stroke'),
  valued('sheet.command.set-text-color', COLOR),
  valued('sheet.command.set-background-color', COLOR),
  plain('sheet.command.reset-background-color'),
  valued('sheet.command.set-font-size', fc.constantFrom(9, 14.5)),
  valued('sheet.command.set-font-family', fc.constantFrom('Arial', 'Caladea')),
  valued('sheet.command.set-horizontal-text-align', fc.integer({ min: 1, max: 3 })),
  valued('sheet.command.set-vertical-text-align', fc.integer({ min: 1, max: 3 })),
  valued('sheet.command.set-text-wrap', fc.integer({ min: 1, max: 3 })),
  valued('sheet.command.set-text-rotation', fc.constantFrom(0, 45, -90, 'v')),
  plain(
    'sheet.command.set-border-basic',
    fc.record({
      value: fc.record({
        type: fc.constantFrom('all', 'outside', 'inside', 'top', 'none', 'left', 'horizontal'),
        color: COLOR,
        style: fc.integer({ min: 1, max: 13 }),
        activeBorderType: fc.constant(true),
      }),
    }),
  ),
  FORMAT,
  plain('sheet.command.numfmt.set.percent'),
  plain('sheet.command.numfmt.add.decimal.command'),
)
const LAYOUT = fc.oneof(
  ranged('sheet.command.add-worksheet-merge', (range) => ({ selections: [range], defaultMerge: true })),
  ranged('sheet.command.remove-worksheet-merge', (range) => ({ ranges: [range] })),
  valued('sheet.command.set-row-height', fc.integer({ min: 10, max: 90 })),
  valued('sheet.command.set-worksheet-col-width', fc.integer({ min: 10, max: 200 })),
  plain('sheet.command.set-rows-hidden'),
  plain('sheet.command.set-col-hidden'),
  plain('sheet.command.set-selected-rows-visible'),
  plain('sheet.command.set-selected-cols-visible'),
  ranged('sheet.command.set-frozen', ({ startRow, startColumn }) => ({
    startRow: startRow || -1,
    ySplit: startRow,
    startColumn: startColumn || -1,
    xSplit: startColumn,
  })),
)
const STRUCTURE = fc.oneof(
  valued('sheet.command.insert-multi-rows-after', fc.integer({ min: 1, max: 2 })),
  valued('sheet.command.insert-multi-cols-right', fc.integer({ min: 1, max: 2 })),
  valued('sheet.command.insert-row-before', fc.integer({ min: 0, max: 3 })),
  valued('sheet.command.insert-col-before', fc.integer({ min: 0, max: 3 })),
  ranged('sheet.command.remove-row', (range) => ({ range: { ...range, startColumn: 0, endColumn: 51 } })),
  ranged('sheet.command.remove-col', (range) => ({ range: { ...range, startRow: 0, endRow: 999 } })),
)
const NAMES = fc.constantFrom('One', 'Neu 漢字', 'R1C1', "it's", 'A1', 'two words', 'two')
const SHEETS = fc.oneof(
  plain('sheet.command.insert-sheet'),
  plain('sheet.command.remove-sheet'),
  plain(
    'sheet.command.set-worksheet-name',
    NAMES.map((name) => ({ name })),
  ),
  plain(
    'sheet.command.set-worksheet-order',
    fc.nat({ max: 3 }).map((order) => ({ order })),
  ),
  plain('sheet.command.set-worksheet-hidden'),
)
const BACK = fc.oneof({ arbitrary: plain('univer.command.undo'), weight: 2 }, plain('univer.command.redo'))

/** What somebody does in a grid, or would if they were drunk. */
export const STEPS: fc.Arbitrary<Step[]> = fc.array(
  fc
    .tuple(
      fc.nat({ max: 3 }),
      fc.oneof(
        { arbitrary: EVERYDAY, weight: 10 },
        { arbitrary: LOOKS, weight: 5 },
        { arbitrary: LAYOUT, weight: 3 },
        { arbitrary: STRUCTURE, weight: 3 },
        { arbitrary: SHEETS, weight: 1 },
        { arbitrary: BACK, weight: 5 },
      ),
    )
    .map(([sheet, step]) => ({ sheet, ...step })),
  { minLength: 8, maxLength: 30, size: 'max' },
)
