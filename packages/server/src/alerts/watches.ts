import type { AlertKind } from '@moorage/api'
import type { App } from '../app.ts'
import { type Condition, MINUTE_MS } from './condition.ts'
import { brakes, discoveries, proofs, saves } from './editor-watches.ts'
import { certificate, disk, jobs, mail } from './machine-watches.ts'

export interface Watch {
  look(app: App): Promise<Condition[]>
  /** how long it must be so before anybody is told: what mends itself at once is nobody's business */
  after: number
  /** it would not arrive */
  neverByMail?: true
}

/** THE TABLE of what is watched, every minute; the portal has a sentence for each. */
export const WATCHES: Record<AlertKind, Watch> = {
  brake: { look: brakes, after: 0 },
  discovery: { look: discoveries, after: 10 * MINUTE_MS },
  saves: { look: saves, after: 0 },
  proofs: { look: proofs, after: 0 },
  disk: { look: disk, after: 0 },
  certificate: { look: certificate, after: 0 },
  mail: { look: mail, after: 0, neverByMail: true },
  job: { look: jobs, after: 5 * MINUTE_MS },
}
