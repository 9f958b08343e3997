import { contentTypes, coreProperties, escapeXml, OFFICE, officeFile, relationships } from './zip.mjs'

const P = 'http://schemas.openxmlformats.org/presentationml/2006/main'
const A = 'http://schemas.openxmlformats.org/drawingml/2006/main'
const NAMES = `xmlns:a="${A}" xmlns:r="${OFFICE}" xmlns:p="${P}"`
const PRESENTATION = 'application/vnd.openxmlformats-officedocument.presentationml'
/** English metric units: 914,400 to the inch; the slide is 13.333 × 7.5 inches */
const WIDE = 12192000
const HIGH = 6858000

const fill = (colour) => `<a:solidFill><a:srgbClr val="${colour}"/></a:solidFill>`
const place = (x, y, w, h) => `<a:xfrm><a:off x="${x}" y="${y}"/><a:ext cx="${w}" cy="${h}"/></a:xfrm>`

function box(id, x, y, w, h, colour, shape = 'rect') {
  return `<p:sp><p:nvSpPr><p:cNvPr id="${id}" name="Shape ${id}"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>${place(x, y, w, h)}<a:prstGeom prst="${shape}"><a:avLst/></a:prstGeom>${fill(colour)}<a:ln><a:noFill/></a:ln></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en-GB"/></a:p></p:txBody></p:sp>`
}

/** paragraphs: [text, { size, bold, colour, bullet }] */
function text(id, x, y, w, h, paragraphs, placeholder = '') {
  const body = paragraphs
    .map(([words, { size, bold, colour, bullet }]) => {
      const mark = bullet ? '<a:buFont typeface="Arial"/><a:buChar char="•"/>' : '<a:buNone/>'
      const indent = bullet ? ' marL="342900" indent="-342900"' : ' marL="0" indent="0"'
      return `<a:p><a:pPr${indent}><a:spcAft><a:spcPts val="1000"/></a:spcAft>${mark}</a:pPr><a:r><a:rPr lang="en-GB" sz="${size * 100}"${bold ? ' b="1"' : ''} dirty="0">${fill(colour)}<a:latin typeface="Calibri"/></a:rPr><a:t>${escapeXml(words)}</a:t></a:r></a:p>`
    })
    .join('')
  const kind = placeholder ? `<p:nvPr><p:ph type="${placeholder}"/></p:nvPr>` : '<p:nvPr/>'
  return `<p:sp><p:nvSpPr><p:cNvPr id="${id}" name="${placeholder ? 'Title' : 'Text'} ${id}"/><p:cNvSpPr${placeholder ? '' : ' txBox="1"'}/>${kind}</p:nvSpPr><p:spPr>${place(x, y, w, h)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody><a:bodyPr wrap="square" lIns="0" rIns="0" anchor="t"><a:normAutofit/></a:bodyPr><a:lstStyle/>${body}</p:txBody></p:sp>`
}

const TREE = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
const background = (colour) => `<p:bg><p:bgPr>${fill(colour)}<a:effectLst/></p:bgPr></p:bg>`
const slide = (colour, shapes) =>
  `<p:sld ${NAMES}><p:cSld>${background(colour)}<p:spTree>${TREE}${shapes.join('')}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>`

const scheme = { dk1: '1E293B', lt1: 'FFFFFF', dk2: '1F3A5F', lt2: 'E6F4F1', accent1: '0F766E', accent2: '1F3A5F', accent3: 'F59E0B', accent4: '64748B', accent5: '38BDF8', accent6: 'BE123C', hlink: '0F766E', folHlink: '64748B' }
const line = `<a:ln w="9525"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>`
const THEME = `<a:theme xmlns:a="${A}" name="Harbour"><a:themeElements><a:clrScheme name="Harbour">${Object.entries(scheme)
  .map(([name, colour]) => `<a:${name}><a:srgbClr val="${colour}"/></a:${name}>`)
  .join('')}</a:clrScheme><a:fontScheme name="Harbour"><a:majorFont><a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/></a:majorFont><a:minorFont><a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/></a:minorFont></a:fontScheme><a:fmtScheme name="Harbour"><a:fillStyleLst>${'<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'.repeat(3)}</a:fillStyleLst><a:lnStyleLst>${line.repeat(3)}</a:lnStyleLst><a:effectStyleLst>${'<a:effectStyle><a:effectLst/></a:effectStyle>'.repeat(3)}</a:effectStyleLst><a:bgFillStyleLst>${'<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'.repeat(3)}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>`

const level = (size) => `<a:lvl1pPr algn="l"><a:defRPr sz="${size}"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mn-lt"/></a:defRPr></a:lvl1pPr>`
const MASTER = `<p:sldMaster ${NAMES}><p:cSld><p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg><p:spTree>${TREE}</p:spTree></p:cSld><p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/><p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst><p:txStyles><p:titleStyle>${level(4000)}</p:titleStyle><p:bodyStyle>${level(2400)}</p:bodyStyle><p:otherStyle>${level(1800)}</p:otherStyle></p:txStyles></p:sldMaster>`
const LAYOUT = `<p:sldLayout ${NAMES} type="titleOnly" preserve="1"><p:cSld name="Title only"><p:spTree>${TREE}<p:sp><p:nvSpPr><p:cNvPr id="2" name="Title 1"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:spPr>${place(838200, 609600, 10515600, 1143000)}</p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang="en-GB"/><a:t>Title</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>`

