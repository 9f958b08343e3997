import fc from 'fast-check'
import { parseXml } from '../../ooxml/xml.ts'
import { bodiesOf } from '../bodies.ts'
import type { Deck } from '../deck.ts'
import { lengthOf, markRange, replaceRange } from '../text-edit.ts'

/** Anything that can be done to a deck; numbers are taken modulo what there is. */
export const anyEdit = fc.record({
  what: fc.constantFrom('type', 'mark', 'notes', 'add', 'duplicate', 'delete', 'move', 'hide', 'undo', 'redo'),
  slide: fc.nat(20),
  place: fc.nat(20),
  from: fc.nat(40),
  to: fc.nat(40),
  text: fc.oneof(fc.constantFrom('\n', '\v', '', ' & <', 'naïve 漢字 😀'), fc.string({ maxLength: 6 })),
})
export type AnyEdit = typeof anyEdit extends fc.Arbitrary<infer T> ? T : never

/** Does what can be done of an edit, whatever it names. */
export function perform(deck: Deck, { what, slide, place, from, to, text }: AnyEdit): void {
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
