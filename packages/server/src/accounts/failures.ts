const WINDOW_MS = 60_000
const MOST_KEYS = 50_000

/** Counts failures of a minute by any key, in memory; the minute begins with the first. */
export class Failures {
  #windows = new Map<string, { failures: number; endsAt: number }>()

  count(key: string, now: number): number {
    const window = this.#windows.get(key)
    return window && window.endsAt > now ? window.failures : 0
  }

  add(key: string, now: number) {
    const failures = this.count(key, now)
    this.#windows.set(key, { failures: failures + 1, endsAt: failures === 0 ? now + WINDOW_MS : this.#windows.get(key)!.endsAt })
    if (this.#windows.size > MOST_KEYS) for (const [old, { endsAt }] of this.#windows) if (endsAt <= now) this.#windows.delete(old)
  }

  forget(key: string) {
    this.#windows.delete(key)
  }
}
