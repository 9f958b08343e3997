import './image.css'
import { DocumentProblem, type OpenDocument } from '../../view.ts'
import { openZoomBar } from '../zoom-bar.ts'

const TYPES: Record<string, string> = { png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', gif: 'image/gif', webp: 'image/webp' }
const MARGIN = 48

async function load(image: HTMLImageElement, bytes: Uint8Array, type: string | undefined): Promise<void> {
  const old = image.src
  image.src = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type }))
  if (old) URL.revokeObjectURL(old)
  try {
    await image.decode()
  } catch {
    throw new DocumentProblem('This picture can’t be shown. It may be damaged, or not what its name says.')
  }
}

/** A picture, fitted to the window or at any size. */
export const openDocument: OpenDocument = async ({ container, bytes, name, extension }) => {
  const scroller = document.createElement('div')
  scroller.className = 'moorage-image'
  const image = document.createElement('img')
  image.alt = name
  await load(image, bytes, TYPES[extension])
  scroller.append(image)
  container.replaceChildren(scroller)
  const bar = openZoomBar(container, (zoom) => {
    image.style.width = `${image.naturalWidth * zoom}px`
  })
  const fit = () =>
    bar.setFit(
      Math.min(1, (scroller.clientWidth - MARGIN) / image.naturalWidth, (scroller.clientHeight - MARGIN) / image.naturalHeight) || 1,
    )
  const observer = new ResizeObserver(fit)
  observer.observe(scroller)
  fit()
  return {
    readOnlyReason: undefined,
    save: async () => bytes,
    setEditable() {},
    async replace(next) {
      await load(image, next, TYPES[extension])
      fit()
    },
    focus: () => scroller.focus(),
    destroy() {
      observer.disconnect()
      URL.revokeObjectURL(image.src)
      container.replaceChildren()
    },
  }
}
