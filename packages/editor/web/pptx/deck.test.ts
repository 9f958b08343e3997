import { describe, expect, it } from 'vitest'
import { openPackage } from '../ooxml/package.ts'
import { openDeck } from './deck.ts'
import { plainText } from './paragraphs.ts'
import { makeDeck } from './testing/made-deck.ts'
import { faultsOf } from './testing/schema-order.ts'
import { replaceRange } from './text-edit.ts'

const original = makeDeck()
const open = () => openDeck(original)
const START = { paragraph: 0, offset: 0 }
const TITLE = '0.0.2.2'
const ids = (deck: ReturnType<typeof open>) => deck.slides().map(({ id }) => id)
const titles = (deck: ReturnType<typeof open>) => deck.slides().map(({ part }) => deck.title(part))
const type = (deck: ReturnType<typeof open>, index: number, text: string, group = text) => {
  const slide = deck.slides()[index]
  if (!slide) throw new RangeError('no slide')
  const { paragraphs } = deck.text(slide.part, TITLE)
  deck.setText(slide.id, slide.part, TITLE, replaceRange(paragraphs, START, START, text).paragraphs, group)
}
/** The parts that the written file holds otherwise than the original, both unpacked. */
function differing(bytes: Uint8Array): string[] {
  const before = openPackage(original)
  const after = openPackage(bytes)
  const names = [...new Set([...before.names(), ...after.names()])]
  return names.filter((name) => !before.has(name) || !after.has(name) || before.text(name) !== after.text(name)).sort()
}

