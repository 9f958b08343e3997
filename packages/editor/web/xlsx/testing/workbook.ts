import { strToU8, zipSync } from 'fflate'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** A worksheet's part: `data` goes into sheetData, the others before and behind it. */
export const worksheet = (data: string, before = '', behind = ''): string =>
  `${HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${R}" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac">${before}<sheetData>${data}</sheetData>${behind}</worksheet>`

export const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="&quot;$&quot;#,##0"/></numFmts><fonts count="2"><font><sz val="11"/><color theme="1"/><name val="Calibri"/><family val="2"/><scheme val="minor"/></font><font><b/><sz val="14"/><color theme="1"/><name val="Calibri"/><family val="2"/><scheme val="minor"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="164" fontId="1" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyFont="1" applyProtection="1"><protection locked="0"/></xf></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles><dxfs count="0"/></styleSheet>`

export interface Parts {
  /** worksheets by name, in their order; their keys are 1, 2, … */
  sheets: Record<string, string>
  styles?: string
  /** what else stands in workbook.xml, behind `sheets` */
  book?: string
  chain?: string
  strings?: string
  /** any other parts */
  others?: Record<string, string>
  /** which of them the workbook names, by the last word of the relationship's type */
  related?: Record<string, string>
}

/** A workbook as Excel would lay it out. */
export function workbook({ sheets, styles, book = '', chain, strings, others = {}, related = {} }: Parts): Uint8Array {
  const parts: [name: string, kind: string, text: string][] = Object.values(sheets).map((text, index) => [
    `worksheets/sheet${index + 1}.xml`,
    'worksheet',
    text,
  ])
  if (styles !== undefined) parts.push(['styles.xml', 'styles', styles])
  if (chain !== undefined) parts.push(['calcChain.xml', 'calcChain', chain])
  if (strings !== undefined) parts.push(['sharedStrings.xml', 'sharedStrings', strings])
  const overrides = parts.map(([name, kind]) => `<Override PartName="/xl/${name}" ContentType="${TYPES}.${kind}+xml"/>`)
  const rows = parts.map(([name, kind], index) => `<Relationship Id="rId${index + 1}" Type="${R}/${kind}" Target="${name}"/>`)
  for (const [kind, target] of Object.entries(related)) rows.push(`<Relationship Id="${kind}" Type="${R}/${kind}" Target="${target}"/>`)
  const tabs = Object.keys(sheets).map((name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
  const relationships = (text: string) =>
    `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${text}</Relationships>`
  const files: Record<string, string> = {
    '[Content_Types].xml': `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/>${overrides.join('')}</Types>`,
    '_rels/.rels': relationships(`<Relationship Id="rId1" Type="${R}/officeDocument" Target="xl/workbook.xml"/>`),
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${R}"><sheets>${tabs.join('')}</sheets>${book}</workbook>`,
    'xl/_rels/workbook.xml.rels': relationships(rows.join('')),
    ...Object.fromEntries(parts.map(([name, , text]) => [`xl/${name}`, text])),
    ...others,
  }
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])))
}
