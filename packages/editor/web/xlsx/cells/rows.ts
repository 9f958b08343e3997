/** Where a row stands in the text of all rows. */
export interface RowSpan {
  /** counted from 0 */
  row: number
  start: number
  end: number
}

const REST_OF_TAG = /(?:[^"'>]|"[^"]*"|'[^']*')*>/y
const NUMBER = /\sr\s*=\s*["'](\d+)["']/

/** Finds every row by its tags alone: it looks into none, so that hundreds of thousands cost a fraction of a second. */
export function rowSpans(rows: string, prefix: string): RowSpan[] {
  const [open, close] = [`<${prefix}row`, `</${prefix}row`]
  const spans: RowSpan[] = []
  let [row, end] = [-1, 0]
  for (let start = rows.indexOf(open); start >= 0; start = rows.indexOf(open, end)) {
    REST_OF_TAG.lastIndex = start + open.length
    const attributes = REST_OF_TAG.exec(rows)?.[0]
    if (attributes === undefined) throw new RangeError('a row does not end')
    end = REST_OF_TAG.lastIndex
    if (!attributes.endsWith('/>')) {
      const last = rows.indexOf(close, end)
      if (last < 0) throw new RangeError('a row does not end')
      end = rows.indexOf('>', last) + 1
    }
    // without a number it is the next one (18.3.1.73)
    const number = NUMBER.exec(attributes)?.[1]
    row = number === undefined ? row + 1 : Number(number) - 1
    spans.push({ row, start, end })
  }
  return spans
}
