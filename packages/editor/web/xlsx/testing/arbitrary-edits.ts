import fc from 'fast-check'
import type { CellContent, CellEdit, Edit, LookChange, SheetKey } from '../edit.ts'

const ROW = fc.integer({ min: 0, max: 30 })
const COLUMN = fc.integer({ min: 0, max: 9 })
const COLOR = fc.constantFrom('FF0000', '00B050', 'FFFFFF')

const CONTENT: fc.Arbitrary<CellContent> = fc.oneof(
  fc.record({ kind: fc.constant('number' as const), value: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer()) }),
  fc.record({ kind: fc.constant('text' as const), value: fc.string({ unit: 'binary', maxLength: 12 }) }),
  fc.record({ kind: fc.constant('boolean' as const), value: fc.boolean() }),
  fc.record({
    kind: fc.constant('formula' as const),
    text: fc.constantFrom('A1+1', 'SUM($B$2:C4)', '"a & <b>"&A1', '1/0', 'IF(A1>2,B1,"")', 'SUM(A1:B2*2)'),
  }),
  fc.constant({ kind: 'empty' as const }),
)

const BORDER = fc.option(fc.record({ style: fc.constantFrom('thin' as const, 'double' as const), color: COLOR }))
export const LOOK: fc.Arbitrary<LookChange> = fc.record(
  {
    numberFormat: fc.constantFrom('0.00%', 'yyyy-mm-dd', '#,##0.00 "€"', null),
    bold: fc.boolean(),
    italic: fc.boolean(),
    underline: fc.boolean(),
    strike: fc.boolean(),
    fontName: fc.constantFrom('Arial', 'A & B', null),
    fontSize: fc.constantFrom(8, 10.5, null),
    fontColor: fc.option(COLOR),
    fill: fc.option(COLOR),
    horizontal: fc.constantFrom('left' as const, 'center' as const, null),
    vertical: fc.constantFrom('top' as const, 'bottom' as const, null),
    wrap: fc.boolean(),
    rotation: fc.constantFrom(45, -90, 'stacked' as const, null),
    indent: fc.integer({ min: 0, max: 3 }),
    borders: fc.record({ top: BORDER, left: BORDER, bottom: BORDER, right: BORDER }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
)

const CELL: fc.Arbitrary<CellEdit> = fc.record(
  { row: ROW, column: COLUMN, content: CONTENT, look: LOOK },
  { requiredKeys: ['row', 'column'] },
)
const RANGE = fc.tuple(ROW, COLUMN, fc.nat(3), fc.nat(3)).map(([row, column, rows, columns]) => ({
  row,
  column,
  lastRow: row + rows,
  lastColumn: column + columns,
}))

/** Edits that move no cell, of the sheets given. */
export const sheetEdits = (keys: readonly SheetKey[]): fc.Arbitrary<Edit[]> => {
  const sheet = fc.constantFrom(...keys)
  const stretch = { sheet, what: fc.constantFrom('rows' as const, 'columns' as const), at: COLUMN, count: fc.integer({ min: 1, max: 4 }) }
  return fc.array(
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({ do: fc.constant('cells' as const), sheet, cells: fc.array(CELL, { minLength: 1, maxLength: 8 }) }),
      },
      fc.record({ do: fc.constant('size' as const), ...stretch, size: fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined }) }),
      fc.record({ do: fc.constant('hide' as const), ...stretch, hidden: fc.boolean() }),
      fc.record({ do: fc.constantFrom('merge' as const, 'unmerge' as const), sheet, range: RANGE }),
      fc.record({ do: fc.constant('freeze' as const), sheet, rows: fc.nat(3), columns: fc.nat(3) }),
    ),
    { minLength: 1, maxLength: 8 },
  )
}
