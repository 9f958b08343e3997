export interface CoauthRow {
  id: string
  type: string
  metadata: string
  time: number
  expiresAt: number
}

/** The coauth locks of one file; expired rows are gone, and the version knows it. */
export class CoauthTable {
  readonly #now: () => number
  #rows: CoauthRow[] = []
  #version = 1

  constructor(now: () => number) {
    this.#now = now
  }

  rows(): CoauthRow[] {
    const live = this.#rows.filter((row) => row.expiresAt > this.#now())
    if (live.length < this.#rows.length) this.#version++
    this.#rows = live
    return live
  }

  version(): string {
    this.rows()
    return `v${this.#version}`
  }

  find(id: string): CoauthRow | undefined {
    return this.rows().find((row) => row.id === id)
  }

  exclusive(): CoauthRow | undefined {
    return this.rows().find((row) => row.type === 'CoauthExclusive')
  }

  /** A row as it shall be; only what others can see makes a new version. */
  put(id: string, type: string, metadata: string, expiresAt: number): void {
    const present = this.find(id)
    if (present?.type !== type || present.metadata !== metadata) this.#version++
    if (present) Object.assign(present, { type, metadata, expiresAt })
    else this.#rows.push({ id, type, metadata, time: this.#now(), expiresAt })
  }

  remove(id: string): void {
    this.#rows = this.rows().filter((row) => row.id !== id)
    this.#version++
  }

  json(): string {
    const rows = this.rows().map(({ id, type, metadata, time }) => ({
      CoauthLockId: id,
      CoauthLockMetadata: metadata,
      UserFriendlyName: 'Una',
      CoauthLockTime: time,
      CoauthLockType: type,
    }))
    return JSON.stringify({ CoauthTable: rows })
  }
}
