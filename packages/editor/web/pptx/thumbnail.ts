import type { Deck, ListedSlide } from './deck.ts'
import type { Drawing, Drawn } from './drawing.ts'
import { words } from './words.ts'

/** One slide in the list: its number and, while it is in sight, its picture. */
export interface Thumbnail {
  readonly element: HTMLElement
  set(slide: ListedSlide, index: number, isCurrent: boolean, deck: Deck, draggable: boolean): void
  setVisible(visible: boolean): void
  /** its slide changed */
  forget(): void
  destroy(): void
}

/** One after another, between what people do: a list scrolled fast must not stand still. */
const waiting = new Set<() => void>()
function later(draw: () => void): void {
  waiting.add(draw)
  if (waiting.size === 1) setTimeout(next)
}
function next(): void {
  const [draw] = waiting
  if (!draw) return
  try {
    draw()
  } finally {
    waiting.delete(draw)
    if (waiting.size) setTimeout(next)
  }
}

const WIDTH = 168

export function openThumbnail(id: string, drawing: Drawing): Thumbnail {
  const element = document.createElement('li')
  element.id = `moorage-slide-${id}`
  element.className = 'moorage-pptx-thumbnail'
  element.dataset.slide = id
  element.setAttribute('role', 'option')
  const number = document.createElement('span')
  number.className = 'moorage-pptx-number'
  number.setAttribute('aria-hidden', 'true')
  const label = document.createElement('span')
  label.className = 'moorage-pptx-label'
  const picture = document.createElement('span')
  picture.className = 'moorage-pptx-picture'
  picture.setAttribute('aria-hidden', 'true')
  picture.inert = true
  element.append(number, picture, label)
  let drawn: Drawn | undefined
  let visible = false
  /** of the slide as drawn: another place means another slide number on it */
  let key = ''
  let part = ''
  let index = 0
  let name = () => ''

  function draw(): void {
    if (!visible || drawn || !element.isConnected) return
    label.textContent = name()
    const scale = WIDTH / drawing.width
    picture.style.height = `${drawing.height * scale}px`
    try {
      drawn = drawing.draw(part, index)
      drawn.element.style.transform = `scale(${scale})`
      drawn.element.style.transformOrigin = '0 0'
      picture.replaceChildren(drawn.element)
    } catch (error) {
      console.error(error)
      picture.replaceChildren()
    }
  }
  function forget(): void {
    drawn?.dispose()
    drawn = undefined
  }
  return {
    element,
    set(slide, place, isCurrent, deck, draggable) {
      const now = `${slide.part} ${place}`
      if (now !== key) forget()
      key = now
      part = slide.part
      index = place
      const hidden = deck.isHidden(slide.part)
      name = () => words.slide(place + 1, deck.title(slide.part), hidden)
      // a title is looked for when the slide is seen: most of a long list never is
      label.textContent = visible ? name() : words.slide(place + 1, '', hidden)
      number.textContent = String(place + 1)
      element.classList.toggle('moorage-pptx-hidden', hidden)
      element.setAttribute('aria-selected', String(isCurrent))
      element.draggable = draggable
      picture.style.height = `${(drawing.height * WIDTH) / drawing.width}px`
      if (visible) later(draw)
    },
    setVisible(now) {
      visible = now
      if (visible) return later(draw)
      forget()
      picture.replaceChildren()
    },
    forget() {
      forget()
      later(draw)
    },
    destroy() {
      visible = false
      forget()
      element.remove()
    },
  }
}
