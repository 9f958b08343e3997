import { parseArgs } from 'node:util'
import { fuzzSurface } from './surface.ts'

/** `npm run fuzz -- --requests 1000000 [--seed 1]`: every so many of them with a fresh server. */
const ROUND = 25_000
const { values } = parseArgs({ options: { requests: { type: 'string', default: '20000' }, seed: { type: 'string', default: '1' } } })
const [requests, first] = [Number(values.requests), Number(values.seed)]
if (!(requests > 0) || !Number.isInteger(first)) throw new Error('--requests is a number of requests, --seed a whole number.')

const started = performance.now()
const statuses: Record<string, number> = {}
let done = 0
for (let round = 0; done < requests; round++) {
  const report = await fuzzSurface(Math.min(ROUND, requests - done), first + round)
  done += report.requests
  for (const [status, count] of Object.entries(report.statuses)) statuses[status] = (statuses[status] ?? 0) + count
  const seconds = (performance.now() - started) / 1000
  console.log(
    `${done} requests in ${seconds.toFixed(0)} s (${(done / seconds).toFixed(0)} a second), seed ${first + round}: ${JSON.stringify(statuses)}`,
  )
  for (const fault of report.faults) console.log(`FAULT ${fault}`)
  if (report.faults.length > 0) process.exit(1)
}
