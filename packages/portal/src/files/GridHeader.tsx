// biome-ignore-all lint/a11y/useSemanticElements: an ARIA grid, whose rows are placed one by one; a table cannot be
// biome-ignore-all lint/a11y/useFocusableInteractive: one row at a time is in the tab order, its cells never

import { ArrowSortDown16Regular, ArrowSortUp16Regular, Checkmark12Filled } from '@fluentui/react-icons'
import type { Sort } from '@moorage/api'
import { words } from '../words.ts'
import styles from './grid.module.css'
import type { Columns } from './source.ts'

interface Props {
  columns: Columns
  sorting?: { by: Sort; order: 'asc' | 'desc'; sort(by: Sort): void }
  allSelected: boolean
  onSelectAll(): void
}

interface Column {
  label: string
  sort?: Sort
  style?: string
}

const MODIFIED: Column = { label: words.list.modified, sort: 'modified', style: styles.modifiedCell }
const BY: Column = { label: words.list.modifiedBy, sort: 'modifiedBy', style: styles.byCell }
const SIZE: Column = { label: words.list.size, sort: 'size', style: `${styles.sizeCell} ${styles.number}` }
const NAME: Column = { label: words.list.name, sort: 'name' }
const COLUMNS: Record<Props['columns'], Column[]> = {
  files: [NAME, MODIFIED, BY, SIZE, { label: words.list.editing, style: styles.editingCell }],
  shared: [NAME, { label: words.sharedWithMe.by, style: styles.whereCell }, MODIFIED, BY, SIZE],
  found: [NAME, { label: words.search.where, style: styles.whereCell }, MODIFIED, BY, SIZE],
}

export function GridHeader({ columns, sorting, allSelected, onSelectAll }: Props) {
  return (
    <div role="row" className={styles.header} aria-rowindex={1}>
      <div role="columnheader" className={styles.checkCell}>
        <button type="button" className={styles.check} aria-label={words.list.selectAll} aria-pressed={allSelected} onClick={onSelectAll}>
          <span className={styles.circle} data-on={allSelected}>
            <Checkmark12Filled />
          </span>
        </button>
      </div>
      <div role="columnheader">
        <span className="visually-hidden">{words.details.type}</span>
      </div>
      {COLUMNS[columns].map(({ label, sort, style }) => {
        const active = sorting && sort === sorting.by
        return (
          <div
            key={label}
            role="columnheader"
            className={style}
            aria-sort={active ? (sorting.order === 'asc' ? 'ascending' : 'descending') : undefined}
          >
            {sorting && sort ? (
              <button type="button" className={styles.sorter} onClick={() => sorting.sort(sort)}>
                {label}
                {active && (sorting.order === 'asc' ? <ArrowSortUp16Regular /> : <ArrowSortDown16Regular />)}
              </button>
            ) : (
              label
            )}
          </div>
        )
      })}
    </div>
  )
}
