import Papa from 'papaparse'
import { openGrid } from '../grid/grid.ts'
import type { Preview } from './preview.ts'

const WIDTH = { min: 56, max: 320, perCharacter: 7.6, padding: 18 }
/** enough to judge a column's width by */
const SAMPLE_ROWS = 200
/** a cell as long as a novel is no number, and would be looked at over and over */
const LONGEST_NUMBER = 60
const NUMBER = /^\s*[-+]?[\d.,\s]*\d\s*[%€$£]?\s*$/

/** The text as a table; the first row is the heading. */
export const csvPreview: Preview = {
  label: 'Table',
  open(container) {
    const grid = openGrid(container, { label: 'Table' })
    return (text) => {
      const { data: rows } = Papa.parse<string[]>(text, { skipEmptyLines: 'greedy' })
      const columns = rows.reduce((most, row) => Math.max(most, row.length), 0)
      const widths = Array.from({ length: columns }, (_, column) => {
        const longest = rows.slice(0, SAMPLE_ROWS).reduce((most, row) => Math.max(most, row[column]?.length ?? 0), 0)
        return Math.min(WIDTH.max, Math.max(WIDTH.min, longest * WIDTH.perCharacter + WIDTH.padding))
      })
      grid.show({
        rows: rows.length,
        columns,
        columnWidth: (column) => widths[column] ?? WIDTH.min,
        merges: [],
        cell(row, column) {
          const value = rows[row]?.[column]
          return value
            ? { text: value, bold: row === 0, align: row > 0 && value.length < LONGEST_NUMBER && NUMBER.test(value) ? 'end' : 'start' }
            : undefined
        },
      })
    }
  },
}
