import type { Paragraph } from './paragraphs.ts'
import type { Look } from './probe.ts'
import type { Mark } from './run-properties.ts'
import { endOf, fill, pointOf, positionOf, readParagraphs } from './text-dom.ts'
import { type Edited, isBefore, lengthOf, markRange, type Position, replaceRange } from './text-edit.ts'

export interface TextEditorOptions {
  box: HTMLElement
  label: string
  prefix: string
  paragraphs: readonly Paragraph[]
  looks: readonly Look[]
  /** asked again when paragraphs or looks of runs came or went; it may put what it is given into the file first */
  lookAgain(): readonly Look[]
  /** every change; `group` names what is undone together */
  onEdit(paragraphs: readonly Paragraph[], group: string): void
  onLeave(): void
  /** undefined: Tab goes on to what comes next on the page */
  onTab?(back: boolean): void
  onUndo(redo: boolean): void
  onSelect(): void
}

export interface TextEditor {
  /** the caret behind the text, at a point of the window, or all of it selected */
  focus(from?: { x: number; y: number } | 'all'): void
  /** words are selected */
  hasSelection(): boolean
  has(mark: Mark): boolean
  toggle(mark: Mark): void
  close(): void
}

/** Paragraphs and runs with their looks: as long as these stay, only characters changed. */
const shapeOf = (paragraphs: readonly Paragraph[]) =>
  JSON.stringify(
    paragraphs.map(({ properties, end, runs }) => [properties, runs.length ? runs.map((run) => [run.kind, run.properties]) : end]),
  )

let editors = 0

/**
 * Text that is edited where it stands. Every change is made to the paragraphs, and the page shows them; only what an
 * input method composes goes into the page first and is read back.
 */
