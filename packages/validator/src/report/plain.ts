import type { CaseResult, Exchange, GroupSummary, RunEvent, Summary } from '../run/events.ts'
import { bodyText } from './body-text.ts'
import { redact } from './redact.ts'

/** An exchange as JSON holds it: bodies as text where they are text, no tokens, nothing of what was signed. */
export interface PlainExchange {
  phase: Exchange['phase']
  operation: string
  durationMs: number
  failures: Exchange['failures']
  request: { method: string; url: string; headers: [name: string, value: string][]; bodySize: number; body: string } | undefined
  response: { status: number; headers: Record<string, string>; bodySize: number; body: string } | undefined
}

export interface PlainResult extends Omit<CaseResult, 'exchanges'> {
  exchanges: PlainExchange[]
}

/** A run's event that can travel and be kept. */
export type PlainEvent =
  | Exclude<RunEvent, { type: 'group-skipped' | 'case-finished' }>
  | { type: 'group-skipped'; group: string; reason: string; prerequisite: PlainResult | undefined }
  | { type: 'case-finished'; group: string; result: PlainResult }

const plainExchange = ({ phase, operation, durationMs, failures, request, response }: Exchange): PlainExchange => ({
  phase,
  operation,
  durationMs,
  failures,
  request: request && {
    method: request.method,
    url: request.url,
    headers: request.headers,
    bodySize: request.body?.length ?? 0,
    body: bodyText(request.body),
  },
  response: response && {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    bodySize: response.body.length,
    body: bodyText(response.body),
  },
})

const plainResult = (result: CaseResult): PlainResult => ({ ...result, exchanges: result.exchanges.map(plainExchange) })

function untoldEvent(event: RunEvent): PlainEvent {
  if (event.type === 'case-finished') return { ...event, result: plainResult(event.result) }
  if (event.type === 'group-skipped') return { ...event, prerequisite: event.prerequisite && plainResult(event.prerequisite) }
  return event
}

/** The event as plain data, every token gone from it. */
export const plainEvent = (event: RunEvent): PlainEvent => JSON.parse(redact(JSON.stringify(untoldEvent(event)))) as PlainEvent

export interface ReportGroup extends GroupSummary {
  prerequisite: PlainResult | undefined
  cases: PlainResult[]
}

/** What is kept of a run. */
export interface Report {
  /** which cases: "Moorage's own 90 cases" */
  title?: string
  host: string
  /** ISO 8601 */
  startedAt: string
  verdict: Summary['verdict']
  aborted: boolean
  passed: number
  failed: number
  skipped: number
  groups: ReportGroup[]
}

/** All events of a run as one document. A run without its last event counts as aborted, and failed. */
export function reportOf(events: readonly PlainEvent[], about: { host: string; startedAt: string; title?: string }): Report {
  const finished = events.findLast((event) => event.type === 'run-finished')
  const { groups = [], passed = 0, failed = 0, skipped = 0, verdict = 'failed', aborted = true } = finished?.summary ?? {}
  const skippedGroups = new Map(events.flatMap((event) => (event.type === 'group-skipped' ? [[event.group, event.prerequisite]] : [])))
  return {
    ...about,
    verdict,
    aborted,
    passed,
    failed,
    skipped,
    groups: groups.map((group) => ({
      ...group,
      prerequisite: skippedGroups.get(group.name),
      cases: events.flatMap((event) => (event.type === 'case-finished' && event.group === group.name ? [event.result] : [])),
    })),
  }
}
