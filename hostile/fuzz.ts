import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { fuzzSurface } from './surface.ts'

/** `npm run fuzz -- --requests 1000000 [--seed 1] [--json FILE]`: every so many of them with a fresh server. With a FILE that is there, the run in it goes on. */
const ROUND = 25_000
const { values } = parseArgs({
  options: { requests: { type: 'string', default: '20000' }, seed: { type: 'string', default: '1' }, json: { type: 'string' } },
})
const [wanted, seed] = [Number(values.requests), Number(values.seed)]
if (!(wanted > 0) || !Number.isInteger(seed)) throw new Error('--requests is a number of requests, --seed a whole number.')

interface Run {
  at: string
  cores: number
  node: string
  /** of the first round; each next one has the next */
  seed: number
  rounds: number
  requests: number
  seconds: number
  statuses: Record<string, number>
  faults: string[]
}
const run: Run =
  values.json && existsSync(values.json)
    ? (JSON.parse(readFileSync(values.json, 'utf8')) as Run)
    : { at: '', cores: cpus().length, node: process.version, seed, rounds: 0, requests: 0, seconds: 0, statuses: {}, faults: [] }
if (run.requests > 0) console.log(`Going on after ${run.requests} requests.`)

while (run.requests < wanted && run.faults.length === 0) {
  const began = performance.now()
  const used = run.seed + run.rounds
  const report = await fuzzSurface(Math.min(ROUND, wanted - run.requests), used)
  run.at = new Date().toISOString()
  run.rounds += 1
  run.requests += report.requests
  run.seconds += (performance.now() - began) / 1000
  run.faults.push(...report.faults)
  for (const [status, count] of Object.entries(report.statuses)) run.statuses[status] = (run.statuses[status] ?? 0) + count
  if (values.json) writeFileSync(values.json, `${JSON.stringify(run, null, 2)}\n`)
  const { requests, seconds, statuses } = run
  console.log(
    `${requests} requests in ${seconds.toFixed(0)} s (${(requests / seconds).toFixed(0)} a second), seed ${used}: ${JSON.stringify(statuses)}`,
  )
}
for (const fault of run.faults) console.log(`FAULT ${fault}`)
if (run.faults.length > 0) process.exitCode = 1
