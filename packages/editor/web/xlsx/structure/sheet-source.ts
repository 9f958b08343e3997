import { columnLetters, columnNumber } from '../formula/reference.ts'
import { type SheetText, splitSheet } from '../sheet-text.ts'

/** A worksheet whose rows and cells all name their addresses. */
export function openSheet(source: string): SheetText {
  const sheet = splitSheet(source)
  return { ...sheet, rows: withAddresses(sheet.rows, sheet.prefix) }
}

/** Rows and cells may leave out where they stand: behind the one before (ECMA-376 part 1, 18.3.1.4 and 18.3.1.73). */
function withAddresses(rows: string, prefix: string): string {
  if (!new RegExp(`<${prefix}(?:row|c)(?=[\\s/>])(?!\\s+r=)`).test(rows)) return rows
  let row = 0
  let column = 0
  return rows.replace(new RegExp(`<${prefix}(row|c)(?=[\\s/>])([^>]*)>`, 'g'), (whole, name: string, rest: string) => {
    const written = /\sr\s*=\s*["']([A-Za-z]*)(\d+)["']/.exec(rest)
    if (name === 'row') {
      row = written ? Number(written[2]) : row + 1
      column = 0
      return written ? whole : `<${prefix}row r="${row}"${rest}>`
    }
    column = written ? columnNumber(written[1] ?? '') + 1 : column + 1
    return written ? whole : `<${prefix}c r="${columnLetters(column - 1)}${row}"${rest}>`
  })
}
