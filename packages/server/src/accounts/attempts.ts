import { Failures } from './failures.ts'

/** Failures allowed per email address and per network address before the next ones are refused for a while. */
const PER_EMAIL = 10
export const PER_ADDRESS = 60

/** Counts failed sign-ins in memory. A success forgets those of its email, never those of its network address. */
export class Attempts {
  #failures = new Failures()

  tooMany(email: string, address: string, now: number): boolean {
    return this.#failures.count(`e ${email}`, now) >= PER_EMAIL || this.#failures.count(`a ${address}`, now) >= PER_ADDRESS
  }

  failed(email: string, address: string, now: number) {
    for (const key of [`e ${email}`, `a ${address}`]) this.#failures.add(key, now)
  }

  succeeded(email: string) {
    this.#failures.forget(`e ${email}`)
  }
}
