import { type Parts, packaged, relationships } from './packaging.ts'
import { feet, NAMESPACES, PLAIN_LEVELS, type Placeholder, paragraph, SLIDE, shapeTree, slideMaster } from './slide-master.ts'
import { THEME } from './theme.ts'

/** 19.2.1.36: ids of masters and layouts are one row of numbers that begins here. */
const MASTER_ID = 2_147_483_648

const layout = (type: string, name: string, placeholders: Placeholder[]) =>
  `<p:sldLayout ${NAMESPACES} type="${type}" preserve="1"><p:cSld name="${name}">${shapeTree([...placeholders, ...feet(false)])}</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>`

const centred = (size: number) => `<a:lvl1pPr marL="0" indent="0" algn="ctr"><a:buNone/><a:defRPr sz="${size}"/></a:lvl1pPr>`

const TITLE_SLIDE = layout('title', 'Title Slide', [
  {
    name: 'Title',
    holds: 'type="ctrTitle"',
    place: { x: 1_524_000, y: 1_122_363, width: 9_144_000, height: 2_387_600 },
    body: '<a:bodyPr anchor="b"/>',
    list: '<a:lstStyle><a:lvl1pPr algn="ctr"><a:defRPr sz="6000"/></a:lvl1pPr></a:lstStyle>',
    text: paragraph('Title'),
  },
  {
    name: 'Subtitle',
    holds: 'type="subTitle" idx="1"',
    place: { x: 1_524_000, y: 3_602_038, width: 9_144_000, height: 1_655_762 },
    list: `<a:lstStyle>${centred(2400)}</a:lstStyle>`,
    text: paragraph('Subtitle'),
  },
])

const TITLE_AND_CONTENT = layout('obj', 'Title and Content', [
  { name: 'Title', holds: 'type="title"', text: paragraph('Title') },
  { name: 'Content Placeholder', holds: 'idx="1"', text: paragraph('Text') },
])

const FIRST_SLIDE = `<p:sld ${NAMESPACES}><p:cSld>${shapeTree([
  { name: 'Title', holds: 'type="ctrTitle"' },
  { name: 'Subtitle', holds: 'type="subTitle" idx="1"' },
])}</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>`

const PRESENTATION = `<p:presentation ${NAMESPACES}><p:sldMasterIdLst><p:sldMasterId id="${MASTER_ID}" r:id="rId1"/></p:sldMasterIdLst><p:sldIdLst><p:sldId id="256" r:id="rId2"/></p:sldIdLst><p:sldSz cx="${SLIDE.width}" cy="${SLIDE.height}"/><p:notesSz cx="6858000" cy="9144000"/><p:defaultTextStyle>${PLAIN_LEVELS}</p:defaultTextStyle></p:presentation>`

const toMaster = relationships({ rId1: ['../slideMasters/slideMaster1.xml', 'slideMaster'] })

/** A PowerPoint presentation with one empty title slide, and the two layouts that most slides need. */
export const blankPresentation = (): Parts =>
  packaged(
    'ppt/presentation.xml',
    {
      'ppt/presentation.xml': 'presentationml.presentation.main',
      'ppt/slideMasters/slideMaster1.xml': 'presentationml.slideMaster',
      'ppt/slideLayouts/slideLayout1.xml': 'presentationml.slideLayout',
      'ppt/slideLayouts/slideLayout2.xml': 'presentationml.slideLayout',
      'ppt/slides/slide1.xml': 'presentationml.slide',
      'ppt/theme/theme1.xml': 'theme',
    },
    {
      'ppt/presentation.xml': PRESENTATION,
      'ppt/_rels/presentation.xml.rels': relationships({
        rId1: ['slideMasters/slideMaster1.xml', 'slideMaster'],
        rId2: ['slides/slide1.xml', 'slide'],
        rId3: ['theme/theme1.xml', 'theme'],
      }),
      'ppt/slideMasters/slideMaster1.xml': slideMaster(MASTER_ID + 1, ['rId1', 'rId2']),
      'ppt/slideMasters/_rels/slideMaster1.xml.rels': relationships({
        rId1: ['../slideLayouts/slideLayout1.xml', 'slideLayout'],
        rId2: ['../slideLayouts/slideLayout2.xml', 'slideLayout'],
        rId3: ['../theme/theme1.xml', 'theme'],
      }),
      'ppt/slideLayouts/slideLayout1.xml': TITLE_SLIDE,
      'ppt/slideLayouts/_rels/slideLayout1.xml.rels': toMaster,
      'ppt/slideLayouts/slideLayout2.xml': TITLE_AND_CONTENT,
      'ppt/slideLayouts/_rels/slideLayout2.xml.rels': toMaster,
      'ppt/slides/slide1.xml': FIRST_SLIDE,
      'ppt/slides/_rels/slide1.xml.rels': relationships({ rId1: ['../slideLayouts/slideLayout1.xml', 'slideLayout'] }),
      'ppt/theme/theme1.xml': THEME,
    },
  )
