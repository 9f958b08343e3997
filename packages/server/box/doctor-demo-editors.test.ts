import { afterAll, beforeAll, expect, test } from 'vitest'
import { doctorOf } from './doctor-look.ts'
import { type BoxServer, startServer } from './server.ts'

let server: BoxServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server?.stop())

test.each(['editors', 'framing', 'conformance'])('on the demo nothing of %s fails or warns', async (group) => {
  const { checks } = await doctorOf(server, '--only', group)
  expect(checks.length).toBeGreaterThan(0)
  expect(checks.filter(({ status }) => status === 'failure' || status === 'warning')).toEqual([])
})
