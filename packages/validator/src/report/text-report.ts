import type { CaseResult, Exchange, GroupSummary, RunEvent, Summary } from '../run/events.ts'
import { bodyText } from './body-text.ts'
import { redact } from './redact.ts'

const indent = (text: string, by: string) =>
  text
    .split('\n')
    .map((line) => `${by}${line}`)
    .join('\n')

function exchangeLines({ operation, phase, request, response, failures, durationMs }: Exchange): string[] {
  const lines = [`  ${operation}${phase === 'cleanup' ? ' (clean-up)' : ''}, ${durationMs} ms`]
  if (request) {
    lines.push(`    > ${request.method} ${request.url}`, ...request.headers.map(([name, value]) => `    > ${name}: ${value}`))
    const body = bodyText(request.body)
    if (body) lines.push(indent(body, '    > '))
  }
  if (response) {
    lines.push(`    < ${response.status}`, ...[...response.headers].map(([name, value]) => `    < ${name}: ${value}`))
    const body = bodyText(response.body)
    if (body) lines.push(indent(body, '    < '))
  }
  return [
    ...lines,
    ...failures.flatMap((each) => [`    ! ${each.clause}`, `      expected ${each.expected}`, `      got      ${each.actual}`]),
  ]
}

const caseLines = (result: CaseResult): string[] => [
  ...(result.description ? [`  ${result.description}`] : []),
  ...(result.reason ? [`  ${result.reason}.`] : []),
  ...(result.documentationLink ? [`  ${result.documentationLink}`] : []),
  ...result.exchanges.flatMap(exchangeLines),
]

const row = (name: string, numbers: readonly (number | string)[], width: number) =>
  `${name.padEnd(width)} ${numbers.map((each) => String(each).padStart(8)).join('')}`

function matrix({ groups, passed, failed, skipped }: Summary): string[] {
  const width = Math.max(5, ...groups.map((group) => group.name.length))
  const line = (group: GroupSummary) => {
    const numbers = row(group.name, [group.passed, group.failed, group.skipped], width)
    return group.reason ? `${numbers}   ${group.reason}` : numbers
  }
  const rule = '-'.repeat(width + 25)
  return [
    row('Group', ['passed', 'failed', 'skipped'], width),
    rule,
    ...groups.map(line),
    rule,
    row('Total', [passed, failed, skipped], width),
  ]
}

/** The table of all groups and the closing line. */
export function summaryText(summary: Summary): string {
  const closing = summary.passed === 0 && summary.failed === 0 ? ': nothing passed, so nothing is shown' : ''
  const counts = `${summary.passed} passed, ${summary.failed} failed, ${summary.skipped} skipped${closing}`
  return redact([...matrix(summary), '', counts, ''].join('\n'))
}

/** What to print for an event while the run goes on, '' for nothing. Failures come with requests and responses; tokens never. */
export function eventText(event: RunEvent): string {
  switch (event.type) {
    case 'group-started':
      return `${event.group}\n`
    case 'group-skipped':
      return redact(`  skipped: ${event.reason}\n`)
    case 'case-finished': {
      const { name, status, durationMs } = event.result
      const head = `  ${status === 'passed' ? 'ok  ' : 'FAIL'} ${name} (${durationMs} ms)\n`
      return status === 'passed' ? head : redact(`${head}${indent(caseLines(event.result).join('\n'), '     ')}\n`)
    }
    case 'run-finished':
      return `\n${summaryText(event.summary)}`
    default:
      return ''
  }
}
