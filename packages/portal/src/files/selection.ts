import type { Item } from '@moorage/api'
import { useMemo, useRef, useState } from 'react'
import type { Source } from './source.ts'

export interface Selection {
  ids: ReadonlySet<string>
  items: Item[]
  /** row that has (or gets) the keyboard */
  focus: number
  moveFocus(index: number): void
  /** selects one row and nothing else */
  only(index: number): void
  toggle(index: number): void
  /** from the last row that was selected by itself to this one */
  extend(index: number): void
  all(): void
  clear(): void
}

/** Selected items by id, so that sorting, live changes and pages that come and go don't lose them. */
export function useSelection(source: Source, onProblem: (error: unknown) => void): Selection {
  const [chosen, setChosen] = useState<ReadonlyMap<string, Item>>(new Map())
  const [focusIndex, setFocusIndex] = useState(0)
  const focusId = useRef<string>(undefined)
  const anchor = useRef(0)
  const asked = useRef(0)

  // rows above may have come or gone: the focus stays with its item
  const followed = focusId.current === undefined ? undefined : source.indexOf(focusId.current)
  const focus = Math.max(0, Math.min(followed ?? focusIndex, source.total - 1))

  return useMemo(() => {
    const complete = source.total === 0 || source.row(source.total - 1) !== undefined
    const items: Item[] = []
    for (const [id, item] of chosen) {
      const at = source.indexOf(id)
      if (at !== undefined) items.push(source.row(at)?.item ?? item)
      else if (!complete || source.total > 200) items.push(item)
    }
    const moveFocus = (index: number) => {
      const to = Math.max(0, Math.min(index, source.total - 1))
      setFocusIndex(to)
      focusId.current = source.row(to)?.item.id
    }
    const replace = async (from: number, to: number) => {
      const mine = ++asked.current
      try {
        const found = await source.range(from, to)
        if (mine === asked.current) setChosen(new Map(found.map((item) => [item.id, item])))
      } catch (error) {
        onProblem(error)
      }
    }
    const set = (next: ReadonlyMap<string, Item>) => {
      asked.current++
      setChosen(next)
    }
    return {
      ids: new Set(items.map((item) => item.id)),
      items,
      focus,
      moveFocus,
      only(index) {
        const item = source.row(index)?.item
        anchor.current = index
        moveFocus(index)
        set(item ? new Map([[item.id, item]]) : new Map())
      },
      toggle(index) {
        const item = source.row(index)?.item
        anchor.current = index
        moveFocus(index)
        if (!item) return
        const next = new Map(chosen)
        if (!next.delete(item.id)) next.set(item.id, item)
        set(next)
      },
      extend(index) {
        moveFocus(index)
        void replace(Math.min(anchor.current, index), Math.max(anchor.current, index))
      },
      all: () => void replace(0, source.total - 1),
      clear: () => set(new Map()),
    }
  }, [source, chosen, focus, onProblem])
}
