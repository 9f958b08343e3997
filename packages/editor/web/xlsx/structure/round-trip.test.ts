import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type OfficePackage, openPackage } from '../../ooxml/package.ts'
import { columnLetters } from '../formula/reference.ts'
import { joinSheet, splitSheet } from '../sheet-text.ts'
import { workbook, worksheet } from '../testing/workbook.ts'
import { refusal } from './apply.ts'
import { after, deleteColumns, deleteRows, insertColumns, insertRows } from './testing/after.ts'
import { unshare } from './testing/unshare.ts'

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
const book = fc.record({ one: rows, two: rows, behind, name: formula }).map(({ one, two, behind: ranges, name }) =>
  workbook({
    sheets: { One: worksheet(one, '', ranges), Two: worksheet(two) },
    book: `<definedNames><definedName name="x">One!$A$3+${name.replaceAll(/(?<=[(,])(?=[A-Z$\d]+[:,)])/g, 'Two!')}</definedName></definedNames>`,
  }),
)

/** Every part with each cell's own formula, whether it shares it or not. */
function unshared(pack: OfficePackage): string[] {
  return pack.names().map((name) => {
    const text = pack.text(name)
    if (!text.includes('<sheetData>')) return text
    const sheet = splitSheet(text)
    return joinSheet({ ...sheet, rows: unshare(sheet.rows, sheet.prefix) })
  })
}

test('what is put in anywhere and taken out again leaves a workbook whose formulas and ranges say the same', () => {
  fc.assert(
    fc.property(book, fc.boolean(), fc.nat(10), fc.integer({ min: 1, max: 3 }), (bytes, ofRows, at, count) => {
      const [insert, remove] = ofRows
        ? [insertRows(at, count), deleteRows(at, count)]
        : [insertColumns(at, count), deleteColumns(at, count)]
      expect(refusal(openPackage(bytes), insert)).toBeUndefined()
      expect(unshared(after(bytes, insert, remove))).toEqual(unshared(openPackage(bytes)))
    }),
    { numRuns: 150 },
  )
})

test('whether cells share a formula makes no difference to what becomes of it', () => {
  fc.assert(
    fc.property(
      book,
      fc.constantFrom(insertRows, deleteRows, insertColumns, deleteColumns),
      fc.nat(10),
      fc.integer({ min: 1, max: 3 }),
      (bytes, step, at, count) => {
        const pack = openPackage(bytes)
        for (const [index, name] of pack.names().entries()) pack.set(name, unshared(pack)[index] ?? '')
        expect(unshared(after(bytes, step(at, count)))).toEqual(unshared(after(pack.write(), step(at, count))))
      },
    ),
    { numRuns: 150 },
  )
})
