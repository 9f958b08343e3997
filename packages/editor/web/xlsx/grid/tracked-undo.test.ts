import { ICommandService, IContextService, IUndoRedoService, IUniverInstanceService, Univer } from '@univerjs/core'
import { expect, test } from 'vitest'
import { WORKBOOK } from './constants.ts'
import { TrackedUndo } from './tracked-undo.ts'

test('steps are told, and when none of them can be undone any more', () => {
  const deps = [IUniverInstanceService, ICommandService, IContextService]
  const useFactory = (...[instances, commands, context]: ConstructorParameters<typeof TrackedUndo>) =>
    new TrackedUndo(instances, commands, context)
  const undo = new Univer({ override: [[IUndoRedoService, { useFactory, deps }]] }).__getInjector().get(IUndoRedoService) as TrackedUndo
  const told: string[] = []
  undo.onStep = ({ step }) => told.push(step)
  undo.onClear = () => told.push('cleared')
  undo.pushUndoRedo({ unitID: WORKBOOK, undoMutations: [], redoMutations: [] })
  undo.clearUndoRedo('text that is being typed')
  undo.clearUndoRedo(WORKBOOK)
  expect(told).toEqual(['done', 'cleared'])
})
