import fc from 'fast-check'
import { expect, test } from 'vitest'
import { faults } from '../testing/verify.ts'
import { writeBack } from '../write-back.ts'
import { STEPS } from './testing/arbitrary-steps.ts'
import { BOOK } from './testing/book.ts'
import { isCircular } from './testing/circular.ts'
import { openHeadless } from './testing/headless.ts'
import { differences, shownBy } from './testing/shown.ts'

const RUNS = Number(process.env.PROPERTY_RUNS ?? (process.env.TEST_ALL === '1' ? 40 : 6))
test('whatever is done in the grid, the saved file opened anew shows the same', async () => {
  await fc.assert(
    fc.asyncProperty(STEPS, async (steps) => {
      const first = openHeadless(BOOK)
      try {
        await first.changes()
        for (const [index, step] of steps.entries()) {
          await first.perform(step)
          if (index % 10 !== 9 && index !== steps.length - 1) continue
          const { edits, results } = await first.changes()
          const saved = writeBack(BOOK, edits, results)
          expect(faults(saved)).toEqual([])
          const second = openHeadless(saved)
          try {
            // the results that were saved, and those that come of working out anew
            expect(differences(shownBy(first), shownBy(second)), `saved after step ${index}`).toEqual([])
            if (isCircular(first)) continue
            await second.changes()
            expect(differences(shownBy(first), shownBy(second)), `worked out after step ${index}`).toEqual([])
          } finally {
            second.close()
          }
        }
      } finally {
        first.close()
      }
    }),
    { numRuns: RUNS, endOnFailure: process.env.SHRINK !== '1' },
  )
}, 600_000)
