import type { App } from './app.ts'

export interface FailingJob {
  name: string
  /** epoch milliseconds of the first failure in a row */
  since: number
}

/** One per open database: the world has one. */
const failing = new WeakMap<App['db'], Map<string, number>>()

/** How a run of a job ended. */
export function noteJob({ db, now }: Pick<App, 'db' | 'now'>, name: string, well: boolean) {
  const jobs = failing.get(db) ?? new Map<string, number>()
  failing.set(db, jobs)
  if (well) jobs.delete(name)
  else if (!jobs.has(name)) jobs.set(name, now())
}

/** Jobs whose last run failed. */
export const failingJobs = ({ db }: Pick<App, 'db'>): FailingJob[] => [...(failing.get(db) ?? [])].map(([name, since]) => ({ name, since }))
