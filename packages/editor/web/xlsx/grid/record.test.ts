import {
  CommandType,
  type IAccessor,
  ICommandService,
  IUndoRedoService,
  IUniverInstanceService,
  Univer,
  UniverInstanceType,
  type Workbook,
} from '@univerjs/core'
import { expect, test } from 'vitest'
import { WORKBOOK } from './constants.ts'
import { createEditLog } from './edit-log.ts'
import { WORKBOOK_RULES } from './format-rules.ts'
import { record } from './record.ts'
import { createRecorder } from './recorder.ts'
import { TRACKED_UNDO, type TrackedUndo } from './tracked-undo.ts'

/** A grid without a screen that knows two commands: one deletes a row and makes a step of it, the other does not get that far. */
function grid() {
  const univer = new Univer({ override: [TRACKED_UNDO] })
  const sheet = { id: '1', name: 'One' }
  univer.createUnit(UniverInstanceType.UNIVER_SHEET, { id: WORKBOOK, sheetOrder: ['1'], sheets: { '1': sheet } })
  const injector = univer.__getInjector()
  injector.get(IUniverInstanceService).focusUnit(WORKBOOK)
  const workbook = injector.get(IUniverInstanceService).getUnit<Workbook>(WORKBOOK)
  if (!workbook) throw new Error('no workbook')
  const commands = injector.get(ICommandService)
  const undo = injector.get(IUndoRedoService) as TrackedUndo
  const log = createEditLog()
  const recorder = createRecorder({
    workbook,
    formulaAt: () => undefined,
    sheets: { keyOf: (key) => key, positionOf: () => 0 },
    inPlace: () => true,
    malformed() {},
  })
  record({ workbook, rules: WORKBOOK_RULES, commands, undo, recorder, log, onEdit() {} })
  const id = 'sheet.mutation.remove-rows'
  commands.registerCommand({ id, type: CommandType.MUTATION, handler: () => true })
  const deleting = (step: boolean) => (accessor: IAccessor, params: { row: number }) => {
    const mutation = { id, params: { unitId: WORKBOOK, subUnitId: '1', range: { startRow: params.row, endRow: params.row } } }
    accessor.get(ICommandService).syncExecuteCommand(id, mutation.params)
    if (step) undo.pushUndoRedo({ unitID: WORKBOOK, undoMutations: [mutation], redoMutations: [mutation] })
    return step
  }
  commands.registerCommand({ id: 'whole', type: CommandType.COMMAND, handler: deleting(true) })
  commands.registerCommand({ id: 'half', type: CommandType.COMMAND, handler: deleting(false) })
  const run = (name: string, row = 0) => commands.syncExecuteCommand(name, { row })
  return { run, undo: () => commands.executeCommand('univer.command.undo'), rows: () => log.edits().map((edit) => 'at' in edit && edit.at) }
}

test('what is undone is no edit any more', async () => {
  const { run, undo, rows } = grid()
  run('whole', 1)
  run('whole', 2)
  await undo()
  expect(rows()).toEqual([1])
})

test('what a command did that ended half way stays, whatever is undone after it, and nothing before it is undone', async () => {
  const { run, undo, rows } = grid()
  run('whole', 1)
  run('half', 2)
  run('whole', 3)
  await undo()
  expect(rows()).toEqual([1, 2])
  await undo()
  expect(rows()).toEqual([1, 2])
})
