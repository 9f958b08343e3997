import { type MeasuredStep, type Measurements, SLOWER } from '@moorage/api'
import { capital } from '../../../format.ts'
import { wordsWatching } from '../../../words-watching.ts'
import { Chart, type Series } from '../parts/charts/Chart.tsx'
import styles from './measurements.module.css'

const words = wordsWatching.measurements
type Line = Measurements['lines'][number]

/** the last bound; between it and SLOWER lies no value, but the axis goes on */
const FASTER = SLOWER / 2

const count = (value: number) => (Number.isInteger(value) ? value.toLocaleString() : '')
const seconds = new Intl.NumberFormat(undefined, { style: 'unit', unit: 'second', unitDisplay: 'narrow', maximumFractionDigits: 1 })
const milliseconds = new Intl.NumberFormat(undefined, {
  style: 'unit',
  unit: 'millisecond',
  unitDisplay: 'narrow',
  maximumFractionDigits: 0,
})
/** Bounds, and the axis between them. */
const time = (value: number) => {
  if (value > FASTER) return words.slower
  return value >= 1000 ? seconds.format(value / 1000) : milliseconds.format(value)
}

/** A step that is not there had nothing in it; only how long things take is unknown then. */
function seriesOf(
  { from, to, step }: Measurements,
  name: string,
  { steps }: Line,
  of: (step: MeasuredStep) => number | undefined,
  zero = true,
): Series {
  const known = new Map(steps.map((one) => [one.at, of(one)]))
  const points: Series['points'] = []
  for (let at = from; at <= to; at += step) points.push({ at, value: known.get(at) ?? (zero ? 0 : undefined) })
  return { name: capital(name), points }
}

/** Every chart of the page; `split`: lines are editors or stages, so that each chart shows one thing of them. */
export function MeasuredCharts({ measured, split }: { measured: Measurements; split: boolean }) {
  const each = (of: (step: MeasuredStep) => number | undefined, zero = true) =>
    measured.lines.map((line) => seriesOf(measured, line.name, line, of, zero))
  const [only] = measured.lines
  const alone = (name: string, of: (step: MeasuredStep) => number | undefined, zero = true) =>
    only ? [seriesOf(measured, name, only, of, zero)] : []
  const failures = split
    ? each(({ callFailures, openFailures }) => callFailures + openFailures)
    : [
        ...alone(words.failedCalls, ({ callFailures }) => callFailures),
        ...alone(words.failedOpens, ({ openFailures }) => openFailures),
        ...alone(words.failedSaves, ({ saveFailures }) => saveFailures),
      ]
  const saveTimes = split
    ? each(({ saveMost }) => saveMost, false)
    : [...alone(words.half, ({ saveHalf }) => saveHalf, false), ...alone(words.most, ({ saveMost }) => saveMost, false)]
  return (
    <div className={styles.charts}>
      <Chart title={words.opens} series={each(({ opens }) => opens)} format={count} />
      <Chart title={words.calls} series={each(({ calls }) => calls)} format={count} />
      <Chart title={words.saves} series={each(({ saves }) => saves)} format={count} />
      <Chart title={split ? words.saveTimesOf : words.saveTimes} series={saveTimes} format={time} />
      <Chart title={words.failures} series={failures} format={count} />
      <Chart title={words.conflicts} series={each(({ conflicts }) => conflicts)} format={count} />
      <Chart title={words.proofs} series={each(({ proofsRefused }) => proofsRefused)} format={count} />
    </div>
  )
}
