import type { CaseResult, Exchange, RunEvent, Summary } from '../run/events.ts'
import { bodyText } from './body-text.ts'
import { redact } from './redact.ts'

function exchangeJson({ request, response, ...rest }: Exchange) {
  return {
    ...rest,
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
  }
}

// what was signed begins with the token, so it stays out of what is kept
const caseJson = (result: CaseResult) => ({
  ...result,
  exchanges: result.exchanges.map((each) => exchangeJson({ ...each, proof: undefined })),
})

/** Everything a run said, as one JSON document without tokens. Times in milliseconds, bodies as text where they are text. */
export function jsonReport(events: readonly RunEvent[], about: { host: string; startedAt: string }): string {
  const finished = events.findLast((event) => event.type === 'run-finished')
  const summary: Summary | undefined = finished?.summary
  const groups = (summary?.groups ?? []).map((group) => {
    const skipped = events.find((event) => event.type === 'group-skipped' && event.group === group.name)
    const cases = events.flatMap((event) => (event.type === 'case-finished' && event.group === group.name ? [caseJson(event.result)] : []))
    const prerequisite = skipped?.type === 'group-skipped' && skipped.prerequisite ? caseJson(skipped.prerequisite) : undefined
    return { ...group, prerequisite, cases }
  })
  const { passed = 0, failed = 0, skipped = 0, verdict = 'failed', aborted = true } = summary ?? {}
  return `${redact(JSON.stringify({ ...about, verdict, aborted, passed, failed, skipped, groups }, undefined, 2))}\n`
}
