import type { OfficePackage, PartRelationship } from '../ooxml/package.ts'
import { attribute, CONTENT_TYPES, elementsOf, relationshipsOf } from '../ooxml/package-parts.ts'
import { splice, xmlText } from '../ooxml/splice.ts'
import { parseXml } from '../ooxml/xml.ts'
import { R, XML } from './names.ts'
import { everyElement, removal } from './tree.ts'

/** chart, image, slide … */
export const kindOf = ({ type }: PartRelationship): string => type.split('/').at(-1) ?? ''

export const mainPart = (pkg: OfficePackage): string =>
  pkg.relationships('').find((row) => kindOf(row) === 'officeDocument')?.target ?? 'ppt/presentation.xml'

export const partOfKind = (pkg: OfficePackage, part: string, kind: string): string | undefined =>
  pkg.relationships(part).find((row) => kindOf(row) === kind && !row.external && pkg.has(row.target))?.target

/** What the content types say of this very part; undefined where its extension says it. */
function contentTypeOf(pkg: OfficePackage, part: string): string | undefined {
  const row = elementsOf(parseXml(pkg.text(CONTENT_TYPES))).find(
    (each) => each.local === 'Override' && attribute(each, 'PartName')?.toLowerCase() === `/${part}`.toLowerCase(),
  )
  return row && attribute(row, 'ContentType')
}

/** Everything that can be reached from `start`, itself included, without going through `blocked`. */
export function reachable(pkg: OfficePackage, start: string, blocked?: string): Set<string> {
  const found = new Set([start])
  for (const part of found)
    if (part !== blocked) for (const { target, external } of pkg.relationships(part)) if (!external && pkg.has(target)) found.add(target)
  return found
}

/** Takes away a relationship, and the elements of the part that speak of it: a link, a row of a custom show. */
export function dropReference(pkg: OfficePackage, part: string, id: string): void {
  const source = pkg.text(part)
  const speaking = [...everyElement(parseXml(source))].filter(({ attributes }) =>
    attributes.some(({ uri, value }) => uri === R && value === id),
  )
  pkg.set(part, splice(source, speaking.map(removal)))
  pkg.unrelate(part, id)
}

/** What copies of a slide share, as PowerPoint has it; everything else is a slide's own and copied with it. */
const SHARED = new Set('slide slideLayout slideMaster notesMaster image video audio media hyperlink font theme'.split(' '))
/** Remarks belong to the slide that they were made on. */
const LEFT_OUT = new Set(['comments', 'threadedComment'])

/** Copies a part with what it owns; `copies` holds what was copied already, old name to new. Gives the new name. */
export function copyPart(pkg: OfficePackage, part: string, copies: Map<string, string>): string {
  const name = pkg.freeName(part.replace(/\d*(\.[^./]+)$/, '#$1'))
  copies.set(part, name)
  pkg.set(name, pkg.bytes(part), contentTypeOf(pkg, part))
  const rows = pkg.relationships(part)
  if (!rows.length) return name
  const kept = rows.filter((row) => !LEFT_OUT.has(kindOf(row)))
  const copied = kept.map((row): PartRelationship => {
    if (row.external || !pkg.has(row.target)) return row
    const target = copies.get(row.target) ?? (SHARED.has(kindOf(row)) ? row.target : copyPart(pkg, row.target, copies))
    return { ...row, target }
  })
  pkg.set(relationshipsOf(name), relationshipsXml(copied))
  for (const row of rows) if (LEFT_OUT.has(kindOf(row))) dropExtension(pkg, name, row.id)
  return name
}

const relationshipsXml = (rows: readonly PartRelationship[]) =>
  `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${rows
    .map(({ id, type, target, external }) =>
      external
        ? `<Relationship Id="${xmlText(id)}" Type="${xmlText(type)}" Target="${xmlText(target)}" TargetMode="External"/>`
        : `<Relationship Id="${xmlText(id)}" Type="${xmlText(type)}" Target="/${xmlText(encodeURI(target))}"/>`,
    )
    .join('')}</Relationships>`

/** An extension that only names remarks would be empty without them, which the schema does not allow. */
function dropExtension(pkg: OfficePackage, part: string, id: string): void {
  const source = pkg.text(part)
  const found = [...everyElement(parseXml(source))].filter(
    (element) =>
      element.local === 'ext' &&
      elementsOf(element).some(({ attributes }) => attributes.some(({ uri, value }) => uri === R && value === id)),
  )
  pkg.set(part, splice(source, found.map(removal)))
}
