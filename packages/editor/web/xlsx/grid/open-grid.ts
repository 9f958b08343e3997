import { IUniverInstanceService, LifecycleService, LifecycleStages, UniverInstanceType, type Workbook } from '@univerjs/core'
import { BEFORE_CELL_EDIT, BuiltInUIPart, ILayoutService, SheetInterceptorService } from '@univerjs/preset-sheets-core'
import type { Edit } from '../edit.ts'
import type { PackedResults } from '../packed-results.ts'
import type { Tab } from '../structure/sheet-limits.ts'
import { WORKBOOK } from './constants.ts'
import { type FormatRules, WORKBOOK_RULES } from './format-rules.ts'
import { nameParts } from './names.ts'
import type { FromFile } from './read-cells.ts'
import type { OpenedWorkbook } from './read-workbook.ts'
import { trackWorkbook } from './track-workbook.ts'
import { createGrid, type Grid } from './univer.ts'

export interface OpenGrid {
  grid: Grid
  /** when it can be selected and scrolled */
  drawn: Promise<void>
  /** the workbook's edits since it was opened, and what its formulas came to: none where they take too long */
  changes(): Promise<{ edits: Edit[]; results: PackedResults[] }>
  setEditable(on: boolean): void
  /** takes what is being typed into its cell */
  commit(): void
  place(): Place | undefined
  focus(): void
  destroy(): void
}

/** What a reader has in front of them. */
export interface Place {
  sheet: string
  selection: string | undefined
  top: number
  left: number
}

export interface OpenGridOptions {
  container: HTMLElement
  dark: boolean
  opened: OpenedWorkbook
  /** every sheet of the file in the order of its tabs, also those without a grid */
  listed: readonly Tab[]
  editable: boolean
  /** where to begin; undefined: where the file says */
  at: Place | undefined
  onEdit(): void
  refuse(reason: string): void
  /** those of workbooks when there are none */
  rules?: FormatRules
}

/** Shows a workbook and writes down what is done to it. */
export function openGrid(options: OpenGridOptions): OpenGrid {
  const { container, dark, opened, listed, editable, at, onEdit, refuse, rules = WORKBOOK_RULES } = options
  const grid = createGrid({ container, dark, recalculate: opened.recalculate, textOnly: rules.textOnly })
  const endNaming = nameParts(container)
  const injector = grid.univer.__getInjector()
  let may = editable
  let closed = false
  grid.api.createWorkbook(opened.data)
  const workbook = injector.get(IUniverInstanceService).getUnit<Workbook>(WORKBOOK, UniverInstanceType.UNIVER_SHEET)
  if (!workbook) throw new Error('no workbook')
  const tracked = trackWorkbook(injector, workbook, { opened, listed, editable: () => may, onEdit, refuse, rules })

  // a formula that is not worked out here is still one, for who looks into its cell
  injector.get(SheetInterceptorService).writeCellInterceptor.intercept(BEFORE_CELL_EDIT, {
    handler: (value, _context, next) => {
      const kept = (value?.custom as FromFile | undefined)?.kept
      return next(value && kept && value.f === undefined ? { ...value, f: kept } : value)
    },
  })

  const book = grid.api.getActiveWorkbook()
  const setEditable = (on: boolean) => {
    may = on
    book?.setEditable(on)
    grid.api.setUIVisible(BuiltInUIPart.TOOLBAR, on)
  }
  const start = at && workbook.getSheetBySheetId(at.sheet) ? at : undefined
  if (start ?? opened.active) book?.setActiveSheet(start?.sheet ?? opened.active)
  // selecting and scrolling need what comes with the first drawing; a grid that is closed before never gets there
  const drawn = injector
    .get(LifecycleService)
    .onStage(LifecycleStages.Rendered)
    .then(() => {
      if (closed || !start) return
      if (start.selection) book?.getActiveSheet()?.getRange(start.selection).activate()
      book?.getActiveSheet()?.scrollToCell(start.top, start.left)
    })
  setEditable(editable)
  return {
    grid,
    drawn,
    setEditable,
    changes: tracked.changes,
    commit() {
      if (book?.isCellEditing()) void book.endEditingAsync(true)
    },
    place() {
      const sheet = book?.getActiveSheet()
      const scroll = sheet?.getScrollState()
      return (
        sheet && {
          sheet: sheet.getSheetId(),
          selection: sheet.getActiveRange()?.getA1Notation(),
          top: scroll?.sheetViewStartRow ?? 0,
          left: scroll?.sheetViewStartColumn ?? 0,
        }
      )
    },
    focus: () => injector.get(ILayoutService).focus(),
    destroy() {
      closed = true
      endNaming()
      grid.destroy()
    },
  }
}
