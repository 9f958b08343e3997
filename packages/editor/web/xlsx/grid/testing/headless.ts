import './no-screen.ts'
import {
  CustomCommandExecutionError,
  type ICommand,
  ICommandService,
  type IRange,
  IUniverInstanceService,
  LocaleType,
  LogLevel,
  Rectangle,
  Univer,
  UniverInstanceType,
  type Workbook,
  type Worksheet,
} from '@univerjs/core'
import * as library from '@univerjs/preset-sheets-core'
import {
  ALL_IMPLEMENTED_FUNCTIONS_SET,
  CalculationMode,
  FormulaDataModel,
  IFunctionService,
  SetSelectionsOperation,
  SetWorksheetActiveOperation,
  UniverFormulaEnginePlugin,
  UniverSheetsFormulaPlugin,
  UniverSheetsNumfmtPlugin,
  UniverSheetsPlugin,
} from '@univerjs/preset-sheets-core'
import words from '@univerjs/preset-sheets-core/locales/en-US'
import { openPackage } from '../../../ooxml/package.ts'
import type { Edit, Results } from '../../edit.ts'
import { unpackResults } from '../../packed-results.ts'
import { sheetsOf } from '../../sheets.ts'
import { WORKBOOK } from '../constants.ts'
import { keepNamesInFormulas } from '../formula-names.ts'
import { keepMissingSheetsApart } from '../missing-sheets.ts'
import { type Cells, readWorkbook } from '../read-workbook.ts'
import { trackWorkbook } from '../track-workbook.ts'
import { TRACKED_UNDO } from '../tracked-undo.ts'
import { lookAtTypedCellsOnly } from '../typed-formulas.ts'
import type { Step } from './arbitrary-steps.ts'

keepNamesInFormulas()
keepMissingSheetsApart()
lookAtTypedCellsOnly()
const functions = new Set([...ALL_IMPLEMENTED_FUNCTIONS_SET].map(String))

/** The grid without a screen: the same commands, the same formulas (in this thread), the same writing down. */
export interface Headless {
  workbook: Workbook
  formulaAt(sheet: string, row: number, column: number): string | undefined
  /** false when it was refused or came to nothing */
  perform(step: Step): Promise<boolean>
  changes(): Promise<{ edits: Edit[]; results: Results[] }>
  refused: string[]
  commands: ICommandService
  close(): void
}

export function openHeadless(bytes: Uint8Array): Headless {
  const cells = new Map<string, Cells>()
  const opened = readWorkbook(bytes, {
    functions,
    onCells: (sheet, piece) => cells.set(sheet, Object.assign(cells.get(sheet) ?? {}, piece)),
    onProgress() {},
  })
  for (const [key, sheet] of Object.entries(opened.data.sheets)) sheet.cellData = cells.get(key) ?? {}
  const univer = new Univer({
    logLevel: LogLevel.SILENT,
    locale: LocaleType.EN_US,
    locales: { [LocaleType.EN_US]: words },
    override: [TRACKED_UNDO],
  })
  univer.registerPlugin(UniverFormulaEnginePlugin)
  univer.registerPlugin(UniverSheetsPlugin)
  univer.registerPlugin(UniverSheetsNumfmtPlugin)
  univer.registerPlugin(UniverSheetsFormulaPlugin, { initialFormulaComputing: CalculationMode.FORCED })
  const injector = univer.__getInjector()
  // formulas that were taken apart are kept for all grids of a thread, and lead to the cells of the first; in the editor each has its own
  injector.get(IFunctionService).deleteFormulaAstCacheKey('')
  univer.createUnit(UniverInstanceType.UNIVER_SHEET, opened.data)
  const instances = injector.get(IUniverInstanceService)
  instances.focusUnit(WORKBOOK)
  const workbook = instances.getUnit<Workbook>(WORKBOOK)
  if (!workbook) throw new Error('no workbook')
  const refused: string[] = []
  const tracked = trackWorkbook(injector, workbook, {
    opened,
    listed: sheetsOf(openPackage(bytes)),
    editable: () => true,
    onEdit() {},
    refuse: (reason) => refused.push(reason),
  })
  const commands = injector.get(ICommandService)
  // what the toolbar asks for is registered along with it
  for (const command of Object.values(library) as Partial<ICommand>[])
    if (command?.handler && command.id?.startsWith('sheet.command.') && !commands.hasCommand(command.id))
      commands.registerCommand(command as ICommand)
  const formulas = injector.get(FormulaDataModel)
  return {
    workbook,
    refused,
    commands,
    formulaAt: (sheet, row, column) => formulas.getFormulaStringByCell(row, column, sheet, WORKBOOK) ?? undefined,
    async perform({ sheet: tab, range, command, params }) {
      const visible = workbook.getSheets().filter((each) => each.getConfig().hidden !== 1)
      const sheet = visible[tab % visible.length]
      if (!sheet) return false
      if (command.endsWith('move-range') && cutsMerge(sheet, params)) return false
      const place = { unitId: WORKBOOK, subUnitId: sheet.getSheetId() }
      const primary = { ...range, actualRow: range.startRow, actualColumn: range.startColumn, isMerged: false, isMergedMainCell: false }
      commands.syncExecuteCommand(SetWorksheetActiveOperation.id, place)
      commands.syncExecuteCommand(SetSelectionsOperation.id, { ...place, selections: [{ range, primary, style: null }] })
      try {
        return await commands.executeCommand<object, boolean>(command, { ...place, ...structuredClone(params) })
      } catch (error) {
        // what is refused ends a command so
        if (error instanceof CustomCommandExecutionError) return false
        throw error
      }
    },
    async changes() {
      const { edits, results } = await tracked.changes()
      return { edits, results: results.map(unpackResults) }
    },
    close: () => univer.dispose(),
  }
}

/** What people select takes in all of a merged cell, and so does where they move it. */
function cutsMerge(sheet: Worksheet, params: object): boolean {
  const merges = sheet.getMergeData()
  const cuts = (range: IRange) => merges.some((merge) => Rectangle.intersects(range, merge) && !Rectangle.contains(range, merge))
  return Object.values(params as Record<string, IRange>).some(cuts)
}
