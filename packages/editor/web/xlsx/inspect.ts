import { isCompoundFile, isEncrypted } from '../ooxml/compound-file.ts'
import { type OfficePackage, openPackage } from '../ooxml/package.ts'
import { attribute, CONTENT_TYPES, elementsOf, readRelationships } from '../ooxml/package-parts.ts'
import { isFinal, isSigned } from '../ooxml/restrictions.ts'
import { parseXml, type XmlElement, XmlProblem } from '../ooxml/xml.ts'
import { ZipProblem } from '../ooxml/zip.ts'
import { DocumentProblem } from '../view.ts'
import { splitSheet } from './sheet-text.ts'
import { sheetsOf } from './sheets.ts'

const PROBLEMS = {
  empty: 'This file is empty.',
  password: 'This workbook is protected with a password. Open it in Excel, or save a copy without the password first.',
  old: 'This is a workbook in the old Excel format (.xls). Save it as .xlsx in Excel to edit it here.',
  binary: 'This is a workbook in Excel’s binary format (.xlsb). Save it as .xlsx in Excel to edit it here.',
  notExcel: 'This file is not an Excel workbook, or it is damaged.',
  damaged: 'This workbook is damaged and cannot be opened.',
  tooLarge: 'This workbook is far too large once it is unpacked, so it was not opened.',
} as const

const ZIP_PROBLEMS = {
  'not-zip': PROBLEMS.notExcel,
  damaged: PROBLEMS.damaged,
  encrypted: PROBLEMS.password,
  'too-large': PROBLEMS.tooLarge,
}

const REASONS = {
  signed: 'This workbook is digitally signed. Editing would break the signature, so it opens read-only.',
  readOnly: 'The author asks that this workbook be opened read-only.',
  final: 'The author marked this workbook as final, so it opens read-only.',
  protected: 'This workbook is protected against changes to its sheets, so it opens read-only.',
  macros: 'This workbook holds macros, which the built-in editor does not run or check, so it opens read-only.',
  shared: 'This workbook keeps a history of everybody’s changes. The built-in editor cannot add to it, so it opens read-only.',
  strict: 'This workbook is in the strict variant of the format, which the built-in editor can only show.',
} as const

const MAIN = /^http:\/\/(schemas\.openxmlformats\.org\/spreadsheetml\/2006|purl\.oclc\.org\/ooxml\/spreadsheetml)\/main$/

/**
 * Looks into the package before any library does. Throws DocumentProblem for what cannot be shown; otherwise gives the
 * reason why the workbook must not be edited, or undefined.
 */
export function inspect(bytes: Uint8Array): string | undefined {
  try {
    return reasonAgainstEditing(bytes)
  } catch (error) {
    if (error instanceof ZipProblem) throw new DocumentProblem(ZIP_PROBLEMS[error.kind])
    // RangeError: a part that others name is not there, or is no worksheet
    if (error instanceof XmlProblem || error instanceof RangeError) throw new DocumentProblem(PROBLEMS.damaged)
    throw error
  }
}

function reasonAgainstEditing(bytes: Uint8Array): string | undefined {
  if (!bytes.length) throw new DocumentProblem(PROBLEMS.empty)
  if (isCompoundFile(bytes)) throw new DocumentProblem(isEncrypted(bytes) ? PROBLEMS.password : PROBLEMS.old)
  const pack = openPackage(bytes)
  // A directory can lie about sizes; unpacking every entry once, each within its claim, shows that it does not.
  for (const name of pack.names()) pack.bytes(name)
  if (!pack.has(CONTENT_TYPES) || !pack.has('_rels/.rels')) throw new DocumentProblem(PROBLEMS.notExcel)
  const topLevel = readRelationships(pack.bytes('_rels/.rels'), '')
  const target = (kind: string) => topLevel.find((each) => each.kind === kind)?.target
  const main = target('officeDocument')
  if (main === undefined || !pack.has(main)) throw new DocumentProblem(PROBLEMS.notExcel)
  if (main.endsWith('.bin')) throw new DocumentProblem(PROBLEMS.binary)
  const workbook = parseXml(pack.text(main))
  if (workbook.local !== 'workbook' || !MAIN.test(workbook.uri)) throw new DocumentProblem(PROBLEMS.notExcel)
  const outlines = outlinesOf(pack)
  if (isSigned(topLevel, pack.names())) return REASONS.signed
  if (pack.names().some((name) => /(^|\/)vbaProject\.bin$/i.test(name))) return REASONS.macros
  const child = (parent: XmlElement, local: string) => elementsOf(parent).find((each) => each.local === local && each.uri === parent.uri)
  const sharing = child(workbook, 'fileSharing')
  if (sharing && ['readOnlyRecommended', 'reservationPassword', 'hashValue'].some((name) => isOn(attribute(sharing, name))))
    return REASONS.readOnly
  const custom = target('custom-properties')
  if (custom !== undefined && pack.has(custom) && isFinal(parseXml(pack.text(custom)))) return REASONS.final
  const structure = child(workbook, 'workbookProtection')
  if (structure && ['lockStructure', 'lockWindows', 'lockRevision'].some((name) => isOn(attribute(structure, name))))
    return REASONS.protected
  for (const outline of outlines) {
    const protection = child(outline, 'sheetProtection')
    if (protection && ['sheet', 'objects', 'scenarios'].some((name) => isOn(attribute(protection, name)))) return REASONS.protected
  }
  if (pack.relationships(main).some(({ type }) => /\/(revisionHeaders|usernames)$/.test(type))) return REASONS.shared
  if (workbook.uri.startsWith('http://purl.oclc.org/')) return REASONS.strict
  return undefined
}

/** All that a worksheet says but its rows: a tree of those costs more memory than a tab has. */
const outlinesOf = (pack: OfficePackage): XmlElement[] => {
  const sheets = sheetsOf(pack)
  if (!sheets.length) throw new DocumentProblem(PROBLEMS.damaged)
  return sheets.flatMap(({ kind, part }) => (kind === 'worksheet' ? [parseXml(splitSheet(pack.text(part)).outline)] : []))
}

const isOn = (value: string | undefined) => value !== undefined && !['', '0', 'false', 'off'].includes(value)
