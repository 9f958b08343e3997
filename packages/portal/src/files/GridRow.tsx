// biome-ignore-all lint/a11y/useSemanticElements: an ARIA grid, whose rows are placed one by one; a table cannot be
// biome-ignore-all lint/a11y/useFocusableInteractive: one row at a time is in the tab order, its cells never
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid handles the keys

import type { Item } from '@moorage/api'
import { type DragEvent, type MouseEvent, memo } from 'react'
import { words } from '../words.ts'
import { endDrag, useDropTarget } from './drag.tsx'
import type { Point } from './FileGrid.tsx'
import styles from './grid.module.css'
import { RowCells } from './RowCells.tsx'
import type { Selection } from './selection.ts'
import type { Columns, Row } from './source.ts'

interface Props {
  index: number
  /** px from the top of the list */
  top: number
  /** undefined: it has not arrived yet */
  row: Row | undefined
  columns: Columns
  now: number
  selected: boolean
  focused: boolean
  phone: boolean
  selection: Selection
  renaming?: { submit(name: string): Promise<void>; end(): void }
  onOpen(item: Item): void
  onMenu(point: Point): void
  onDrag?(event: DragEvent, item: Item): void
  onFocusWanted(): void
}

/** In place of a row that has not arrived yet: the same height, a grey bar. */
function Blank() {
  return (
    <div role="gridcell" style={{ gridColumn: '3 / span 1' }}>
      <div className={styles.blank} />
      <span className="visually-hidden">{words.loading}</span>
    </div>
  )
}

/** One row. Its element stays the same when the item arrives or changes, so that it keeps the focus. */
export const GridRow = memo(function GridRow(props: Props) {
  const { index, top, row, columns, now, selected, focused, phone, selection, renaming, onOpen, onMenu, onDrag, onFocusWanted } = props
  const item = row?.item
  const drop = useDropTarget(item?.kind === 'folder' ? item : undefined)

  const onClick = (event: MouseEvent) => {
    onFocusWanted()
    if (event.shiftKey) selection.extend(index)
    else if (event.ctrlKey || event.metaKey) selection.toggle(index)
    else if (phone && selection.ids.size === 0 && item) onOpen(item)
    else if (phone) selection.toggle(index)
    else selection.only(index)
  }
  const onTick = (event: MouseEvent) => {
    event.stopPropagation()
    onFocusWanted()
    if (event.shiftKey) selection.extend(index)
    else selection.toggle(index)
  }
  const menu = (event: MouseEvent, point: Point) => {
    event.preventDefault()
    event.stopPropagation()
    if (!item) return
    if (!selection.ids.has(item.id)) selection.only(index)
    onMenu(point)
  }

  return (
    <div
      role="row"
      className={styles.row}
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-index={index}
      data-id={item?.id}
      data-deleted={item?.deletedAt !== undefined || undefined}
      data-renaming={renaming !== undefined || undefined}
      tabIndex={focused ? 0 : -1}
      style={{ transform: `translateY(${top}px)` }}
      draggable={onDrag !== undefined && !renaming && !item?.deletedAt && item?.can.move}
      onDragStart={(event) => item && onDrag?.(event, item)}
      onDragEnd={endDrag}
      onFocus={(event) => event.target === event.currentTarget && selection.moveFocus(index)}
      onClick={onClick}
      onDoubleClick={() => item && onOpen(item)}
      onContextMenu={(event) => menu(event, { x: event.clientX, y: event.clientY })}
      {...drop}
    >
      {row ? <RowCells row={row} {...{ columns, now, selected, phone, renaming, onOpen, onTick }} onMenu={menu} /> : <Blank />}
    </div>
  )
})