describe('a deck', () => {
  it('is a sound presentation to begin with', () => {
    expect(faultsOf(openPackage(original))).toEqual([])
    expect(titles(open())).toEqual(['Lanterns over the harbour', 'Numbers', 'Thanks'])
  })

  it('changes the one part that was typed into, and in it only the paragraph', () => {
    const deck = open()
    type(deck, 1, 'More ')
    expect(deck.changed()).toEqual(['ppt/slides/slide2.xml'])
    expect(deck.pkg.text('ppt/slides/slide2.xml')).toBe(
      openPackage(original).text('ppt/slides/slide2.xml').replace('<a:t>Numbers</a:t>', '<a:t>More Numbers</a:t>'),
    )
    expect(differing(deck.write())).toEqual(['ppt/slides/slide2.xml'])
  })

  it('writes the very bytes of the file again after everything was undone, and those of the edit after redo', () => {
    const deck = open()
    const [first, second] = ids(deck)
    type(deck, 0, 'x')
    deck.duplicateSlide(second ?? '')
    deck.deleteSlide(first ?? '')
    deck.setHidden(second ?? '', true)
    const edited = deck.write()
    expect([deck.undo(), deck.undo(), deck.undo(), deck.undo(), deck.undo()]).toEqual([second, first, '302', first, undefined])
    expect(deck.changed()).toEqual([])
    while (deck.canRedo()) deck.redo()
    expect(deck.write()).toEqual(edited)
  })

  it('undoes what belongs to one group in one step', () => {
    const deck = open()
    type(deck, 0, 'a', 'word')
    type(deck, 0, 'b', 'word')
    type(deck, 0, 'c', 'next')
    deck.undo()
    expect(deck.title('ppt/slides/slide1.xml')).toBe('baLanterns over the harbour')
    deck.undo()
    expect(deck.changed()).toEqual([])
  })

  it('adds a slide from a layout with its placeholders but not its footers, in the section of the slide before', () => {
    const deck = open()
    const [layout] = deck.layouts()
    expect(deck.addSlide(layout?.part ?? '', 2)).toBe('302')
    expect(ids(deck)).toEqual(['256', '300', '302', '301'])
    const text = deck.pkg.text('ppt/slides/slide4.xml')
    expect(text).toContain('<p:ph type="ctrTitle"/>')
    expect(text).not.toMatch(/type="(dt|ftr|sldNum)"/)
    expect(deck.pkg.text('ppt/presentation.xml')).toContain('<p14:sldId id="300"/><p14:sldId id="302"/></p14:sldIdLst>')
    expect(deck.changed().sort()).toEqual([
      '[Content_Types].xml',
      'ppt/_rels/presentation.xml.rels',
      'ppt/presentation.xml',
      'ppt/slides/_rels/slide4.xml.rels',
      'ppt/slides/slide4.xml',
    ])
    expect(faultsOf(openPackage(deck.write()))).toEqual([])
  })

  it('duplicates a slide with its chart, workbook and notes, shares its layout, and leaves remarks on the first', () => {
    const deck = open()
    const id = deck.duplicateSlide('300')
    const copy = deck.slides().find((slide) => slide.id === id)?.part ?? ''
    expect(ids(deck)).toEqual(['256', '300', id, '301'])
    expect(deck.pkg.relationships(copy).map(({ target }) => target)).toEqual([
      'ppt/slideLayouts/slideLayout2.xml',
      'ppt/charts/chart2.xml',
      'ppt/notesSlides/notesSlide2.xml',
      'ppt/slides/slide3.xml',
    ])
    expect(deck.pkg.relationships('ppt/charts/chart2.xml').map(({ target }) => target)).toEqual([
      'ppt/embeddings/Microsoft_Excel_Sheet2.xlsx',
    ])
    expect(deck.pkg.relationships('ppt/notesSlides/notesSlide2.xml').map(({ target }) => target)).toContain(copy)
    expect(deck.pkg.text(copy)).not.toContain('commentRel')
    expect(deck.changed()).not.toContain('ppt/slides/slide2.xml')
    expect(faultsOf(openPackage(deck.write()))).toEqual([])
  })

  it('deletes a slide with what was only its own', () => {
    const deck = open()
    expect(deck.deleteSlide('300')).toBe('301')
    expect(ids(deck)).toEqual(['256', '301'])
    const gone = [
      'slides/slide2.xml',
      'charts/chart1.xml',
      'embeddings/Microsoft_Excel_Sheet1.xlsx',
      'notesSlides/notesSlide1.xml',
      'comments/modernComment1.xml',
    ]
    for (const part of gone) expect(deck.pkg.has(`ppt/${part}`), part).toBe(false)
    expect(deck.pkg.has('ppt/notesMasters/notesMaster1.xml')).toBe(true)
    expect(faultsOf(openPackage(deck.write()))).toEqual([])
  })

  it('deletes a slide that others link to: the words stay, the link goes, and so do its rows elsewhere', () => {
    const deck = open()
    expect(deck.deleteSlide('301')).toBe('300')
    expect(deck.pkg.text('ppt/slides/slide2.xml')).toContain('<a:rPr lang="en-GB"></a:rPr><a:t>two</a:t>')
    expect(deck.pkg.text('ppt/presentation.xml')).toContain('<p:sldLst><p:sld r:id="s1"/></p:sldLst>')
    expect(deck.pkg.text('ppt/viewProps.xml')).toContain('<p:sldLst><p:sld r:id="rId1" collapse="1"/></p:sldLst>')
    expect(faultsOf(openPackage(deck.write()))).toEqual([])
  })

  it('can do without any slide, and begin again', () => {
    const deck = open()
    for (const id of ids(deck)) deck.deleteSlide(id)
    expect(deck.slides()).toEqual([])
    expect(faultsOf(openPackage(deck.write()))).toEqual([])
    deck.addSlide(deck.layouts()[1]?.part ?? '', 0)
    expect(deck.slides()).toHaveLength(1)
    expect(faultsOf(openPackage(deck.write()))).toEqual([])
  })

  it('moves a slide up and down in the list and between sections, and touches nothing else', () => {
    const deck = open()
    deck.moveSlide('301', 0)
    expect(ids(deck)).toEqual(['301', '256', '300'])
    deck.moveSlide('301', 2)
    deck.moveSlide('256', 1)
    expect(ids(deck)).toEqual(['300', '256', '301'])
    expect(deck.changed()).toEqual(['ppt/presentation.xml'])
    expect(faultsOf(openPackage(deck.write()))).toEqual([])
  })

  it('hides a slide from the show, and takes the mark away again', () => {
    const deck = open()
    deck.setHidden('256', true)
    expect(deck.isHidden('ppt/slides/slide1.xml')).toBe(true)
    expect(deck.changed()).toEqual(['ppt/slides/slide1.xml'])
    deck.setHidden('256', false)
    expect(deck.changed()).toEqual([])
  })

  it('changes notes that are there in their own part', () => {
    const deck = open()
    const notes = deck.notes('ppt/slides/slide2.xml')
    expect(plainText(notes?.paragraphs ?? [])).toBe('Breathe')
    deck.setNotes('300', 'ppt/slides/slide2.xml', replaceRange(notes?.paragraphs ?? [], START, START, 'First: ').paragraphs, 'g')
    expect(deck.changed()).toEqual(['ppt/notesSlides/notesSlide1.xml'])
  })

  it('makes a notes page with the first word, under the master that is there', () => {
    const deck = open()
    const notes = deck.notes('ppt/slides/slide1.xml')
    deck.setNotes('256', 'ppt/slides/slide1.xml', replaceRange(notes?.paragraphs ?? [], START, START, 'Smile').paragraphs, 'g')
    expect(plainText(deck.notes('ppt/slides/slide1.xml')?.paragraphs ?? [])).toBe('Smile')
    expect(deck.changed().sort()).toEqual([
      '[Content_Types].xml',
      'ppt/notesSlides/_rels/notesSlide2.xml.rels',
      'ppt/notesSlides/notesSlide2.xml',
      'ppt/slides/_rels/slide1.xml.rels',
    ])
    expect(faultsOf(openPackage(deck.write()))).toEqual([])
  })
})
