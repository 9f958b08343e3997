import { blankDocument } from './document.ts'
import type { Parts } from './packaging.ts'
import { blankPresentation } from './presentation.ts'
import { blankWorkbook } from './workbook.ts'

const BLANKS: Record<string, () => Parts> = { docx: blankDocument, xlsx: blankWorkbook, pptx: blankPresentation }

/**
 * The parts of a new, empty document, path by path, as they go into its zip: valid ECMA-376 and nothing that nobody
 * asked for. Undefined where an empty file is a document already, as with text.
 */
export const blankParts = (extension: string): Parts | undefined => BLANKS[extension]?.()
