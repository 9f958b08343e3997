import { existsSync, readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseXml } from '../../packages/editor/web/ooxml/xml.ts'
import { bodiesOf } from '../../packages/editor/web/pptx/bodies.ts'
import { type Deck, openDeck } from '../../packages/editor/web/pptx/deck.ts'
import type { Paragraph } from '../../packages/editor/web/pptx/paragraphs.ts'
import { anyEdit, perform } from '../../packages/editor/web/pptx/testing/arbitrary-edits.ts'
import { makeDeck } from '../../packages/editor/web/pptx/testing/made-deck.ts'
import { LibreOffice } from './libreoffice.ts'

const SHARED = new URL('../../../shared/documents/', import.meta.url)
const shared = existsSync(SHARED) ? readdirSync(SHARED).filter((name) => name.endsWith('.pptx')) : []
let office: LibreOffice
const sources: Uint8Array[] = [makeDeck(), ...shared.map((name) => new Uint8Array(readFileSync(new URL(name, SHARED))))]
beforeAll(async () => {
  office = await LibreOffice.start()
  // as LibreOffice itself writes them: other prefixes, other parts, no empty properties
  const written = await office.convert('written.odp', await office.convert('made.pptx', makeDeck(), 'odp'), 'pptx')
  sources.push(new Uint8Array(written))
})
afterAll(() => office?.stop())

/** Stretches of text as they stand between breaks and fields, without white space; what is in capitals by its look may come as such. */
const stretches = (paragraphs: readonly Paragraph[]): string[] =>
  paragraphs.flatMap(({ runs }) => runs.flatMap((run) => (run.kind === 'text' ? run.text.split(/\s+/) : []))).filter((text) => text !== '')
const texts = (deck: Deck, part: string): string[] =>
  bodiesOf(parseXml(deck.pkg.text(part))).flatMap(({ path }) => stretches(deck.text(part, path).paragraphs))

test('another office suite finds the slides in their order, with every word of them and of their notes, whatever was done', async () => {
  const lists = fc.sample(fc.array(anyEdit, { minLength: 3, maxLength: 14 }), { numRuns: 8, seed: 5 })
  const decks = sources.flatMap((bytes) =>
    lists.map((edits) => {
      const deck = openDeck(bytes)
      for (const edit of edits) perform(deck, edit)
      return deck
    }),
  )
  const found = await office.slides(decks.map((deck) => deck.write()))
  for (const [index, deck] of decks.entries()) {
    const slides = deck.slides()
    // a presentation without slides is shown with one that is empty
    if (slides.length === 0) continue
    expect(found[index]?.length).toBe(slides.length)
    for (const [place, { part }] of slides.entries()) {
      const { text = '', notes = '' } = found[index]?.[place] ?? {}
      for (const word of texts(deck, part)) expect(text).toContain(word)
      for (const word of stretches(deck.notes(part)?.paragraphs ?? [])) expect(notes).toContain(word)
    }
  }
})
