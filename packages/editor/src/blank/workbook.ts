import { OFFICE, type Parts, packaged, relationships } from './packaging.ts'
import { THEME } from './theme.ts'

const S = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

/** An empty Excel workbook: one sheet, Calibri 11. */
export const blankWorkbook = (): Parts =>
  packaged(
    'xl/workbook.xml',
    {
      'xl/workbook.xml': 'spreadsheetml.sheet.main',
      'xl/worksheets/sheet1.xml': 'spreadsheetml.worksheet',
      'xl/styles.xml': 'spreadsheetml.styles',
      'xl/theme/theme1.xml': 'theme',
    },
    {
      'xl/workbook.xml': `<workbook xmlns="${S}" xmlns:r="${OFFICE}"><bookViews><workbookView/></bookViews><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': relationships({
        rId1: ['worksheets/sheet1.xml', 'worksheet'],
        rId2: ['theme/theme1.xml', 'theme'],
        rId3: ['styles.xml', 'styles'],
      }),
      'xl/worksheets/sheet1.xml': `<worksheet xmlns="${S}"><dimension ref="A1"/><sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="15"/><sheetData/><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>`,
      // 18.8.21: the first two fills are what every application takes for none and grey
      'xl/styles.xml': `<styleSheet xmlns="${S}"><fonts count="1"><font><sz val="11"/><color theme="1"/><name val="Calibri"/><family val="2"/><scheme val="minor"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
      'xl/theme/theme1.xml': THEME,
    },
  )
