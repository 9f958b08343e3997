import type { ReactNode } from 'react'
import { usePhone } from '../../../media.ts'
import styles from './parts.module.css'

export interface Column<T> {
  key: string
  label: string
  render(row: T): ReactNode
  /** figures stand at the end of their column */
  end?: boolean
  /** on a phone: the card's first line, without its label */
  heading?: boolean
  /** buttons: its label is for screen readers only */
  silent?: boolean
  width?: string
  /** never broken into lines: badges, times */
  whole?: boolean
}

interface Props<T> {
  label: string
  columns: Column<T>[]
  rows: T[]
  rowKey(row: T): string
  /** drawn with less weight: disabled */
  faded?(row: T): boolean
  /** drawn so that it stands out */
  mark?(row: T): 'bad' | 'slow' | undefined
}

/** A table; on a phone each row is a card, so that the page never scrolls sideways. */
export function Table<T>({ label, columns, rows, rowKey, faded, mark }: Props<T>) {
  const phone = usePhone()
  if (phone)
    return (
      <ul className={styles.cards} aria-label={label}>
        {rows.map((row) => (
          <li key={rowKey(row)} className={styles.card} data-faded={faded?.(row) || undefined} data-mark={mark?.(row)}>
            {columns.map((column) => (
              <Cell key={column.key} column={column} row={row} />
            ))}
          </li>
        ))}
      </ul>
    )
  return (
    <div className={styles.tableZone}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" data-end={column.end || undefined} style={{ inlineSize: column.width }}>
                {column.silent ? <span className="visually-hidden">{column.label}</span> : column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} data-faded={faded?.(row) || undefined} data-mark={mark?.(row)}>
              {columns.map((column) => (
                <td
                  key={column.key}
                  data-end={column.end || undefined}
                  data-silent={column.silent || undefined}
                  data-whole={column.whole || undefined}
                >
                  {column.render(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cell<T>({ column, row }: { column: Column<T>; row: T }) {
  const content = column.render(row)
  if (column.heading) return <div className={styles.cardHead}>{content}</div>
  if (column.silent) return <div className={styles.cardMenu}>{content}</div>
  if (content === undefined || content === null || content === '' || content === false) return null
  return (
    <div className={styles.cardLine}>
      <span>{column.label}</span>
      <div>{content}</div>
    </div>
  )
}
