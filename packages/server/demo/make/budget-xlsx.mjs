import { contentTypes, coreProperties, escapeXml, OFFICE, officeFile, relationships } from './zip.mjs'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** cell formats, in the order of cellXfs below */
const S = { plain: 0, title: 1, head: 2, text: 3, money: 4, totalText: 5, totalMoney: 6, percent: 7, note: 8, headRight: 9 }

const STYLES = `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="#,##0\\ &quot;€&quot;"/></numFmts><fonts count="5"><font><sz val="11"/><color rgb="FF1E293B"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="18"/><color rgb="FF1F3A5F"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><color rgb="FF1F3A5F"/><name val="Calibri"/><family val="2"/></font><font><i/><sz val="10"/><color rgb="FF5B6673"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF1F3A5F"/><bgColor indexed="64"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE6F4F1"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="3"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style="thin"><color rgb="FFCBD5E1"/></bottom><diagonal/></border><border><left/><right/><top style="medium"><color rgb="FF1F3A5F"/></top><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="10"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="0" fontId="2" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="center"/></xf><xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0" applyBorder="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1"/><xf numFmtId="0" fontId="3" fillId="3" borderId="2" xfId="0" applyFont="1" applyFill="1" applyBorder="1"/><xf numFmtId="164" fontId="3" fillId="3" borderId="2" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"/><xf numFmtId="9" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1"/><xf numFmtId="0" fontId="4" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="0" fontId="2" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1" applyAlignment="1"><alignment horizontal="right" vertical="center"/></xf></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

const column = (index) => String.fromCharCode(65 + index)

/** cells: [value or { formula, value }, style]; undefined leaves a gap */
function sheetXml({ rows, widths, frozen, merges = [] }) {
  const cellXml = ([content, style], at) => {
    if (content === '') return `<c r="${at}" s="${style}"/>`
    if (typeof content === 'string') return `<c r="${at}" s="${style}" t="inlineStr"><is><t>${escapeXml(content)}</t></is></c>`
    if (typeof content === 'number') return `<c r="${at}" s="${style}"><v>${content}</v></c>`
    return `<c r="${at}" s="${style}"><f>${escapeXml(content.formula)}</f><v>${content.value}</v></c>`
  }
  const data = rows
    .map((cells, row) => {
      const inner = cells.map((cell, index) => (cell ? cellXml(cell, `${column(index)}${row + 1}`) : '')).join('')
      return inner ? `<row r="${row + 1}"${row === 0 ? ' ht="28" customHeight="1"' : ''}>${inner}</row>` : ''
    })
    .join('')
  const columns = widths.map((width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`).join('')
  const pane = `<pane ySplit="${frozen}" topLeftCell="A${frozen + 1}" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A${frozen + 1}" sqref="A${frozen + 1}"/>`
  const merged = merges.length ? `<mergeCells count="${merges.length}">${merges.map((range) => `<mergeCell ref="${range}"/>`).join('')}</mergeCells>` : ''
  return `<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheetViews><sheetView showGridLines="0" workbookViewId="0">${pane}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="16"/><cols>${columns}</cols><sheetData>${data}</sheetData>${merged}<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>`
}

function workbook(title, sheets) {
  const parts = {
    '[Content_Types].xml': contentTypes({
      '/xl/workbook.xml': `${SHEET}.sheet.main+xml`,
      '/xl/styles.xml': `${SHEET}.styles+xml`,
      ...Object.fromEntries(sheets.map((_, index) => [`/xl/worksheets/sheet${index + 1}.xml`, `${SHEET}.worksheet+xml`])),
      '/docProps/core.xml': 'application/vnd.openxmlformats-package.core-properties+xml',
    }),
    '_rels/.rels': relationships([
      ['rId1', 'officeDocument', 'xl/workbook.xml'],
      ['rId2', 'core-properties', 'docProps/core.xml'],
    ]),
    'docProps/core.xml': coreProperties(title),
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${sheets
      .map(({ name }, index) => `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
      .join('')}</sheets><calcPr calcId="191029" fullCalcOnLoad="1"/></workbook>`,
    'xl/_rels/workbook.xml.rels': relationships([
      ...sheets.map((_, index) => [`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`]),
      [`rId${sheets.length + 1}`, 'styles', 'styles.xml'],
    ]),
    'xl/styles.xml': STYLES,
  }
  sheets.forEach((sheet, index) => {
    parts[`xl/worksheets/sheet${index + 1}.xml`] = sheetXml(sheet)
  })
  return officeFile(parts)
}

/** A table of planned and spent money with sums, shares and differences. `lines`: [name, planned, spent] */
function moneySheet(name, title, note, lines) {
  const first = 4
  const last = first + lines.length - 1
  const sum = (index) => lines.reduce((total, line) => total + line[index], 0)
  const head = ['Item', 'Planned', 'Spent', 'Left', 'Used'].map((text, index) => [text, index === 0 ? S.head : S.headRight])
  const rows = lines.map(([item, planned, spent], index) => {
    const row = first + index
    return [
      [item, S.text],
      [planned, S.money],
      [spent, S.money],
      [{ formula: `B${row}-C${row}`, value: planned - spent }, S.money],
      [{ formula: `C${row}/B${row}`, value: spent / planned }, S.percent],
    ]
  })
  const total = [
    ['Total', S.totalText],
    ...['B', 'C', 'D'].map((letter, index) => [
      { formula: `SUM(${letter}${first}:${letter}${last})`, value: [sum(1), sum(2), sum(1) - sum(2)][index] },
      S.totalMoney,
    ]),
    ['', S.totalText],
  ]
  return { name, widths: [34, 14, 14, 14, 10], frozen: 3, merges: ['A1:E1', 'A2:E2'], rows: [[[title, S.title]], [[note, S.note]], head, ...rows, total] }
}

export const winterBudget = () =>
  workbook('Winter budget', [
    moneySheet('Winter', 'Winter budget', 'In euros. “Left” and “Used” are formulas.', [
      ['Lanterns and cables', 5200, 4890],
      ['Stage and sound', 8600, 3100],
      ['Stalls and tents', 4100, 4100],
      ['First aid and safety', 2750, 900],
      ['Printing and signs', 1300, 1140],
      ['Choir and bands', 3600, 1800],
      ['Cleaning', 1900, 0],
    ]),
    moneySheet('Spring', 'Spring budget', 'A first draft.', [
      ['Boat parade', 3200, 0],
      ['School day', 1500, 250],
      ['Repairs', 2400, 610],
    ]),
  ])

export const pierBudget = () =>
  workbook('Büdget 2026', [
    moneySheet('Pier 4', 'Büdget 2026, Pier 4', 'In euros, without tax.', [
      ['Planks, larch', 18400, 9200],
      ['Steel collars', 4300, 4300],
      ['Rails', 7900, 0],
      ['Lamps', 3150, 1050],
      ['Divers', 5600, 5600],
      ['Footbridge, four weeks', 2800, 1400],
    ]),
  ])

export const libraryEstimate = () =>
  workbook('Cost estimate', [
    moneySheet('Town library', 'Cost estimate, town library', 'In euros, without tax. Second estimate, after the site visit.', [
      ['Demolition and clearing', 48000, 46200],
      ['Timber frame and roof', 312000, 78500],
      ['Glass front to the square', 126000, 0],
      ['Heating and ventilation', 98500, 12400],
      ['Shelves and reading places', 84000, 0],
      ['Fees and permits', 71500, 39800],
    ]),
  ])
