import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Item, Me } from '@moorage/api'
import { eventText, type RunEvent, readSuite, runSuite, type Summary } from '@moorage/validator'
import { type DiscoveryServer, folderFixtures, generateTestKeys, httpTransport, serveDiscovery, signerOf } from '@moorage/validator/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BoxServer, startServer } from '../packages/server/box/server.ts'
import { Matrix } from './matrix.ts'

/** Microsoft's test file is not ours to keep: it lies beside the clone, or where this variable says. */
const CASES = resolve(process.env.MOORAGE_VALIDATOR_CASES ?? join(import.meta.dirname, '../../shared/wopi/validator'))
const here = existsSync(join(CASES, 'TestCases.xml'))
if (!here)
  console.log(
    `Microsoft's cases were not run: there is no TestCases.xml in ${CASES}; MOORAGE_VALIDATOR_CASES may name a folder that has it.`,
  )

/** Where a run that is worth telling is kept: `CONFORMANCE_RECORD=1 npm run conformance`. */
const RECORD = join(import.meta.dirname, 'last-run.json')

/** All cases of these categories. The groups exclude each other, so no profile can pass them all. */
const CATEGORIES = ['WopiCore', 'OfficeOnline', 'OfficeNativeClient'] as const
const TOTAL = 132
/** What each profile passes. `web` is exactly what is shown to Microsoft 365 for the web, `native` what Office on phones asks for. */
const PROFILES = { web: 83, 'test-a': 112, 'test-b': 83, native: 120 }
type Profile = keyof typeof PROFILES

describe.skipIf(!here)('Microsoft’s test cases against the real server, signed', () => {
  const keys = generateTestKeys()
  const matrix = new Matrix()
  let discovery: DiscoveryServer
  let server: BoxServer

  beforeAll(async () => {
    discovery = await serveDiscovery(keys)
    server = await startServer({ environment: { MOORAGE_TEST_CLIENT_DISCOVERY: discovery.url } })
    // in a folder of its own: cases rename the folder that the file is in, which a top folder does not let happen
    const anna = await server.signIn('anna@demo.test')
    const { myFiles } = await anna.get<Me>('/api/me')
    const { items } = await anna.get<{ items: Item[] }>(`/api/folders/${myFiles.id}/items`)
    const folder = (await (await anna.post(`/api/folders/${myFiles.id}/folders`, { name: 'Validation' })).json()) as Item
    const file = items.find(({ name }) => name === 'Validation.wopitest')
    const moved = await anna.post('/api/items/move', { ids: [file?.id], to: folder.id })
    if (!moved.ok) throw new Error(`moving was answered ${moved.status} ${await moved.text()}`)
  })
  afterAll(async () => {
    await server?.stop()
    await discovery?.close()
  })

  async function run(words: string[], groups?: string[]): Promise<{ summary: Summary; events: RunEvent[] }> {
    const session = await server.session('anna@demo.test', '/My Files/Validation/Validation.wopitest', ...words)
    const suite = readSuite(readFileSync(join(CASES, 'TestCases.xml'), 'utf8'))
    const wiring = { transport: httpTransport, readFixture: folderFixtures(CASES), signer: signerOf(keys) }
    const events: RunEvent[] = []
    for await (const event of runSuite(suite, { ...session, ...wiring, groups, categories: CATEGORIES })) events.push(event)
    const last = events.at(-1)
    if (last?.type !== 'run-finished') throw new Error('A run ends with its summary')
    const bad = events.filter((event) => event.type === 'case-finished' && event.result.status === 'failed')
    if (bad.length > 0) console.log(bad.map(eventText).join('\n'))
    return { summary: last.summary, events }
  }

  test.each(Object.entries(PROFILES))('no case fails in the profile %s, and what it advertises passes whole', async (profile, passed) => {
    const { summary, events } = await run(['--profile', profile])
    matrix.add(profile, events)
    expect(summary).toMatchObject({ failed: 0, passed, verdict: 'passed' })
  })

  test('every case passes in at least one profile and fails in none', () => {
    const text = matrix.toString()
    console.log(text)
    expect([matrix.total, matrix.untried(), matrix.failed()]).toEqual([TOTAL, [], []])
    expect(text.endsWith(`${TOTAL} of ${TOTAL} passed, 0 failed`)).toBe(true)
    if (process.env.CONFORMANCE_RECORD) record()
  })

  test.each<Profile>(['web', 'native'])('a second run in the profile %s on the same file gives the same result', async (profile) => {
    const { summary } = await run(['--profile', profile])
    expect(summary).toMatchObject({ failed: 0, passed: PROFILES[profile] })
  })

  test('whoever may only view is told so, and may not save a copy either', async () => {
    const { summary } = await run(['--view'], ['CheckFileInfoSchema', 'BaseWopiViewing', 'PutRelativeFileUnsupported', 'ProofKeys'])
    expect(summary).toMatchObject({ passed: 18, failed: 0, skipped: 0, verdict: 'passed' })
  })

  function record() {
    const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
    const profiles = Object.fromEntries(matrix.profiles.map((profile) => [profile, matrix.passed(profile).length]))
    const result = { date: new Date().toISOString().slice(0, 10), commit, command: 'npm run conformance' }
    const counts = { total: matrix.total, passed: matrix.passed().length, failed: matrix.failed().length }
    writeFileSync(RECORD, `${JSON.stringify({ ...result, ...counts, profiles, groups: matrix.groups() }, null, 2)}\n`)
  }
})
