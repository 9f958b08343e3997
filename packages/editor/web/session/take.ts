import type { Running } from './ports.ts'

/** The document's bytes with all changes up to now. Asks the view at most once per change, one call at a time. */
export function take(running: Running): Promise<{ change: number; bytes: Uint8Array }> {
  const work = async () => {
    const { change } = running.state()
    if (running.newest?.change !== change) {
      const began = performance.now()
      running.newest = { change, bytes: await running.ports.stage.save() }
      running.cost = performance.now() - began
    }
    return running.newest
  }
  const mine = running.taking.then(work, work)
  running.taking = mine.catch(() => undefined)
  return mine
}
