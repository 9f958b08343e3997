import type { OfficePackage } from '../../ooxml/package.ts'
import { lockedRanges } from '../cells/locked-ranges.ts'
import type { Range } from '../edit.ts'
import { overlap } from '../range.ts'
import { tablesOf } from '../structure/tables.ts'

/** Excel merges no cells of a table or an array formula, and repairs a file where they are. */
export const isMergeable = (pack: OfficePackage, sheetPart: string, range: Range): boolean =>
  !tablesOf(pack, sheetPart).some((table) => overlap(table.range, range)) &&
  !lockedRanges(pack.text(sheetPart)).some((locked) => overlap(locked, range))
