import { type MeasuredSpan, type MeasuredStep, SLOWER } from '@moorage/api'
import type { App } from '../app.ts'
import { build } from '../storage/db/statement.ts'
import { type MeasureName, quantile, SPANS, type Span } from './measures.ts'

const MINUTE_MS = SPANS.minute
const HOUR_MS = SPANS.hour
const DAY_MS = 24 * HOUR_MS

/** Never more steps than a screen has room for. */
export const CHARTED: Record<MeasuredSpan, { span: Span; length: number; step: number }> = {
  '3-hours': { span: 'minute', length: 3 * HOUR_MS, step: MINUTE_MS },
  day: { span: 'quarter', length: DAY_MS, step: SPANS.quarter },
  week: { span: 'hour', length: 7 * DAY_MS, step: HOUR_MS },
  month: { span: 'six-hours', length: 30 * DAY_MS, step: SPANS['six-hours'] },
}

export interface ChartedRow {
  at: number
  client: string
  stage: string
  name: MeasureName
  count: number
  under: number[]
}

/** By the index over time (measure_time): as many rows as steps, editors, stages and measures, however often anything happened. */
export async function chartedRows(
  { db }: Pick<App, 'db'>,
  { span, step }: { span: Span; step: number },
  from: number,
): Promise<ChartedRow[]> {
  const rows = await db.read.query(
    build
      .selectFrom('measure')
      .select(({ eb, fn }) => [
        eb('at', '-', eb('at', '%', step)).as('at'),
        'client',
        'stage',
        'name',
        fn.sum<number>('count').as('count'),
        fn.sum<number>('under_100').as('u0'),
        fn.sum<number>('under_300').as('u1'),
        fn.sum<number>('under_1000').as('u2'),
        fn.sum<number>('under_3000').as('u3'),
        fn.sum<number>('under_10000').as('u4'),
      ])
      .where('span', '=', span)
      .where('at', '>=', from)
      .groupBy(({ eb }) => [eb('at', '-', eb('at', '%', step)), 'client', 'stage', 'name']),
  )
  return rows.map(({ at, client, stage, name, count, u0, u1, u2, u3, u4 }) => ({
    ...{ at, client, stage, name: name as MeasureName, count },
    under: [u0, u1, u2, u3, u4],
  }))
}

const bound = (milliseconds: number | undefined) => (milliseconds === Number.POSITIVE_INFINITY ? SLOWER : milliseconds)

/** All rows of one line together, in order of time. */
export function stepsOf(rows: ChartedRow[]): MeasuredStep[] {
  const byTime = new Map<number, Map<MeasureName, { count: number; under: number[] }>>()
  for (const { at, name, count, under } of rows) {
    const step = byTime.get(at) ?? new Map<MeasureName, { count: number; under: number[] }>()
    byTime.set(at, step)
    const sum = step.get(name) ?? { count: 0, under: under.map(() => 0) }
    step.set(name, { count: sum.count + count, under: sum.under.map((each, index) => each + (under[index] ?? 0)) })
  }
  return [...byTime]
    .sort(([a], [b]) => a - b)
    .map(([at, step]) => {
      const of = (name: MeasureName) => step.get(name)?.count ?? 0
      const save = step.get('save') ?? { count: 0, under: [] }
      const [half, most] = [bound(quantile(save, 0.5)), bound(quantile(save, 0.95))]
      return {
        at,
        ...{ opens: of('open'), openFailures: of('open-failed'), calls: of('call'), callFailures: of('call-failed') },
        ...{ saves: of('save'), saveFailures: of('save-failed'), conflicts: of('conflict'), proofsRefused: of('proof-refused') },
        ...(half === undefined ? {} : { saveHalf: half }),
        ...(most === undefined ? {} : { saveMost: most }),
      }
    })
}
