import type { Paragraph, Run } from './paragraphs.ts'
import { asEndProperties, asRunProperties, type Mark, withMark } from './run-properties.ts'

/** Where a caret stands. A break and a field count as one character. */
export interface Position {
  paragraph: number
  offset: number
}

export interface Edited {
  paragraphs: readonly Paragraph[]
  caret: Position
}

const sizeOf = (run: Run): number => (run.kind === 'text' ? run.text.length : 1)
export const lengthOf = ({ runs }: Paragraph): number => runs.reduce((sum, run) => sum + sizeOf(run), 0)

export const isBefore = (a: Position, b: Position): boolean =>
  a.paragraph < b.paragraph || (a.paragraph === b.paragraph && a.offset < b.offset)

/** The runs from one offset to another. */
function cut(runs: readonly Run[], from: number, to: number): Run[] {
  let at = 0
  return runs.flatMap((run): Run[] => {
    const size = sizeOf(run)
    const start = Math.max(from - at, 0)
    const end = Math.min(to - at, size)
    at += size
    if (start >= end) return []
    return run.kind === 'text' ? [{ ...run, text: run.text.slice(start, end) }] : [run]
  })
}

/** Neighbours with one look become one run, as they were before something between them went. */
function joined(runs: readonly Run[]): Run[] {
  const all: Run[] = []
  for (const run of runs) {
    const last = all.at(-1)
    if (run.kind === 'text' && last?.kind === 'text' && last.properties === run.properties)
      all[all.length - 1] = { ...last, text: last.text + run.text }
    else all.push(run)
  }
  return all
}

/** What text that is typed there looks like: as the character before it, at the beginning as the one behind it. */
function lookAt({ runs, end }: Paragraph, offset: number): string {
  const before = cut(runs, Math.max(0, offset - 1), offset)[0] ?? runs[0]
  return before ? before.properties : asRunProperties(end)
}

/** A paragraph that lost its last character remembers its look, as PowerPoint does. */
function changed(paragraph: Paragraph, runs: readonly Run[]): Paragraph {
  const last = paragraph.runs.at(-1)
  const end = runs.length === 0 && !paragraph.end && last ? asEndProperties(last.properties) : paragraph.end
  return { ...paragraph, raw: undefined, runs: joined(runs), end }
}

const isLocked = (paragraphs: readonly Paragraph[], from: Position, to: Position) =>
  paragraphs.slice(from.paragraph, to.paragraph + 1).some(({ locked }) => locked)

/** Lines of `text` become paragraphs (\n) and breaks (\v). A range with a locked paragraph in it stays as it is. */
export function replaceRange(paragraphs: readonly Paragraph[], from: Position, to: Position, text: string): Edited {
  const first = paragraphs[from.paragraph]
  const last = paragraphs[to.paragraph]
  const nothing = text === '' && from.paragraph === to.paragraph && from.offset === to.offset
  if (!first || !last || nothing || isLocked(paragraphs, from, to)) return { paragraphs, caret: to }
  const look = from.paragraph === to.paragraph && from.offset < to.offset ? lookAt(first, from.offset + 1) : lookAt(first, from.offset)
  const head = cut(first.runs, 0, from.offset)
  const tail = cut(last.runs, to.offset, Number.POSITIVE_INFINITY)
  const lines = text.split('\n').map((line) => runsOf(line, look))
  // the paragraph that text is left of keeps its own shape when an empty one before it goes
  const shape = head.length === 0 && lines.length === 1 && first !== last && tail.length > 0 && text === '' ? last : first
  const between = lines.map((runs, index) =>
    changed(index === 0 ? { ...shape, runs: first.runs, end: first.end } : first, [
      ...(index === 0 ? head : []),
      ...runs,
      ...(index === lines.length - 1 ? tail : []),
    ]),
  )
  const end = between.at(-1)
  if (end && first !== last) between[between.length - 1] = { ...end, end: last.end || end.end }
  const added = (lines.at(-1) ?? []).reduce((sum, run) => sum + sizeOf(run), 0)
  return {
    paragraphs: [...paragraphs.slice(0, from.paragraph), ...between, ...paragraphs.slice(to.paragraph + 1)],
    caret: { paragraph: from.paragraph + lines.length - 1, offset: (lines.length === 1 ? from.offset : 0) + added },
  }
}

const runsOf = (line: string, properties: string): Run[] =>
  line
    .split(/(\v)/)
    .filter((part) => part !== '')
    .map((part): Run => (part === '\v' ? { kind: 'break', properties } : { kind: 'text', text: part, properties }))

/** Sets a mark on everything in a range. */
export function markRange(
  paragraphs: readonly Paragraph[],
  from: Position,
  to: Position,
  prefix: string,
  mark: Mark,
  on: boolean,
): readonly Paragraph[] {
  if (isLocked(paragraphs, from, to)) return paragraphs
  return paragraphs.map((paragraph, index) => {
    if (index < from.paragraph || index > to.paragraph) return paragraph
    const start = index === from.paragraph ? from.offset : 0
    const end = index === to.paragraph ? to.offset : lengthOf(paragraph)
    const marked = cut(paragraph.runs, start, end).map(
      (run): Run => (run.kind === 'field' ? run : { ...run, properties: withMark(run.properties, prefix, mark, on) }),
    )
    if (!marked.length) return paragraph
    return changed(paragraph, [...cut(paragraph.runs, 0, start), ...marked, ...cut(paragraph.runs, end, Number.POSITIVE_INFINITY)])
  })
}
