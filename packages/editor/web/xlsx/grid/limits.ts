import type { Edit, SheetKey } from '../edit.ts'
import { limit } from '../formula/change.ts'
import { limitsAfter, type SheetLimits, whyNot } from '../structure/limits.ts'
import { problemText } from '../structure/problem.ts'

export type Limits = Readonly<Record<SheetKey, SheetLimits>>

/**
 * Why an edit could not be saved, once those before it are carried out; undefined when it can. `limits` are the file's
 * own, `size` is that of the grid, which is larger than what is filled.
 * What is refused here is refused before it happens, and no save fails for it.
 */
export function limitedBy(
  limits: Limits,
  before: readonly Edit[],
  edit: Edit,
  size: Record<'rows' | 'columns', number>,
): string | undefined {
  if (!isLimited(edit)) return undefined
  if (edit.do === 'insert' && edit.count < 1) return NOTHING
  if (edit.do === 'insert' && size[edit.what] + edit.count > limit(edit.what)) return problemText('edge')
  const original = limits[edit.sheet]
  // most sheets have nothing that limits anybody, and cells are typed all the time
  if (!original || (original.fixtures.length === 0 && edit.do !== 'delete-sheet')) return undefined
  const now = before.reduce(
    (each, done) => ((done.do === 'insert' || done.do === 'delete') && done.sheet === edit.sheet ? limitsAfter(each, done) : each),
    original,
  )
  const kind = whyNot(now, edit)
  return kind && problemText(kind)
}

/** Of no rows the grid would make a mess. */
const NOTHING = 'Say how many are to be inserted.'

type LimitedEdit = Parameters<typeof whyNot>[1]
const LIMITED: ReadonlySet<Edit['do']> = new Set<LimitedEdit['do']>(['insert', 'delete', 'delete-sheet', 'merge', 'unmerge', 'cells'])
const isLimited = (edit: Edit): edit is LimitedEdit => LIMITED.has(edit.do)
