import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Replayed, replay, type Saved } from './durability/power-cuts.ts'
import { readTrace, underTrace } from './durability/trace.ts'
import { startServer } from './server.ts'
import { idOf } from './wopi-launches.ts'
import { type Answer, eventually, type Held, heldOf, wopi } from './wopi-requests.ts'

const AT_ONCE = 3
const SAVES = 12
const LOCK = 'power'
const WITHOUT = new URL('./durability/without-flush.mjs', import.meta.url).href

let folder: string
let beside: Held
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moorage-power-'))
  const server = await startServer({ data: join(folder, 'before') })
  // not later: that command writes into the database too, and only the server's calls are recorded
  beside = await server.session('anna@demo.test', '/My Files/Start here.docx')
  await server.stop()
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function mayTrace(): boolean {
  try {
    execFileSync('strace', ['-o', join(folder, 'may'), 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const countOf = (version = '') => Number(version.split('.')[1])

interface Tracing {
  /** of what is at `copy` as well, what a killed server made and did not flush: as an address below the data folder */
  unflushed?: string
  /** the kind of flush that the server lacks */
  without?: string
}

/** Lets `work` save at a server whose every call is written down, then cuts the power after each of them. */
async function tracedSaves(
  name: string,
  work: (here: Held, note: (answer: Answer, held: Held, body: Buffer) => void) => Promise<unknown>,
  { unflushed, without }: Tracing = {},
): Promise<Replayed> {
  const [copy, root, scratch, trace] = [`${name}-before`, name, `${name}-scratch`, `${name}.trace`].map((each) => join(folder, each)) as [
    string,
    string,
    string,
    string,
  ]
  for (const place of [copy, root]) await cp(join(folder, 'before'), place, { recursive: true })
  if (unflushed) await rm(join(copy, unflushed), { recursive: true })
  await mkdir(scratch)
  const preload = without ? { nodeOptions: ['--import', WITHOUT], environment: { WITHOUT_FLUSH_OF: without } } : {}
  const server = await startServer({ data: root, under: underTrace(trace), ...preload })
  const saved: Saved[] = []
  try {
    await work({ ...beside, wopiSrc: server.wopi + new URL(beside.wopiSrc).pathname }, ({ status, port, headers }, held, body) => {
      expect(status).toBe(200)
      const version = countOf(headers['x-wopi-itemversion'] ?? '1.1')
      saved.push({ port, fileId: idOf(held), version, sha256: createHash('sha256').update(body).digest('base64') })
    })
    let calls = readTrace(trace, root)
    const recorded = () => {
      calls = readTrace(trace, root)
      return saved.every(({ port }) => calls.some((call) => call.kind === 'answer' && call.port === port))
    }
    await eventually(recorded, 'all answers are recorded')
    server.child.kill('SIGKILL')
    return replay(calls, saved, { copy, unflushed: unflushed ? [join(root, unflushed)] : [], root, scratch }, Math.random)
  } finally {
    await server.stop()
  }
}

/** Several clients at once, each with a new file into which it saves again and again. */
const severalClients =
  (saves: number): Parameters<typeof tracedSaves>[1] =>
  async (here, note) => {
    const client = async () => {
      const first = randomBytes(3000)
      const made = await wopi.putRelative(here, { 'x-wopi-suggestedtarget': 'power.txt' }, first)
      const held = heldOf(made.json<{ Url: string }>().Url)
      note(made, held, first)
      await wopi.lock(held, LOCK)
      for (let n = 2; n <= saves; n++) {
        const body = randomBytes(500 * n)
        note(await wopi.put(held, body, LOCK), held, body)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, client))
  }

test('whenever the power is cut, every save that was answered is there with all its bytes', async (context) => {
  if (!mayTrace()) return context.skip('recording the calls of a process needs strace and the right to trace')
  const { states, answered, lost } = await tracedSaves('whole', severalClients(SAVES))
  console.log(`${answered} saves, ${states} states of the medium`)
  expect(lost).toEqual([])
  expect(answered).toBe(AT_ONCE * SAVES)
})

test('a folder that a killed server made and never flushed is flushed by whoever saves into it next', async (context) => {
  if (!mayTrace()) return context.skip('as above')
  const blobs = join(folder, 'before', 'blobs')
  const organization = readdirSync(blobs).find((name) => existsSync(join(blobs, name, idOf(beside)))) ?? ''
  const body = randomBytes(3000)
  const { answered, lost } = await tracedSaves(
    'unflushed',
    async (here, note) => {
      await wopi.lock(here, LOCK)
      note(await wopi.put(here, body, LOCK), here, body)
    },
    { unflushed: join('blobs', organization, idOf(beside)) },
  )
  expect([answered, lost]).toEqual([1, []])
})

test.each([
  ['bytes', 'the bytes of an answered save are not all there'],
  ['folder', 'the bytes of an answered save have no name'],
  ['log', 'an answered save is not in the database'],
])('without the flush of the %s that would be found out', async (without, found) => {
  if (!mayTrace()) return
  expect((await tracedSaves(without, severalClients(2), { without })).lost).toContain(found)
})
