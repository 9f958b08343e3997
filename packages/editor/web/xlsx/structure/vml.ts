import { xmlText } from '../../ooxml/splice.ts'
import { decode } from '../../ooxml/xml.ts'
import { type Change, moved } from '../formula/change.ts'
import { movedExtent } from './anchors.ts'

type Step = Omit<Change, 'sheet'>

// VML of old is not always well-formed (`<br>`), so that it is handled as text.
const SHAPE = /<v:shape(?=[\s>])[\s\S]*?<\/v:shape\s*>/g
const FORMULA = /(<x:(Fmla(?:Link|Range|Txbx|Pict|Group))(?:\s[^>]*)?>)([^<]*)(?=<\/x:\2)/g
const ANCHOR = /(<x:Anchor(?:\s[^>]*)?>)([^<]*)(?=<\/x:Anchor)/

/** Notes and form controls of a sheet, in the drawing that older programs read. Notes go with their cells. */
export function moveVml(source: string, change: Step): string {
  const name = change.what === 'rows' ? 'Row' : 'Column'
  const cell = new RegExp(`(<x:${name}>\\s*)(\\d+)`)
  return source.replace(SHAPE, (shape) => {
    const at = /ObjectType\s*=\s*["']Note["']/.test(shape) ? cell.exec(shape)?.[2] : undefined
    const now = at === undefined ? undefined : moved(Number(at), change)
    if (at !== undefined && now === undefined) return ''
    const placed = now === undefined ? shape : shape.replace(cell, `$1${now}`)
    return placed.replace(ANCHOR, (_whole, tag: string, text: string) => {
      const numbers = text.split(',').map(Number)
      const [from, to] = change.what === 'rows' ? [2, 6] : [0, 4]
      const [first = 0, last = 0, beyond] = [numbers[from], numbers[to], numbers[to + 1]]
      const step = (now ?? 0) - Number(at ?? 0)
      const extent =
        at === undefined
          ? movedExtent(first, last, beyond === 0, followsOf(shape), change)
          : [Math.max(0, first + step), Math.max(0, last + step)]
      return tag + numbers.map((number, index) => (index === from ? extent[0] : index === to ? extent[1] : number)).join(', ')
    })
  })
}

/** These two elements switch off what they are called (Excel writes both for "don't move or size with cells"). */
const followsOf = (shape: string) =>
  /<x:MoveWithCells(?!\s*>\s*False)/i.test(shape) ? 'absolute' : /<x:SizeWithCells(?!\s*>\s*False)/i.test(shape) ? 'oneCell' : 'twoCell'

export const rewriteVmlFormulas = (source: string, formula: (text: string) => string): string =>
  source.replace(FORMULA, (whole, tag: string, _name, text: string) => {
    const now = formula(decode(text))
    return now === decode(text) ? whole : tag + xmlText(now)
  })
