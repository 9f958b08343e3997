import { element } from './element.ts'
import { sessionNumber } from './session-number.ts'
import { words } from './words.ts'

export interface Way {
  label: string
  /** where it leads, or what it does */
  url?: string
  download?: boolean
  act?: () => void
}

export interface Explanation {
  /** the file it is about */
  name: string
  heading: string
  text: string
  /** what still works, the best first */
  ways: Way[]
  /** of the editing session, where there is one */
  session?: string | undefined
}

function wayElement({ label, url, download, act }: Way, first: boolean): HTMLElement {
  const look = first ? 'way first' : 'way'
  return url === undefined
    ? element('button', { type: 'button', class: look, onclick: () => act?.() }, label)
    : element('a', { class: look, href: url, download: download ?? false }, label)
}

/** A full page in words: what happened, and what still works. Answers how to take it away again. */
export function explain(document: Document, { name, heading, text, ways, session }: Explanation): () => void {
  const title = element('h1', { tabindex: '-1' }, heading)
  const page = element(
    'main',
    { class: 'explanation' },
    element(
      'div',
      { class: 'card' },
      element('p', { class: 'file' }, name),
      title,
      element('p', {}, text),
      element(
        'nav',
        { 'aria-label': words.whatWorks },
        element('ul', { class: 'ways' }, ...ways.map((way, index) => element('li', {}, wayElement(way, index === 0)))),
      ),
      session === undefined ? undefined : sessionNumber(session),
    ),
  )
  document.body.append(page)
  title.focus()
  return () => page.remove()
}
