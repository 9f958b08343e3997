import type { Deck, ListedSlide } from './deck.ts'
import { type Paragraph, plainText } from './paragraphs.ts'
import type { Look } from './probe.ts'
import { fill } from './text-dom.ts'
import { openTextEditor, type TextEditor } from './text-editor.ts'
import { words } from './words.ts'

/** The speaker notes under the slide. */
export interface NotesPane {
  readonly element: HTMLElement
  show(slide: ListedSlide | undefined, editable: boolean): void
  editor(): TextEditor | undefined
  destroy(): void
}

/** Notes are shown in one size: of a run's look only what people set in notes. */
const looksOf = (paragraphs: readonly Paragraph[]): Look[] =>
  paragraphs.map(({ runs }) => ({
    css: '',
    bullet: undefined,
    runs: runs.map(({ properties }) => {
      const tag = /^<[^>]*>/.exec(properties)?.[0] ?? ''
      const has = (mark: RegExp) => mark.test(tag)
      return [
        has(/\sb="(1|true)"/) ? 'font-weight: bold' : '',
        has(/\si="(1|true)"/) ? 'font-style: italic' : '',
        has(/\su="(?!none)/) ? 'text-decoration: underline' : '',
      ]
        .filter(Boolean)
        .join('; ')
    }),
  }))

const MIN = 56
const STEP = 24

export function openNotesPane(deck: Deck, on: { onEdit(id: string): void; onUndo(redo: boolean): void; onSelect(): void }): NotesPane {
  const element = document.createElement('section')
  element.className = 'moorage-pptx-notes'
  element.setAttribute('aria-label', words.notes)
  const divider = document.createElement('div')
  divider.className = 'moorage-pptx-divider'
  divider.tabIndex = 0
  divider.setAttribute('role', 'separator')
  divider.setAttribute('aria-orientation', 'horizontal')
  divider.setAttribute('aria-label', words.notesHeight)
  const toggle = document.createElement('button')
  toggle.type = 'button'
  toggle.className = 'moorage-pptx-notes-toggle'
  toggle.textContent = words.notes
  const box = document.createElement('div')
  box.className = 'moorage-pptx-notes-text'
  element.append(divider, toggle, box)
  let height = Math.max(MIN, Math.min(120, Math.round(innerHeight * 0.14)))
  let folded = innerHeight < 500
  let editor: TextEditor | undefined

  const most = () => Math.max(MIN, Math.round(innerHeight * 0.6))
  function size(): void {
    height = Math.max(MIN, Math.min(most(), height))
    box.style.height = `${height}px`
    box.hidden = folded
    divider.hidden = folded
    toggle.setAttribute('aria-expanded', String(!folded))
    divider.setAttribute('aria-valuemin', String(MIN))
    divider.setAttribute('aria-valuemax', String(most()))
    divider.setAttribute('aria-valuenow', String(height))
  }
  toggle.addEventListener('click', () => {
    folded = !folded
    size()
  })
  divider.addEventListener('keydown', (event) => {
    const step = { ArrowUp: STEP, ArrowDown: -STEP }[event.key]
    if (step === undefined) return
    event.preventDefault()
    height += step
    size()
  })
  divider.addEventListener('pointerdown', (event) => {
    divider.setPointerCapture(event.pointerId)
    const from = event.clientY + height
    const move = ({ clientY }: PointerEvent) => {
      height = from - clientY
      size()
    }
    divider.addEventListener('pointermove', move)
    divider.addEventListener('lostpointercapture', () => divider.removeEventListener('pointermove', move), { once: true })
  })
  size()

  function show(slide: ListedSlide | undefined, editable: boolean): void {
    const wasWriting = document.activeElement === box
    editor?.close()
    editor = undefined
    box.removeAttribute('role')
    box.removeAttribute('contenteditable')
    const notes = slide && deck.notes(slide.part)
    box.dataset.prompt = notes || !slide ? (editable ? words.addNotes : words.noNotes) : words.notesClosed
    const paragraphs = notes?.paragraphs ?? []
    const mark = (now: readonly Paragraph[]) => box.classList.toggle('moorage-pptx-no-notes', plainText(now) === '')
    mark(paragraphs)
    if (!slide || !notes || !editable) {
      fill(box, paragraphs, looksOf(paragraphs))
      box.tabIndex = 0
      box.setAttribute('role', 'group')
      box.setAttribute('aria-label', words.notes)
      return
    }
    let now = paragraphs
    editor = openTextEditor({
      box,
      label: words.notes,
      prefix: notes.prefix,
      paragraphs,
      looks: looksOf(paragraphs),
      lookAgain: () => looksOf(now),
      onEdit(next, group) {
        now = next
        mark(next)
        deck.setNotes(slide.id, slide.part, next, group)
        on.onEdit(slide.id)
      },
      onLeave: () => box.blur(),
      onUndo: on.onUndo,
      onSelect: on.onSelect,
    })
    // an undo shows them anew under the hands of whoever writes
    if (wasWriting) editor.focus()
  }
  return {
    element,
    show,
    editor: () => (document.activeElement === box ? editor : undefined),
    destroy: () => editor?.close(),
  }
}
