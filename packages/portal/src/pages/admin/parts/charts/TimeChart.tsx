import { getNextColor, LineChart, type LineChartPoints } from '@fluentui/react-charts'
import { scaleTime } from 'd3-scale'
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

function lineOf({ name, points }: Series, color: string): LineChartPoints {
  return {
    legend: name,
    color,
    data: points.flatMap(({ at, value }) => (value === undefined ? [] : [{ x: new Date(at), y: value }])),
    gaps: gapsOf(points),
    hideNonActiveDots: true,
    lineOptions: { strokeWidth: 2 },
  }
}

/** Round times around the whole span, so that the axis is the same wherever values are known; as many are written as there is room for. */
function ticksOf(from: number, to: number, width: number, write: (at: Date) => string) {
  const ticks = scaleTime().domain([from, to]).nice().ticks()
  const every = Math.ceil(ticks.length / Math.max(2, Math.floor(width / 110)))
  return { tickValues: ticks, xAxis: { tickText: ticks.map((at, index) => (index % every === 0 ? write(at) : '')) } }
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

export function TimeChart({ title, series, format }: ChartProps) {
  const { dark } = useTheme()
  const { within, width } = useWidth()
  useNoLandmarks(within)
  const times = series.flatMap(({ points }) => points.map(({ at }) => at))
  const [from, to] = [Math.min(...times), Math.max(...times)]
  const write = (at: Date) => (to - from > 2 * DAY ? days : hours).format(at)
  const props = {
    data: { chartTitle: title, lineChartData: series.map((one, index) => lineOf(one, getNextColor(index, 0, dark))) },
    height: HEIGHT,
    width,
    yAxisTickFormat: format,
    yMinValue: 0,
    // nothing but noughts lies on the ground too
    yMaxValue: 1,
    yAxisTickCount: 4,
    ...ticksOf(from, to, width, write),
    customDateTimeFormatter: write,
    legendProps: { canSelectMultipleLegends: true },
    enabledLegendsWrapLines: true,
    margins: { left: 64, right: 32, top: 12, bottom: 32 },
    useUTC: false,
  }
  return (
    <div ref={within} className={styles.room}>
      {width > 0 && <LineChart {...props} />}
    </div>
  )
}
