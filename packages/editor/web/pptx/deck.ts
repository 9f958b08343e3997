import { type OfficePackage, openPackage, type PackageState } from '../ooxml/package.ts'
import { parseXml, type XmlElement } from '../ooxml/xml.ts'
import { bodiesOf } from './bodies.ts'
import { type Layout, layoutsOf } from './layouts.ts'
import { createNotes, notesBody } from './notes.ts'
import { type Paragraph, plainText, readBody, type TextBody, writeBody } from './paragraphs.ts'
import { mainPart, partOfKind } from './parts.ts'
import * as slides from './slides.ts'
import { at, type Path } from './tree.ts'

export type { ListedSlide } from './slides.ts'

/** A presentation whose package changes with every edit: `write()` gives the file as it is now, at any time. */
export interface Deck {
  readonly pkg: OfficePackage
  readonly presentation: string
  slides(): slides.ListedSlide[]
  layouts(): Layout[]
  /** the text of the title, '' without one */
  title(part: string): string
  isHidden(part: string): boolean
  text(part: string, path: Path): TextBody
  /** the notes of a slide; undefined where its notes page has no place for text */
  notes(part: string): TextBody | undefined
  /** `group`: edits of one group after another are undone in one step */
  setText(slide: string, part: string, path: Path, paragraphs: readonly Paragraph[], group: string): void
  setNotes(slide: string, part: string, paragraphs: readonly Paragraph[], group: string): void
  /** `place` counts from 0; these give the id of the slide to show */
  addSlide(layout: string, place: number): string
  duplicateSlide(id: string): string
  deleteSlide(id: string): string | undefined
  moveSlide(id: string, place: number): void
  setHidden(id: string, hidden: boolean): void
  /** the id of the slide where something changed; undefined where there is nothing to undo */
  undo(): string | undefined
  redo(): string | undefined
  canUndo(): boolean
  canRedo(): boolean
  /** parts that differ from the file that was opened */
  changed(): string[]
  write(): Uint8Array
}

interface Step {
  before: PackageState
  after: PackageState
  slide: string
  group: string | undefined
}

/** As in the notes page that is made with the first word. */
const NO_NOTES: TextBody = { prefix: 'a:', paragraphs: [{ raw: '<a:p/>', properties: '', end: '', runs: [], locked: false }] }

/** More than anybody goes back; a step holds what changed, not the whole. */
const STEPS = 200

/** The bytes must have passed `inspect`. Throws ZipProblem and XmlProblem. */
export function openDeck(bytes: Uint8Array): Deck {
  const pkg = openPackage(bytes)
  const presentation = mainPart(pkg)
  const done: Step[] = []
  const undone: Step[] = []

  function edit<T>(slide: (result: T) => string, act: () => T, group?: string): T {
    const before = pkg.snapshot()
    try {
      const result = act()
      const step = { before, after: pkg.snapshot(), slide: slide(result), group }
      const last = done.at(-1)
      if (group !== undefined && last?.group === group && undone.length === 0) done[done.length - 1] = { ...step, before: last.before }
      else done.push(step)
      if (done.length > STEPS) done.shift()
      undone.length = 0
      return result
    } catch (error) {
      pkg.restore(before)
      throw error
    }
  }
  const list = () => slides.listSlides(pkg, presentation)
  const find = (id: string) => {
    const all = list()
    const index = all.findIndex((slide) => slide.id === id)
    const slide = all[index]
    if (!slide) throw new RangeError(`no slide ${id}`)
    return { all, index, slide }
  }
  const tree = (part: string): XmlElement => parseXml(pkg.text(part))
  const bodyAt = (part: string, path: Path): XmlElement => {
    const body = at(tree(part), path)
    if (body?.local !== 'txBody') throw new RangeError(`no text at ${path}`)
    return body
  }
  const setBody = (part: string, path: Path, paragraphs: readonly Paragraph[]) =>
    pkg.set(part, writeBody(pkg.text(part), bodyAt(part, path), paragraphs))
  const go = (from: Step[], to: Step[], which: 'before' | 'after') => {
    const step = from.pop()
    if (!step) return undefined
    pkg.restore(step[which])
    to.push({ ...step, group: undefined })
    return step.slide
  }

  return {
    pkg,
    presentation,
    slides: list,
    layouts: () => layoutsOf(pkg, presentation),
    title(part) {
      const body = bodiesOf(tree(part)).find(({ placeholder }) => placeholder === 'title' || placeholder === 'ctrTitle')
      return body
        ? plainText(readBody(pkg.text(part), body.element).paragraphs)
            .replace(/\s+/g, ' ')
            .trim()
        : ''
    },
    isHidden: (part) => slides.isHidden(pkg, part),
    text: (part, path) => readBody(pkg.text(part), bodyAt(part, path)),
    notes(part) {
      const page = partOfKind(pkg, part, 'notesSlide')
      if (page === undefined) return NO_NOTES
      const body = notesBody(pkg, page)
      return body && readBody(pkg.text(page), body.element)
    },
    setText: (slide, part, path, paragraphs, group) =>
      edit(
        () => slide,
        () => setBody(part, path, paragraphs),
        group,
      ),
    setNotes: (slide, part, paragraphs, group) =>
      edit(
        () => slide,
        () => {
          const page = partOfKind(pkg, part, 'notesSlide') ?? createNotes(pkg, presentation, part)
          const body = notesBody(pkg, page)
          if (body) setBody(page, body.path, paragraphs)
        },
        group,
      ),
    addSlide: (layout, place) =>
      edit(
        (id) => id,
        () => slides.addSlide(pkg, presentation, layout, place),
      ),
    duplicateSlide: (id) =>
      edit(
        (copy) => copy,
        () => {
          const { index, slide } = find(id)
          return slides.duplicateSlide(pkg, presentation, slide.part, index + 1)
        },
      ),
    deleteSlide: (id) =>
      edit(
        () => id,
        () => {
          const { all, index, slide } = find(id)
          slides.deleteSlide(pkg, presentation, slide)
          return (all[index + 1] ?? all[index - 1])?.id
        },
      ),
    moveSlide: (id, place) =>
      edit(
        () => id,
        () => slides.moveSlide(pkg, presentation, id, place),
      ),
    setHidden: (id, hidden) =>
      edit(
        () => id,
        () => slides.setHidden(pkg, find(id).slide.part, hidden),
      ),
    undo: () => go(done, undone, 'before'),
    redo: () => go(undone, done, 'after'),
    canUndo: () => done.length > 0,
    canRedo: () => undone.length > 0,
    changed: () => pkg.changed(),
    write: () => pkg.write(),
  }
}
