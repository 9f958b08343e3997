import { expect, test } from 'vitest'
import { workbook, worksheet } from '../testing/workbook.ts'
import { after, deleteColumns, deleteRows, insertColumns, insertRows } from './testing/after.ts'

const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'
const rels = (...rows: [type: string, target: string][]) =>
  `<Relationships xmlns="${PACKAGE}">${rows.map(([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${R}/${type}" Target="${target}"/>`).join('')}</Relationships>`
/** A workbook whose first sheet has one more part. */
const withPart = (type: string, content: string, others: Record<string, string> = {}) =>
  workbook({
    sheets: { One: worksheet(''), Two: worksheet('') },
    others: { 'xl/worksheets/_rels/sheet1.xml.rels': rels([type, '/xl/part.xml']), 'xl/part.xml': content, ...others },
  })

const XDR = 'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
const end = (name: string, column: number, row: number, offset = 5) =>
  `<xdr:${name}><xdr:col>${column}</xdr:col><xdr:colOff>${offset}</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>${offset}</xdr:rowOff></xdr:${name}>`
const anchor = (from: [number, number], to: [number, number], how = '', offset = 5) =>
  `<xdr:wsDr ${XDR}><xdr:twoCellAnchor${how}>${end('from', ...from)}${end('to', ...to, offset)}<xdr:sp macro="" textlink="$B$9"/><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>`

test('a picture or chart moves with its cells and is drawn out where some come between', () => {
  const drawn = (...edits: Parameters<typeof after>[1][]) =>
    after(withPart('drawing', anchor([1, 2], [4, 6])), ...edits).text('xl/part.xml')
  expect(drawn(insertRows(0, 2))).toBe(anchor([1, 4], [4, 8]).replace('$B$9', '$B$11'))
  expect(drawn(insertRows(4))).toBe(anchor([1, 2], [4, 7]).replace('$B$9', '$B$10'))
  expect(drawn(insertColumns(2, 3))).toBe(anchor([1, 2], [7, 6]))
  expect(drawn(deleteRows(3, 2))).toBe(anchor([1, 2], [4, 4]).replace('$B$9', '$B$7'))
  expect(drawn(deleteRows(5, 2))).toContain('<xdr:row>5</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>')
})

test('one that does not grow keeps its size, one that does not move stays', () => {
  const drawn = (how: string) => after(withPart('drawing', anchor([1, 2], [4, 6], how)), insertRows(4), insertRows(0)).text('xl/part.xml')
  expect(drawn(' editAs="oneCell"')).toBe(anchor([1, 3], [4, 7], ' editAs="oneCell"').replace('$B$9', '$B$11'))
  expect(drawn(' editAs="absolute"')).toBe(anchor([1, 2], [4, 6], ' editAs="absolute"').replace('$B$9', '$B$11'))
})

test('one whose rows all go keeps its size, where they were', () => {
  const drawn = after(withPart('drawing', anchor([1, 2], [4, 6])), deleteRows(1, 8)).text('xl/part.xml')
  expect(drawn).toBe(anchor([1, 1], [4, 5]).replace('$B$9', '#REF!'))
})

test('one that ends at the edge of a row is not drawn out by rows behind it', () => {
  expect(after(withPart('drawing', anchor([1, 2], [4, 6], '', 0)), insertRows(6)).text('xl/part.xml')).toContain(end('to', 4, 6, 0))
})

test('notes go with their cells, in both of their parts', () => {
  const comments = (list: string) =>
    `<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>A</author></authors><commentList>${list}</commentList></comments>`
  const comment = (ref: string) => `<comment ref="${ref}" authorId="0"><text><t>x</t></text></comment>`
  const book = withPart('comments', comments(comment('B2') + comment('C9')))
  expect(after(book, insertRows(1)).text('xl/part.xml')).toBe(comments(comment('B3') + comment('C10')))
  expect(after(book, deleteColumns(1)).text('xl/part.xml')).toBe(comments(comment('B9')))

  const shape = (row: number, column: number, place: string) =>
    `<v:shape id="_x0000_s1"><br><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${place}</x:Anchor><x:Row>${row}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`
  const vml = (shapes: string) => `<xml xmlns:v="urn:schemas-microsoft-com:vml">${shapes}</xml>`
  const drawing = withPart('vmlDrawing', vml(shape(1, 1, '2, 15, 0, 10, 4, 31, 4, 9') + shape(8, 2, '3, 15, 7, 10, 5, 31, 11, 9')))
  expect(after(drawing, insertRows(1, 2)).text('xl/part.xml')).toBe(
    vml(shape(3, 1, '2, 15, 2, 10, 4, 31, 6, 9') + shape(10, 2, '3, 15, 9, 10, 5, 31, 13, 9')),
  )
  expect(after(drawing, deleteColumns(1)).text('xl/part.xml')).toBe(vml(shape(8, 1, '2, 15, 7, 10, 4, 31, 11, 9')))
})

test('threads of comments go with their cells', () => {
  const thread = (ref: string) =>
    `<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment ref="${ref}" id="{1}"><text>x</text></threadedComment></ThreadedComments>`
  const book = withPart('threadedComment', thread('B2'))
  expect(after(book, insertRows(0)).text('xl/part.xml')).toBe(thread('B3'))
  expect(after(book, deleteRows(1)).text('xl/part.xml')).not.toContain('<threadedComment')
})

test('form controls keep to their cells, as a part and as a shape', () => {
  const control = (link: string) => `<formControlPr xmlns="x" objectType="Drop" fmlaLink="${link}" fmlaRange="Two!$A$5:$A$9"/>`
  expect(after(withPart('ctrlProp', control('$B$5')), insertRows(0)).text('xl/part.xml')).toBe(control('$B$6'))
  const shape = (link: string, place: string) =>
    `<xml><v:shape id="a"><x:ClientData ObjectType="Drop"><x:SizeWithCells/><x:Anchor>${place}</x:Anchor><x:FmlaLink>${link}</x:FmlaLink></x:ClientData></v:shape></xml>`
  expect(after(withPart('vmlDrawing', shape('$B$5', '1, 0, 3, 5, 2, 0, 5, 5')), insertRows(0)).text('xl/part.xml')).toBe(
    shape('$B$6', '1, 0, 4, 5, 2, 0, 6, 5'),
  )
})

test('charts follow, on whatever sheet they stand', () => {
  const chart = (ref: string) =>
    `<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:ser><c:val><c:numRef><c:f>${ref}</c:f><c:numCache><c:ptCount val="1"/></c:numCache></c:numRef></c:val></c:ser></c:chartSpace>`
  const book = withPart('drawing', `<xdr:wsDr ${XDR}/>`, {
    'xl/_rels/part.xml.rels': rels(['chart', '/xl/charts/chart1.xml']),
    'xl/charts/chart1.xml': chart('Two!$A$2:$A$9'),
  })
  expect(after(book, insertRows(4, 1, '2')).text('xl/charts/chart1.xml')).toBe(chart('Two!$A$2:$A$10'))
  expect(after(book, deleteColumns(0, 1, '2')).text('xl/charts/chart1.xml')).toBe(chart('#REF!'))
  expect(after(book, insertRows(4)).text('xl/charts/chart1.xml')).toBe(chart('Two!$A$2:$A$9'))
})

test('the charts of later Excels too', () => {
  const chart = (ref: string) =>
    `<cx:chartSpace xmlns:cx="http://schemas.microsoft.com/office/drawing/2014/chartex"><cx:chartData><cx:data id="0"><cx:numDim type="val"><cx:f dir="row">${ref}</cx:f></cx:numDim></cx:data></cx:chartData></cx:chartSpace>`
  const book = withPart('drawing', `<xdr:wsDr ${XDR}/>`, {
    'xl/_rels/part.xml.rels': `<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="http://schemas.microsoft.com/office/2014/relationships/chartEx" Target="/xl/charts/chartEx1.xml"/></Relationships>`,
    'xl/charts/chartEx1.xml': chart('One!$A$2:$A$9'),
  })
  expect(after(book, insertRows(4)).text('xl/charts/chartEx1.xml')).toBe(chart('One!$A$2:$A$10'))
})

test('names follow, those for printing among them', () => {
  const names = (area: string, titles: string, other: string) =>
    `<definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">${area}</definedName><definedName name="_xlnm.Print_Titles" localSheetId="0">${titles}</definedName><definedName name="Rate">${other}</definedName></definedNames>`
  const book = (list: string) => workbook({ sheets: { One: worksheet(''), Two: worksheet('') }, book: list })
  const text = (list: string, edit: Parameters<typeof after>[1]) =>
    /<definedNames>.*<\/definedNames>/.exec(after(book(list), edit).text('xl/workbook.xml'))?.[0]
  const before = names('One!$A$1:$D$9,One!$F$1:$G$9', 'One!$A:$B,One!$1:$2', 'Two!$B$5+One!$B$5+One!B5')
  expect(text(before, insertRows(1))).toBe(names('One!$A$1:$D$10,One!$F$1:$G$10', 'One!$A:$B,One!$1:$3', 'Two!$B$5+One!$B$6+One!B5'))
  expect(text(before, deleteColumns(0, 2))).toBe(names('One!$A$1:$B$9,One!$D$1:$E$9', 'One!$1:$2', 'Two!$B$5+#REF!+One!B5'))
})

test('the hidden name of a filter goes with it', () => {
  const filtered = workbook({
    sheets: { One: worksheet('', '', '<autoFilter ref="A2:B9"/>'), Two: worksheet('') },
    book: '<definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">One!$A$2:$B$9</definedName></definedNames>',
  })
  expect(after(filtered, deleteRows(4)).text('xl/workbook.xml')).toContain('One!$A$2:$B$8')
  expect(after(filtered, deleteRows(1)).text('xl/workbook.xml')).not.toContain('definedName')
})

test('pivot tables move, and their data with them', () => {
  const pivot = (ref: string) =>
    `<pivotTableDefinition xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" name="P" cacheId="1"><location ref="${ref}" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/></pivotTableDefinition>`
  expect(after(withPart('pivotTable', pivot('A3:B9')), insertRows(0, 2), insertColumns(9)).text('xl/part.xml')).toBe(pivot('A5:B11'))
})
