import type { Deck, ListedSlide } from './deck.ts'
import type { Drawing } from './drawing.ts'
import { openThumbnail, type Thumbnail } from './thumbnail.ts'
import { words } from './words.ts'

export interface RailOptions {
  container: HTMLElement
  deck: Deck
  drawing: Drawing
  onChoose(id: string): void
  onCommand(command: 'delete' | 'duplicate' | 'up' | 'down' | 'open'): void
  onDrop(id: string, place: number): void
  onMenu(x: number, y: number): void
}

/** The list of slides with a small picture of each, drawn as it comes into sight. */
export interface Rail {
  /** brings the list up to date with the deck; pictures of slides that did not change stay */
  update(current: string | undefined, editable: boolean): void
  /** the picture of one slide is old */
  redraw(id: string): void
  focus(): void
  destroy(): void
}

export function openRail(options: RailOptions): Rail {
  const { container, deck, drawing } = options
  const list = document.createElement('ol')
  list.className = 'moorage-pptx-rail'
  list.tabIndex = 0
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', words.slides)
  container.append(list)
  const thumbnails = new Map<string, Thumbnail>()
  let slides: ListedSlide[] = []
  let current: string | undefined
  let editable = false

  const seen = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries)
        if (target instanceof HTMLElement) thumbnails.get(target.dataset.slide ?? '')?.setVisible(isIntersecting)
    },
    { root: list, rootMargin: '300px' },
  )

  function make(id: string): Thumbnail {
    const thumbnail = openThumbnail(id, drawing)
    const { element } = thumbnail
    element.addEventListener('click', () => options.onChoose(id))
    element.addEventListener('contextmenu', (event) => {
      if (!editable) return
      event.preventDefault()
      options.onChoose(id)
      options.onMenu(event.clientX, event.clientY)
    })
    element.addEventListener('dragstart', (event) => {
      event.dataTransfer?.setData('text/x-slide', id)
      if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move'
    })
    seen.observe(element)
    return thumbnail
  }
  const placeAt = (event: DragEvent): number => {
    const isStrip = list.scrollWidth > list.clientWidth + 1
    const after = slides.filter(({ id }) => {
      const { left, top, width, height } = thumbnails.get(id)?.element.getBoundingClientRect() ?? new DOMRect()
      return isStrip ? event.clientX > left + width / 2 : event.clientY > top + height / 2
    })
    return after.length
  }
  const mark = (place: number | undefined) => {
    for (const [index, { id }] of slides.entries()) {
      const { classList } = thumbnails.get(id)?.element ?? list
      classList.toggle('moorage-pptx-before', index === place)
      classList.toggle('moorage-pptx-after', place === slides.length && index === place - 1)
    }
  }
  const isOurs = (event: DragEvent) => editable && event.dataTransfer?.types.includes('text/x-slide')
  list.addEventListener('dragover', (event) => {
    if (!isOurs(event)) return
    event.preventDefault()
    mark(placeAt(event))
  })
  list.addEventListener('dragleave', () => mark(undefined))
  list.addEventListener('drop', (event) => {
    if (!isOurs(event)) return
    event.preventDefault()
    mark(undefined)
    const id = event.dataTransfer?.getData('text/x-slide') ?? ''
    const from = slides.findIndex((slide) => slide.id === id)
    const place = placeAt(event)
    if (from >= 0) options.onDrop(id, place > from ? place - 1 : place)
  })
  list.addEventListener('keydown', (event) => {
    const index = slides.findIndex(({ id }) => id === current)
    const go = (place: number) => {
      const slide = slides[Math.max(0, Math.min(slides.length - 1, place))]
      if (slide) options.onChoose(slide.id)
    }
    const { key, altKey } = event
    const command = event.ctrlKey || event.metaKey
    const isUp = key === 'ArrowUp' || key === 'ArrowLeft'
    const isDown = key === 'ArrowDown' || key === 'ArrowRight'
    if (altKey && editable && (isUp || isDown)) options.onCommand(isUp ? 'up' : 'down')
    else if (altKey) return
    else if (isUp || isDown) go(index + (isUp ? -1 : 1))
    else if (key === 'Home') go(0)
    else if (key === 'End') go(slides.length - 1)
    else if (key === 'Enter') options.onCommand('open')
    else if (editable && (key === 'Delete' || key === 'Backspace')) options.onCommand('delete')
    else if (editable && command && key.toLowerCase() === 'd') options.onCommand('duplicate')
    else if (editable && (key === 'ContextMenu' || (event.shiftKey && key === 'F10'))) {
      const { left, top } = thumbnails.get(current ?? '')?.element.getBoundingClientRect() ?? list.getBoundingClientRect()
      options.onMenu(left + 24, top + 24)
    } else return
    event.preventDefault()
  })

  return {
    update(now, canEdit) {
      const isNew = now !== current
      slides = deck.slides()
      current = now
      editable = canEdit
      const alive = new Set(slides.map(({ id }) => id))
      for (const [id, thumbnail] of thumbnails) {
        if (alive.has(id)) continue
        seen.unobserve(thumbnail.element)
        thumbnail.destroy()
        thumbnails.delete(id)
      }
      for (const [index, slide] of slides.entries()) {
        const thumbnail = thumbnails.get(slide.id) ?? make(slide.id)
        thumbnails.set(slide.id, thumbnail)
        thumbnail.set(slide, index, slide.id === now, deck, canEdit)
        if (list.children[index] !== thumbnail.element) list.insertBefore(thumbnail.element, list.children[index] ?? null)
      }
      const chosen = now === undefined ? undefined : thumbnails.get(now)?.element
      if (chosen) list.setAttribute('aria-activedescendant', chosen.id)
      else list.removeAttribute('aria-activedescendant')
      if (isNew) chosen?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    },
    redraw(id) {
      const index = slides.findIndex((slide) => slide.id === id)
      const slide = slides[index]
      const thumbnail = thumbnails.get(id)
      if (!slide || !thumbnail) return
      thumbnail.forget()
      thumbnail.set(slide, index, id === current, deck, editable)
    },
    focus: () => list.focus(),
    destroy() {
      seen.disconnect()
      for (const thumbnail of thumbnails.values()) thumbnail.destroy()
    },
  }
}
