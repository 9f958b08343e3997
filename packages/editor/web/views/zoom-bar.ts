import './zoom-bar.css'

const STEPS = [0.1, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4, 6]

export interface ZoomBar {
  /** 1 = 100 % */
  zoom(): number
  setFit(zoom: number): void
}

/** − 100 % + Fit. Starts fitted, and stays so until somebody zooms. `onZoom` gets the factor to draw with. */
export function openZoomBar(container: HTMLElement, onZoom: (zoom: number) => void): ZoomBar {
  const bar = document.createElement('div')
  bar.className = 'moorage-zoom'
  bar.setAttribute('role', 'toolbar')
  bar.setAttribute('aria-label', 'Zoom')
  let fit = 1
  let chosen: number | undefined
  const zoom = () => chosen ?? fit
  const button = (text: string, label: string, act: () => void) => {
    const element = document.createElement('button')
    element.type = 'button'
    element.textContent = text
    element.title = label
    element.setAttribute('aria-label', label)
    element.addEventListener('click', act)
    return element
  }
  const shown = document.createElement('output')
  const apply = () => {
    shown.textContent = `${Math.round(zoom() * 100)} %`
    onZoom(zoom())
  }
  const choose = (next: number | undefined) => {
    chosen = next
    apply()
  }
  bar.append(
    button('−', 'Smaller', () => choose(STEPS.findLast((step) => step < zoom() - 0.001) ?? STEPS[0])),
    shown,
    button('+', 'Larger', () => choose(STEPS.find((step) => step > zoom() + 0.001) ?? STEPS.at(-1))),
    button('Fit', 'Fit to the window', () => choose(undefined)),
  )
  container.append(bar)
  return {
    zoom,
    setFit(next) {
      fit = next
      if (chosen === undefined) apply()
    },
  }
}
