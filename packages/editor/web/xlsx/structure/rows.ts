import { type Change, moved } from '../formula/change.ts'
import { ROWS } from '../formula/reference.ts'

type Step = Omit<Change, 'sheet'>

/** What a new row takes from the one above. Being hidden or folded away is not among it. */
const INHERITED = /\s(?:s|customFormat|ht|customHeight)\s*=\s*(?:"[^"]*"|'[^']*')/g
const STYLE = /\ss\s*=\s*["'](\d+)["']/

/** The rows of a sheet, numbered anew from where some were put in or taken away. */
export function moveRows(data: string, prefix: string, change: Step): string {
  const tag = new RegExp(`<${prefix}row(?=[\\s/>])[^>]*>`, 'g')
  const cellAddress = new RegExp(`(?<cell><${prefix}c\\s(?:[^>]*?\\s)?r\\s*=\\s*["'][A-Za-z]+)\\d+`, 'g')
  const pieces: string[] = []
  let copied = 0
  let above = ''
  let inserted = change.do === 'delete'
  const insertAt = (offset: number) => {
    pieces.push(data.slice(copied, offset), newRows(above, prefix, change))
    copied = offset
    inserted = true
  }
  for (let match = tag.exec(data); match; match = tag.exec(data)) {
    const open = tag.lastIndex
    const end = match[0].endsWith('/>') ? open : data.indexOf('>', data.indexOf(`</${prefix}row`, open)) + 1
    tag.lastIndex = end
    const number = Number(/\sr\s*=\s*["'](\d+)/.exec(match[0])?.[1])
    if (number === change.at) above = data.slice(match.index, end)
    if (!inserted && number > change.at) insertAt(match.index)
    const now = moved(number - 1, change)
    if (now === number - 1) continue
    pieces.push(data.slice(copied, match.index))
    copied = end
    if (now === undefined) continue
    pieces.push(match[0].replace(/(?<name>\sr\s*=\s*["'])\d+/, `$<name>${now + 1}`))
    pieces.push(data.slice(open, end).replace(cellAddress, `$<cell>${now + 1}`))
  }
  if (!inserted) insertAt(data.length)
  return pieces.join('') + data.slice(copied)
}

/** Rows like the one above: its height, its look and that of its cells. */
function newRows(above: string, prefix: string, { at, count }: Step): string {
  const open = above.indexOf('>') + 1
  const attributes = (above.slice(0, open).match(INHERITED) ?? []).join('')
  const cells = [...above.slice(open).matchAll(new RegExp(`<${prefix}c(?=[\\s/>])[^>]*>`, 'g'))].flatMap(([cell]) => {
    const style = STYLE.exec(cell)?.[1]
    const column = /\sr\s*=\s*["']([A-Za-z]+)/.exec(cell)?.[1]
    return style === undefined || column === undefined ? [] : [{ style, column }]
  })
  if (!attributes && cells.length === 0) return ''
  return Array.from({ length: Math.min(count, ROWS - at) }, (_, index) => {
    const number = at + index + 1
    const written = cells.map(({ style, column }) => `<${prefix}c r="${column}${number}" s="${style}"/>`).join('')
    return `<${prefix}row r="${number}"${attributes}>${written}</${prefix}row>`
  }).join('')
}
