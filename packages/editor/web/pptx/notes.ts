import type { OfficePackage } from '../ooxml/package.ts'
import { relationshipsOf } from '../ooxml/package-parts.ts'
import { prefixOf, splice } from '../ooxml/splice.ts'
import { parseXml } from '../ooxml/xml.ts'
import { type BodyPlace, bodiesOf } from './bodies.ts'
import { CONTENT, NAMESPACES, R, relationshipType, XML } from './names.ts'
import { partOfKind } from './parts.ts'
import { childOf } from './tree.ts'

/** The text of a notes page that is the notes: the first body placeholder. */
export const notesBody = (pkg: OfficePackage, part: string): BodyPlace | undefined =>
  bodiesOf(parseXml(pkg.text(part))).find(({ placeholder }) => placeholder === 'body')

const GROUP = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
const EMPTY = '<p:txBody><a:bodyPr/><a:lstStyle/><a:p/></p:txBody>'

/** The notes page of a slide, made with its master where there is none. */
export function createNotes(pkg: OfficePackage, presentation: string, slide: string): string {
  const master = partOfKind(pkg, presentation, 'notesMaster') ?? createNotesMaster(pkg, presentation)
  const part = pkg.freeName('ppt/notesSlides/notesSlide#.xml')
  pkg.set(
    part,
    `${XML}<p:notes ${NAMESPACES}><p:cSld><p:spTree>${GROUP}<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide Image Placeholder 1"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp><p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes Placeholder 2"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/>${EMPTY}</p:sp></p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>`,
    CONTENT.notesSlide,
  )
  pkg.relate(part, relationshipType('notesMaster'), master)
  pkg.relate(part, relationshipType('slide'), slide)
  pkg.relate(slide, relationshipType('notesSlide'), part)
  return part
}

/** Half a page of slide above half a page of text, on A4 as PowerPoint's own. */
function createNotesMaster(pkg: OfficePackage, presentation: string): string {
  const placeholder = (id: number, name: string, ph: string, locks: string, y: number, body: string) =>
    `<p:sp><p:nvSpPr><p:cNvPr id="${id}" name="${name}"/><p:cNvSpPr><a:spLocks ${locks}/></p:cNvSpPr><p:nvPr><p:ph ${ph}/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="685800" y="${y}"/><a:ext cx="5486400" cy="3600450"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>${body}</p:sp>`
  const image = placeholder(2, 'Slide Image Placeholder 1', 'type="sldImg" idx="2"', 'noGrp="1" noRot="1" noChangeAspect="1"', 1143000, '')
  const text = placeholder(3, 'Notes Placeholder 2', 'type="body" sz="quarter" idx="3"', 'noGrp="1"', 4800600, EMPTY)
  const part = pkg.freeName('ppt/notesMasters/notesMaster#.xml')
  const look =
    '<a:defRPr sz="1200" kern="1200"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr>'
  pkg.set(
    part,
    `${XML}<p:notesMaster ${NAMESPACES}><p:cSld><p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg><p:spTree>${GROUP}${image}${text}</p:spTree></p:cSld><p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/><p:notesStyle><a:lvl1pPr marL="0" algn="l" defTabSz="914400" rtl="0" eaLnBrk="1" latinLnBrk="0" hangingPunct="1">${look}</a:lvl1pPr></p:notesStyle></p:notesMaster>`,
    CONTENT.notesMaster,
  )
  pkg.relate(part, relationshipType('theme'), copyTheme(pkg, presentation))
  const id = pkg.relate(presentation, relationshipType('notesMaster'), part)
  const source = pkg.text(presentation)
  const root = parseXml(source)
  const prefix = prefixOf(source, root)
  const relations = [...root.namespaces].find(([, uri]) => uri === R)?.[0]
  const named = relations ? `${relations}:id="${id}"` : `xmlns:r="${R}" r:id="${id}"`
  // ECMA-376, 19.2.1.26: right behind the slide masters
  const place = childOf(root, 'sldMasterIdLst')?.end ?? root.open
  const list = `<${prefix}notesMasterIdLst><${prefix}notesMasterId ${named}/></${prefix}notesMasterIdLst>`
  pkg.set(presentation, splice(source, [{ start: place, end: place, text: list }]))
  return part
}

/** A master has a theme for itself: the slides' own, once more, pictures shared. */
function copyTheme(pkg: OfficePackage, presentation: string): string {
  const master = partOfKind(pkg, presentation, 'slideMaster')
  const theme = (master && partOfKind(pkg, master, 'theme')) ?? partOfKind(pkg, presentation, 'theme')
  if (!theme) throw new RangeError('a presentation without a theme')
  const copy = pkg.freeName('ppt/theme/theme#.xml')
  pkg.set(copy, pkg.bytes(theme), CONTENT.theme)
  // targets are relative, and the folder is the same only where it is this one
  if (pkg.has(relationshipsOf(theme)) && theme.startsWith('ppt/theme/')) pkg.set(relationshipsOf(copy), pkg.bytes(relationshipsOf(theme)))
  return copy
}
