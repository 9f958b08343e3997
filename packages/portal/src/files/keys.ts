import { type KeyboardEvent, useEffect, useRef } from 'react'
import type { Selection } from './selection.ts'
import type { Source } from './source.ts'

const TYPE_AHEAD_PAUSE = 800

interface Does {
  /** the focus is about to move to another row, while the list has the keyboard */
  moving(): void
  open(index: number): void
  rename(index: number): void
  remove(): void
  menu(index: number): void
}

/** The list's keys, as in every file manager. */
export function useGridKeys(source: Source, selection: Selection, pageSize: () => number, does: Does) {
  const typed = useRef({ text: '', at: 0 })

  const move = (event: KeyboardEvent, to: number) => {
    const index = Math.max(0, Math.min(to, source.total - 1))
    does.moving()
    if (event.shiftKey) selection.extend(index)
    else if (event.ctrlKey || event.metaKey) selection.moveFocus(index)
    else selection.only(index)
  }

  function typeAhead(key: string) {
    const now = performance.now()
    const text = now - typed.current.at < TYPE_AHEAD_PAUSE ? typed.current.text + key : key
    typed.current = { text, at: now }
    const wanted = text.toLocaleLowerCase()
    const first = text.length === 1 ? 1 : 0
    for (let step = first; step < source.total + first; step++) {
      const index = (selection.focus + step) % source.total
      if (source.row(index)?.item.name.toLocaleLowerCase().startsWith(wanted)) {
        does.moving()
        selection.only(index)
        return
      }
    }
  }

  return (event: KeyboardEvent) => {
    if (source.total === 0 || event.defaultPrevented) return
    const control = event.ctrlKey || event.metaKey
    const at = selection.focus
    const typing = typed.current.text && performance.now() - typed.current.at < TYPE_AHEAD_PAUSE
    const keys: Record<string, () => void> = {
      ArrowDown: () => move(event, at + 1),
      ArrowUp: () => move(event, at - 1),
      Home: () => move(event, 0),
      End: () => move(event, source.total - 1),
      PageDown: () => move(event, at + pageSize()),
      PageUp: () => move(event, at - pageSize()),
      Enter: () => does.open(at),
      F2: () => does.rename(at),
      Delete: () => does.remove(),
      Escape: () => selection.clear(),
      ContextMenu: () => does.menu(at),
    }
    let act = keys[event.key]
    if (event.key === 'F10' && event.shiftKey) act = keys.ContextMenu
    if (event.key === 'a' && control) act = selection.all
    if (event.key === ' ' && !(typing && !control)) act = () => selection.toggle(at)
    if (!act && event.key.length === 1 && !control && !event.altKey) act = () => typeAhead(event.key)
    if (!act) return
    event.preventDefault()
    act()
  }
}

/** Where typing, or Escape, means something else. */
const ELSEWHERE = 'input, textarea, [role=dialog], [role=alertdialog], [role=menu], [role=grid]'

/** Ctrl+A and Escape select and clear wherever on the page one is, for instance on a button of the toolbar. */
export function usePageKeys(selection: Selection) {
  const latest = useRef(selection)
  latest.current = selection
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.defaultPrevented || (event.target instanceof Element && event.target.closest(ELSEWHERE))) return
      if (event.key === 'a' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault()
        latest.current.all()
      }
      if (event.key === 'Escape') latest.current.clear()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
