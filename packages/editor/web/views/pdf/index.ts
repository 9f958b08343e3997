import 'pdfjs-dist/web/pdf_viewer.css'
import './pdf.css'
import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from 'pdfjs-dist'
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url'
import { DocumentProblem, type OpenDocument } from '../../view.ts'
import { openZoomBar } from '../zoom-bar.ts'
import { openPage, type Page } from './page.ts'

GlobalWorkerOptions.workerSrc = workerUrl
/** Copied there by the build; fonts and character maps that documents count on. */
const DATA = '/assets/pdfjs'
const MARGIN = 32
const MAX_FIT = 1.25
/** CSS pixels per point */
const POINTS = 96 / 72
const MAX_PAGES = 5_000

async function load(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  try {
    // pdf.js takes the buffer for itself
    return await getDocument({
      data: bytes.slice(),
      cMapUrl: `${DATA}/cmaps/`,
      standardFontDataUrl: `${DATA}/standard_fonts/`,
      wasmUrl: `${DATA}/wasm/`,
      iccUrl: `${DATA}/iccs/`,
      isEvalSupported: false,
      enableXfa: false,
    }).promise
  } catch (error) {
    const locked = error instanceof Error && error.name === 'PasswordException'
    throw new DocumentProblem(
      locked ? 'This PDF is protected with a password. Download it to open it.' : 'This PDF is damaged and can’t be shown.',
    )
  }
}

/** The pages one below the other with selectable text, drawn as they come into sight. */
export const openDocument: OpenDocument = async ({ container, bytes }) => {
  const scroller = document.createElement('div')
  scroller.className = 'moorage-pdf'
  scroller.tabIndex = 0
  scroller.setAttribute('role', 'region')
  scroller.setAttribute('aria-label', 'Pages')
  container.replaceChildren(scroller)
  let pdf: PDFDocumentProxy | undefined
  let pages: Page[] = []
  let widest = 1

  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) pages.find(({ element }) => element === entry.target)?.setVisible(entry.isIntersecting)
    },
    { root: scroller, rootMargin: '800px 0px' },
  )
  const bar = openZoomBar(container, (zoom) => {
    const place = scroller.scrollTop / scroller.scrollHeight
    for (const page of pages) page.setScale(zoom * POINTS)
    scroller.scrollTop = place * scroller.scrollHeight
  })
  const fit = () => bar.setFit(Math.min(MAX_FIT, (scroller.clientWidth - MARGIN) / (widest * POINTS)))

  async function show(content: Uint8Array): Promise<void> {
    const next = await load(content)
    const { scrollTop } = scroller
    observer.disconnect()
    for (const page of pages) page.destroy()
    await pdf?.loadingTask.destroy()
    pdf = next
    // most documents have pages of one size: the first stands for all until they are seen
    const first = await next.getPage(1)
    const { width, height } = first.getViewport({ scale: 1 })
    widest = width
    pages = Array.from({ length: Math.min(next.numPages, MAX_PAGES) }, (_, index) => openPage(next, index + 1, { width, height }))
    scroller.replaceChildren(...pages.map(({ element }) => element))
    fit()
    for (const page of pages) {
      page.setScale(bar.zoom() * POINTS)
      observer.observe(page.element)
    }
    scroller.scrollTop = scrollTop
  }
  const resize = new ResizeObserver(fit)
  await show(bytes)
  resize.observe(scroller)
  return {
    readOnlyReason: undefined,
    save: async () => bytes,
    setEditable() {},
    replace: show,
    focus: () => scroller.focus(),
    destroy() {
      observer.disconnect()
      resize.disconnect()
      void pdf?.loadingTask.destroy()
      container.replaceChildren()
    },
  }
}
