import type { Edit, SheetKey } from '../edit.ts'
import { limitsAfter, type SheetLimits, whyNot } from '../structure/limits.ts'
import { problemText } from '../structure/problem.ts'

export type Limits = Readonly<Record<SheetKey, SheetLimits>>

/**
 * Why an edit could not be saved, once those before it are carried out; undefined when it can. `limits` are the file's own.
 * What is refused here is refused before it happens, and no save fails for it.
 */
export function limitedBy(limits: Limits, before: readonly Edit[], edit: Edit): string | undefined {
  if (edit.do !== 'insert' && edit.do !== 'delete' && edit.do !== 'delete-sheet') return undefined
  const original = limits[edit.sheet]
  if (!original) return undefined
  const now = before.reduce(
    (each, done) => ((done.do === 'insert' || done.do === 'delete') && done.sheet === edit.sheet ? limitsAfter(each, done) : each),
    original,
  )
  const kind = whyNot(now, edit)
  return kind && problemText(kind)
}
