import { strToU8, zipSync } from 'fflate'
import { blankParts } from '../../../src/blank/blank.ts'
import { CONTENT_TYPES } from '../../ooxml/package-parts.ts'
import { NAMESPACES, R, XML } from '../names.ts'

const PML = 'application/vnd.openxmlformats-officedocument.presentationml'
const MS = 'http://schemas.microsoft.com/office/2018/10/relationships'

const group = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
const shape = (id: number, name: string, ph: string, paragraphs: string) =>
  `<p:sp><p:nvSpPr><p:cNvPr id="${id}" name="${name}"/><p:cNvSpPr/><p:nvPr>${ph}</p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="900000" y="${id * 700000}"/><a:ext cx="9000000" cy="650000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr anchor="ctr"/><a:lstStyle/>${paragraphs}</p:txBody></p:sp>`
const page = (kind: 'sld' | 'notes', shapes: string, extensions = '') =>
  `${XML}<p:${kind} ${NAMESPACES}><p:cSld><p:spTree>${group}${shapes}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>${extensions}</p:${kind}>`
const relationships = (...rows: [id: string, type: string, target: string][]) =>
  `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${rows
    .map(([id, type, target]) => `<Relationship Id="${id}" Type="${type.includes(':') ? type : `${R}/${type}`}" Target="${target}"/>`)
    .join('')}</Relationships>`
const cell = (text: string, more = '') =>
  `<a:tc${more}><a:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang="en-GB" b="1"/><a:t>${text}</a:t></a:r></a:p></a:txBody><a:tcPr/></a:tc>`

/** Runs, a break, a slide number, a link to the third slide; the second paragraph is indented. */
export const RICH =
  '<a:p><a:pPr algn="ctr"/><a:r><a:rPr lang="en-GB" sz="2000" i="1" dirty="0"/><a:t>One </a:t></a:r><a:r><a:rPr lang="en-GB"><a:hlinkClick r:id="rId5" action="ppaction://hlinksldjump"/></a:rPr><a:t>two</a:t></a:r><a:br><a:rPr lang="en-GB"/></a:br><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="en-GB"/><a:t>2</a:t></a:fld><a:endParaRPr lang="en-GB"/></a:p>\n  <a:p><a:pPr lvl="1"/><a:r><a:rPr lang="en-GB"/><a:t>Three &amp; four</a:t></a:r></a:p>'

/** A line of text above an equation. */
export const EQUATION =
  '<a:p><a:r><a:rPr lang="en-GB"/><a:t>So:</a:t></a:r></a:p><a:p><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main" Requires="a14"><a14:m><m:oMathPara xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:oMath><m:r><m:t>x=240</m:t></m:r></m:oMath></m:oMathPara></a14:m></mc:Choice><mc:Fallback><a:r><a:rPr lang="en-GB"/><a:t>x=240</a:t></a:r></mc:Fallback></mc:AlternateContent></a:p>'

/**
 * Three slides: a title; rich text, a table, a chart with its workbook, notes and remarks; an equation. Two sections, a
 * custom show, a link from the second slide to the third, and a list of slides in the view's own part.
 */
