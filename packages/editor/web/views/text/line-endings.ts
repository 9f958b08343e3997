import type { ChangeSet, Text } from '@codemirror/state'

type Ending = '\n' | '\r\n' | '\r'
const ENDING = /\r\n?|\n/g

/** What most lines end in; a new file ends its lines like most programs today. */
function dominant(endings: Ending[]): Ending {
  const count = (wanted: Ending) => endings.filter((ending) => ending === wanted).length
  const order: Ending[] = ['\n', '\r\n', '\r']
  return order.reduce((best, next) => (count(next) > count(best) ? next : best))
}

/** A lone \r must not become one ending with the \n that now follows it. */
const joined = (before: string, after: string) => (before.endsWith('\r') && after.startsWith('\n') ? `${before}\r${after}` : before + after)

/**
 * A text whose line endings are hidden from the editor, which knows only \n, and come back on saving: untouched lines
 * get their own, new ones what most lines have.
 */
export function hideLineEndings(raw: string) {
  const endings = [...raw.matchAll(ENDING)].map(([ending]) => ending as Ending)
  const usual = dominant(endings)
  const shown = raw.replace(ENDING, '\n')
  const isUniform = endings.every((ending) => ending === usual)
  const withUsual = (text: string) => (usual === '\n' ? text : text.replaceAll('\n', usual))

  /** where each hidden-ending line starts, in the shown and in the raw text; only needed for mixed files */
  const starts = isUniform ? [] : lineStarts(raw)
  const rawPosition = (position: number) => {
    let [low, high] = [0, starts.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle]?.shown ?? 0) <= position) low = middle
      else high = middle - 1
    }
    const start = starts[low] ?? { shown: 0, raw: 0 }
    return start.raw + position - start.shown
  }

  return {
    shown,
    /** `changes`: from the shown text to `now` */
    restore(changes: ChangeSet, now: Text): string {
      if (changes.empty) return raw
      if (isUniform) return withUsual(now.toString())
      const parts: string[] = []
      let kept = 0
      changes.iterChanges((fromA, toA, _fromB, _toB, inserted) => {
        parts.push(raw.slice(rawPosition(kept), rawPosition(fromA)), withUsual(inserted.toString()))
        kept = toA
      })
      parts.push(raw.slice(rawPosition(kept)))
      return parts.reduce(joined, '')
    },
  }
}

function lineStarts(raw: string): { shown: number; raw: number }[] {
  const starts = [{ shown: 0, raw: 0 }]
  let hidden = 0
  for (const match of raw.matchAll(ENDING)) {
    hidden += match[0].length - 1
    const end = match.index + match[0].length
    starts.push({ shown: end - hidden, raw: end })
  }
  return starts
}
