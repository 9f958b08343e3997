import { parseXml } from '../ooxml/xml.ts'
import { openZoomBar } from '../views/zoom-bar.ts'
import { openAreas } from './areas.ts'
import { closedPlaces } from './bodies.ts'
import type { Deck, ListedSlide } from './deck.ts'
import type { Drawing, Drawn } from './drawing.ts'
import { plainText, readBody } from './paragraphs.ts'
import { findProbed, type Probed, probeSource } from './probe.ts'
import { fill } from './text-dom.ts'
import { openTextEditor, type TextEditor } from './text-editor.ts'
import type { Path } from './tree.ts'
import { words } from './words.ts'

export interface CanvasOptions {
  container: HTMLElement
  deck: Deck
  drawing: Drawing
  onEdit(): void
  onUndo(redo: boolean): void
  /** the selection moved, or text is edited no more */
  onSelect(): void
}

/** The slide in the middle, with its texts to click on. */
export interface Canvas {
  /** draws it anew; undefined where there is none */
  show(slide: ListedSlide | undefined, index: number, editable: boolean): void
  editor(): TextEditor | undefined
  /** the text that is being edited */
  editing(): Path | undefined
  edit(path: Path, from: 'end' | 'all' | { x: number; y: number }): void
  leave(): void
  focus(): void
  destroy(): void
}

const MARGIN = 24

