import { expect, test } from 'vitest'
import type { CaseResult, GroupSummary, RunEvent, Summary } from '../run/events.ts'
import { bodyText } from './body-text.ts'
import { htmlReport } from './html-report.ts'
import { jsonReport } from './json-report.ts'
import { plainEvent, reportOf } from './plain.ts'
import { redact } from './redact.ts'
import { eventText } from './text-report.ts'

const TOKEN = 'secretsecretsecret'
const result: CaseResult = {
  name: 'LockMismatch',
  category: 'WopiCore',
  description: 'Two clients, one lock.',
  documentationLink: undefined,
  status: 'failed',
  reason: 'Lock did not answer as expected',
  durationMs: 12,
  exchanges: [
    {
      phase: 'test',
      operation: 'Lock',
      request: {
        method: 'POST',
        url: `http://h/wopi/files/1?access_token=${TOKEN}&access_token_ttl=0`,
        headers: [['Authorization', `Bearer ${TOKEN}`]],
        body: new Uint8Array([1, 0, 2]),
      },
      response: {
        status: 200,
        headers: new Map([['x-wopi-lock', '']]),
        body: new TextEncoder().encode(`{"Url":"http://h/?access_token=${TOKEN}"}`),
      },
      durationMs: 3,
      proof: { accessToken: TOKEN, url: `http://h/?access_token=${TOKEN}`, ticks: '1', data: 'AAAA' },
      failures: [{ clause: 'ResponseCodeValidator', expected: '409', actual: '200' }],
    },
  ],
}
const groups: GroupSummary[] = [
  { name: 'Locks', passed: 1, failed: 1, skipped: 0, reason: undefined },
  { name: 'Ecosystem', passed: 0, failed: 0, skipped: 4, reason: 'ContainersPrereq does not hold.' },
]
const summary: Summary = { groups, passed: 1, failed: 1, skipped: 4, verdict: 'failed', aborted: false }
const events: RunEvent[] = [
  { type: 'case-finished', group: 'Locks', result },
  { type: 'case-finished', group: 'Locks', result: { ...result, name: 'Lock', status: 'passed', reason: undefined, exchanges: [] } },
  {
    type: 'group-skipped',
    group: 'Ecosystem',
    reason: 'ContainersPrereq does not hold.',
    prerequisite: { ...result, name: 'ContainersPrereq' },
  },
  { type: 'run-finished', summary },
]

test('a failure shows request, response, clause and expectation; a success one line', () => {
  const [failed, passed] = events.map(eventText)
  expect(failed).toContain('FAIL LockMismatch (12 ms)')
  expect(failed).toContain('> POST http://h/wopi/files/1?access_token=…&access_token_ttl=0')
  expect(failed).toContain('> (3 bytes that are not text)')
  expect(failed).toContain('< 200')
  expect(failed).toMatch(/! ResponseCodeValidator\n +expected 409\n +got {6}200/)
  expect(passed).toBe('  ok   Lock (12 ms)\n')
})

test('the end is a table of all groups, with the reason of what was skipped, and one line', () => {
  const text = eventText(events[3] as RunEvent)
  expect(text).toMatch(/^Locks +1 +1 +0$/m)
  expect(text).toMatch(/^Ecosystem +0 +0 +4 {3}ContainersPrereq does not hold\.$/m)
  expect(text).toContain('1 passed, 1 failed, 4 skipped\n')
})

test('a run in which nothing passed says that it shows nothing', () => {
  const nothing = { ...summary, passed: 0, failed: 0, skipped: 6 }
  expect(eventText({ type: 'run-finished', summary: nothing })).toContain('nothing passed, so nothing is shown')
})

test('the JSON report has every exchange and prerequisite', () => {
  const report = JSON.parse(jsonReport(events, { host: 'http://h', startedAt: '2026-01-01T00:00:00Z' }))
  expect(report).toMatchObject({ host: 'http://h', verdict: 'failed', passed: 1, failed: 1, skipped: 4 })
  expect(report.groups[0].cases.map((each: { name: string }) => each.name)).toEqual(['LockMismatch', 'Lock'])
  expect(report.groups[0].cases[0].exchanges[0]).toMatchObject({
    request: { method: 'POST', bodySize: 3 },
    response: { status: 200, headers: { 'x-wopi-lock': '' } },
  })
  expect(report.groups[1].prerequisite.name).toBe('ContainersPrereq')
})

test('no report has a token in it', () => {
  const all = [...events.map(eventText), jsonReport(events, { host: 'h', startedAt: '' })].join('')
  expect(all).not.toContain(TOKEN)
  expect(redact(`x?access_token=${TOKEN}&a=1 Bearer ${TOKEN}"`)).toBe('x?access_token=…&a=1 Bearer …"')
})

test('a long body is cut, and says how long it was', () => {
  const text = bodyText(new TextEncoder().encode('a'.repeat(5000)))
  expect(text).toHaveLength(4000 + '… (5000 characters)'.length)
  expect(bodyText(undefined)).toBe('')
})

test('the page to keep has no token, no script and nothing from elsewhere, and shows what failed', () => {
  const report = reportOf(events.map(plainEvent), { host: 'http://h/<b>', startedAt: '2026-01-02T03:04:05.000Z', title: 'Two & more' })
  const page = htmlReport(report)
  expect(page).not.toContain(TOKEN)
  expect(page).not.toMatch(/<script|<link|<img|src=|javascript:/)
  expect(page).toContain('<h1>Two &#38; more</h1>')
  expect(page).toContain('http://h/&#60;b&#62;')
  expect(page).toContain('1 passed, 1 failed, 4 skipped')
  expect(page).toContain('expected 409<br>got 200')
  expect(page).toContain('Authorization: Bearer …')
  expect(page).toContain('<pre>200\nx-wopi-lock: ')
  expect(page).toContain('<details class="wrong" open>')
})

test('a run without its end is an aborted one', () => {
  expect(reportOf([], { host: 'h', startedAt: 's' })).toMatchObject({ verdict: 'failed', aborted: true, groups: [] })
})

test('the token of a FileUrl goes too, and times stay', () => {
  expect(redact(`{"FileUrl":"http://h/file-url/1?token=${TOKEN}"} ?a=1&Token=${TOKEN}&access_token_ttl=7`)).toBe(
    '{"FileUrl":"http://h/file-url/1?token=…"} ?a=1&Token=…&access_token_ttl=7',
  )
})

test('tokens in JSON and in escaped addresses go too', () => {
  const text = redact(`{"AccessToken": "${TOKEN}"} {\\"AccessToken\\":\\"${TOKEN}\\"} ?u=http%3A%2F%2Fh%2F%3Faccess_token%3D${TOKEN}`)
  expect(text).not.toContain(TOKEN)
})