export function openTextEditor(options: TextEditorOptions): TextEditor {
  const { box } = options
  const events = new AbortController()
  const { signal } = events
  const id = ++editors
  let { paragraphs, looks } = options
  let shape = shapeOf(paragraphs)
  let composing = false
  let burst = 0
  let lastKind = ''

  box.contentEditable = 'true'
  box.spellcheck = true
  box.setAttribute('role', 'textbox')
  box.setAttribute('aria-multiline', 'true')
  box.setAttribute('aria-label', options.label)
  fill(box, paragraphs, looks)

  function selected(): { from: Position; to: Position } {
    const selection = getSelection()
    if (!selection?.anchorNode || !selection.focusNode || !box.contains(selection.anchorNode)) {
      const end = endOf(paragraphs)
      return { from: end, to: end }
    }
    const a = positionOf(box, selection.anchorNode, selection.anchorOffset)
    const b = positionOf(box, selection.focusNode, selection.focusOffset)
    return isBefore(b, a) ? { from: b, to: a } : { from: a, to: b }
  }
  function select(from: Position, to = from): void {
    const start = pointOf(box, from)
    const end = pointOf(box, to)
    getSelection()?.setBaseAndExtent(start.node, start.offset, end.node, end.offset)
  }
  /** One step back for each word, and for each change of manner. */
  function groupOf(kind: string, text: string): string {
    if (kind !== lastKind || /\s/.test(text)) burst++
    lastKind = kind
    return `${id}.${burst}`
  }
  function put(next: readonly Paragraph[], group: string): void {
    paragraphs = next
    options.onEdit(paragraphs, group)
  }
  function redraw(): void {
    const now = shapeOf(paragraphs)
    if (now !== shape) looks = options.lookAgain()
    shape = now
    fill(box, paragraphs, looks)
  }
  function apply(edited: Edited, group: string): void {
    // nothing that can be changed: what is selected stays selected
    if (edited.paragraphs === paragraphs) return
    put(edited.paragraphs, group)
    redraw()
    select(edited.caret)
    scrollToCaret()
  }
  const scrollToCaret = () => {
    const { focusNode } = getSelection() ?? {}
    const element = focusNode instanceof Element ? focusNode : focusNode?.parentElement
    if (element && box.contains(element)) element.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }
  function rangeOf(event: InputEvent): { from: Position; to: Position } {
    const range = event.getTargetRanges()[0]
    if (!range) return selected()
    const from = positionOf(box, range.startContainer, range.startOffset)
    const to = positionOf(box, range.endContainer, range.endOffset)
    return isBefore(to, from) ? { from: to, to: from } : { from, to }
  }
  /** The browser names what a key takes away; at the edge of something that is one piece for it, it may name nothing. */
  function deletion(event: InputEvent): { from: Position; to: Position } {
    const now = selected()
    if (isBefore(now.from, now.to)) return now
    const range = rangeOf(event)
    if (isBefore(range.from, range.to)) return range
    const { from } = now
    if (event.inputType.endsWith('Backward')) {
      if (from.offset > 0) return { from: { ...from, offset: from.offset - 1 }, to: from }
      const above = paragraphs[from.paragraph - 1]
      return above ? { from: { paragraph: from.paragraph - 1, offset: lengthOf(above) }, to: from } : now
    }
    const here = paragraphs[from.paragraph]
    if (here && from.offset < lengthOf(here)) return { from, to: { ...from, offset: from.offset + 1 } }
    return paragraphs[from.paragraph + 1] ? { from, to: { paragraph: from.paragraph + 1, offset: 0 } } : now
  }
  const insert = ({ from, to }: { from: Position; to: Position }, text: string, kind: string) =>
    apply(replaceRange(paragraphs, from, to, text), groupOf(kind, text))

  function onBeforeInput(event: InputEvent): void {
    const { inputType } = event
    if (inputType === 'insertCompositionText' || composing) return
    event.preventDefault()
    if (inputType === 'historyUndo' || inputType === 'historyRedo') options.onUndo(inputType === 'historyRedo')
    else if (inputType === 'insertParagraph') insert(selected(), '\n', 'paragraph')
    else if (inputType === 'insertLineBreak') insert(selected(), '\v', 'break')
    else if (inputType.startsWith('delete')) insert(deletion(event), '', inputType)
    else if (inputType === 'formatBold') toggle('bold')
    else if (inputType === 'formatItalic') toggle('italic')
    else if (inputType === 'formatUnderline') toggle('underline')
    else if (inputType.startsWith('insert')) {
      const text = event.data ?? event.dataTransfer?.getData('text/plain') ?? ''
      // a corrected word and dropped text have a place of their own; all else comes where the caret is
      const place = /^insert(ReplacementText|FromDrop)$/.test(inputType) ? rangeOf(event) : selected()
      insert(place, text.replace(/\r\n?/g, '\n'), inputType === 'insertText' ? 'type' : 'paste')
    }
  }
  function readBack(): void {
    const { to } = selected()
    put(readParagraphs(box, paragraphs), groupOf('compose', ''))
    if (composing) return
    redraw()
    select(to)
  }
  const marks: Record<Mark, (style: CSSStyleDeclaration) => boolean> = {
    bold: (style) => Number(style.fontWeight) >= 600,
    italic: (style) => style.fontStyle === 'italic',
    underline: (style) => style.textDecorationLine.includes('underline'),
  }
  function runsIn({ from, to }: { from: Position; to: Position }): HTMLElement[] {
    const wide = isBefore(from, to)
    return [...box.querySelectorAll<HTMLElement>('span[data-run]')].filter((run) => {
      const start = positionOf(box, run, 0)
      const end = { ...start, offset: start.offset + (run.textContent?.length ?? 0) }
      return wide ? isBefore(start, to) && isBefore(from, end) : isBefore(start, from) && !isBefore(end, from)
    })
  }
  const has = (mark: Mark) => {
    const runs = runsIn(selected())
    return runs.length > 0 && runs.every((run) => marks[mark](getComputedStyle(run)))
  }
  function toggle(mark: Mark): void {
    const { from, to } = selected()
    if (!isBefore(from, to)) return
    const on = !has(mark)
    put(markRange(paragraphs, from, to, options.prefix, mark, on), groupOf(mark, ' '))
    redraw()
    select(from, to)
    options.onSelect()
  }

  box.addEventListener('beforeinput', onBeforeInput, { signal })
  // what could not be stopped above has happened to the page already
  box.addEventListener('input', () => readBack(), { signal })
  // moved text would be taken away before the page knows where it goes: cut and paste do
  box.addEventListener('dragstart', (event) => event.preventDefault(), { signal })
  box.addEventListener('compositionstart', () => (composing = true), { signal })
  box.addEventListener(
    'compositionend',
    () => {
      composing = false
      readBack()
    },
    { signal },
  )
  box.addEventListener(
    'keydown',
    (event) => {
      if (event.isComposing) return
      const command = event.ctrlKey || event.metaKey
      const key = event.key.toLowerCase()
      if (key === 'escape') options.onLeave()
      else if (key === 'tab' && options.onTab) options.onTab(event.shiftKey)
      else if (command && key === 'z') options.onUndo(event.shiftKey)
      else if (command && key === 'y') options.onUndo(true)
      else return
      event.preventDefault()
      event.stopPropagation()
    },
    { signal },
  )
  document.addEventListener('selectionchange', () => box.contains(document.activeElement) && options.onSelect(), { signal })

  return {
    focus(from) {
      box.focus({ preventScroll: true })
      if (from === 'all') return select({ paragraph: 0, offset: 0 }, endOf(paragraphs))
      // Firefox has had it since version 128 only
      const range = from && document.caretRangeFromPoint?.(from.x, from.y)
      const isInside = range && box.contains(range.startContainer)
      select(isInside ? positionOf(box, range.startContainer, range.startOffset) : endOf(paragraphs))
    },
    hasSelection() {
      const { from, to } = selected()
      return isBefore(from, to)
    },
    has,
    toggle,
    close() {
      events.abort()
      box.contentEditable = 'inherit'
    },
  }
}
