import type { Recording } from './recording.ts'

/** How fast a wait goes by, and how much of it is shown as it was. */
const HURRY = 6
const UNHURRIED_MS = 3000

/** A stretch of the film: its length in the film is that of the recording divided by `speed`. */
export interface Stretch {
  from: number
  to: number
  speed: number
}

/** The recording's time cut into stretches: long waits go by faster, everything else as it was. */
export function stretchesOf({ startedAt, endedAt, waits }: Pick<Recording, 'startedAt' | 'endedAt' | 'waits'>): Stretch[] {
  const stretches: Stretch[] = []
  let at = startedAt
  for (const wait of waits) {
    const from = Math.max(at, wait.from + UNHURRIED_MS)
    const to = Math.min(endedAt, wait.to)
    if (to - from < UNHURRIED_MS) continue
    stretches.push({ from: at, to: from, speed: 1 }, { from, to, speed: HURRY })
    at = to
  }
  return [...stretches, { from: at, to: endedAt, speed: 1 }].filter(({ from, to }) => to > from)
}

export const filmLength = (stretches: Stretch[]) => stretches.reduce((sum, { from, to, speed }) => sum + (to - from) / speed, 0)

/** The recording's time at `ms` of the film, and how fast it goes by there. */
export function momentAt(stretches: Stretch[], ms: number): { at: number; speed: number } {
  let left = ms
  for (const { from, to, speed } of stretches) {
    const length = (to - from) / speed
    if (left < length) return { at: from + left * speed, speed }
    left -= length
  }
  const last = stretches.at(-1)
  return { at: last?.to ?? 0, speed: last?.speed ?? 1 }
}

/** Index of the last entry that was there at that time; -1 before the first. */
export function indexAt(times: readonly number[], at: number): number {
  let [low, high] = [0, times.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle] as number) <= at) low = middle + 1
    else high = middle
  }
  return low - 1
}
