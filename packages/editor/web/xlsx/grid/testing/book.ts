import { STYLES, workbook, worksheet } from '../../testing/workbook.ts'

/** A little of everything that a grid shows. */
export const BOOK = workbook({
  sheets: {
    One: worksheet(
      [
        '<row r="1" ht="30" customHeight="1"><c r="A1"><v>1</v></c><c r="B1" s="1"><v>45000</v></c><c r="C1" t="inlineStr"><is><t>one &amp; two</t></is></c></row>',
        '<row r="2" s="2" customFormat="1"><c r="A2"><v>2</v></c><c r="B2"><f t="shared" ref="B2:B5" si="0">A2*$A$1</f><v>2</v></c><c r="C2"><f>SUM(Two!A1:B3)</f><v>10</v></c></row>',
        '<row r="3"><c r="A3"><v>3</v></c><c r="B3"><f t="shared" si="0"/><v>3</v></c><c r="D3" s="2"/></row>',
        '<row r="4" hidden="1"><c r="A4"><v>4</v></c><c r="B4"><f t="shared" si="0"/><v>4</v></c></row>',
        '<row r="5"><c r="A5" t="b"><v>1</v></c><c r="B5"><f t="shared" si="0"/><v>1</v></c><c r="C5"><f>Rate+1</f><v>4</v></c></row>',
      ].join(''),
      '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols><col min="2" max="2" width="20" customWidth="1"/><col min="5" max="6" width="9" style="2" customWidth="1"/></cols>',
      '<mergeCells count="1"><mergeCell ref="D6:E8"/></mergeCells>',
    ),
    Two: worksheet('<row r="1"><c r="A1"><v>7</v></c><c r="B1"><f>One!A1+A1</f><v>8</v></c></row>'),
    "it's": worksheet('<row r="1"><c r="A1"><f>One!B3</f><v>3</v></c></row>'),
  },
  styles: STYLES,
  book: '<definedNames><definedName name="Rate">One!$A$3</definedName></definedNames>',
})
