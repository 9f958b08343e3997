import { isCompoundFile, isEncrypted } from '../ooxml/compound-file.ts'
import { attribute, CONTENT_TYPES, elementsOf, readRelationships, relationshipsOf } from '../ooxml/package-parts.ts'
import { isFinal, isSigned } from '../ooxml/restrictions.ts'
import { decodeXml, isElement, parseXml, type XmlElement, XmlProblem } from '../ooxml/xml.ts'
import { readZip, unpack, type ZipEntry, ZipProblem } from '../ooxml/zip.ts'
import { DocumentProblem } from '../view.ts'

const PROBLEMS = {
  empty: 'This file is empty.',
  password: 'This document is protected with a password. Open it in Word, or save a copy without the password first.',
  old: 'This is a document in the old Word format (.doc). Save it as .docx in Word to edit it here.',
  notWord: 'This file is not a Word document, or it is damaged.',
  damaged: 'This document is damaged and cannot be opened.',
  tooLarge: 'This document is far too large once it is unpacked, so it was not opened.',
} as const

const ZIP_PROBLEMS = {
  'not-zip': PROBLEMS.notWord,
  damaged: PROBLEMS.damaged,
  encrypted: PROBLEMS.password,
  'too-large': PROBLEMS.tooLarge,
}

const REASONS = {
  signed: 'This document is digitally signed. Editing would break the signature, so it opens read-only.',
  protected: 'This document is protected against editing, so it opens read-only.',
  readOnly: 'The author asks that this document be opened read-only.',
  final: 'The author marked this document as final, so it opens read-only.',
  tracking: 'This document records changes as they are made. The built-in editor cannot do that, so it opens read-only.',
  tracked: 'This document has tracked changes. The built-in editor would lose track of them, so it opens read-only.',
  strict: 'This document is in the strict variant of the format, which the built-in editor can only show.',
} as const

const TRACKED = new Set(
  'ins del moveFrom moveTo cellIns cellDel cellMerge rPrChange pPrChange sectPrChange tblPrChange tblPrExChange tblGridChange trPrChange tcPrChange numberingChange'.split(
    ' ',
  ),
)
const WORD = /^http:\/\/(schemas\.openxmlformats\.org\/wordprocessingml\/2006|purl\.oclc\.org\/ooxml\/wordprocessingml)\/main$/
const STORIES = new Set(['header', 'footer', 'footnotes', 'endnotes', 'comments', 'numbering'])

/**
 * Looks into the package before any library does. Throws DocumentProblem for what cannot be shown; otherwise gives the
 * reason why the document must not be edited, or undefined.
 */
export function inspect(bytes: Uint8Array): string | undefined {
  try {
    return reasonAgainstEditing(bytes)
  } catch (error) {
    if (error instanceof ZipProblem) throw new DocumentProblem(ZIP_PROBLEMS[error.kind])
    if (error instanceof XmlProblem) throw new DocumentProblem(PROBLEMS.damaged)
    throw error
  }
}

function reasonAgainstEditing(bytes: Uint8Array): string | undefined {
  if (!bytes.length) throw new DocumentProblem(PROBLEMS.empty)
  if (isCompoundFile(bytes)) throw new DocumentProblem(isEncrypted(bytes) ? PROBLEMS.password : PROBLEMS.old)
  const entries = new Map(readZip(bytes).map((entry) => [entry.name, entry]))
  // A directory can lie about sizes; unpacking every entry once, each within its claim, shows that it does not.
  const contents = new Map([...entries.values()].map((entry: ZipEntry) => [entry.name, unpack(entry)]))
  const root = contents.get('_rels/.rels')
  if (!contents.has(CONTENT_TYPES) || !root) throw new DocumentProblem(PROBLEMS.notWord)
  const topLevel = readRelationships(root, '')
  const main = topLevel.find(({ kind }) => kind === 'officeDocument')?.target
  const parse = (name: string | undefined) => {
    const content = name === undefined ? undefined : contents.get(name)
    return content && parseXml(decodeXml(content).source)
  }
  const document = parse(main)
  if (main === undefined || document?.local !== 'document' || !WORD.test(document.uri)) throw new DocumentProblem(PROBLEMS.notWord)
  const ofMain = contents.get(relationshipsOf(main))
  const related = ofMain ? readRelationships(ofMain, main) : []
  if (isSigned(topLevel, entries.keys())) return REASONS.signed
  const settings = parse(related.find(({ kind }) => kind === 'settings')?.target)
  const setting = (local: string) => settings && elementsOf(settings).find((element) => element.local === local)
  const protection = setting('documentProtection')
  if (protection && isOn(attribute(protection, 'enforcement') ?? '0') && attribute(protection, 'edit') !== 'none') return REASONS.protected
  if (setting('writeProtection')) return REASONS.readOnly
  if (isFinal(parse(topLevel.find(({ kind }) => kind === 'custom-properties')?.target))) return REASONS.final
  const tracking = setting('trackRevisions')
  if (tracking && isOn(attribute(tracking, 'val') ?? 'true')) return REASONS.tracking
  const stories = related.filter(({ kind }) => STORIES.has(kind)).map(({ target }) => parse(target))
  if ([document, ...stories].some((story) => story && hasTrackedChange(story))) return REASONS.tracked
  if (document.uri.startsWith('http://purl.oclc.org/')) return REASONS.strict
  return undefined
}

const isOn = (value: string) => !['0', 'false', 'off'].includes(value)

function hasTrackedChange(root: XmlElement): boolean {
  const open = [root]
  for (let element = open.pop(); element; element = open.pop()) {
    if (TRACKED.has(element.local) && WORD.test(element.uri)) return true
    for (const child of element.children) if (isElement(child)) open.push(child)
  }
  return false
}
