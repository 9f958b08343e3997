import { type PDFDocumentProxy, type RenderTask, TextLayer } from 'pdfjs-dist'

export interface Page {
  element: HTMLElement
  setVisible(visible: boolean): void
  setScale(scale: number): void
  destroy(): void
}

/** Larger canvases are refused by some phones. */
const MAX_CANVAS_PIXELS = 16_000_000

/** One page: an empty sheet of the right size until it is near, then picture and text. `size` in points. */
export function openPage(pdf: PDFDocumentProxy, number: number, size: { width: number; height: number }): Page {
  const element = document.createElement('div')
  element.className = 'moorage-pdf-page'
  element.setAttribute('aria-label', `Page ${number}`)
  element.setAttribute('role', 'group')
  let scale = 1
  let visible = false
  let drawnScale = 0
  let task: RenderTask | undefined
  let turn = 0

  function resize({ width, height }: { width: number; height: number }): void {
    size = { width, height }
    element.style.width = `${Math.round(width * scale)}px`
    element.style.height = `${Math.round(height * scale)}px`
  }

  async function draw(): Promise<void> {
    const mine = ++turn
    task?.cancel()
    const page = await pdf.getPage(number)
    if (mine !== turn || !visible) return
    const viewport = page.getViewport({ scale })
    resize(page.getViewport({ scale: 1 }))
    const density = Math.min(window.devicePixelRatio || 1, Math.sqrt(MAX_CANVAS_PIXELS / (viewport.width * viewport.height)))
    const canvas = document.createElement('canvas')
    canvas.width = Math.floor(viewport.width * density)
    canvas.height = Math.floor(viewport.height * density)
    task = page.render({ canvas, viewport, ...(density === 1 ? {} : { transform: [density, 0, 0, density, 0, 0] }) })
    await task.promise
    if (mine !== turn) return
    const text = document.createElement('div')
    text.className = 'textLayer'
    element.style.setProperty('--scale-factor', String(scale))
    element.style.setProperty('--total-scale-factor', String(scale))
    element.replaceChildren(canvas, text)
    drawnScale = scale
    await new TextLayer({ textContentSource: page.streamTextContent(), container: text, viewport }).render()
  }

  /** A page that went out of sight while it was drawn is no fault. */
  const update = () =>
    void draw().catch((error: Error) => (error.name === 'RenderingCancelledException' ? undefined : console.error(error)))

  return {
    element,
    setVisible(next) {
      visible = next
      if (visible && drawnScale !== scale) update()
      if (!visible) {
        turn++
        task?.cancel()
        drawnScale = 0
        element.replaceChildren()
      }
    },
    setScale(next) {
      scale = next
      resize(size)
      if (visible && drawnScale !== scale) update()
    },
    destroy() {
      turn++
      task?.cancel()
    },
  }
}
