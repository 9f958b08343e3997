import { CommandType, type ICommandService, type Workbook } from '@univerjs/core'
import { WORKBOOK } from './constants.ts'
import type { EditLog } from './edit-log.ts'
import type { FormatRules } from './format-rules.ts'
import { normalizeCommand } from './normalize.ts'
import { isRecorded, type Recorder } from './recorder.ts'
import type { TrackedUndo } from './tracked-undo.ts'

export interface RecordOptions {
  workbook: Workbook
  commands: ICommandService
  undo: TrackedUndo
  recorder: Recorder
  rules: FormatRules
  log: EditLog
  onEdit(): void
}

/** Writes into the log what commands do to the workbook, and takes out of it what is undone. */
export function record({ workbook, commands, undo, recorder, rules, log, onEdit }: RecordOptions): void {
  // a mutation may cause others before it is over, hence by the object itself
  const noted = new WeakMap<object, ReturnType<typeof recorder.before>>()
  /** the command that did what has no step yet */
  let doer: string | undefined

  commands.beforeCommandExecuted((command, options) => {
    normalizeCommand(command)
    if (options?.fromFormula || !isRecorded(command)) return
    noted.set(command.params, recorder.before(command))
    rules.normalize(command, workbook)
  })
  commands.onCommandExecuted((command, options) => {
    // one that ended half way made no step: the grid cannot take it back, so nothing before it can be taken back either
    if (command.type === CommandType.COMMAND && command.id === doer && log.keep()) undo.clearUndoRedo(WORKBOOK)
    if (!isRecorded(command)) return
    const worked = options?.fromFormula
    const edits = worked ? recorder.formats(command) : recorder.after(command, noted.get(command.params) ?? []).filter(rules.keeps)
    for (const edit of edits) worked ? log.join(edit) : log.add(edit)
    if (edits.length === 0) return
    if (!worked) doer = command.params.trigger
    onEdit()
  })
  undo.onStep = ({ step, item }) => {
    log[step](item)
    if (step !== 'done') onEdit()
  }
  undo.onClear = () => log.keep()
}
