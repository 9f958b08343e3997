import type { App } from '../app.ts'
import { counted } from './amounts.ts'
import { lookNow } from './doctor.ts'

/** The short form: a log line for each thing that is not well, then one that counts; nothing when all is well. Never rejects. */
export async function lookAtStart(app: App): Promise<void> {
  try {
    const { checks } = await lookNow(app, { short: true })
    const [failures, warnings] = (['failure', 'warning'] as const).map((status) => checks.filter((check) => check.status === status))
    for (const { id, title, seen } of failures ?? []) app.log.error({ check: id, title }, `doctor: ${seen}`)
    for (const { id, title, seen } of warnings ?? []) app.log.warn({ check: id, title }, `doctor: ${seen}`)
    const counts = [counted(failures?.length ?? 0, 'failure'), counted(warnings?.length ?? 0, 'warning')]
    if (failures?.length || warnings?.length) app.log.warn(`doctor: ${counts.join(', ')}; “moorage doctor” says how to mend what is wrong`)
  } catch (err) {
    app.log.error({ err }, 'the doctor could not look at the start')
  }
}