export function openCanvas(options: CanvasOptions): Canvas {
  const { container, deck, drawing, onEdit, onUndo, onSelect } = options
  const scroller = document.createElement('div')
  scroller.className = 'moorage-pptx-scroller'
  scroller.tabIndex = 0
  scroller.setAttribute('role', 'region')
  const sheet = document.createElement('div')
  sheet.className = 'moorage-pptx-sheet'
  const scaled = document.createElement('div')
  scaled.className = 'moorage-pptx-scaled'
  const message = document.createElement('p')
  message.className = 'moorage-pptx-message'
  message.setAttribute('role', 'status')
  sheet.append(scaled)
  scroller.append(sheet)
  container.append(scroller, message)

  const say = (text: string) => {
    message.textContent = text
  }
  let shown: { slide: ListedSlide; index: number; editable: boolean } | undefined
  let drawn: Drawn[] = []
  /** which shape of the slide each text lies in */
  let homes = new Map<Path, number>()
  let open: { path: Path; editor: TextEditor } | undefined

  const zoomBar = openZoomBar(container, (zoom) => {
    sheet.style.width = `${drawing.width * zoom}px`
    sheet.style.height = `${drawing.height * zoom}px`
    scaled.style.transform = `scale(${zoom})`
    scaled.style.setProperty('--zoom', String(zoom))
  })
  const fit = () =>
    zoomBar.setFit(
      Math.max(0.05, Math.min((scroller.clientWidth - 2 * MARGIN) / drawing.width, (scroller.clientHeight - 2 * MARGIN) / drawing.height)),
    )
  const resized = new ResizeObserver(fit)
  resized.observe(scroller)
  const areas = openAreas(zoomBar.zoom, (path, from) => edit(path, from), say)

  function forget(): void {
    for (const each of drawn) each.dispose()
    drawn = []
    homes = new Map()
  }
  function show(slide: ListedSlide | undefined, index: number, editable: boolean): void {
    close()
    forget()
    say('')
    scaled.replaceChildren()
    sheet.hidden = slide === undefined
    shown = slide && { slide, index, editable }
    scroller.setAttribute('aria-label', slide ? words.slide(index + 1, '', false) : words.slides)
    if (!slide) {
      say(words.noSlides)
      return
    }
    scaled.style.width = `${drawing.width}px`
    scaled.style.height = `${drawing.height}px`
    fit()
    try {
      const whole = drawing.draw(slide.part, index)
      drawn.push(whole)
      scaled.append(whole.element)
      if (editable) place(slide.part, index)
    } catch (error) {
      console.error(error)
      say(words.notDrawn)
    }
  }
  /** Draws the probe out of sight, to lay an area over each text where it stands. */
  function place(part: string, index: number): void {
    const { source, places } = probeSource(deck.pkg, part)
    const probe = drawing.draw(part, index, source, ({ nodeType }) => nodeType !== 'chart' && nodeType !== 'picture')
    probe.element.classList.add('moorage-pptx-probe')
    scaled.append(probe.element)
    const found = findProbed(probe.element, deck.pkg.text(part), places)
    for (const { place, box } of found) for (const [shape, element] of probe.shapes) if (element.contains(box)) homes.set(place.path, shape)
    const text = deck.pkg.text(part)
    areas.lay(
      probe.element,
      found.map(({ place, box }) => ({ place, box, text: plainText(readBody(text, place.element).paragraphs) })),
      closedPlaces(parseXml(text)),
    )
    probe.element.remove()
    probe.dispose()
    scaled.append(areas.element)
  }
  function probeShape(slide: ListedSlide, index: number, shape: number): { probe: Drawn; found: Probed[] } {
    const { source, places } = probeSource(deck.pkg, slide.part)
    const probe = drawing.draw(slide.part, index, source, (_node, at) => at === shape)
    return { probe, found: findProbed(probe.element, deck.pkg.text(slide.part), places) }
  }

  function edit(path: Path, from: 'end' | 'all' | { x: number; y: number }): void {
    leave()
    const shape = homes.get(path)
    if (!shown?.editable || shape === undefined) return
    const { slide, index } = shown
    const { probe, found } = probeShape(slide, index, shape)
    drawn.push(probe)
    const mine = found.find(({ place }) => place.path === path)
    const element = probe.shapes.get(shape)
    const before = drawn[0]?.shapes.get(shape)
    if (!mine || !element || !before) return
    before.replaceWith(element)
    const source = deck.pkg.text(slide.part)
    for (const { place, box, looks } of found) fill(box, readBody(source, place.element).paragraphs, looks)
    const { prefix, paragraphs } = deck.text(slide.part, path)
    areas.hide(path)
    const editor = openTextEditor({
      box: mine.box,
      label: words.editText(mine.place.name, ''),
      prefix,
      paragraphs,
      looks: mine.looks,
      lookAgain() {
        const again = probeShape(slide, index, shape)
        again.probe.dispose()
        return again.found.find(({ place }) => place.path === path)?.looks ?? mine.looks
      },
      onEdit(next, group) {
        deck.setText(slide.id, slide.part, path, next, group)
        onEdit()
      },
      onLeave() {
        leave()
        areas.focus(path)
      },
      onTab(back) {
        leave()
        const next = areas.beside(path, back)
        if (next) edit(next, 'all')
        else areas.focus(path)
      },
      onUndo,
      onSelect,
    })
    open = { path, editor }
    editor.focus(from === 'end' ? undefined : from)
    onSelect()
  }
  function close(): void {
    open?.editor.close()
    open = undefined
  }
  function leave(): void {
    if (!open || !shown) return
    show(shown.slide, shown.index, shown.editable)
    onSelect()
  }
  // the notes, the list or an empty part of the slide: whatever is no part of the text and no command for it
  const outside = (event: Event) => {
    const { target } = event
    const box = scaled.querySelector('[contenteditable="true"]')
    if (open && target instanceof Node && !box?.contains(target) && container.parentElement?.contains(target)) leave()
  }
  document.addEventListener('pointerdown', outside)
  document.addEventListener('focusin', outside)

  return {
    show,
    edit,
    leave,
    editor: () => open?.editor,
    editing: () => open?.path,
    focus: () => scroller.focus(),
    destroy() {
      document.removeEventListener('pointerdown', outside)
      document.removeEventListener('focusin', outside)
      resized.disconnect()
      close()
      forget()
    },
  }
}
