import type { OfficePackage } from '../../ooxml/package.ts'
import { lockedRanges } from '../cells/locked-ranges.ts'
import type { Range } from '../edit.ts'
import { overlap } from '../range.ts'
import { tablesOf } from '../structure/tables.ts'

/** Why cells cannot be merged, in words for people; undefined when they can. Excel refuses these too, and repairs a file that has them. */
export function mergeRefusal(pack: OfficePackage, sheetPart: string, range: Range): string | undefined {
  if (tablesOf(pack, sheetPart).some((table) => overlap(table.range, range)))
    return 'A table stands there, and the cells of a table cannot be merged. Take another place.'
  if (lockedRanges(pack.text(sheetPart)).some((locked) => overlap(locked, range)))
    return 'An array formula stands there, and its cells cannot be merged. Take another place.'
  return undefined
}
