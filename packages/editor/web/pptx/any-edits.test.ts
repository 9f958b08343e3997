import { existsSync, readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type OfficePackage, openPackage } from '../ooxml/package.ts'
import { openDeck } from './deck.ts'
import { anyEdit, perform } from './testing/arbitrary-edits.ts'
import { makeDeck } from './testing/made-deck.ts'
import { faultsOf } from './testing/schema-order.ts'

const SHARED = new URL('../../../../../shared/documents/', import.meta.url)
const shared = existsSync(SHARED) ? readdirSync(SHARED).filter((name) => name.endsWith('.pptx')) : []
const SHARED_DECKS = shared.map((name): [string, Uint8Array] => [name, new Uint8Array(readFileSync(new URL(name, SHARED)))])

const TELLS = 'of %s leave a file that nothing has to be repaired in, with untouched parts byte for byte, and can be undone'

function anyEdits(_name: string, bytes: Uint8Array): void {
  const before = openPackage(bytes)
  const known = faultsOf(before)
  fc.assert(
    fc.property(fc.array(anyEdit, { maxLength: 14 }), (edits) => {
      const deck = openDeck(bytes)
      for (const each of edits) perform(deck, each)
      const changed = new Set(deck.changed())
      const after = openPackage(deck.write())
      expect(faultsOf(after).filter((fault) => !known.includes(fault))).toEqual([])
      const untouched = (pkg: OfficePackage) =>
        pkg
          .names()
          .filter((name) => !changed.has(name))
          .map((name) => [name, Buffer.from(pkg.bytes(name)).toString('latin1')])
      expect(Object.fromEntries(untouched(after))).toEqual(Object.fromEntries(untouched(before)))
      expect(openDeck(deck.write()).slides()).toEqual(deck.slides())
      while (deck.canUndo()) deck.undo()
      expect(deck.changed()).toEqual([])
    }),
    { numRuns: 12 },
  )
}

describe('any edits', () => {
  it.each([['the made deck', makeDeck()] as [string, Uint8Array]])(TELLS, anyEdits)
})

describe.skipIf(shared.length === 0)('any edits (skipped: there is no shared/documents beside the clone)', () => {
  it.each(SHARED_DECKS)(TELLS, anyEdits)
})
