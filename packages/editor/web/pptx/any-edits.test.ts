import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type OfficePackage, openPackage } from '../ooxml/package.ts'
import { parseXml } from '../ooxml/xml.ts'
import { bodiesOf } from './bodies.ts'
import { type Deck, openDeck } from './deck.ts'
import { makeDeck } from './testing/made-deck.ts'
import { faultsOf } from './testing/schema-order.ts'
import { lengthOf, markRange, replaceRange } from './text-edit.ts'

const SHARED = '/work/shared/documents'
const shared = existsSync(SHARED) ? readdirSync(SHARED).filter((name) => name.endsWith('.pptx')) : []
const DECKS: [name: string, bytes: Uint8Array][] = [
  ['the made deck', makeDeck()],
  ...shared.map((name): [string, Uint8Array] => [name, new Uint8Array(readFileSync(join(SHARED, name)))]),
]

const edit = fc.record({
  what: fc.constantFrom('type', 'mark', 'notes', 'add', 'duplicate', 'delete', 'move', 'hide', 'undo', 'redo'),
  slide: fc.nat(20),
  place: fc.nat(20),
  from: fc.nat(40),
  to: fc.nat(40),
  text: fc.oneof(fc.constantFrom('\n', '\v', '', ' & <', 'naïve 漢字 😀'), fc.string({ maxLength: 6 })),
})
type AnyEdit = typeof edit extends fc.Arbitrary<infer T> ? T : never

/** Does what can be done of an edit, whatever it names. */
function perform(deck: Deck, { what, slide, place, from, to, text }: AnyEdit): void {
  if (what === 'undo' || what === 'redo') return void deck[what]()
  const slides = deck.slides()
  const layouts = deck.layouts()
  const chosen = slides[slide % Math.max(1, slides.length)]
  if (what === 'add' && layouts.length) return void deck.addSlide(layouts[place % layouts.length]?.part ?? '', place % (slides.length + 1))
  if (!chosen) return
  if (what === 'duplicate') return void deck.duplicateSlide(chosen.id)
  if (what === 'delete') return void deck.deleteSlide(chosen.id)
  if (what === 'move') return void deck.moveSlide(chosen.id, place % slides.length)
  if (what === 'hide') return void deck.setHidden(chosen.id, text.length % 2 === 0)
  const places = bodiesOf(parseXml(deck.pkg.text(chosen.part)))
  const body = places[place % Math.max(1, places.length)]
  const { paragraphs, prefix } = (what === 'notes' ? deck.notes(chosen.part) : body && deck.text(chosen.part, body.path)) ?? {}
  if (!paragraphs || prefix === undefined) return
  const position = (seed: number) => {
    const paragraph = seed % paragraphs.length
    return { paragraph, offset: seed % ((paragraphs[paragraph] ? lengthOf(paragraphs[paragraph]) : 0) + 1) }
  }
  const [start, end] = [position(from), position(to)].sort((a, b) => a.paragraph - b.paragraph || a.offset - b.offset)
  if (!start || !end) return
  const next =
    what === 'mark'
      ? markRange(paragraphs, start, end, prefix, 'bold', place % 2 === 0)
      : replaceRange(paragraphs, start, end, text).paragraphs
  if (what === 'notes') deck.setNotes(chosen.id, chosen.part, next, `${place}`)
  else if (body) deck.setText(chosen.id, chosen.part, body.path, next, `${place}`)
}

describe('any edits', () => {
  it.each(DECKS)(
    'of %s leave a file that nothing has to be repaired in, with untouched parts byte for byte, and can be undone',
    (_name, bytes) => {
      const before = openPackage(bytes)
      const known = faultsOf(before)
      fc.assert(
        fc.property(fc.array(edit, { maxLength: 14 }), (edits) => {
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
    },
  )

  it.skipIf(shared.length > 0)('would be tried on the shared presentations too, where these are on the machine', () => undefined)
})
