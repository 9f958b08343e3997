import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type OfficePackage, openPackage } from '../../ooxml/package.ts'
import { joinSheet, splitSheet } from '../sheet-text.ts'
import { refusal } from './apply.ts'
import { after, deleteColumns, deleteRows, insertColumns, insertRows } from './testing/after.ts'
import { book } from './testing/books.ts'
import { unshare } from './testing/unshare.ts'

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
    { numRuns: 40 },
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
    { numRuns: 40 },
  )
})
