/**
 * Runs work of one key one after the other, in the order of the calls. WOPI: an Unlock that overtakes the PutFile sent
 * before it makes the host refuse those bytes.
 */
export class RequestOrder {
  readonly #tails = new Map<string, Promise<unknown>>()

  async run<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.#tails.get(key)
    const mine = before ? before.then(work, work) : work()
    this.#tails.set(key, mine)
    try {
      return await mine
    } finally {
      if (this.#tails.get(key) === mine) this.#tails.delete(key)
    }
  }
}
