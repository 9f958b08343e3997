/**
 * What is counted, by editor and stage. `failed`: answered with 5xx, or cut while it changed something; a refused proof
 * is a measure of its own. `open-failed`: the page around the editor found no way, or the editor never showed the document.
 */
const MEASURES = ['open', 'open-failed', 'shown', 'call', 'call-failed', 'save', 'save-failed', 'conflict', 'proof-refused'] as const
export type MeasureName = (typeof MEASURES)[number]

/** Upper bounds of what is told apart, in milliseconds; the rest is slower. */
export const BOUNDS = [100, 300, 1000, 3000, 10_000] as const

/** Each is added up as it happens: a chart reads one row per step, editor, stage and measure. */
export const SPANS = { minute: 60_000, quarter: 900_000, hour: 3_600_000, 'six-hours': 21_600_000 } as const
export type Span = keyof typeof SPANS

/** One thing measured, in one minute and one editor and stage. */
export interface Measured {
  /** epoch milliseconds at which the minute began */
  at: number
  client: string
  /** empty: the editor is not being rolled out */
  stage: string
  name: MeasureName
  count: number
  /** all of them together */
  ms: number
  /** how many took no longer than each of BOUNDS, each with the ones before */
  under: number[]
}

/**
 * A bound that the given share of the measured (0–1) kept, and whether it is one of BOUNDS: undefined where nothing was
 * measured, Infinity where too many were slower than all of them.
 */
export function quantile({ count, under }: Pick<Measured, 'count' | 'under'>, share: number): number | undefined {
  if (count === 0) return undefined
  const index = under.findIndex((kept) => kept >= share * count)
  return BOUNDS[index] ?? Number.POSITIVE_INFINITY
}

/** Several of one name together. */
export function together(measured: Pick<Measured, 'count' | 'ms' | 'under'>[]): Pick<Measured, 'count' | 'ms' | 'under'> {
  const sum = { count: 0, ms: 0, under: BOUNDS.map(() => 0) }
  for (const { count, ms, under } of measured) {
    sum.count += count
    sum.ms += ms
    for (const [index, kept] of under.entries()) sum.under[index] = (sum.under[index] ?? 0) + kept
  }
  return sum
}
