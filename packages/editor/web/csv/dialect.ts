import { DocumentProblem } from '../view.ts'
import { scan } from './scan.ts'

/** How a file is written, as far as that is not told by the text of its rows. */
export interface Dialect {
  separator: string
  /** where the first row begins: behind a line `sep=;` */
  from: number
}

/** The comma comes last: it also stands within numbers. */
const SEPARATORS = ['\t', ';', '|', ',']
const SAMPLE = { characters: 200_000, rows: 200 }
/** Excel’s way to tell the separator. */
export const DIRECTIVE = /^sep=([^\r\n"])(?:\r\n|\n|\r|$)/i

/** Finds the separator: the one that the file names, or that cuts most rows into the same number of fields. */
export function dialectOf(text: string, extension: string): Dialect {
  const named = DIRECTIVE.exec(text)
  if (named) return { separator: named[1] ?? ',', from: named[0].length }
  const usual = extension === 'tsv' ? '\t' : ','
  let best = { separator: usual, share: 0 }
  for (const separator of SEPARATORS) {
    const share = agreement(text.slice(0, SAMPLE.characters), separator, text.length > SAMPLE.characters)
    if (share > best.share) best = { separator, share }
  }
  return { separator: best.separator, from: 0 }
}

/** How large a part of the rows has the most usual number of fields; 0 where that is one. */
function agreement(sample: string, separator: string, isCut: boolean): number {
  const counts = new Map<number, number>()
  let [fields, rows] = [0, 0]
  try {
    scan(sample, 0, separator, {
      field() {
        fields++
      },
      row(start, end, next) {
        const isWhole = !isCut || next < sample.length
        if (start < end && isWhole) {
          counts.set(fields, (counts.get(fields) ?? 0) + 1)
          rows++
        }
        fields = 0
        return rows < SAMPLE.rows
      },
    })
  } catch (error) {
    if (!(error instanceof DocumentProblem)) throw error
    if (!isCut) return 0
  }
  const [usual, count] = [...counts].reduce((most, each) => (each[1] > most[1] ? each : most), [1, 0])
  return usual > 1 ? count / rows : 0
}
