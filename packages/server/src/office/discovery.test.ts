import { generateKeyPairSync } from 'node:crypto'
import { encodeProofKey, writeDiscovery } from '@moorage/wopi'
import pino from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { openWorld, type World } from '../files/testing/world.ts'
import { actionOf, firstDiscovery, refetchAfterMismatch, refreshDiscovery } from './discovery.ts'
import { editorById, editorsOf, keysOf } from './registry.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const key = encodeProofKey(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' }))
const document = (ext: string, requires: string[] = []) =>
  writeDiscovery({
    zones: [
      {
        name: 'external-https',
        apps: [
          {
            name: 'Word',
            checkLicense: false,
            actions: [{ name: 'edit', ext, urlsrc: 'https://e.test/?', requires, isDefault: true }],
          },
        ],
      },
    ],
    proofKey: { current: key },
  })

const editors = [
  {
    id: 'office',
    name: 'Office',
    discoveryUrl: 'https://office.test/hosting/discovery',
    profile: 'microsoft',
    proof: 'required',
    order: 1,
  },
]
const config = readConfig({ environment: { MOORAGE_EDITORS: JSON.stringify(editors) }, dataFolder: '/nowhere', demo: true })

let world: World
let asked: string[]
/** what the editors answer; undefined: they cannot be reached */
let answer: (() => Response | Promise<Response>) | undefined
beforeEach(async () => {
  world = await openWorld()
  asked = []
  answer = () => new Response(document('docx'))
})
afterEach(() => world.close())

const office = () => asked.filter((url) => url.startsWith('https://office.test'))
function handles(db = world.app.db) {
  const fetch = async (url: string | URL | Request) => {
    asked.push(String(url))
    if (!answer) throw new TypeError('fetch failed')
    return answer()
  }
  return { config, db, fetch: fetch as typeof globalThis.fetch, log: pino({ level: 'silent' }), now: world.app.now }
}
const canEdit = (app: ReturnType<typeof handles>, ext: string) => {
  const editor = editorById(app, 'office')
  return Boolean(editor && actionOf(editor, ext, 'edit'))
}

test('every editor is read at start and again after about twelve hours, and not in between', async () => {
  const app = handles()
  await refreshDiscovery(app)
  expect(canEdit(app, 'DOCX')).toBe(true)
  expect(keysOf(app, editorById(app, 'office')!)).toBeDefined()
  world.clock.now += 10 * HOUR
  await refreshDiscovery(app)
  expect(office()).toHaveLength(1)
  world.clock.now += 4 * HOUR
  await refreshDiscovery(app)
  expect(office()).toHaveLength(2)
})

test('what was read once is kept while the editor fails, is damaged or too large, and it is asked again ever more rarely', async () => {
  const app = handles()
  await refreshDiscovery(app)
  const bad = [
    undefined,
    () => new Response('gateway', { status: 502 }),
    () => new Response('<html>'),
    () => new Response('x'.repeat(5 * 1024 * 1024)),
  ]
  world.clock.now += 14 * HOUR
  for (const [index, next] of bad.entries()) {
    answer = next
    await refreshDiscovery(app)
    expect(office()).toHaveLength(index + 2)
    expect(canEdit(app, 'docx')).toBe(true)
    // not yet
    world.clock.now += MINUTE * 2 ** index - 1
    await refreshDiscovery(app)
    expect(office()).toHaveLength(index + 2)
    world.clock.now += 1
  }
})

test('a new discovery takes the place of the old one', async () => {
  const app = handles()
  await refreshDiscovery(app)
  answer = () => new Response(document('odt'))
  world.clock.now += 14 * HOUR
  await refreshDiscovery(app)
  expect([canEdit(app, 'docx'), canEdit(app, 'odt')]).toEqual([false, true])
})

test('an action that requires more than this host gives is not offered', async () => {
  const app = handles()
  answer = () => new Response(document('onetoc2', ['cobalt', 'containers']))
  await refreshDiscovery(app)
  expect(canEdit(app, 'onetoc2')).toBe(false)
  answer = () => new Response(document('docx', ['locks', 'update']))
  world.clock.now += 14 * HOUR
  await refreshDiscovery(app)
  expect(canEdit(app, 'docx')).toBe(true)
})

test('a start without a network knows what was read before it', async () => {
  await refreshDiscovery(handles())
  answer = undefined
  // another process on the same database
  const restarted = handles({ ...world.app.db })
  await refreshDiscovery(restarted)
  expect(canEdit(restarted, 'docx')).toBe(true)
})

test('a launch waits for a first discovery that comes soon, and for none that was read already', async () => {
  const app = handles()
  await firstDiscovery(app, { nothingOpens: false })
  expect(canEdit(app, 'docx')).toBe(true)
  await firstDiscovery(app, { nothingOpens: true })
  expect(office()).toHaveLength(1)
})

test('an editor that could not be read delays no launch, unless nothing else opens the file, and then every 10 seconds', async () => {
  const app = handles()
  answer = undefined
  await refreshDiscovery(app)
  answer = () => new Response(document('docx'))
  await firstDiscovery(app, { nothingOpens: true })
  world.clock.now += 10_000
  await firstDiscovery(app, { nothingOpens: false })
  expect(office()).toHaveLength(1)
  await firstDiscovery(app, { nothingOpens: true })
  expect(office()).toHaveLength(2)
  expect(canEdit(app, 'docx')).toBe(true)
})

test('mismatching proofs share one fetch, and cause another only after a minute', async () => {
  const app = handles()
  await refreshDiscovery(app)
  const entry = editorById(app, 'office')!
  expect(await Promise.all([refetchAfterMismatch(app, entry), refetchAfterMismatch(app, entry)])).toEqual([true, true])
  expect(office()).toHaveLength(2)
  expect(await refetchAfterMismatch(app, entry)).toBe(false)
  world.clock.now += MINUTE
  expect(await refetchAfterMismatch(app, entry)).toBe(true)
  expect(office()).toHaveLength(3)
})

test('Microsoft 365 comes first, in the demo the built-in editor next, the test client last and never with anything to open', () => {
  const app = handles()
  expect(editorsOf(app).map(({ id }) => id)).toEqual(['m365test', 'm365', 'built-in', 'office', 'test'])
  expect(editorById(app, 'test')?.discoveryUrl).toBeUndefined()
})
