import type { Selectable } from 'kysely'
import type { App } from '../app.ts'
import type { ChangeTable } from '../storage/db/schema.ts'
import { statement } from '../storage/db/statement.ts'

export type Change = Selectable<ChangeTable>
type Listener = (changes: Change[]) => void

const newest = statement()((db) => db.selectFrom('change').select((eb) => eb.fn.max('seq').as('seq')))
const after = statement<{ seq: number; limit: number }>()((db, arg) =>
  db.selectFrom('change').selectAll().where('seq', '>', arg('seq')).orderBy('seq').limit(arg('limit')),
)

const BATCH = 1000
const POLL_MS = 1000

/**
 * Follows the change table while somebody listens: at once after a commit of this process, each second for those of
 * others. A listener hears what is committed after it began, in order, in batches.
 */
class Tail {
  private readonly app: Pick<App, 'db' | 'log'>
  private readonly listeners = new Set<Listener>()
  private seq = 0
  private stop: (() => void) | undefined
  private reading: Promise<void> | undefined
  private again = false

  constructor(app: Pick<App, 'db' | 'log'>) {
    this.app = app
  }

  async listen(listener: Listener): Promise<() => void> {
    if (!this.stop) this.begin()
    await this.read()
    this.listeners.add(listener)
    return () => {
      this.listeners.delete(listener)
      if (this.listeners.size > 0) return
      this.stop?.()
      this.stop = undefined
    }
  }

  private begin() {
    this.seq = -1
    const poke = () => void this.read().catch((err: unknown) => this.app.log.error({ err }, 'the change table could not be read'))
    const timer = setInterval(poke, POLL_MS).unref()
    const deaf = this.app.db.onCommit(poke)
    this.stop = () => {
      clearInterval(timer)
      deaf()
    }
  }

  /** One reader at a time; whoever comes meanwhile is answered when everything up to now has been read. */
  private read(): Promise<void> {
    this.again = true
    this.reading ??= (async () => {
      while (this.again) {
        this.again = false
        if (this.seq < 0) this.seq = (await this.app.db.read.get(newest, {}))?.seq ?? 0
        for (let full = true; full; ) {
          const changes = await this.app.db.read.all(after, { seq: this.seq, limit: BATCH })
          this.seq = changes.at(-1)?.seq ?? this.seq
          full = changes.length === BATCH
          if (changes.length > 0) for (const listener of [...this.listeners]) listener(changes)
        }
      }
    })().finally(() => {
      this.reading = undefined
    })
    return this.reading
  }
}

const tails = new WeakMap<App['db'], Tail>()

/** One tail of the change table per process, however many browsers listen. Answers the function that ends listening. */
export function listenToChanges(app: Pick<App, 'db' | 'log'>, listener: Listener): Promise<() => void> {
  const tail = tails.get(app.db) ?? new Tail(app)
  tails.set(app.db, tail)
  return tail.listen(listener)
}
