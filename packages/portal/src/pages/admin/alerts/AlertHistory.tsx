import type { Alert } from '@moorage/api'
import { formatWhen } from '../../../format.ts'
import { wordsWatching } from '../../../words-watching.ts'
import { Table } from '../parts/Table.tsx'
import styles from './alerts.module.css'

const words = wordsWatching.alerts
const MINUTE = 60_000
const UNITS = [
  { unit: 'day', length: 24 * 60 * MINUTE },
  { unit: 'hour', length: 60 * MINUTE },
  { unit: 'minute', length: MINUTE },
] as const

/** "3 hours" · "12 minutes"; never less than one. */
function formatLength(milliseconds: number): string {
  const { unit, length } = UNITS.find((one) => milliseconds >= one.length) ?? UNITS[2]
  const value = Math.max(1, Math.round(milliseconds / length))
  return new Intl.NumberFormat(undefined, { style: 'unit', unit, unitDisplay: 'long' }).format(value)
}

export function AlertHistory({ past }: { past: Alert[] }) {
  if (past.length === 0) return <p className={styles.none}>{words.historyEmpty}</p>
  return (
    <Table
      label={words.history}
      rows={past}
      rowKey={({ id }) => id}
      columns={[
        { key: 'what', label: words.what, heading: true, render: ({ title, text }) => <What title={title} text={text} /> },
        { key: 'began', label: words.began, whole: true, render: ({ openedAt }) => formatWhen(openedAt) },
        {
          key: 'took',
          label: words.took,
          whole: true,
          render: ({ openedAt, closedAt }) => formatLength((closedAt ?? openedAt) - openedAt),
        },
      ]}
    />
  )
}

const What = ({ title, text }: Pick<Alert, 'title' | 'text'>) => (
  <div className={styles.what}>
    <b>{title}</b>
    <small>{text}</small>
  </div>
)
