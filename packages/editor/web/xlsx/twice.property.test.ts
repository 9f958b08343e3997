import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openPackage } from '../ooxml/package.ts'
import { LockedCells } from './problem.ts'
import { sheetsOf } from './sheets.ts'
import { sheetEdits } from './testing/arbitrary-edits.ts'
import { DOCUMENTS } from './testing/documents.ts'
import { changedParts } from './testing/saved.ts'
import { writeBack } from './write-back.ts'

test.each(DOCUMENTS)('$name: what is typed, painted and frozen twice makes no difference the second time', ({ bytes }) => {
  const keys = sheetsOf(openPackage(bytes)).flatMap(({ key, kind }) => (kind === 'worksheet' ? [key] : []))
  const log = sheetEdits(keys.slice(0, 2)).map((edits) => edits.filter((edit) => edit.do === 'cells' || edit.do === 'freeze'))
  fc.assert(
    fc.property(log, (edits) => {
      try {
        const once = writeBack(bytes, edits, [])
        expect(changedParts(once, openPackage(writeBack(once, edits, [])))).toEqual([])
      } catch (error) {
        if (!(error instanceof LockedCells)) throw error
      }
    }),
    { numRuns: bytes.length > 30_000 ? 3 : 12 },
  )
})
