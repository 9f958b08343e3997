import type { OfficePackage } from '../../ooxml/package.ts'
import { attribute } from '../../ooxml/package-parts.ts'
import { parseXml } from '../../ooxml/xml.ts'
import type { CellEdit, Edit, Range } from '../edit.ts'
import { type Change, cuts, moved, movedRange } from '../formula/change.ts'
import { holds, isOneCell, overlap, parseRange } from '../range.ts'
import { type Sheet, workbookPart } from '../sheets.ts'
import type { EditProblemKind } from './problem.ts'
import { openSheet } from './sheet-source.ts'
import { tablesOf } from './tables.ts'
import { within } from './xml-edit.ts'

/** Cells that belong together. */
export type Fixture =
  | {
      kind: 'array' | 'data-table' | 'pivot-table'
      range: Range
      /** an array that lets go of cells that something else is typed into */
      dynamic?: boolean
    }
  | {
      kind: 'table'
      range: Range
      headerRows: number
      totalsRows: number
      /** columns of the sheet that a slicer filters by */
      sliced: number[]
    }

/**
 * What of a sheet cannot be cut. Plain data that follows edits by itself: it is read where the file is, and asked where
 * the grid is, before an edit that could not be saved.
 */
export interface SheetLimits {
  fixtures: Fixture[]
  /** a slicer or timeline in the workbook filters something on this sheet */
  sliced: boolean
}

type Step = Omit<Change, 'sheet'>
type AskedEdit = Extract<Edit, { do: 'insert' | 'delete' | 'delete-sheet' | 'merge' | 'unmerge' | 'cells' }>

export function limitsOf(pack: OfficePackage, sheet: Sheet): SheetLimits {
  const slicers = slicerElements(pack)
  const fixtures = [...formulaFixtures(pack, sheet), ...pivotFixtures(pack, sheet.part)]
  for (const { id, range, headerRows, totalsRows, columnIds } of tablesOf(pack, sheet.part)) {
    const own = slicers.filter((element) => element.local === 'tableSlicerCache' && attribute(element, 'tableId') === id)
    const sliced = own.map((element) => range.column + columnIds.indexOf(attribute(element, 'column') ?? ''))
    fixtures.push({ kind: 'table', range, headerRows, totalsRows, sliced })
  }
  const ofPivots = slicers.some((element) => attribute(element, 'tabId') === sheet.key)
  return { fixtures, sliced: ofPivots || fixtures.some((each) => each.kind === 'table' && each.sliced.length > 0) }
}

function formulaFixtures(pack: OfficePackage, sheet: Sheet): Fixture[] {
  if (sheet.kind !== 'worksheet') return []
  const { rows, prefix } = openSheet(pack.text(sheet.part))
  const formulas = rows.matchAll(new RegExp(`<${prefix}f\\s[^>]*?\\bt\\s*=\\s*["'](array|dataTable)["'][^>]*>`, 'g'))
  return [...formulas].flatMap(({ 0: tag, 1: type, index }) => {
    const range = parseRange(/\sref\s*=\s*["']([^"']*)["']/.exec(tag)?.[1] ?? '')
    const dynamic = /\scm\s*=/.test(rows.slice(rows.lastIndexOf('<', index - 1), index))
    return range ? [{ kind: type === 'array' ? 'array' : 'data-table', range, ...(dynamic ? { dynamic } : {}) }] : []
  })
}

const pivotFixtures = (pack: OfficePackage, part: string): Fixture[] =>
  pack.relationships(part).flatMap(({ type, target }) => {
    if (!type.endsWith('/pivotTable') || !pack.has(target)) return []
    const location = [...within(parseXml(pack.text(target)))].find(({ local }) => local === 'location')
    const range = parseRange((location && attribute(location, 'ref')) ?? '')
    return range ? [{ kind: 'pivot-table', range }] : []
  })

/** All that slicers and timelines of the workbook say. */
const slicerElements = (pack: OfficePackage) =>
  pack
    .relationships(workbookPart(pack))
    .filter(({ type, target }) => /\/(slicerCache|timelineCache)$/.test(type) && pack.has(target))
    .flatMap(({ target }) => [...within(parseXml(pack.text(target)))])

/** Why an edit is not possible there: what Excel refuses too, or would have to repair. */
export function whyNot(limits: SheetLimits, edit: AskedEdit): EditProblemKind | undefined {
  if (edit.do === 'delete-sheet') return limits.sliced ? 'slicer' : undefined
  if ('range' in edit) {
    const touches = limits.fixtures.some(({ range }) => !isOneCell(range) && overlap(range, edit.range))
    return touches && edit.do === 'merge' ? 'merge' : undefined
  }
  if (edit.do === 'cells') return limits.fixtures.some((fixture) => changesPart(fixture, edit.cells)) ? 'joint' : undefined
  for (const fixture of limits.fixtures) {
    const found = fixture.kind === 'table' ? cutTable(fixture, edit) : cut(fixture, edit)
    if (found) return found
  }
  return undefined
}

/** Contents of some cells of an array formula or a what-if table, but not of all. */
function changesPart(fixture: Fixture, cells: readonly CellEdit[]): boolean {
  const { kind, range } = fixture
  if (kind === 'table' || kind === 'pivot-table' || fixture.dynamic) return false
  const changed = cells.filter(({ row, column, content }) => content && holds(range, row, column)).length
  return changed > 0 && changed < (range.lastRow - range.row + 1) * (range.lastColumn - range.column + 1)
}

function cut({ kind, range }: Fixture, change: Step): EditProblemKind | undefined {
  const gone = kind === 'pivot-table' && !movedRange(range, change)
  return (gone || cuts(range, change)) && kind !== 'table' ? kind : undefined
}

function cutTable({ range, headerRows, totalsRows, sliced }: Fixture & { kind: 'table' }, change: Step): EditProblemKind | undefined {
  if (change.do === 'insert') return undefined
  const all = !movedRange(range, change)
  if (all ? sliced.length > 0 : change.what === 'columns' && sliced.some((column) => moved(column, change) === undefined)) return 'slicer'
  if (change.what === 'columns' || all) return undefined
  if (headerRows > 0 && moved(range.row, change) === undefined) return 'table-header'
  const body = { ...range, row: range.row + headerRows, lastRow: range.lastRow - totalsRows }
  return movedRange(body, change) ? undefined : 'table-rows'
}

/** The limits once an edit is carried out. */
export function limitsAfter(limits: SheetLimits, change: Step): SheetLimits {
  const fixtures = limits.fixtures.flatMap((fixture): Fixture[] => {
    const range = movedRange(fixture.range, change)
    if (!range) return []
    if (fixture.kind !== 'table') return [{ ...fixture, range }]
    const totalsRows = change.what === 'rows' && moved(fixture.range.lastRow, change) === undefined ? 0 : fixture.totalsRows
    const sliced = change.what === 'columns' ? fixture.sliced.flatMap((column) => moved(column, change) ?? []) : fixture.sliced
    return [{ ...fixture, range, totalsRows, sliced }]
  })
  return { ...limits, fixtures }
}
