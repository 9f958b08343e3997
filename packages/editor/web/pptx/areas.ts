import type { BodyPlace, ClosedPlace } from './bodies.ts'
import type { Path } from './tree.ts'
import { words } from './words.ts'

/** A button over each text of the slide, and a quiet answer over what can't be changed. */
export interface Areas {
  readonly element: HTMLElement
  /** `drawn` lies on the page, out of sight, at the place of the slide */
  lay(drawn: HTMLElement, texts: readonly { place: BodyPlace; box: HTMLElement; text: string }[], closed: readonly ClosedPlace[]): void
  hide(path: Path): void
  focus(path: Path): void
  /** the text before or behind */
  beside(path: Path, back: boolean): Path | undefined
}

/** English Metric Units in a CSS pixel. */
const EMU = 9525
/** Pixels of the slide that a shape without text must have to be written into: a line of small print. */
const LEAST = 20

export function openAreas(
  zoom: () => number,
  onEdit: (path: Path, from: 'all' | { x: number; y: number }) => void,
  say: (text: string) => void,
): Areas {
  const element = document.createElement('div')
  element.className = 'moorage-pptx-areas'
  const buttons = new Map<Path, HTMLElement>()
  const put = (area: HTMLElement, x: number, y: number, width: number, height: number) => {
    // by its middle, which stays where it is when a small one is made large enough to hit
    Object.assign(area.style, { left: `${x + width / 2}px`, top: `${y + height / 2}px`, width: `${width}px`, height: `${height}px` })
    element.append(area)
  }

  return {
    element,
    lay(drawn, texts, closed) {
      element.replaceChildren()
      buttons.clear()
      const corner = drawn.getBoundingClientRect()
      const scale = zoom()
      for (const { kind, x, y, width, height } of closed) {
        const area = document.createElement('div')
        area.className = 'moorage-pptx-closed'
        area.addEventListener('dblclick', () => say(words.closed[kind]))
        put(area, x / EMU, y / EMU, width / EMU, height / EMU)
      }
      for (const { place, box, text } of texts) {
        const { left, top, width, height } = box.getBoundingClientRect()
        const said = text.replace(/\s+/g, ' ').trim().slice(0, 80)
        // a line or a bar that nobody writes into
        if (!said && !place.placeholder && Math.min(width, height) < LEAST * scale) continue
        const area = document.createElement('button')
        area.type = 'button'
        area.className = 'moorage-pptx-text'
        if (said || !place.placeholder) area.setAttribute('aria-label', words.editText(place.name, said))
        else {
          area.classList.add('moorage-pptx-empty')
          const prompt = document.createElement('span')
          prompt.textContent = words.prompt(place.placeholder)
          area.append(prompt)
        }
        area.addEventListener('click', ({ detail, clientX, clientY }) =>
          onEdit(place.path, detail === 0 ? 'all' : { x: clientX, y: clientY }),
        )
        buttons.set(place.path, area)
        put(area, (left - corner.left) / scale, (top - corner.top) / scale, width / scale, height / scale)
      }
    },
    hide(path) {
      for (const [each, area] of buttons) area.classList.toggle('moorage-pptx-open', each === path)
    },
    focus: (path) => buttons.get(path)?.focus(),
    beside(path, back) {
      const paths = [...buttons.keys()]
      return paths[paths.indexOf(path) + (back ? -1 : 1)]
    },
  }
}
