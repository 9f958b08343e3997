import {
  type DependencyOverride,
  ICommandService,
  IContextService,
  type IUndoRedoItem,
  IUndoRedoService,
  IUniverInstanceService,
  LocalUndoRedoService,
} from '@univerjs/core'
import { WORKBOOK } from './constants.ts'

export interface Step {
  step: 'done' | 'undone' | 'redone'
  item: IUndoRedoItem
}

/** The grid's own undo, which also tells about every step of the workbook. Text that is being typed has stacks of its own. */
export class TrackedUndo extends LocalUndoRedoService {
  /** told of each step */
  onStep: (step: Step) => void = () => {}
  /** a step before it is kept, put right where the library was wrong about it */
  mended: (item: IUndoRedoItem) => IUndoRedoItem = (item) => item
  /** told when none of the steps can be undone any more, as after a large sheet is deleted, which is no step itself */
  onClear: () => void = () => {}

  override clearUndoRedo(unitID: string): void {
    super.clearUndoRedo(unitID)
    if (unitID === WORKBOOK) this.onClear()
  }

  override pushUndoRedo(item: IUndoRedoItem): void {
    super.pushUndoRedo(item.unitID === WORKBOOK ? this.mended(item) : item)
    // one that was batched lies within the one before
    const top = this._getUndoStack(WORKBOOK)?.at(-1)
    if (item.unitID === WORKBOOK && top) this.onStep({ step: 'done', item: top })
  }

  override popUndoToRedo(): void {
    const item = this.pitchTopUndoElement()
    super.popUndoToRedo()
    if (item?.unitID === WORKBOOK) this.onStep({ step: 'undone', item })
  }

  override popRedoToUndo(): void {
    const item = this.pitchTopRedoElement()
    super.popRedoToUndo()
    if (item?.unitID === WORKBOOK) this.onStep({ step: 'redone', item })
  }

  override rollback(id: string, unitID?: string): void {
    const item = this._getUndoStack(WORKBOOK)?.at(-1)
    super.rollback(id, unitID)
    if (item && this._getUndoStack(WORKBOOK)?.at(-1) !== item) this.onStep({ step: 'undone', item })
  }
}

/** Puts it in the place of the grid's own. */
export const TRACKED_UNDO: DependencyOverride[number] = [
  IUndoRedoService,
  {
    useFactory: (instances: IUniverInstanceService, commands: ICommandService, context: IContextService) =>
      new TrackedUndo(instances, commands, context),
    deps: [IUniverInstanceService, ICommandService, IContextService],
  },
]