export function makeDeck(): Uint8Array {
  const parts: Record<string, string> = { ...blankParts('pptx') }
  const layout = 'ppt/slideLayouts/slideLayout2.xml'
  for (const name of Object.keys(parts)) if (name.startsWith('ppt/slides/')) delete parts[name]
  const types: [part: string, type: string][] = [
    ['ppt/slides/slide1.xml', `${PML}.slide+xml`],
    ['ppt/slides/slide2.xml', `${PML}.slide+xml`],
    ['ppt/slides/slide3.xml', `${PML}.slide+xml`],
    ['ppt/notesSlides/notesSlide1.xml', `${PML}.notesSlide+xml`],
    ['ppt/notesMasters/notesMaster1.xml', `${PML}.notesMaster+xml`],
    ['ppt/theme/theme9.xml', 'application/vnd.openxmlformats-officedocument.theme+xml'],
    ['ppt/charts/chart1.xml', 'application/vnd.openxmlformats-officedocument.drawingml.chart+xml'],
    ['ppt/comments/modernComment1.xml', 'application/vnd.ms-powerpoint.comments+xml'],
    ['ppt/viewProps.xml', `${PML}.viewProps+xml`],
  ]
  const listed = types.map(([part, type]) => `<Override PartName="/${part}" ContentType="${type}"/>`).join('')
  parts[CONTENT_TYPES] = (parts[CONTENT_TYPES] ?? '')
    .replace(/<Override PartName="\/ppt\/(slides\/[^"]*|viewProps\.xml)"[^>]*\/>/g, '')
    .replace(
      '</Types>',
      `<Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>${listed}</Types>`,
    )
  parts['ppt/_rels/presentation.xml.rels'] = (parts['ppt/_rels/presentation.xml.rels'] ?? '')
    .replace(/<Relationship [^>]*\/relationships\/(slide|viewProps)"[^>]*\/>/g, '')
    .replace(
      '</Relationships>',
      [
        ['s1', 'slide', 'slides/slide1.xml'],
        ['s2', 'slide', 'slides/slide2.xml'],
        ['s3', 'slide', 'slides/slide3.xml'],
        ['n1', 'notesMaster', 'notesMasters/notesMaster1.xml'],
        ['v1', 'viewProps', 'viewProps.xml'],
      ]
        .map(([id, type, target]) => `<Relationship Id="${id}" Type="${R}/${type}" Target="${target}"/>`)
        .concat('</Relationships>')
        .join(''),
    )
  const section = (name: string, id: number, ...slides: number[]) =>
    `<p14:section name="${name}" id="{0000000${id}-0000-0000-0000-000000000000}"><p14:sldIdLst>${slides.map((slide) => `<p14:sldId id="${slide}"/>`).join('')}</p14:sldIdLst></p14:section>`
  parts['ppt/presentation.xml'] = (parts['ppt/presentation.xml'] ?? '')
    .replace(/<p:sldIdLst>.*?<\/p:sldIdLst>|<p:sldIdLst\/>/, '')
    .replace(
      '</p:sldMasterIdLst>',
      '</p:sldMasterIdLst><p:notesMasterIdLst><p:notesMasterId r:id="n1"/></p:notesMasterIdLst><p:sldIdLst><p:sldId id="256" r:id="s1"/><p:sldId id="300" r:id="s2"/><p:sldId id="301" r:id="s3"/></p:sldIdLst>',
    )
    .replace(
      /(<p:notesSz[^>]*\/>)/,
      '$1<p:custShowLst><p:custShow name="Short" id="0"><p:sldLst><p:sld r:id="s3"/><p:sld r:id="s1"/></p:sldLst></p:custShow></p:custShowLst>',
    )
    .replace(
      '</p:presentation>',
      `<p:extLst><p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"><p14:sectionLst xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">${section('Begin', 1, 256, 300)}${section('End', 2, 301)}</p14:sectionLst></p:ext></p:extLst></p:presentation>`,
    )
  const table = `<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="4" name="Table 3"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm><a:off x="900000" y="3500000"/><a:ext cx="4000000" cy="800000"/></p:xfrm><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblPr/><a:tblGrid><a:gridCol w="2000000"/><a:gridCol w="2000000"/></a:tblGrid><a:tr h="400000">${cell('Lanterns', ' gridSpan="2"')}${cell('', ' hMerge="1"')}</a:tr><a:tr h="400000">${cell('240')}${cell('62')}</a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>`
  const chart =
    '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="5" name="Chart 4"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm><a:off x="6000000" y="3500000"/><a:ext cx="4000000" cy="2000000"/></p:xfrm><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="rId2"/></a:graphicData></a:graphic></p:graphicFrame>'
  const remarks =
    '<p:extLst><p:ext uri="{6950BFC3-D8DA-4A85-94F7-54DA5524770B}"><p188:commentRel xmlns:p188="http://schemas.microsoft.com/office/powerpoint/2018/8/main" r:id="rId4"/></p:ext></p:extLst>'
  const title = (text: string) =>
    shape(2, 'Title 1', '<p:ph type="title"/>', `<a:p><a:r><a:rPr lang="en-GB"/><a:t>${text}</a:t></a:r></a:p>`)
  Object.assign(parts, {
    'ppt/slides/slide1.xml': page('sld', title('Lanterns over the harbour')),
    'ppt/slides/slide2.xml': page('sld', title('Numbers') + shape(3, 'Text 2', '', RICH) + table + chart, remarks),
    'ppt/slides/slide3.xml': page('sld', title('Thanks') + shape(3, 'Formula 2', '', EQUATION)),
    'ppt/slides/_rels/slide1.xml.rels': relationships(['rId1', 'slideLayout', `/${layout}`]),
    'ppt/slides/_rels/slide2.xml.rels': relationships(
      ['rId1', 'slideLayout', `/${layout}`],
      ['rId2', 'chart', '../charts/chart1.xml'],
      ['rId3', 'notesSlide', '../notesSlides/notesSlide1.xml'],
      ['rId4', `${MS}/comments`, '../comments/modernComment1.xml'],
      ['rId5', 'slide', 'slide3.xml'],
    ),
    'ppt/slides/_rels/slide3.xml.rels': relationships(['rId1', 'slideLayout', `/${layout}`]),
    'ppt/charts/chart1.xml': `${XML}<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="${R}"><c:chart><c:plotArea><c:layout/></c:plotArea></c:chart><c:externalData r:id="rId1"/></c:chartSpace>`,
    'ppt/charts/_rels/chart1.xml.rels': relationships(['rId1', 'package', '../embeddings/Microsoft_Excel_Sheet1.xlsx']),
    'ppt/embeddings/Microsoft_Excel_Sheet1.xlsx': 'a workbook',
    'ppt/comments/modernComment1.xml': `${XML}<p188:cmLst xmlns:p188="http://schemas.microsoft.com/office/powerpoint/2018/8/main"/>`,
    'ppt/notesSlides/notesSlide1.xml': page(
      'notes',
      shape(3, 'Notes Placeholder 2', '<p:ph type="body" idx="1"/>', '<a:p><a:r><a:rPr lang="en-GB"/><a:t>Breathe</a:t></a:r></a:p>'),
    ),
    'ppt/notesSlides/_rels/notesSlide1.xml.rels': relationships(
      ['rId1', 'notesMaster', '../notesMasters/notesMaster1.xml'],
      ['rId2', 'slide', '../slides/slide2.xml'],
    ),
    'ppt/notesMasters/notesMaster1.xml': `${XML}<p:notesMaster ${NAMESPACES}><p:cSld><p:spTree>${group}</p:spTree></p:cSld><p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/></p:notesMaster>`,
    'ppt/notesMasters/_rels/notesMaster1.xml.rels': relationships(['rId1', 'theme', '../theme/theme9.xml']),
    'ppt/theme/theme9.xml': parts['ppt/theme/theme1.xml'] ?? '',
    'ppt/viewProps.xml': `${XML}<p:viewPr ${NAMESPACES}><p:outlineViewPr><p:cViewPr><p:scale><a:sx n="1" d="1"/><a:sy n="1" d="1"/></p:scale><p:origin x="0" y="0"/></p:cViewPr><p:sldLst><p:sld r:id="rId1" collapse="1"/><p:sld r:id="rId2" collapse="1"/></p:sldLst></p:outlineViewPr></p:viewPr>`,
    'ppt/_rels/viewProps.xml.rels': relationships(['rId1', 'slide', 'slides/slide1.xml'], ['rId2', 'slide', 'slides/slide3.xml']),
  })
  return zipSync(Object.fromEntries(Object.entries(parts).map(([part, text]) => [part, strToU8(text)])))
}
