import fc from 'fast-check'
import { columnLetters } from '../../formula/reference.ts'
import { workbook, worksheet } from '../../testing/workbook.ts'

const cellAt = (row: number, column: number) => `${columnLetters(column)}${row + 1}`
const place = fc.tuple(fc.nat(8), fc.nat(5))
const area = fc
  .tuple(place, fc.nat(3), fc.nat(3))
  .map(([[row, column], more, wide]) => `${cellAt(row, column)}:${cellAt(row + more + 1, column + wide + 1)}`)
const reference = fc
  .tuple(
    fc.constantFrom('', 'One!', 'Two!'),
    fc.oneof(
      place.map(([row, column]) => cellAt(row, column)),
      area,
      fc.constantFrom('$B$3', 'A:B', '$2:4'),
    ),
  )
  .map((parts) => parts.join(''))
const formula = fc.array(reference, { minLength: 1, maxLength: 3 }).map((all) => `SUM(${all.join(',')})`)

/** A sheet of some formulas, each shared with the cell below where that is free. */
const rows = fc.uniqueArray(fc.tuple(place, formula, fc.boolean()), { maxLength: 8, selector: ([at]) => at.join() }).map((cells) => {
  const written = new Map<string, [number, number, string]>()
  cells.forEach(([[row, column], text, both], index) => {
    const [here, below] = [cellAt(row, column), cellAt(row + 1, column)]
    if (written.has(here)) return
    const share = both && !written.has(below) && !cells.some(([at]) => at.join() === `${row + 1},${column}`)
    written.set(here, [row, column, share ? `<f t="shared" ref="${here}:${below}" si="${index}">${text}</f>` : `<f>${text}</f>`])
    if (share) written.set(below, [row + 1, column, `<f t="shared" si="${index}"/>`])
  })
  const ordered = [...written.values()].sort(([a, b], [c, d]) => a - c || b - d)
  return [...new Set(ordered.map(([row]) => row))]
    .map((row) => {
      const inside = ordered.flatMap(([at, column, text]) => (at === row ? [`<c r="${cellAt(row, column)}">${text}<v>1</v></c>`] : []))
      return `<row r="${row + 1}">${inside.join('')}</row>`
    })
    .join('')
})
const behind = fc
  .record({ merge: area, format: area, valid: area, text: formula })
  .map(
    ({ merge, format, valid, text }) =>
      `<mergeCells count="1"><mergeCell ref="${merge}"/></mergeCells><conditionalFormatting sqref="${format}"><cfRule type="expression" priority="1"><formula>${text}</formula></cfRule></conditionalFormatting><dataValidations count="1"><dataValidation sqref="${valid}"><formula1>${text}</formula1></dataValidation></dataValidations>`,
  )
/** Small workbooks of two sheets, with formulas in cells, rules and a name. */
export const book = fc.record({ one: rows, two: rows, behind, name: formula }).map(({ one, two, behind: ranges, name }) =>
  workbook({
    sheets: { One: worksheet(one, '', ranges), Two: worksheet(two) },
    book: `<definedNames><definedName name="x">One!$A$3+${name.replaceAll(/(?<=[(,])(?=[A-Z$\d]+[:,)])/g, 'Two!')}</definedName></definedNames>`,
  }),
)
