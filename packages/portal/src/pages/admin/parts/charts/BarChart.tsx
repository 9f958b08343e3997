import { lazy, Suspense } from 'react'
import styles from './charts.module.css'

export interface BarChartProps {
  title: string
  /** what each bar stands for, along the axis */
  groups: string[]
  /** parts of every bar, on top of each other: one value per group */
  bars: { name: string; values: number[] }[]
  /** how a value reads, on the axis and at the pointer */
  format(value: number): string
}

/** The library is only loaded where a chart is drawn. */
const StackedBars = lazy(() => import('./StackedBars.tsx').then((module) => ({ default: module.StackedBars })))

/** One bar per group. Whoever draws it has the same figures in a table beside it, for those who cannot see it. */
export function BarChart(props: BarChartProps) {
  return (
    <div className={styles.drawing}>
      <Suspense fallback={null}>
        <StackedBars {...props} />
      </Suspense>
    </div>
  )
}
