import type { Preview } from './preview.ts'

type Layout = 'text' | 'both' | 'preview'
const NARROW = window.matchMedia('(max-width: 760px)')
const UPDATE_MS = 150

export interface Panes {
  text: HTMLElement
  textChanged(): void
  setEditable(on: boolean): void
}

/** Text and preview, one or both; readers start with the preview, writers with what fits the window. */
export function openPanes(container: HTMLElement, options: { preview: Preview | undefined; editable: boolean; text(): string }): Panes {
  const { preview } = options
  const root = document.createElement('div')
  root.className = 'moorage-text'
  const text = document.createElement('div')
  text.className = 'moorage-text-pane'
  root.append(text)
  container.replaceChildren(root)
  if (!preview) return { text, textChanged() {}, setEditable() {} }

  const bar = document.createElement('div')
  bar.className = 'moorage-text-bar'
  bar.setAttribute('role', 'toolbar')
  bar.setAttribute('aria-label', 'Layout')
  const shown = document.createElement('div')
  shown.className = 'moorage-text-preview'
  shown.tabIndex = 0
  shown.setAttribute('aria-label', preview.label)
  shown.setAttribute('role', 'region')
  const body = document.createElement('div')
  body.className = 'moorage-text-panes'
  body.append(text, shown)
  root.replaceChildren(bar, body)

  const update = preview.open(shown)
  let timer: ReturnType<typeof setTimeout> | undefined
  const labels: Record<Layout, string> = { text: 'Text', both: 'Side by side', preview: preview.label }
  let layout: Layout = 'text'
  let chosen = false
  const choose = (next: Layout) => {
    layout = next
    root.dataset.layout = next
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.value === next))
    if (next !== 'text') update(options.text())
  }
  const buttons = (Object.keys(labels) as Layout[]).map((value) => {
    const button = document.createElement('button')
    button.type = 'button'
    button.value = value
    button.textContent = labels[value]
    button.addEventListener('click', () => {
      chosen = true
      choose(value)
    })
    bar.append(button)
    return button
  })
  const byDefault = (editable: boolean): Layout => (!editable ? 'preview' : NARROW.matches ? 'text' : 'both')
  choose(byDefault(options.editable))
  return {
    text,
    textChanged() {
      if (layout === 'text') return
      clearTimeout(timer)
      timer = setTimeout(() => update(options.text()), UPDATE_MS)
    },
    setEditable(on) {
      if (!chosen) choose(byDefault(on))
    },
  }
}
