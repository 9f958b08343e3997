// biome-ignore-all lint/a11y/useSemanticElements: an ARIA grid, whose rows are placed one by one; a table cannot be
// biome-ignore-all lint/a11y/useFocusableInteractive: one row at a time is in the tab order, its cells never

import type { Item, Sort } from '@moorage/api'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type DragEvent, useCallback, useEffect, useRef } from 'react'
import { useClock } from '../later.ts'
import { usePhone } from '../media.ts'
import { words } from '../words.ts'
import { GridHeader } from './GridHeader.tsx'
import { GridRow } from './GridRow.tsx'
import styles from './grid.module.css'
import { useGridKeys, usePageKeys } from './keys.ts'
import type { Selection } from './selection.ts'
import type { Columns, Source } from './source.ts'

export interface Point {
  x: number
  y: number
}

interface Props {
  label: string
  source: Source
  selection: Selection
  columns: Columns
  sorting?: { by: Sort; order: 'asc' | 'desc'; sort(by: Sort): void }
  busy?: boolean
  /** while its menu is open; afterwards the focused row gets the keyboard back */
  menuOpen: boolean
  renaming?: { id: string; submit(name: string): Promise<void>; end(): void }
  onOpen(item: Item): void
  onRename(item: Item): void
  onRemove(): void
  /** the menu of the selected items, at a point of the window */
  onMenu(point: Point): void
  onDrag?(event: DragEvent, item: Item): void
}

const HEADER = 40
const ROW = 44
const PHONE_ROW = 60
/** rows kept ready above and below the screen */
const SPARE = 8

/**
 * The list of files: an ARIA grid of which only the rows on the screen (and the focused one) exist. One row is in the tab
 * order; arrows, Home, End and letters move on from there.
 */
export function FileGrid(props: Props) {
  const { source, selection, columns, renaming, onOpen, onMenu } = props
  const phone = usePhone()
  const now = useClock(30_000)
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useRef<HTMLDivElement>(null)
  const wantsFocus = useRef(false)
  const rowSize = phone ? PHONE_ROW : ROW

  const virtual = useVirtualizer({
    count: source.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowSize,
    overscan: SPARE,
    scrollPaddingStart: phone ? 0 : HEADER,
    scrollMargin: 0,
    rangeExtractor: ({ startIndex, endIndex, overscan, count }) => {
      const first = Math.max(0, startIndex - overscan)
      const last = Math.min(count - 1, endIndex + overscan)
      const indexes = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
      // the row that holds the keyboard stays, or the focus would fall out of the list
      if (selection.focus < first && count > 0) indexes.unshift(selection.focus)
      if (selection.focus > last && selection.focus < count) indexes.push(selection.focus)
      return indexes
    },
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured rows are kept until told otherwise
  useEffect(() => virtual.measure(), [rowSize])

  const shown = virtual.getVirtualItems()
  const { startIndex = 0, endIndex = 0 } = virtual.range ?? {}
  useEffect(() => source.show(startIndex, endIndex), [source, startIndex, endIndex])

  const elementOf = useCallback((index: number) => rows.current?.querySelector<HTMLElement>(`[data-index="${index}"]`), [])
  const { focus } = selection
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a moved focus scrolls
  useEffect(() => {
    if (!rows.current?.contains(document.activeElement) && !wantsFocus.current) return
    wantsFocus.current = true
    virtual.scrollToIndex(focus)
  }, [focus])
  useEffect(() => {
    if (!wantsFocus.current || renaming) return
    const element = elementOf(focus)
    if (!element) return
    wantsFocus.current = false
    if (element !== document.activeElement) element.focus({ preventScroll: true })
  })
  const away = renaming !== undefined || props.menuOpen
  const wasAway = useRef(false)
  useEffect(() => {
    if (wasAway.current && !away) elementOf(focus)?.focus({ preventScroll: true })
    wasAway.current = away
  }, [away, focus, elementOf])

  const menuAt = (index: number) => {
    const item = source.row(index)?.item
    if (!item) return
    if (!selection.ids.has(item.id)) selection.only(index)
    const box = elementOf(index)?.getBoundingClientRect()
    onMenu({ x: (box?.left ?? 0) + 90, y: (box?.bottom ?? 0) - 8 })
  }
  const onKeyDown = useGridKeys(source, selection, () => Math.max(1, endIndex - startIndex - 1), {
    // the row that has the keyboard may be gone before the next one is there
    moving: () => (wantsFocus.current = true),
    open: (index) => {
      const item = source.row(index)?.item
      if (item) onOpen(item)
    },
    rename: (index) => {
      const item = source.row(index)?.item
      if (item) props.onRename(item)
    },
    remove: props.onRemove,
    menu: menuAt,
  })

  usePageKeys(selection)

  const allSelected = source.total > 0 && selection.ids.size >= source.total
  return (
    <div
      ref={scroller}
      className={`${styles.scroll} ${columns === 'files' ? styles.files : styles.found} ${selection.ids.size > 0 ? styles.anySelected : ''}`}
      data-busy={props.busy || undefined}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget || event.target === rows.current) selection.clear()
      }}
    >
      <div
        role="grid"
        className={styles.grid}
        aria-label={props.label}
        aria-rowcount={source.total + 1}
        aria-multiselectable="true"
        aria-busy={props.busy || undefined}
        tabIndex={-1}
      >
        {!phone && (
          <div role="rowgroup">
            <GridHeader
              columns={columns}
              sorting={props.sorting}
              allSelected={allSelected}
              onSelectAll={() => (allSelected ? selection.clear() : selection.all())}
            />
          </div>
        )}
        <div ref={rows} role="rowgroup" className={styles.rows} style={{ blockSize: virtual.getTotalSize() }} onKeyDown={onKeyDown}>
          {shown.map(({ index, start }) => (
            <GridRow
              key={index}
              index={index}
              top={start}
              row={source.row(index)}
              columns={columns}
              now={now}
              selected={selection.ids.has(source.row(index)?.item.id ?? '')}
              focused={index === focus}
              renaming={renaming && renaming.id === source.row(index)?.item.id ? renaming : undefined}
              selection={selection}
              phone={phone}
              onOpen={onOpen}
              onMenu={onMenu}
              onDrag={props.onDrag}
              onFocusWanted={() => (wantsFocus.current = true)}
            />
          ))}
        </div>
      </div>
      <span className="visually-hidden" role="status">
        {selection.ids.size > 0 ? words.list.selected(selection.ids.size) : ''}
      </span>
    </div>
  )
}
