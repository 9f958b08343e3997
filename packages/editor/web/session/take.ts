import type { Running, Taken } from './ports.ts'

/** Asks the view for one thing at a time: a file that is being shown is not asked for its bytes before it is there. */
export function inTurn<Value>(running: Running, work: () => Promise<Value>): Promise<Value> {
  const mine = running.taking.then(work, work)
  running.taking = mine.catch(() => undefined)
  return mine
}

/** The document's bytes with all changes up to now. Asks the view at most once per change. */
export const take = (running: Running): Promise<Taken> =>
  inTurn(running, async () => {
    const { change } = running.state()
    if (running.newest?.change !== change) running.newest = { change, file: await running.ports.stage.save() }
    return running.newest
  })
