import { describe, expect, test } from 'vitest'
import { explore } from './explore.ts'
import { parsers } from './parsers.ts'
import { fuzzSurface } from './surface.ts'

/** A short walk from a seed of its own; `npm run fuzz` and `npm run fuzz:parsers` go as far as they are told. */
const SEED = 20_261_127
const PATIENCE_MS = 300_000

describe('whatever it is given, it is taken or refused in order', () => {
  test.each(parsers().map((target) => [target.name, target] as const))('%s', { timeout: PATIENCE_MS }, async (_, target) => {
    const found = await explore(target, 160, SEED)
    expect(found.fault).toBeUndefined()
    // it does follow what is reached
    expect(found.reached).toBeGreaterThan(5)
  })
})

test('the walk finds a fault that is hidden behind what has to be reached first, and says which input it was', {
  timeout: PATIENCE_MS,
}, async () => {
  const [target] = parsers()
  if (!target) throw new Error('there are no parsers')
  const hidden = {
    ...target,
    take: (input: Uint8Array) => (input.length > 200 ? Promise.reject(new Error('too long for me')) : target.take(input)),
  }
  expect((await explore(hidden, 4000, SEED)).fault).toMatch(/too long for me[\s\S]*\n[A-Za-z0-9+/=]{200}/)
})

test('two thousand strange requests to every address: no fault of ours, and nothing taken that is to be refused', {
  timeout: PATIENCE_MS,
}, async () => {
  const { requests, faults, statuses } = await fuzzSurface(2000, SEED)
  expect(faults).toEqual([])
  expect(requests).toBeGreaterThanOrEqual(2000)
  // they come through to what answers: not all is refused at the door
  expect(statuses[200]).toBeGreaterThan(50)
})
