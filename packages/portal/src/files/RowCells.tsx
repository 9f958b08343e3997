// biome-ignore-all lint/a11y/useSemanticElements: an ARIA grid, whose rows are placed one by one; a table cannot be
// biome-ignore-all lint/a11y/useFocusableInteractive: one row at a time is in the tab order, its cells never
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid handles the keys

import { Avatar } from '@fluentui/react-components'
import { Checkmark12Filled, MoreHorizontal20Regular } from '@fluentui/react-icons'
import type { Item } from '@moorage/api'
import type { MouseEvent } from 'react'
import { Link } from 'react-router'
import { formatChange, formatExactly, formatSize, formatWhen, nameOf, sayWhen } from '../format.ts'
import { words } from '../words.ts'
import type { Point } from './FileGrid.tsx'
import styles from './grid.module.css'
import { NameCell } from './NameCell.tsx'
import { byShareAlone, type Columns, type Row } from './source.ts'
import { TypeIcon } from './TypeIcon.tsx'

interface Props {
  row: Row
  columns: Columns
  now: number
  selected: boolean
  phone: boolean
  renaming?: { submit(name: string): Promise<void>; end(): void }
  onOpen(item: Item): void
  onTick(event: MouseEvent): void
  onMenu(event: MouseEvent, point: Point): void
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

export function RowCells({ row, columns, now, selected, phone, renaming, onOpen, onTick, onMenu }: Props) {
  const { item, breadcrumb, shared } = row
  const alone = byShareAlone(item)
  const path = alone ? words.sharedWithMe.title : breadcrumb?.map((crumb) => crumb.name).join(' / ')
  const from = shared && words.sharedWithMe.since(nameOf(shared.by), sayWhen(shared.at, now))
  const change = formatChange(item.modifiedBy, item.modifiedAt, now)
  return (
    <>
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
        <NameCell
          item={item}
          now={now}
          change={change}
          place={columns === 'found' ? path : from && words.sharedWithMe.from(from)}
          renaming={renaming}
          onOpen={onOpen}
        />
        {!renaming && (
          <button
            type="button"
            className={styles.more}
            tabIndex={-1}
            aria-label={words.list.moreFor(item.name)}
            aria-haspopup="menu"
            onDoubleClick={(event) => event.stopPropagation()}
            onClick={(event) => {
              const box = event.currentTarget.getBoundingClientRect()
              onMenu(event, { x: box.left, y: box.bottom })
            }}
          >
            <MoreHorizontal20Regular />
          </button>
        )}
      </div>
      {columns === 'found' && (
        <div role="gridcell" className={`${styles.cell} ${styles.whereCell}`} title={path}>
          {(alone || item.parentId) && (
            <Link
              className={styles.nameText}
              to={alone ? `/shared?select=${item.id}` : `/files/${item.parentId}?select=${item.id}`}
              tabIndex={-1}
            >
              {path}
            </Link>
          )}
        </div>
      )}
      {shared && (
        <div role="gridcell" className={`${styles.cell} ${styles.whereCell}`} title={from}>
          {from}
        </div>
      )}
      <div role="gridcell" className={`${styles.cell} ${styles.modifiedCell} ${styles.dim}`} title={formatExactly(item.modifiedAt)}>
        {item.deletedAt ? words.list.deleted(sayWhen(item.deletedAt, now)) : formatWhen(item.modifiedAt, now)}
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
    </>
  )
}