const LIGHT = 'FFFFFF'
const first = slide('1F3A5F', [
  box(2, 0, 5486400, WIDE, HIGH - 5486400, '0F766E'),
  box(3, 0, 5410200, WIDE, 76200, 'F59E0B'),
  box(4, 9601200, 1066800, 1371600, 1371600, 'F59E0B', 'ellipse'),
  text(5, 914400, 1752600, 8229600, 1219200, [['Lanterns over the harbour', { size: 40, bold: true, colour: LIGHT }]], 'title'),
  text(6, 914400, 3048000, 8229600, 914400, [['A festival for the whole town, in winter', { size: 24, colour: 'CFE8E4' }]]),
  text(7, 914400, 5867400, 8229600, 533400, [['Anna Berg · Harbour & Pier Ltd', { size: 18, colour: LIGHT }]]),
])
const number = (id, x, figure, label) => [
  box(id, x, 4267200, 3276600, 1676400, 'E6F4F1', 'roundRect'),
  text(id + 1, x + 228600, 4419600, 2819400, 762000, [[figure, { size: 40, bold: true, colour: '0F766E' }]]),
  text(id + 2, x + 228600, 5257800, 2819400, 533400, [[label, { size: 18, colour: '334155' }]]),
]
const second = slide('FFFFFF', [
  box(2, 0, 0, 228600, HIGH, '0F766E'),
  text(3, 838200, 609600, 10515600, 914400, [['What we ask the council for', { size: 40, bold: true, colour: '1F3A5F' }]], 'title'),
  text(4, 838200, 1676400, 10515600, 2286000, [
    ['The quay from Friday noon until Sunday evening', { size: 24, colour: '1E293B', bullet: true }],
    ['Music until 23:00 on Saturday', { size: 24, colour: '1E293B', bullet: true }],
    ['A shuttle boat between the ferry pier and the old town', { size: 24, colour: '1E293B', bullet: true }],
  ]),
  ...number(10, 838200, '240', 'lanterns on the quay'),
  ...number(20, 4457700, '62', 'volunteers so far'),
  ...number(30, 8077200, '9,000', 'visitors expected'),
])

export function talkPptx() {
  return officeFile({
    '[Content_Types].xml': contentTypes({
      '/ppt/presentation.xml': `${PRESENTATION}.presentation.main+xml`,
      '/ppt/slideMasters/slideMaster1.xml': `${PRESENTATION}.slideMaster+xml`,
      '/ppt/slideLayouts/slideLayout1.xml': `${PRESENTATION}.slideLayout+xml`,
      '/ppt/slides/slide1.xml': `${PRESENTATION}.slide+xml`,
      '/ppt/slides/slide2.xml': `${PRESENTATION}.slide+xml`,
      '/ppt/theme/theme1.xml': 'application/vnd.openxmlformats-officedocument.theme+xml',
      '/docProps/core.xml': 'application/vnd.openxmlformats-package.core-properties+xml',
    }),
    '_rels/.rels': relationships([
      ['rId1', 'officeDocument', 'ppt/presentation.xml'],
      ['rId2', 'core-properties', 'docProps/core.xml'],
    ]),
    'docProps/core.xml': coreProperties('Lanterns over the harbour'),
    'ppt/presentation.xml': `<p:presentation ${NAMES} saveSubsetFonts="1"><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst><p:sldIdLst><p:sldId id="256" r:id="rId2"/><p:sldId id="257" r:id="rId3"/></p:sldIdLst><p:sldSz cx="${WIDE}" cy="${HIGH}"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>`,
    'ppt/_rels/presentation.xml.rels': relationships([
      ['rId1', 'slideMaster', 'slideMasters/slideMaster1.xml'],
      ['rId2', 'slide', 'slides/slide1.xml'],
      ['rId3', 'slide', 'slides/slide2.xml'],
      ['rId4', 'theme', 'theme/theme1.xml'],
    ]),
    'ppt/slideMasters/slideMaster1.xml': MASTER,
    'ppt/slideMasters/_rels/slideMaster1.xml.rels': relationships([
      ['rId1', 'slideLayout', '../slideLayouts/slideLayout1.xml'],
      ['rId2', 'theme', '../theme/theme1.xml'],
    ]),
    'ppt/slideLayouts/slideLayout1.xml': LAYOUT,
    'ppt/slideLayouts/_rels/slideLayout1.xml.rels': relationships([['rId1', 'slideMaster', '../slideMasters/slideMaster1.xml']]),
    'ppt/slides/slide1.xml': first,
    'ppt/slides/_rels/slide1.xml.rels': relationships([['rId1', 'slideLayout', '../slideLayouts/slideLayout1.xml']]),
    'ppt/slides/slide2.xml': second,
    'ppt/slides/_rels/slide2.xml.rels': relationships([['rId1', 'slideLayout', '../slideLayouts/slideLayout1.xml']]),
    'ppt/theme/theme1.xml': THEME,
  })
}
