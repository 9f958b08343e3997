import { expect, test } from 'vitest'
import { allowed, framingProblem, policiesOf } from './frame-policy.ts'

const EDITOR = 'https://office.example.com/browser/cool.html'
const PORTAL = 'https://files.example.com'
const judged = (headers: [string, string][], page = EDITOR, ancestor = PORTAL) => framingProblem(new Headers(headers), page, ancestor)
const csp = (text: string): [string, string] => ['content-security-policy', text]

test('a page without any limit may be framed', () => {
  expect(judged([])).toBeUndefined()
  expect(judged([csp("default-src 'none'")])).toBeUndefined()
})

test.each([
  ["frame-ancestors 'none'", false],
  ["frame-ancestors 'self'", false],
  ['frame-ancestors', false],
  ['frame-ancestors *', true],
  ['frame-ancestors https:', true],
  ['frame-ancestors http:', true],
  ['frame-ancestors https://files.example.com', true],
  ['frame-ancestors https://files.example.com:443', true],
  ['frame-ancestors https://files.example.com:8443', false],
  ['frame-ancestors https://files.example.com:*', true],
  ['frame-ancestors http://files.example.com', true],
  ['frame-ancestors files.example.com', true],
  ['frame-ancestors *.example.com', true],
  ['frame-ancestors *.files.example.com', false],
  ['FRAME-ANCESTORS HTTPS://FILES.EXAMPLE.COM', true],
  ["script-src 'self'; frame-ancestors https://other.example.com", false],
])('%s lets the portal frame it: %s', (policy, may) => {
  expect(judged([csp(policy)]) === undefined).toBe(may)
})

test('of several policies every one counts, in headers of their own or in one', () => {
  expect(judged([csp('frame-ancestors *'), csp("frame-ancestors 'self'")])).toContain("frame-ancestors 'self'")
  expect(judged([csp("frame-ancestors *, frame-ancestors 'none'")])).toContain("'none'")
})

test('X-Frame-Options counts only where no policy names ancestors', () => {
  expect(judged([['x-frame-options', 'SAMEORIGIN']])).toBe('X-Frame-Options: SAMEORIGIN')
  expect(judged([['x-frame-options', 'deny']])).toBe('X-Frame-Options: DENY')
  expect(judged([['x-frame-options', 'ALLOW-FROM https://other.example.com']])).toBeUndefined()
  expect(judged([['x-frame-options', 'DENY'], csp(`frame-ancestors ${PORTAL}`)])).toBeUndefined()
  expect(judged([['x-frame-options', 'SAMEORIGIN']], `${PORTAL}/edit`)).toBeUndefined()
})

test('a source without a scheme is met by the page’s own scheme or https', () => {
  expect(allowed(['localhost:9980'], 'http://localhost:9980', 'http://localhost:8080')).toBe(true)
  expect(allowed(['localhost'], 'http://localhost:9980', 'http://localhost:8080')).toBe(false)
  expect(allowed(['http://localhost'], 'https://localhost', 'http://localhost')).toBe(true)
})

test('the first directive of a name counts', () => {
  expect(policiesOf('frame-src a.example; frame-src b.example')[0]?.get('frame-src')).toEqual(['a.example'])
})
