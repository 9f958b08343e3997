import { type Change, limit } from '../formula/change.ts'
import { columnNumber } from '../formula/reference.ts'

type Step = Omit<Change, 'sheet'>

/** Whether a cell that holds something stands in the last rows or columns. */
export function pushesOver(rows: string, prefix: string, change: Step): boolean {
  const first = limit(change.what) - change.count
  const filled = new RegExp(`<${prefix}c(?=[\\s>])[^>]*[^/>]>`, 'g')
  if (change.what === 'rows') {
    const lastRow = Number(/\sr\s*=\s*["'](\d+)/.exec(rows.slice(rows.lastIndexOf(`<${prefix}row`)))?.[1] ?? 0)
    if (lastRow <= first) return false
    return [...rows.matchAll(filled)].some(([tag]) => Number(/\sr\s*=\s*["'][A-Za-z]+(\d+)/.exec(tag)?.[1]) > first)
  }
  const farOut = change.count > 800 ? /\sr\s*=\s*["'][A-Z]{1,3}\d/i : /\sr\s*=\s*["'][W-X][A-Z]{2}\d/i
  if (!farOut.test(rows)) return false
  return [...rows.matchAll(filled)].some(([tag]) => columnNumber(/\sr\s*=\s*["']([A-Za-z]+)/.exec(tag)?.[1] ?? '') >= first)
}
