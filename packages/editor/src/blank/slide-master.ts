import { DRAWING, OFFICE } from './packaging.ts'

export const NAMESPACES = `xmlns:a="${DRAWING}" xmlns:r="${OFFICE}" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"`

/** English Metric Units: 360,000 to a centimetre. A 16:9 slide. */
export const SLIDE = { width: 12_192_000, height: 6_858_000 }
const LEFT = 838_200
const WIDTH = SLIDE.width - 2 * LEFT
const FOOT = { y: 6_356_350, height: 365_125 }

interface Place {
  x: number
  y: number
  width: number
  height: number
}

export interface Placeholder {
  name: string
  /** the attributes of `p:ph`: what it holds, and which one of the layout it follows */
  holds: string
  /** absent: where the layout or the master has it */
  place?: Place
  /** how its text stands, where that differs */
  body?: string
  list?: string
  /** the paragraphs; absent: one that is empty */
  text?: string
}

const placeOf = ({ x, y, width, height }: Place) =>
  `<a:xfrm><a:off x="${x}" y="${y}"/><a:ext cx="${width}" cy="${height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>`

const shape = ({ name, holds, place, body = '<a:bodyPr/>', list = '<a:lstStyle/>', text = '<a:p/>' }: Placeholder, index: number) =>
  `<p:sp><p:nvSpPr><p:cNvPr id="${index + 2}" name="${name} ${index + 1}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph ${holds}/></p:nvPr></p:nvSpPr><p:spPr>${place ? placeOf(place) : ''}</p:spPr><p:txBody>${body}${list}${text}</p:txBody></p:sp>`

/** Shapes in their group; 19.3.1.45: the group itself comes first. */
export const shapeTree = (placeholders: Placeholder[]) =>
  `<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>${placeholders.map(shape).join('')}</p:spTree>`

export const paragraph = (text: string) => `<a:p><a:r><a:rPr/><a:t>${text}</a:t></a:r></a:p>`

const fonts = (which: 'mj' | 'mn') =>
  `<a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+${which}-lt"/><a:ea typeface="+${which}-ea"/><a:cs typeface="+${which}-cs"/>`

const SIZES = [28, 24, 20, 18, 18, 18, 18, 18, 18]
const LEVELS = SIZES.map((size, index) => ({ number: index + 1, size: size * 100, indent: index * 457_200 }))

const BODY_LEVELS = LEVELS.map(
  ({ number, size, indent }) =>
    `<a:lvl${number}pPr marL="${indent + 228_600}" indent="-228600" algn="l"><a:lnSpc><a:spcPct val="90000"/></a:lnSpc><a:spcBef><a:spcPts val="${number === 1 ? 1000 : 500}"/></a:spcBef><a:buFont typeface="Arial"/><a:buChar char="•"/><a:defRPr sz="${size}">${fonts('mn')}</a:defRPr></a:lvl${number}pPr>`,
).join('')

/** What text outside of placeholders looks like: of the whole presentation, and of the master's other shapes. */
export const PLAIN_LEVELS = LEVELS.map(
  ({ number, indent }) => `<a:lvl${number}pPr marL="${indent}" algn="l"><a:defRPr sz="1800">${fonts('mn')}</a:defRPr></a:lvl${number}pPr>`,
).join('')

/** Small and grey at the foot of a slide. */
const footList = (align: 'l' | 'ctr' | 'r') =>
  `<a:lstStyle><a:lvl1pPr algn="${align}"><a:defRPr sz="1200"><a:solidFill><a:schemeClr val="tx1"><a:tint val="75000"/></a:schemeClr></a:solidFill></a:defRPr></a:lvl1pPr></a:lstStyle>`
const middle = '<a:bodyPr anchor="ctr"/>'
const SLIDE_NUMBER =
  '<a:p><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr/><a:t>‹#›</a:t></a:fld><a:endParaRPr/></a:p>'

/** Date, footer and slide number; on the master with their places. */
export const feet = (onMaster: boolean): Placeholder[] => [
  {
    name: 'Date Placeholder',
    holds: onMaster ? 'type="dt" sz="half" idx="2"' : 'type="dt" sz="half" idx="10"',
    ...(onMaster ? { place: { x: LEFT, y: FOOT.y, width: 2_743_200, height: FOOT.height }, body: middle, list: footList('l') } : {}),
  },
  {
    name: 'Footer Placeholder',
    holds: onMaster ? 'type="ftr" sz="quarter" idx="3"' : 'type="ftr" sz="quarter" idx="11"',
    ...(onMaster ? { place: { x: 4_038_600, y: FOOT.y, width: 4_114_800, height: FOOT.height }, body: middle, list: footList('ctr') } : {}),
  },
  {
    name: 'Slide Number Placeholder',
    holds: onMaster ? 'type="sldNum" sz="quarter" idx="4"' : 'type="sldNum" sz="quarter" idx="12"',
    text: SLIDE_NUMBER,
    ...(onMaster ? { place: { x: 8_610_600, y: FOOT.y, width: 2_743_200, height: FOOT.height }, body: middle, list: footList('r') } : {}),
  },
]

const BODY_TEXT = ['Text', 'Second level', 'Third level', 'Fourth level', 'Fifth level']
  .map((text, level) => paragraph(text).replace('<a:p>', level === 0 ? '<a:p>' : `<a:p><a:pPr lvl="${level}"/>`))
  .join('')

/** ECMA-376 part 1, 19.3.1.42. `layouts`: relationship ids; their numbers follow the master's own. */
export const slideMaster = (firstLayoutId: number, layouts: string[]) =>
  `<p:sldMaster ${NAMESPACES}><p:cSld><p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg>${shapeTree([
    {
      name: 'Title Placeholder',
      holds: 'type="title"',
      place: { x: LEFT, y: 365_125, width: WIDTH, height: 1_325_563 },
      body: middle,
      text: paragraph('Title'),
    },
    {
      name: 'Text Placeholder',
      holds: 'type="body" idx="1"',
      place: { x: LEFT, y: 1_825_625, width: WIDTH, height: 4_351_338 },
      text: BODY_TEXT,
    },
    ...feet(true),
  ])}</p:cSld><p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/><p:sldLayoutIdLst>${layouts
    .map((id, index) => `<p:sldLayoutId id="${firstLayoutId + index}" r:id="${id}"/>`)
    .join(
      '',
    )}</p:sldLayoutIdLst><p:txStyles><p:titleStyle><a:lvl1pPr algn="l"><a:lnSpc><a:spcPct val="90000"/></a:lnSpc><a:spcBef><a:spcPct val="0"/></a:spcBef><a:buNone/><a:defRPr sz="4400">${fonts('mj')}</a:defRPr></a:lvl1pPr></p:titleStyle><p:bodyStyle>${BODY_LEVELS}</p:bodyStyle><p:otherStyle>${PLAIN_LEVELS}</p:otherStyle></p:txStyles></p:sldMaster>`
