import type { Edit } from '../edit.ts'

/**
 * Edits in the order in which they hold, cut into the steps that can be undone. Undoing takes a step's edits out again
 * instead of adding their contrary: so a deleted row comes back with everything that the file has in it.
 */
export interface EditLog {
  add(edit: Edit): void
  /** what was added since the last step can be undone as `item`; again for the same item: belongs to it as well */
  done(item: object): void
  /** what comes of the last step by itself goes with it */
  join(edit: Edit): void
  /** what was added since the last step belongs to none; false when there is nothing */
  keep(): boolean
  undone(item: object): void
  redone(item: object): void
  edits(): Edit[]
}

interface Step {
  /** undefined: cannot be undone */
  item: object | undefined
  edits: Edit[]
}

export function createEditLog(): EditLog {
  const steps: Step[] = []
  let undone: Step[] = []
  let open: Edit[] = []

  const close = (item: object | undefined) => {
    const last = steps.at(-1)
    if (item !== undefined && last?.item === item) last.edits.push(...open)
    else if (open.length > 0 || item !== undefined) steps.push({ item, edits: open })
    open = []
  }
  return {
    add(edit) {
      open.push(edit)
    },
    done(item) {
      close(item)
      undone = []
    },
    join(edit) {
      const last = open.length > 0 ? open : (steps.at(-1)?.edits ?? open)
      last.push(edit)
    },
    keep() {
      const some = open.length > 0
      close(undefined)
      return some
    },
    undone(item) {
      close(undefined)
      const at = steps.findLastIndex((step) => step.item === item)
      if (at >= 0) undone.push(...steps.splice(at, 1))
    },
    redone(item) {
      close(undefined)
      const at = undone.findLastIndex((step) => step.item === item)
      if (at >= 0) steps.push(...undone.splice(at, 1))
    },
    edits: () => [...steps.flatMap((step) => step.edits), ...open],
  }
}
