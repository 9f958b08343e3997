import type { RunEvent } from '../run/events.ts'
import { plainEvent, reportOf } from './plain.ts'
import { redact } from './redact.ts'

/** Everything a run said, as one JSON document without tokens. Times in milliseconds, bodies as text where they are text. */
export const jsonReport = (events: readonly RunEvent[], about: { host: string; startedAt: string; title?: string }): string =>
  `${redact(JSON.stringify(reportOf(events.map(plainEvent), about), undefined, 2))}\n`
