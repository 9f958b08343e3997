import type { Check } from '@moorage/api'
import type { App } from '../app.ts'
import { lookNow } from './doctor.ts'

const unwell = ({ status }: Check) => status === 'warning' || status === 'failure'

/** The short form: what is not well goes to the log, a line each; nothing when all is well. Never rejects. */
export async function lookAtStart(app: App): Promise<void> {
  try {
    const { checks } = await lookNow(app, { short: true })
    for (const { id, status, title, seen } of checks.filter(unwell))
      app.log[status === 'failure' ? 'error' : 'warn'](
        { check: id, status, seen },
        `doctor: ${title}? No. “moorage doctor” says how to mend it`,
      )
  } catch (err) {
    app.log.error({ err }, 'the doctor could not look at the start')
  }
}
