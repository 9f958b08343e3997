export interface Turns {
  /** runs `work` when it is its turn; undefined when too many wait, or this one waited too long */
  take<Result>(work: () => Promise<Result>): Promise<Result | undefined>
}

/** At most `atOnce` at a time; `waiting` more wait, each no longer than `patience` milliseconds. */
export function turns({ atOnce, waiting, patience }: { atOnce: number; waiting: number; patience: number }): Turns {
  let running = 0
  const queue: (() => void)[] = []

  const begin = () =>
    new Promise<boolean>((resolve) => {
      if (running < atOnce) {
        running++
        return resolve(true)
      }
      if (queue.length >= waiting) return resolve(false)
      const go = () => {
        clearTimeout(timer)
        running++
        resolve(true)
      }
      const timer = setTimeout(() => {
        queue.splice(queue.indexOf(go), 1)
        resolve(false)
      }, patience)
      queue.push(go)
    })

  return {
    async take(work) {
      if (!(await begin())) return undefined
      try {
        return await work()
      } finally {
        running--
        queue.shift()?.()
      }
    },
  }
}
