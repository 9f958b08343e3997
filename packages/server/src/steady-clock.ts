const JUMP_MS = 60 * 60 * 1000

/**
 * Answers, each time it is asked, whether the clock went on since the last time as time itself did, within an hour. Both
 * in milliseconds; `time` is what no one sets.
 */
export function steadyClock(clock: () => number, time: () => number): () => boolean {
  let last = clock() - time()
  return () => {
    const before = last
    last = clock() - time()
    return Math.abs(last - before) < JUMP_MS
  }
}
