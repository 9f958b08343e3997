import {
  ICommandService,
  IUndoRedoService,
  IUniverInstanceService,
  LifecycleService,
  LifecycleStages,
  UniverInstanceType,
  type Workbook,
} from '@univerjs/core'
import {
  BEFORE_CELL_EDIT,
  BuiltInUIPart,
  FormulaCalculationSessionService,
  FormulaDataModel,
  ILayoutService,
  SheetInterceptorService,
} from '@univerjs/preset-sheets-core'
import type { Edit, Results, SheetKey } from '../edit.ts'
import { problemText } from '../structure/problem.ts'
import { isSheetEdit, type Tab, whyNotAmong } from '../structure/sheet-limits.ts'
import { WORKBOOK } from './constants.ts'
import { createEditLog } from './edit-log.ts'
import { editsOf } from './edits-of.ts'
import { guard } from './guard.ts'
import { limitedBy } from './limits.ts'
import { isUndoOrRedo } from './mutations.ts'
import { nameParts } from './names.ts'
import type { FromFile } from './read-cells.ts'
import type { OpenedWorkbook } from './read-workbook.ts'
import { record } from './record.ts'
import { createRecorder } from './recorder.ts'
import { resultsOf } from './results.ts'
import type { TrackedUndo } from './tracked-undo.ts'
import { createGrid, type Grid } from './univer.ts'

export interface OpenGrid {
  grid: Grid
  /** when it can be selected and scrolled */
  drawn: Promise<void>
  /** the workbook's edits since it was opened, and what its formulas came to: none where they take too long */
  changes(): Promise<{ edits: Edit[]; results: Results[] }>
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
}

const MALFORMED = 'This formula is not complete, or names what is not in the workbook. It is saved as text until it is mended.'
/** A save does not wait longer for formulas: whoever opens the file next then works them out. */
const PATIENCE_MS = 10_000
/** after an edit until working out begins, at most */
const START_MS = 250

/** Shows a workbook and writes down what is done to it. */
export function openGrid({ container, dark, opened, listed, editable, at, onEdit, refuse }: OpenGridOptions): OpenGrid {
  const grid = createGrid({ container, dark, recalculate: opened.recalculate })
  const endNaming = nameParts(container)
  const injector = grid.univer.__getInjector()
  let may = editable
  let closed = false
  grid.api.createWorkbook(opened.data)
  const workbook = injector.get(IUniverInstanceService).getUnit<Workbook>(WORKBOOK, UniverInstanceType.UNIVER_SHEET)
  if (!workbook) throw new Error('no workbook')
  const formulas = injector.get(FormulaDataModel)
  const sessions = injector.get(FormulaCalculationSessionService)
  const commands = injector.get(ICommandService)
  const log = createEditLog()
  const keys = createKeys(listed.map(({ key }) => key))
  const unseen = listed.filter(({ key }) => !opened.data.sheetOrder.includes(key))
  const sheets = { keyOf: keys.keyOf, positionOf: (sheet: string) => keys.positionOf(sheet, workbook.getSheetOrders()) }
  const recorder = createRecorder({
    workbook,
    formulaAt: (sheet, row, column) => formulas.getFormulaStringByCell(row, column, sheet, WORKBOOK),
    sheets,
    inPlace: () => !log.edits().some(({ do: done }) => ['insert', 'delete', 'rename-sheet', 'delete-sheet'].includes(done)),
    malformed: () => refuse(MALFORMED),
  })

  const tabs = (): Tab[] => [
    ...unseen,
    ...workbook.getSheets().map((sheet): Tab => {
      const state = sheet.getConfig().hidden === 1 ? 'hidden' : 'visible'
      return { key: keys.keyOf(sheet.getSheetId()), name: sheet.getName(), state }
    }),
  ]

  guard(injector, {
    editable: () => may,
    refuse,
    limit(mutation) {
      // undoing and redoing only goes to where the workbook was before
      if (isUndoOrRedo(mutation.params.trigger)) return undefined
      const sheet = 'subUnitId' in mutation.params ? workbook.getSheetBySheetId(mutation.params.subUnitId) : undefined
      const size = { rows: sheet?.getRowCount() ?? 0, columns: sheet?.getColumnCount() ?? 0 }
      const typed = recorder.before(mutation).map(
        ({ sheet, cells }): Edit => ({
          do: 'cells',
          sheet: keys.keyOf(sheet.getSheetId()),
          cells: cells.flatMap(({ row, column, content }) => (content ? [{ row, column, content: { kind: 'empty' } }] : [])),
        }),
      )
      for (const edit of [...typed, ...editsOf(mutation, sheets)]) {
        const problem = isSheetEdit(edit) ? whyNotAmong(tabs(), edit) : undefined
        const reason = problem ? problemText(problem) : limitedBy(opened.limits, log.edits(), edit, size)
        if (reason !== undefined) return reason
      }
      return undefined
    },
  })
  record({ commands, undo: injector.get(IUndoRedoService) as TrackedUndo, recorder, log, onEdit })

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
    async changes() {
      const settled = await sessions.waitForLatestApplied(PATIENCE_MS, START_MS).then(
        () => true,
        () => false,
      )
      return { edits: log.edits(), results: settled ? resultsOf(workbook, keys.keyOf) : [] }
    },
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

/** Names of sheets in the file, and where they stand there. */
function createKeys(listed: readonly SheetKey[]) {
  const added = new Map<string, SheetKey>()
  let next = Math.max(0, ...listed.map(Number).filter(Number.isFinite)) + 1
  return {
    keyOf(sheet: string): SheetKey {
      if (listed.includes(sheet)) return sheet
      const key = added.get(sheet) ?? String(next++)
      added.set(sheet, key)
      return key
    },
    positionOf(sheet: string, order: readonly string[]): number {
      const at = order.indexOf(sheet)
      const before = new Set(order.slice(0, at))
      // a sheet that the grid does not show stays behind the one that it followed
      const follows = (index: number) => listed.slice(0, index).findLast((key) => order.includes(key))
      return at + listed.filter((key, index) => !order.includes(key) && before.has(follows(index) ?? '')).length
    },
  }
}
