// biome-ignore-all lint/a11y/useSemanticElements: an ARIA grid, whose rows are placed one by one; a table cannot be
// biome-ignore-all lint/a11y/useFocusableInteractive: one row at a time is in the tab order, its cells never
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid handles the keys

import { Avatar } from '@fluentui/react-components'
import { Checkmark12Filled, MoreHorizontal20Regular } from '@fluentui/react-icons'
import type { Item } from '@moorage/api'
import { type DragEvent, type MouseEvent, memo } from 'react'
import { Link } from 'react-router'
import { formatChange, formatExactly, formatSize, formatWhen, nameOf } from '../format.ts'
import { words } from '../words.ts'
import { endDrag, useDropTarget } from './drag.tsx'
import type { Point } from './FileGrid.tsx'
import styles from './grid.module.css'
import { NameCell } from './NameCell.tsx'
import type { Selection } from './selection.ts'
import type { Row } from './source.ts'
import { TypeIcon } from './TypeIcon.tsx'

interface Props {
  index: number
  /** px from the top of the list */
  top: number
  row: Row | undefined
  columns: 'files' | 'found'
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

/** A row that has not arrived yet: the same height, grey bars. */
function Blank({ index, top, focused }: Pick<Props, 'index' | 'top' | 'focused'>) {
  return (
    <div
      role="row"
      className={styles.row}
      aria-rowindex={index + 2}
      data-index={index}
      tabIndex={focused ? 0 : -1}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="gridcell" style={{ gridColumn: '3 / span 1' }}>
        <div className={styles.blank} />
        <span className="visually-hidden">{words.loading}</span>
      </div>
    </div>
  )
}

function EditingNow({ item }: { item: Item }) {
  if (!item.editing) return null
  const { people, editorName } = item.editing
  const names = people.map(nameOf)
  return (
    <span className={styles.people} title={words.list.isEditing(names, editorName)}>
      <Avatar size={20} color="colorful" name={people[0]?.name ?? ''} aria-hidden="true" />
      <span>{names.join(', ')}</span>
    </span>
  )
}

export const GridRow = memo(function GridRow(props: Props) {
  const { index, top, row, columns, now, selected, focused, phone, selection, renaming, onOpen, onMenu, onDrag, onFocusWanted } = props
  const drop = useDropTarget(row?.item.kind === 'folder' ? row.item : undefined)
  if (!row) return <Blank index={index} top={top} focused={focused} />
  const { item, breadcrumb } = row
  const change = formatChange(item.modifiedBy, item.modifiedAt, now)

  const onClick = (event: MouseEvent) => {
    onFocusWanted()
    if (event.shiftKey) selection.extend(index)
    else if (event.ctrlKey || event.metaKey) selection.toggle(index)
    else if (phone && selection.ids.size === 0) onOpen(item)
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
      data-id={item.id}
      data-deleted={item.deletedAt !== undefined || undefined}
      data-renaming={renaming !== undefined || undefined}
      tabIndex={focused ? 0 : -1}
      style={{ transform: `translateY(${top}px)` }}
      draggable={onDrag !== undefined && !renaming && !item.deletedAt && item.can.move}
      onDragStart={(event) => onDrag?.(event, item)}
      onDragEnd={endDrag}
      onFocus={(event) => event.target === event.currentTarget && selection.moveFocus(index)}
      onClick={onClick}
      onDoubleClick={() => onOpen(item)}
      onContextMenu={(event) => menu(event, { x: event.clientX, y: event.clientY })}
      {...drop}
    >
      <div
        role="gridcell"
        className={`${styles.check} ${styles.checkCell}`}
        onClick={onTick}
        onDoubleClick={(event) => event.stopPropagation()}
      >
        <span className={styles.circle} aria-hidden="true">
          <Checkmark12Filled />
        </span>
        <span className="visually-hidden">{selected ? words.list.selected(1) : ''}</span>
      </div>
      <div role="gridcell" className={styles.icon} data-selected={selected} onClick={phone ? onTick : undefined}>
        <TypeIcon item={item} size={phone ? 28 : 24} />
        {phone && selected && (
          <span className={`${styles.circle} ${styles.phoneTick}`} data-on="true" aria-hidden="true">
            <Checkmark12Filled />
          </span>
        )}
      </div>
      <div role="gridcell" className={styles.nameCell}>
        <NameCell item={item} now={now} change={change} renaming={renaming} onOpen={onOpen} />
        {!renaming && (
          <button
            type="button"
            className={styles.more}
            tabIndex={-1}
            aria-label={words.list.moreFor(item.name)}
            aria-haspopup="menu"
            onClick={(event) => {
              const box = event.currentTarget.getBoundingClientRect()
              menu(event, { x: box.left, y: box.bottom })
            }}
          >
            <MoreHorizontal20Regular />
          </button>
        )}
      </div>
      {columns === 'found' && (
        <div role="gridcell" className={`${styles.cell} ${styles.whereCell}`} title={breadcrumb?.map((crumb) => crumb.name).join(' / ')}>
          {item.parentId && (
            <Link className={styles.nameText} to={`/files/${item.parentId}?select=${item.id}`} tabIndex={-1}>
              {breadcrumb?.map((crumb) => crumb.name).join(' / ')}
            </Link>
          )}
        </div>
      )}
      <div role="gridcell" className={`${styles.cell} ${styles.modifiedCell} ${styles.dim}`} title={formatExactly(item.modifiedAt)}>
        {item.deletedAt ? words.list.deleted(formatWhen(item.deletedAt, now)) : formatWhen(item.modifiedAt, now)}
      </div>
      <div role="gridcell" className={`${styles.cell} ${styles.byCell} ${styles.dim}`} title={change}>
        {change}
      </div>
      <div role="gridcell" className={`${styles.cell} ${styles.sizeCell} ${styles.number} ${styles.dim}`}>
        {item.kind === 'file' ? formatSize(item.size) : ''}
      </div>
      {columns === 'files' && (
        <div role="gridcell" className={`${styles.cell} ${styles.editingCell}`}>
          <EditingNow item={item} />
        </div>
      )}
    </div>
  )
})
