import {
  CommandType,
  CustomCommandExecutionError,
  type IAccessor,
  type ICommandInfo,
  ICommandService,
  type IMutation,
  type Injector,
} from '@univerjs/core'
import {
  AddConditionalRuleMutation,
  DeleteConditionalRuleMutation,
  MoveConditionalRuleMutation,
  SetConditionalRuleMutation,
} from '@univerjs/preset-sheets-conditional-formatting'
import { RemoveDefinedNameMutation, SetDefinedNameMutation } from '@univerjs/preset-sheets-core'
import {
  AddDataValidationMutation,
  RemoveDataValidationMutation,
  UpdateDataValidationMutation,
} from '@univerjs/preset-sheets-data-validation'
import { RemoveNoteMutation, UpdateNoteMutation } from '@univerjs/preset-sheets-note'
import { foreseen, isStructural, isUndoOrRedo, type Mutation, PASSING } from './mutations.ts'
import { isRecorded } from './recorder.ts'

const FOLLOWING: IMutation<object>[] = [
  AddConditionalRuleMutation,
  DeleteConditionalRuleMutation,
  MoveConditionalRuleMutation,
  SetConditionalRuleMutation,
  SetDefinedNameMutation,
  RemoveDefinedNameMutation,
  AddDataValidationMutation,
  RemoveDataValidationMutation,
  UpdateDataValidationMutation,
  UpdateNoteMutation,
  RemoveNoteMutation,
] as IMutation<object>[]
const FOLLOWING_IDS: ReadonlySet<string> = new Set(FOLLOWING.map(({ id }) => id))

const isPassing = (id: string) => PASSING.test(id) || FOLLOWING_IDS.has(id) || id === 'sheet.mutation.set-worksheet-row-auto-height'

export interface GuardOptions {
  editable(): boolean
  /** why a command is not carried out, whatever it is about to do */
  refusal(id: string, params: object | undefined): string | undefined
  /** why a mutation could not be saved */
  limit(mutation: Mutation): string | undefined
  refuse(reason: string): void
}

/**
 * Lets nothing happen in the grid that could not be put into the file: commands that say so are refused with the reason,
 * and a mutation that nobody knows is refused before it begins.
 */
export function guard(injector: Injector, { editable, refusal, limit, refuse }: GuardOptions): void {
  const commands = injector.get(ICommandService)
  // Rules, notes and names of the file follow its rows and columns. Where the grid would change its own along with cells (a
  // pasted cell brings its rules), it is kept from it: the file's stay where they are.
  for (const mutation of FOLLOWING) {
    commands.unregisterCommand(mutation.id)
    commands.registerCommand({
      ...mutation,
      handler: (accessor: IAccessor, params: { trigger?: string }) =>
        isStructural(params.trigger) || isUndoOrRedo(params.trigger) ? mutation.handler(accessor, params) : true,
    } as IMutation<object>)
  }
  commands.beforeCommandExecuted((command: Readonly<ICommandInfo>, options) => {
    const { id, type, params } = command
    if (type === CommandType.OPERATION || isPassing(id) || options?.fromFormula) return
    if (type === CommandType.COMMAND) {
      const ahead = foreseen(command)
      const reason = refusal(id, params) ?? (ahead && editable() ? limit(ahead) : undefined)
      if (reason === undefined) return
      refuse(reason)
      throw new CustomCommandExecutionError(reason)
    }
    if (isRecorded(command) && editable()) {
      const reason = limit(command)
      if (reason === undefined) return
      refuse(reason)
      throw new CustomCommandExecutionError(reason)
    }
    refuse(editable() ? 'This can’t be done here yet: the file could not keep it.' : 'This file can only be looked at here.')
    throw new CustomCommandExecutionError(id)
  })
}
