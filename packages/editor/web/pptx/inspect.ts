import { attribute, CONTENT_TYPES, elementsOf, readRelationships, relationshipsOf } from '../ooxml/package-parts.ts'
import { decodeXml, isElement, parseXml, XmlProblem } from '../ooxml/xml.ts'
import { readZip, unpack, ZipProblem } from '../ooxml/zip.ts'
import { DocumentProblem } from '../view.ts'
import { childOf } from './tree.ts'

const PROBLEMS = {
  empty: 'This file is empty.',
  password: 'This presentation is protected with a password. Open it in PowerPoint, or save a copy without the password first.',
  old: 'This is a presentation in the old PowerPoint format (.ppt). Save it as .pptx in PowerPoint to edit it here.',
  notPowerPoint: 'This file is not a PowerPoint presentation, or it is damaged.',
  damaged: 'This presentation is damaged and cannot be opened.',
  tooLarge: 'This presentation is far too large once it is unpacked, so it was not opened.',
} as const

const ZIP_PROBLEMS = {
  'not-zip': PROBLEMS.notPowerPoint,
  damaged: PROBLEMS.damaged,
  encrypted: PROBLEMS.password,
  'too-large': PROBLEMS.tooLarge,
}

const REASONS = {
  signed: 'This presentation is digitally signed. Editing would break the signature, so it opens read-only.',
  protected: 'A password protects this presentation against changes, so it opens read-only.',
  final: 'The author marked this presentation as final, so it opens read-only.',
  strict: 'This presentation is in the strict variant of the format, which the built-in editor can only show.',
} as const

const MAIN = /^http:\/\/(schemas\.openxmlformats\.org\/presentationml\/2006|purl\.oclc\.org\/ooxml\/presentationml)\/main$/

/**
 * Looks into the package before anything else does. Throws DocumentProblem for what cannot be shown; otherwise gives the
 * reason why the presentation must not be edited, or undefined. Pictures are not unpacked: each is, within the size that
 * the directory claims, when it is shown.
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
  if (isCompoundFile(bytes)) throw new DocumentProblem(includesUtf16(bytes, 'EncryptedPackage') ? PROBLEMS.password : PROBLEMS.old)
  const entries = new Map(readZip(bytes).map((entry) => [entry.name, entry]))
  const content = (name: string) => {
    const entry = entries.get(name)
    return entry && unpack(entry)
  }
  const root = content('_rels/.rels')
  if (!entries.has(CONTENT_TYPES) || !root) throw new DocumentProblem(PROBLEMS.notPowerPoint)
  const topLevel = readRelationships(root, '')
  const main = topLevel.find(({ kind }) => kind === 'officeDocument')?.target
  const parse = (name: string | undefined) => {
    const part = name === undefined ? undefined : content(name)
    return part && parseXml(decodeXml(part).source)
  }
  const presentation = parse(main)
  if (main === undefined || presentation?.local !== 'presentation' || !MAIN.test(presentation.uri))
    throw new DocumentProblem(PROBLEMS.notPowerPoint)
  if (!entries.has(relationshipsOf(main))) throw new DocumentProblem(PROBLEMS.damaged)
  if (topLevel.some(({ kind }) => kind === 'origin') || [...entries.keys()].some((name) => name.startsWith('_xmlsignatures/')))
    return REASONS.signed
  if (childOf(presentation, 'modifyVerifier')) return REASONS.protected
  const custom = parse(topLevel.find(({ kind }) => kind === 'custom-properties')?.target)
  const final = custom && elementsOf(custom).find((element) => attribute(element, 'name') === '_MarkAsFinal')
  if (final?.children.some((value) => isElement(value) && value.children.some((text) => !isElement(text) && text.text.trim() === 'true')))
    return REASONS.final
  return presentation.uri.startsWith('http://purl.oclc.org/') ? REASONS.strict : undefined
}

/** OLE2: what an encrypted package and every .ppt begin with. */
const isCompoundFile = (bytes: Uint8Array) => [0xd0, 0xcf, 0x11, 0xe0].every((byte, index) => bytes[index] === byte)

function includesUtf16(bytes: Uint8Array, word: string): boolean {
  const codes = [...word].flatMap((letter) => [letter.charCodeAt(0), 0])
  for (let at = bytes.indexOf(codes[0] ?? 0); at >= 0; at = bytes.indexOf(codes[0] ?? 0, at + 1))
    if (codes.every((byte, index) => bytes[at + index] === byte)) return true
  return false
}
