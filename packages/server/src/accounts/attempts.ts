/** Failures allowed per email address and per network address before the next ones are refused for a while. */
const PER_EMAIL = 10
const PER_ADDRESS = 60
const WINDOW_MS = 60_000
const MOST_KEYS = 50_000

interface Window {
  failures: number
  endsAt: number
}

/** Counts failed sign-ins in memory. A success forgets those of its email, never those of its network address. */
export class Attempts {
  #windows = new Map<string, Window>()

  tooMany(email: string, address: string, now: number): boolean {
    return this.#failures(`e ${email}`, now) >= PER_EMAIL || this.#failures(`a ${address}`, now) >= PER_ADDRESS
  }

  failed(email: string, address: string, now: number) {
    for (const key of [`e ${email}`, `a ${address}`]) {
      const failures = this.#failures(key, now)
      this.#windows.set(key, { failures: failures + 1, endsAt: failures === 0 ? now + WINDOW_MS : this.#windows.get(key)!.endsAt })
    }
    if (this.#windows.size > MOST_KEYS) for (const [key, { endsAt }] of this.#windows) if (endsAt <= now) this.#windows.delete(key)
  }

  succeeded(email: string) {
    this.#windows.delete(`e ${email}`)
  }

  #failures(key: string, now: number): number {
    const window = this.#windows.get(key)
    return window && window.endsAt > now ? window.failures : 0
  }
}
