import { cross, element } from './element.ts'
import { words } from './words.ts'

/** How long a note stays when nobody touches it; pointing at it or moving into it stops the clock. */
const NOTE_MS = 20_000

export interface Note {
  text: string
  /** e.g. a link or a field, shown after the text */
  more?: HTMLElement[]
  /** it goes only when it is dismissed, or another takes its place */
  stays?: boolean
  /** called once, however the note goes */
  onGone?: () => void
}

/** The corner where short notes appear over the editor, and leave again. Screen readers hear each once. */
export function notesCorner(parent: HTMLElement) {
  const corner = element('div', { class: 'notes', role: 'status', 'aria-live': 'polite' })
  parent.append(corner)
  let current: (() => void) | undefined

  function show({ text, more = [], stays = false, onGone }: Note): void {
    current?.()
    let timer: ReturnType<typeof setTimeout> | undefined
    const leave = () => {
      if (current !== leave) return
      current = undefined
      clearTimeout(timer)
      note.remove()
      onGone?.()
    }
    const wait = () => {
      clearTimeout(timer)
      if (!stays) timer = setTimeout(leave, NOTE_MS)
    }
    const stay = () => clearTimeout(timer)
    const note = element(
      'div',
      {
        class: 'note',
        onmouseenter: stay,
        onmouseleave: wait,
        onfocusin: stay,
        onfocusout: wait,
        onkeydown: (event) => (event as KeyboardEvent).key === 'Escape' && leave(),
      },
      element('p', {}, text),
      ...more,
      element('button', { type: 'button', class: 'dismiss', 'aria-label': words.dismiss, title: words.dismiss, onclick: leave }, cross()),
    )
    current = leave
    corner.append(note)
    wait()
  }
  return { show }
}

export type Notes = ReturnType<typeof notesCorner>
