import {
  buildPresentation,
  materializeSlideNodes,
  type PptxFiles,
  type PresentationData,
  renderSlide,
  type SlideData,
  type SlideNode,
} from '@aiden0z/pptx-renderer'
import type { OfficePackage } from '../ooxml/package.ts'
import { relationshipsOf } from '../ooxml/package-parts.ts'
import { kindOf } from './parts.ts'

/** Draws slides of a package as it is at that moment, each by itself: nothing else is parsed again. */
export interface Drawing {
  /** of a slide in CSS pixels, at 100 % */
  readonly width: number
  readonly height: number
  /** `source` instead of what the part holds; `pick` chooses among the shapes that lie on the slide itself. Throws for what cannot be drawn. */
  draw(part: string, index: number, source?: string, pick?: (node: SlideNode, shape: number) => boolean): Drawn
  /** layouts, masters, charts may have come or gone */
  refresh(): void
  destroy(): void
}

export interface Drawn {
  readonly element: HTMLElement
  /** the elements of the slide's own shapes, by their place among these */
  readonly shapes: ReadonlyMap<number, Element>
  dispose(): void
}

export function openDrawing(pkg: OfficePackage, presentation: string, onLink: (slide: number) => void): Drawing {
  const pictures = new Map<string, string>()
  let ground = buildPresentation(filesOf(pkg, presentation), { lazySlides: true })

  return {
    get width() {
      return ground.width
    },
    get height() {
      return ground.height
    },
    draw(part, index, source = pkg.text(part), pick = () => true) {
      const { slide, layout } = slideOf(pkg, part, index, source)
      const whole: PresentationData = { ...ground, slides: [slide], slideToLayout: new Map([[index, layout]]) }
      materializeSlideNodes(whole, slide)
      const picked = slide.nodes.flatMap((node, shape) => (pick(node, shape) ? [{ node, shape }] : []))
      slide.nodes = picked.map(({ node }) => node)
      const handle = renderSlide(whole, slide, {
        mediaUrlCache: pictures,
        pdfjs: false,
        onNavigate: ({ slideIndex, url }) => {
          if (slideIndex !== undefined) onLink(slideIndex)
          else if (url && /^(https?|mailto):/i.test(url)) window.open(url, '_blank', 'noopener')
        },
      })
      // behind what the layout and the master bring, one element each
      const own = [...handle.element.children].slice(handle.element.children.length - picked.length)
      return {
        element: handle.element,
        shapes: new Map(picked.flatMap(({ shape }, at) => (own[at] ? [[shape, own[at]]] : []))),
        dispose: () => handle.dispose(),
      }
    },
    refresh() {
      ground = buildPresentation(filesOf(pkg, presentation), { lazySlides: true })
    },
    destroy() {
      for (const url of pictures.values()) URL.revokeObjectURL(url)
      pictures.clear()
    },
  }
}

/** As the library makes it for a slide that it reads late. */
function slideOf(pkg: OfficePackage, part: string, index: number, source: string): { slide: SlideData; layout: string } {
  const rows = pkg.relationships(part)
  const layout = rows.find((row) => kindOf(row) === 'slideLayout')?.target ?? ''
  const rels = new Map(
    rows.map(({ id, type, target, external }) => [
      id,
      external ? { type, target, targetMode: 'External' } : { type, target: relative(part, target) },
    ]),
  )
  const slide: SlideData = {
    index,
    nodes: [],
    layoutIndex: layout,
    rels,
    slidePath: part,
    showMasterSp: true,
    sourceXml: source,
    nodesMaterialized: false,
  }
  return { slide, layout }
}

/** The library knows targets as most files write them, from the part's own folder. */
function relative(part: string, target: string): string {
  const from = part.split('/').slice(0, -1)
  const to = target.split('/')
  let same = 0
  while (same < from.length && same < to.length - 1 && from[same] === to[same]) same++
  return [...from.slice(same).map(() => '..'), ...to.slice(same)].join('/')
}

function filesOf(pkg: OfficePackage, presentation: string): PptxFiles {
  const named = (pattern: RegExp) => pkg.names().filter((name) => pattern.test(name))
  const texts = (pattern: RegExp) => new Map(named(pattern).map((name) => [name, pkg.text(name)]))
  const media = new Map<string, Uint8Array>()
  return {
    contentTypes: '',
    presentation: pkg.text(presentation),
    presentationRels: pkg.text(relationshipsOf(presentation)),
    slides: new Map(),
    slideRels: new Map(),
    slideLayouts: texts(/^ppt\/slideLayouts\/[^/]+\.xml$/),
    slideLayoutRels: texts(/^ppt\/slideLayouts\/_rels\/[^/]+\.rels$/),
    slideMasters: texts(/^ppt\/slideMasters\/[^/]+\.xml$/),
    slideMasterRels: texts(/^ppt\/slideMasters\/_rels\/[^/]+\.rels$/),
    themes: texts(/^ppt\/theme\/(?!themeOverride)[^/]+\.xml$/),
    themeOverrides: texts(/^ppt\/theme\/themeOverride[^/]*\.xml$/),
    fonts: new Map(named(/^ppt\/fonts\/[^/]+\.fntdata$/i).map((name) => [name, pkg.bytes(name)])),
    ...(pkg.has('ppt/tableStyles.xml') ? { tableStyles: pkg.text('ppt/tableStyles.xml') } : {}),
    charts: texts(/^ppt\/charts\/(?!style|colors)[^/]+\.xml$/),
    chartRels: texts(/^ppt\/charts\/_rels\/[^/]+\.rels$/),
    chartStyles: texts(/^ppt\/charts\/style[^/]*\.xml$/),
    chartColors: texts(/^ppt\/charts\/colors[^/]*\.xml$/),
    diagramDrawings: texts(/^ppt\/diagrams\/drawing[^/]*\.xml$/),
    media,
    mediaResolver: {
      async resolve(target) {
        const name = `ppt/media/${decodeURIComponent(target.split(/[\\/]/).at(-1) ?? '')}`
        if (!pkg.has(name)) return undefined
        const data = media.get(name) ?? pkg.bytes(name)
        // from now on the library finds it at once, and a slide that is drawn again does not flicker
        media.set(name, data)
        return { mediaPath: name, data }
      },
    },
  }
}
