/** Children in the order of their schemas: Office calls a file damaged whose elements stand in another (ECMA-376 part 1, annex A.2). */
const list = (names: string) => names.split(' ')

/** CT_Worksheet */
export const WORKSHEET = list(
  'sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst',
)
/** CT_SheetView */
export const SHEET_VIEW = list('pane selection pivotSelection extLst')
/** CT_Row */
export const ROW = list('c extLst')
/** CT_Cell */
export const CELL = list('f v is extLst')
/** CT_Workbook */
export const WORKBOOK = list(
  'fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing fileRecoveryPr webPublishObjects extLst',
)
/** CT_Stylesheet */
export const STYLE_SHEET = list('numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst')
/** CT_Font allows any order; this is the one that Excel writes and reads without complaint. */
export const FONT = list('b i strike condense extend outline shadow u vertAlign sz color name family charset scheme')
/** CT_Border */
export const BORDER = list('start end left right top bottom diagonal vertical horizontal')
/** CT_Xf */
export const CELL_FORMAT = list('alignment protection extLst')
