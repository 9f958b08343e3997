import { expect, test } from 'vitest'
import { isPassing } from './passing.ts'

test('an upload goes on by itself when the line or the server failed it for a while, as in a tunnel', () => {
  for (const status of [0, 408, 423, 429, 502, 503, 504]) expect([status, isPassing(status)]).toEqual([status, true])
})

test('a refusal is told', () => {
  for (const status of [400, 401, 403, 404, 409, 410, 413, 500]) expect([status, isPassing(status)]).toEqual([status, false])
})
