import { lazy, Suspense } from 'react'
import { formatWhen } from '../../../../format.ts'
import { wordsCharts as words } from '../../../../words-charts.ts'
import { Table } from '../Table.tsx'
import styles from './charts.module.css'

/** One line of a chart. */
export interface Series {
  name: string
  /** in order of time; `at` in epoch milliseconds, `value` absent where nothing is known: the line has a gap there */
  points: { at: number; value?: number | undefined }[]
}

export interface ChartProps {
  title: string
  series: Series[]
  /** how a value reads, on the axis, at the pointer and in the table: 1200 → "1.2 s" */
  format(value: number): string
}

/** The library is only loaded where a chart is drawn. */
const TimeChart = lazy(() => import('./TimeChart.tsx').then((module) => ({ default: module.TimeChart })))

/**
 * A chart over time with its figures as a table below it, for whoever prefers reading them or cannot see it.
 * Example: <Chart title="Saves" series={[{ name: 'Median', points }]} format={(ms) => `${ms} ms`} />
 */
export function Chart({ title, series, format }: ChartProps) {
  const drawn = series.some(({ points }) => points.some(({ value }) => value !== undefined))
  return (
    <section className={styles.chart} aria-label={title}>
      <h2>{title}</h2>
      {drawn ? (
        <>
          <div className={styles.drawing}>
            <Suspense fallback={null}>
              <TimeChart title={title} series={series} format={format} />
            </Suspense>
          </div>
          <details className={styles.figures}>
            <summary>{words.asTable}</summary>
            <Figures title={title} series={series} format={format} />
          </details>
        </>
      ) : (
        <p className={styles.nothing}>{words.nothing}</p>
      )}
    </section>
  )
}

/** A time at which no line has a value is left out. */
function Figures({ title, series, format }: ChartProps) {
  const rows = new Map<number, (number | undefined)[]>()
  for (const [index, { points }] of series.entries())
    for (const { at, value } of points) {
      if (value === undefined) continue
      const row = rows.get(at) ?? []
      row[index] = value
      rows.set(at, row)
    }
  const sorted = [...rows].sort(([a], [b]) => b - a)
  return (
    <Table
      label={title}
      rows={sorted}
      rowKey={([at]) => String(at)}
      columns={[
        { key: 'at', label: words.time, render: ([at]) => formatWhen(at), heading: true, whole: true },
        ...series.map(({ name }, index) => ({
          key: name,
          label: name,
          end: true,
          render: ([, values]: [number, (number | undefined)[]]) => {
            const value = values[index]
            return value === undefined ? '' : format(value)
          },
        })),
      ]}
    />
  )
}
