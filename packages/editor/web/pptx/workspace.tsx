import type { Root } from 'react-dom/client'
import { openCanvas } from './canvas.ts'
import { type ListedSlide, openDeck } from './deck.ts'
import { openDrawing } from './drawing.ts'
import { openNotesPane } from './notes-pane.ts'
import { openRail } from './rail.ts'
import { SlideToolbar, type ToolbarCommands } from './toolbar.tsx'

/** Which slide is looked at; the number counts where the slide is gone. */
export interface Place {
  slide: string | undefined
  index: number
}

export interface Workspace {
  readonly elements: HTMLElement[]
  /** once the elements are on the page */
  start(): void
  place(): Place
  setEditable(editable: boolean): void
  write(): Blob
  focus(): void
  destroy(): void
}

export interface WorkspaceOptions {
  bar: HTMLElement
  tools: Root
  bytes: Uint8Array
  editable: boolean
  place: Place | undefined
  onChange(): void
}

/** A picture in the list follows typing this much later. */
const REDRAW_MS = 250

/** One presentation, opened: what is on the screen follows its deck. */
export function openWorkspace({ bar, tools, bytes, editable, place, onChange }: WorkspaceOptions): Workspace {
  const deck = openDeck(bytes)
  const drawing = openDrawing(deck.pkg, deck.presentation, (index) => choose(slides[index]?.id))
  const main = document.createElement('div')
  main.className = 'moorage-pptx-main'
  const stage = document.createElement('div')
  stage.className = 'moorage-pptx-stage'
  const side = document.createElement('nav')
  side.className = 'moorage-pptx-side'
  side.setAttribute('aria-label', 'Slides')
  let slides: ListedSlide[] = deck.slides()
  let layouts = deck.layouts()
  let current = slides.find(({ id }) => id === place?.slide)?.id ?? slides[Math.min(place?.index ?? 0, slides.length - 1)]?.id
  let menu: { x: number; y: number } | undefined
  let redraw: ReturnType<typeof setTimeout> | undefined

  const indexOf = () => slides.findIndex(({ id }) => id === current)
  const slide = () => slides[indexOf()]
  const canvas = openCanvas({
    container: stage,
    deck,
    drawing,
    onEdit: () => typed(),
    onUndo: (redo) => (redo ? commands.redo() : commands.undo()),
    onSelect: () => showTools(),
  })
  const notes = openNotesPane(deck, {
    onEdit: () => changed(),
    onUndo: (redo) => (redo ? commands.redo() : commands.undo()),
    onSelect: () => showTools(),
  })
  const rail = openRail({
    container: side,
    deck,
    drawing,
    onChoose: (id) => choose(id),
    onCommand(command) {
      if (command === 'delete') commands.remove()
      else if (command === 'duplicate') commands.duplicate()
      else if (command === 'open') canvas.focus()
      else commands.move(command === 'up' ? -1 : 1)
    },
    onDrop: (id, to) => moveTo(id, to),
    onMenu(x, y) {
      menu = { x, y }
      showTools()
    },
  })
  main.append(stage, notes.element)

  function showTools(): void {
    bar.hidden = !editable
    if (!editable) return
    const here = slide()
    const editor = canvas.editor() ?? notes.editor()
    tools.render(
      <SlideToolbar
        state={{
          index: indexOf(),
          count: slides.length,
          hidden: here !== undefined && deck.isHidden(here.part),
          layouts,
          canUndo: deck.canUndo(),
          canRedo: deck.canRedo(),
          marks: editor?.hasSelection()
            ? { bold: editor.has('bold'), italic: editor.has('italic'), underline: editor.has('underline') }
            : undefined,
          menu,
        }}
        commands={commands}
      />,
    )
  }
  function show(): void {
    canvas.show(slide(), indexOf(), editable)
    notes.show(slide(), editable)
    rail.update(current, editable)
    showTools()
  }
  function choose(id: string | undefined): void {
    if (id === current) return
    current = id
    show()
  }
  function changed(): void {
    showTools()
    onChange()
  }
  function typed(): void {
    const id = current
    clearTimeout(redraw)
    redraw = setTimeout(() => id !== undefined && rail.redraw(id), REDRAW_MS)
    changed()
  }
  /** Slides come, go or move; `act` gives the one to show then. */
  function structure(act: () => string | undefined): void {
    const index = indexOf()
    canvas.leave()
    refresh(act(), index)
    onChange()
  }
  /** Shows a slide, or the one that stands now where the shown one was. */
  function refresh(next: string | undefined, index: number): void {
    drawing.refresh()
    slides = deck.slides()
    layouts = deck.layouts()
    current = slides.find(({ id }) => id === next)?.id ?? slides[Math.min(index, slides.length - 1)]?.id
    show()
  }
  function back(step: 'undo' | 'redo'): void {
    const editing = canvas.editing()
    const changedSlide = deck[step]()
    if (changedSlide === undefined) return
    refresh(changedSlide, Math.max(0, indexOf()))
    rail.redraw(changedSlide)
    if (editing !== undefined && changedSlide === current) canvas.edit(editing, 'end')
    onChange()
  }
  const commands: ToolbarCommands = {
    undo: () => back('undo'),
    redo: () => back('redo'),
    mark: (mark) => (canvas.editor() ?? notes.editor())?.toggle(mark),
    add(layout) {
      const chosen = layout ?? usualLayout()
      if (chosen === undefined) return
      structure(() => deck.addSlide(chosen, indexOf() + 1))
      rail.focus()
    },
    duplicate: () =>
      withCurrent((id) => {
        structure(() => deck.duplicateSlide(id))
        rail.focus()
      }),
    remove: () =>
      withCurrent((id) => {
        structure(() => deck.deleteSlide(id))
        rail.focus()
      }),
    move: (by) =>
      withCurrent((id) => {
        const to = indexOf() + by
        if (to >= 0 && to < slides.length) moveTo(id, to)
      }),
    hide: (hidden) =>
      withCurrent((id) =>
        structure(() => {
          deck.setHidden(id, hidden)
          return id
        }),
      ),
    closeMenu() {
      menu = undefined
      showTools()
    },
  }
  function withCurrent(act: (id: string) => void): void {
    if (current !== undefined) act(current)
  }
  function moveTo(id: string, to: number): void {
    structure(() => {
      deck.moveSlide(id, to)
      return id
    })
  }
  /** As PowerPoint: like the slide before; behind a title slide, the second layout. */
  function usualLayout(): string | undefined {
    const here = slide()
    const used = here && deck.pkg.relationships(here.part).find(({ type }) => type.endsWith('/slideLayout'))?.target
    if (used !== undefined && used !== layouts[0]?.part) return used
    return (layouts[1] ?? layouts[0])?.part
  }

  return {
    elements: [side, main],
    start: show,
    place: () => ({ slide: current, index: Math.max(0, indexOf()) }),
    setEditable(value) {
      if (value === editable) return
      editable = value
      show()
    },
    write: () => deck.pkg.writeBlob(),
    focus: () => rail.focus(),
    destroy() {
      clearTimeout(redraw)
      canvas.destroy()
      notes.destroy()
      rail.destroy()
      drawing.destroy()
    },
  }
}
