import './slides.css'
import { PptxViewer, RECOMMENDED_ZIP_LIMITS } from '@aiden0z/pptx-renderer'
import { readZip, ZipProblem } from '../../ooxml/zip.ts'
import { DocumentProblem, type OpenDocument } from '../../view.ts'

const SENTENCES: Record<ZipProblem['kind'], string> = {
  'not-zip': 'This is not a PowerPoint presentation, whatever its name says. It may be protected with a password.',
  damaged: 'This presentation is damaged and can’t be shown.',
  encrypted: 'This presentation is protected with a password. Download it to open it.',
  'too-large': 'This presentation unpacks to more than a browser can hold. Download it to open it.',
}

/** Sizes are judged before anything is unpacked. */
function check(bytes: Uint8Array): void {
  try {
    if (!readZip(bytes).some(({ name }) => name === 'ppt/presentation.xml')) throw new ZipProblem('not-zip')
  } catch (error) {
    throw error instanceof ZipProblem ? new DocumentProblem(SENTENCES[error.kind]) : error
  }
}

/** The slides one below the other, drawn as they come into sight. */
export const openDocument: OpenDocument = async ({ container, bytes }) => {
  const scroller = document.createElement('div')
  scroller.className = 'moorage-slides'
  scroller.tabIndex = 0
  scroller.setAttribute('role', 'region')
  scroller.setAttribute('aria-label', 'Slides')
  container.replaceChildren(scroller)
  let viewer: PptxViewer | undefined

  async function show(content: Uint8Array): Promise<void> {
    check(content)
    const { scrollTop } = scroller
    viewer?.destroy()
    const page = document.createElement('div')
    page.className = 'moorage-slides-list'
    scroller.replaceChildren(page)
    try {
      viewer = await PptxViewer.open(content.slice().buffer, page, {
        zipLimits: RECOMMENDED_ZIP_LIMITS,
        fitMode: 'contain',
        lazySlides: true,
        lazyMedia: true,
        pdfjs: false,
        scrollContainer: scroller,
        listOptions: { windowed: true, initialSlides: 4, batchSize: 4 },
      })
    } catch (error) {
      console.error(error)
      throw new DocumentProblem(SENTENCES.damaged)
    }
    scroller.scrollTop = scrollTop
  }
  await show(bytes)
  return {
    readOnlyReason: undefined,
    save: async () => bytes,
    setEditable() {},
    replace: show,
    focus: () => scroller.focus(),
    destroy() {
      viewer?.destroy()
      container.replaceChildren()
    },
  }
}
