import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { STYLES, workbook, worksheet } from './workbook.ts'

const FOLDERS = ['../fixtures/', '../../../../server/demo/anna/', '../../../../../../shared/documents/'].map(
  (path) => new URL(path, import.meta.url),
)

/** Every workbook at hand: made by Excel, by LibreOffice and by other programs, and two as the standard allows and nobody makes. */
export const DOCUMENTS: { name: string; bytes: Uint8Array }[] = [
  ...FOLDERS.flatMap((folder) =>
    existsSync(folder)
      ? readdirSync(folder)
          .filter((name) => name.endsWith('.xlsx'))
          .map((name) => ({ name, bytes: new Uint8Array(readFileSync(new URL(encodeURIComponent(name), folder))) }))
      : [],
  ),
  {
    name: 'shared formulas',
    bytes: workbook({
      sheets: {
        A: worksheet(
          [0, 1, 2, 3, 4, 5]
            .map((row) => {
              const f = (si: number, ref: string, text: string) =>
                row ? `<f t="shared" si="${si}"/>` : `<f t="shared" ref="${ref}" si="${si}">${text}</f>`
              return `<row r="${row + 1}" spans="1:3"><c r="A${row + 1}"><v>${row}</v></c><c r="B${row + 1}">${f(0, 'B1:C6', 'A1*$A$1')}<v>0</v></c><c r="C${row + 1}"><f t="shared" si="0"/><v>0</v></c></row>`
            })
            .join(''),
          '<dimension ref="A1:C6"/>',
        ),
      },
      styles: STYLES,
      chain: '<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="B1" i="1"/></calcChain>',
    }),
  },
  {
    name: 'no numbers, no styles',
    bytes: workbook({ sheets: { A: worksheet('<row><c><v>1</v></c><c t="str"><v>a</v></c></row><row/><row><c><f>A1</f></c></row>') } }),
  },
]
