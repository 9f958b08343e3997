/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/** What is looked for in a page: a CSS selector, and words that its label or text matches. */
export interface Sought {
  selector: string
  words?: RegExp
}

export interface Spot {
  /** in the page's own pixels */
  x: number
  y: number
  words: string
}

/** Runs in the page; it is sent there as its own text, so it uses nothing from around it. */
function find(selector: string, pattern: string | null, flags: string): Spot | null {
  const wanted = pattern === null ? undefined : new RegExp(pattern, flags)
  for (const element of document.querySelectorAll<HTMLElement>(selector)) {
    const words = (element.getAttribute('aria-label') || element.innerText || element.title || '').replace(/\s+/g, ' ').trim()
    if (wanted && !wanted.test(words)) continue
    element.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    const { x, y, width, height } = element.getBoundingClientRect()
    const { visibility } = getComputedStyle(element)
    if (width < 1 || height < 1 || visibility === 'hidden') continue
    return { x: x + width / 2, y: y + height / 2, words }
  }
  return null
}

export const asExpression = ({ selector, words }: Sought) =>
  `(${find.toString()})(${JSON.stringify(selector)}, ${JSON.stringify(words?.source ?? null)}, ${JSON.stringify(words?.flags ?? '')})`

/** Hears what an editor in a frame tells the page around it. */
export const HEARD = `window.top === window && addEventListener('message', ({ data }) => {
  try { (window.moorageFilmHeard ??= []).push(JSON.parse(data).MessageId) } catch {}
})`
export const heard = (message: string) => `(window.moorageFilmHeard ?? []).includes(${JSON.stringify(message)})`
