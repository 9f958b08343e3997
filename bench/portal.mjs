import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fill } from './filling.mjs'
import { signIn, startServer } from './server.mjs'

const TIMES = 40
const WARM = 3

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
const slowest = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)]

/** What the pages of the administration ask for, one after the other as one administrator would. */
const PAGES = ({ session, person }) => ({
  Dashboard: '/api/admin/dashboard',
  'Roll-out': '/api/admin/rollouts',
  Alerts: '/api/admin/alerts',
  'Measurements, a day by stage': '/api/admin/measurements?span=day&by=stage',
  'Measurements, a month': '/api/admin/measurements?span=month',
  'Activity, the newest': '/api/admin/activity?limit=50',
  'Editing now': '/api/admin/editing-now',
  'Editing sessions, the newest': '/api/admin/editing-sessions',
  'Editing sessions of one person': `/api/admin/editing-sessions?accountId=${person}`,
  'Editing sessions with trouble': '/api/admin/editing-sessions?trouble=true',
  'One editing session': `/api/admin/editing-sessions/${session}`,
  'Activity of one person': `/api/admin/activity?limit=50&accountId=${person}`,
})

/** How long the pages of the administration take to answer on a server with `rows` entries of activity and as many WOPI calls. */
export async function portal({ rows }) {
  const data = await mkdtemp(join(tmpdir(), 'moorage-bench-'))
  try {
    await (await startServer(data)).stop()
    const filled = fill(data, rows)
    console.log(`${filled.activity} entries of activity, ${filled.sessions} editing sessions, ${filled.events} WOPI calls`)
    const server = await startServer(data)
    try {
      const ask = await signIn(server.portal, 'admin@demo.test')
      const pages = {}
      for (const [name, path] of Object.entries(PAGES(filled))) {
        const took = []
        for (let n = 0; n < WARM + TIMES; n++) {
          const begun = performance.now()
          const answer = await ask(path)
          if (!answer.ok) throw new Error(`${path} was answered ${answer.status}`)
          await answer.arrayBuffer()
          if (n >= WARM) took.push(performance.now() - begun)
        }
        pages[name] = { medianMs: Number(median(took).toFixed(1)), p95Ms: Number(slowest(took).toFixed(1)) }
        console.log(`${name.padEnd(36)} median ${String(pages[name].medianMs).padStart(7)} ms   95 of 100 within ${pages[name].p95Ms} ms`)
      }
      return { rows, pages }
    } finally {
      await server.stop()
    }
  } finally {
    await rm(data, { recursive: true, force: true })
  }
}
