import { ICommandService, type Injector, type IRange, IUndoRedoService, type Workbook, type Worksheet } from '@univerjs/core'
import { FormulaCalculationSessionService, FormulaDataModel } from '@univerjs/preset-sheets-core'
import type { Edit, SheetKey } from '../edit.ts'
import type { PackedResults } from '../packed-results.ts'
import { problemText } from '../structure/problem.ts'
import { isSheetEdit, type Tab, whyNotAmong } from '../structure/sheet-limits.ts'
import { WORKBOOK } from './constants.ts'
import { createEditLog } from './edit-log.ts'
import { editsOf } from './edits-of.ts'
import { type FormatRules, WORKBOOK_RULES } from './format-rules.ts'
import { guard } from './guard.ts'
import { limitedBy } from './limits.ts'
import { isUndoOrRedo } from './mutations.ts'
import type { OpenedWorkbook } from './read-workbook.ts'
import { record } from './record.ts'
import { createRecorder } from './recorder.ts'
import { keepPlacesOfRemovedLines } from './removed-lines.ts'
import { resultsOf } from './results.ts'
import type { TrackedUndo } from './tracked-undo.ts'

export interface TrackOptions {
  opened: OpenedWorkbook
  /** every sheet of the file in the order of its tabs, also those without a grid */
  listed: readonly Tab[]
  editable(): boolean
  onEdit(): void
  refuse(reason: string): void
  /** those of workbooks when there are none */
  rules?: FormatRules
}

export interface TrackedWorkbook {
  /** the workbook's edits since it was opened, and what its formulas came to: none where they take too long */
  changes(): Promise<{ edits: Edit[]; results: PackedResults[] }>
}

const MALFORMED = 'This formula is not complete, or names what is not in the workbook. It is saved as text until it is mended.'
/** A save does not wait longer for formulas: whoever opens the file next then works them out. */
const PATIENCE_MS = 10_000
/** after an edit until working out begins, at most */
const START_MS = 250

/** Writes down what is done to a grid's workbook, and refuses what no save could carry out. */
export function trackWorkbook(
  injector: Injector,
  workbook: Workbook,
  { opened, listed, editable, onEdit, refuse, rules = WORKBOOK_RULES }: TrackOptions,
): TrackedWorkbook {
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
    editable,
    refusal: rules.refusal,
    refuse,
    limit(mutation) {
      // undoing and redoing only goes to where the workbook was before
      if (isUndoOrRedo(mutation.params.trigger)) return undefined
      const against = rules.limit(mutation)
      if (against !== undefined) return against
      const sheet = 'subUnitId' in mutation.params ? workbook.getSheetBySheetId(mutation.params.subUnitId) : undefined
      if (mutation.id === 'sheet.mutation.remove-rows' && sheet && hasHidden(sheet, mutation.params.range)) return HIDDEN_ROWS
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
  keepPlacesOfRemovedLines(injector, workbook)
  record({ workbook, commands, undo: injector.get(IUndoRedoService) as TrackedUndo, recorder, rules, log, onEdit })
  return {
    async changes() {
      if (rules.textOnly) return { edits: log.edits(), results: [] }
      const settled = await sessions.waitForLatestApplied(PATIENCE_MS, START_MS).then(
        () => true,
        () => false,
      )
      return { edits: log.edits(), results: settled ? resultsOf(workbook, keys.keyOf) : [] }
    },
  }
}

/** The grid would leave them where they are, and put them elsewhere once the deletion is undone. */
const HIDDEN_ROWS = 'There are hidden rows among these. Show them first.'

function hasHidden(sheet: Worksheet, { startRow, endRow }: IRange): boolean {
  for (let row = startRow; row <= endRow; row++) if (!sheet.getRowVisible(row)) return true
  return false
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
