import type { Paragraph, Run } from './paragraphs.ts'
import type { Look } from './probe.ts'
import { lengthOf, type Position } from './text-edit.ts'

/** How a body lies in the page while it is edited: box > paragraph > run, and how to read that back. */

const isFiller = (node: Node) => node instanceof HTMLBRElement && node.dataset.run === undefined

export function fill(box: HTMLElement, paragraphs: readonly Paragraph[], looks: readonly Look[]): void {
  const wraps = box.style.whiteSpace !== 'nowrap'
  box.replaceChildren(...paragraphs.map((paragraph, index) => paragraphElement(paragraph, index, looks[index], wraps)))
}

function paragraphElement(paragraph: Paragraph, index: number, look: Look | undefined, wraps: boolean): HTMLElement {
  const element = paragraph.locked && look?.drawn ? (look.drawn.cloneNode(true) as HTMLElement) : document.createElement('div')
  if (paragraph.locked) {
    element.contentEditable = 'false'
    element.dataset.paragraph = String(index)
    return element
  }
  element.style.cssText = look?.css ?? ''
  element.style.whiteSpace = wraps ? 'pre-wrap' : 'pre'
  element.dataset.paragraph = String(index)
  if (look?.bullet) {
    const bullet = look.bullet.cloneNode(true) as HTMLElement
    bullet.contentEditable = 'false'
    bullet.dataset.bullet = ''
    element.append(bullet)
  }
  element.append(...paragraph.runs.map((run, at) => runElement(run, at, look?.runs[at])))
  const last = paragraph.runs.at(-1)
  if (!last) {
    const empty = document.createElement('span')
    empty.style.cssText = look?.runs[0] ?? ''
    empty.append(document.createElement('br'))
    element.append(empty)
  } else if (last.kind === 'break') element.append(document.createElement('br'))
  return element
}

function runElement(run: Run, at: number, css: string | undefined): HTMLElement {
  const element = document.createElement(run.kind === 'break' ? 'br' : 'span')
  element.dataset.run = String(at)
  if (run.kind === 'break') return element
  element.style.cssText = css ?? ''
  element.style.whiteSpace = 'inherit'
  element.textContent = run.text
  if (run.kind === 'field') element.contentEditable = 'false'
  return element
}

/** The runs as the page has them now, after the browser itself typed into them (an input method does). */
export function readParagraphs(box: HTMLElement, known: readonly Paragraph[]): Paragraph[] {
  return [...box.children].flatMap((element) => {
    if (!(element instanceof HTMLElement)) return []
    const origin = known[Number(element.dataset.paragraph)] ?? known[0]
    if (!origin || origin.locked) return origin ? [origin] : []
    const runs = readRuns(element, origin)
    const same =
      runs.length === origin.runs.length && runs.every((run, index) => JSON.stringify(run) === JSON.stringify(origin.runs[index]))
    return [same ? origin : { ...origin, raw: undefined, runs }]
  })
}

function readRuns(element: HTMLElement, origin: Paragraph): Run[] {
  const runs: Run[] = []
  const walk = (node: Node, at: number | undefined) => {
    if (node instanceof HTMLElement) {
      if (node.dataset.bullet !== undefined || isFiller(node)) return
      const own = node.dataset.run === undefined ? at : Number(node.dataset.run)
      const run = own === undefined ? undefined : origin.runs[own]
      if (run && run.kind !== 'text') runs.push(run)
      else for (const child of node.childNodes) walk(child, own)
      return
    }
    const text = node.nodeValue ?? ''
    if (!text) return
    const last = runs.at(-1)
    const like = (at === undefined ? last : origin.runs[at]) ?? origin.runs[0]
    const properties = like?.properties ?? ''
    if (last?.kind === 'text' && last.properties === properties) runs[runs.length - 1] = { ...last, text: last.text + text }
    else runs.push({ kind: 'text', text, properties })
  }
  for (const child of element.childNodes) walk(child, undefined)
  return runs
}

const sizeOf = (node: Node): number => {
  if (node instanceof HTMLElement) {
    if (node.dataset.bullet !== undefined || isFiller(node)) return 0
    if (node instanceof HTMLBRElement || node.contentEditable === 'false') return 1
    return [...node.childNodes].reduce((sum, child) => sum + sizeOf(child), 0)
  }
  return node.nodeValue?.length ?? 0
}

/** Where a point of the page lies in the text. */
export function positionOf(box: HTMLElement, node: Node, offset: number): Position {
  const last = box.lastElementChild
  const end = { paragraph: Math.max(0, box.children.length - 1), offset: last ? sizeOf(last) : 0 }
  if (node === box) return box.children[offset] ? { paragraph: offset, offset: 0 } : end
  let paragraph: Node | null = node
  while (paragraph && paragraph.parentNode !== box) paragraph = paragraph.parentNode
  // a selection of everything goes past a paragraph at the end that is kept as it is
  if (!paragraph) return box.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING ? end : { paragraph: 0, offset: 0 }
  let before =
    node.nodeType === Node.TEXT_NODE ? offset : [...node.childNodes].slice(0, offset).reduce((sum, child) => sum + sizeOf(child), 0)
  for (let at: Node = node; at !== paragraph && at.parentNode; at = at.parentNode)
    for (let sibling = at.previousSibling; sibling; sibling = sibling.previousSibling) before += sizeOf(sibling)
  return { paragraph: [...box.children].indexOf(paragraph as Element), offset: before }
}

/** The point of the page for a position: inside of the run that ends there. */
export function pointOf(box: HTMLElement, { paragraph, offset }: Position): { node: Node; offset: number } {
  const element = box.children[paragraph] ?? box.lastElementChild ?? box
  let left = offset
  for (const child of [...element.childNodes]) {
    const size = sizeOf(child)
    const text = child.firstChild
    if (size === 0) {
      if (child instanceof HTMLElement && child.dataset.bullet === undefined && !isFiller(child)) return { node: child, offset: 0 }
      continue
    }
    if (text?.nodeType === Node.TEXT_NODE && left <= size && !(child instanceof HTMLElement && child.contentEditable === 'false'))
      return { node: text, offset: left }
    if (left < size) return { node: element, offset: [...element.childNodes].indexOf(child) }
    left -= size
  }
  return { node: element, offset: [...element.childNodes].filter((child) => !isFiller(child)).length }
}

export const endOf = (paragraphs: readonly Paragraph[]): Position => {
  const last = paragraphs.at(-1)
  return { paragraph: Math.max(0, paragraphs.length - 1), offset: last ? lengthOf(last) : 0 }
}
