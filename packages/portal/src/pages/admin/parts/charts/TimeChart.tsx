import { AreaChart, getNextColor, LineChart, type LineChartPoints } from '@fluentui/react-charts'
import { type RefObject, useEffect } from 'react'
import { useTheme } from '../../../../theme.tsx'
import type { ChartProps, Series } from './Chart.tsx'
import styles from './charts.module.css'
import { useWidth } from './width.ts'

const HEIGHT = 260
const DAY = 24 * 60 * 60 * 1000
const hours = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' })
const days = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric' })

/** Where the points before and after have a value and these have none. */
function gapsOf(points: Series['points']) {
  const known = points.flatMap(({ value }, index) => (value === undefined ? [] : [index]))
  return known.flatMap((index, at) => {
    const next = known[at + 1]
    return next !== undefined && next > index + 1 ? [{ startIndex: at, endIndex: at + 1 }] : []
  })
}

function lineOf({ name, points, dashed }: Series, color: string): LineChartPoints {
  return {
    legend: name,
    color,
    data: points.flatMap(({ at, value }) => (value === undefined ? [] : [{ x: new Date(at), y: value }])),
    gaps: gapsOf(points),
    hideNonActiveDots: true,
    lineOptions: { strokeWidth: 2, ...(dashed ? { strokeDasharray: '6 4' } : {}) },
  }
}

/** Areas add up time by time: all of them need each. */
const stacked = (series: Series[]): Series[] => {
  const times = [...new Set(series.flatMap(({ points }) => points.map(({ at }) => at)))].sort((a, b) => a - b)
  return series.map((one) => {
    const known = new Map(one.points.map(({ at, value }) => [at, value]))
    return { ...one, points: times.map((at) => ({ at, value: known.get(at) ?? 0 })) }
  })
}

/** The library calls every line a landmark, by its name: the same line of two charts would be the same place of the page. */
function useNoLandmarks(within: RefObject<Element | null>) {
  useEffect(() => {
    const room = within.current
    if (!room) return
    const tame = () => {
      for (const line of room.querySelectorAll('g[role=region]')) line.setAttribute('role', 'group')
    }
    const drawn = new MutationObserver(tame)
    drawn.observe(room, { childList: true, subtree: true })
    tame()
    return () => drawn.disconnect()
  }, [within])
}

export function TimeChart({ title, kind, series, format }: Pick<ChartProps, 'title' | 'kind' | 'series' | 'format'>) {
  const { dark } = useTheme()
  const { within, width } = useWidth()
  useNoLandmarks(within)
  const shown = kind === 'areas' ? stacked(series) : series
  const times = shown.flatMap(({ points }) => points.map(({ at }) => at))
  const long = Math.max(...times) - Math.min(...times) > 2 * DAY
  const props = {
    data: { chartTitle: title, lineChartData: shown.map((one, index) => lineOf(one, getNextColor(index, 0, dark))) },
    height: HEIGHT,
    width,
    yAxisTickFormat: format,
    yMinValue: 0,
    yAxisTickCount: 4,
    xAxisTickCount: Math.max(2, Math.min(8, Math.floor(width / 110))),
    customDateTimeFormatter: (at: Date) => (long ? days : hours).format(at),
    legendProps: { canSelectMultipleLegends: true },
    enabledLegendsWrapLines: true,
    margins: { left: 64, right: 32, top: 12, bottom: 32 },
    useUTC: false,
  }
  return (
    <div ref={within} className={styles.room}>
      {width > 0 && (kind === 'areas' ? <AreaChart {...props} /> : <LineChart {...props} />)}
    </div>
  )
}
