import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { eventText, type RunEvent, readSuite, runSuite, type Summary, summaryText } from '@moorage/validator'
import { type DiscoveryServer, folderFixtures, generateTestKeys, httpTransport, serveDiscovery, signerOf } from '@moorage/validator/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BoxServer, startServer } from '../packages/server/box/server.ts'

/** Microsoft's test file is not ours to keep: it lies beside the clone, or where this variable says. */
const CASES = resolve(process.env.MOORAGE_VALIDATOR_CASES ?? join(import.meta.dirname, '../../shared/wopi/validator'))
const here = existsSync(join(CASES, 'TestCases.xml'))
if (!here)
  console.log(
    `Microsoft's cases were not run: there is no TestCases.xml in ${CASES}; MOORAGE_VALIDATOR_CASES may name a folder that has it.`,
  )

/** What the server advertises to a test client now, and so what must pass. A group that is not here is skipped by its own prerequisite. */
const PASSED: Record<string, number> = {
  CheckFileInfoSchema: 3,
  BaseWopiViewing: 2,
  Locks: 13,
  GetLock: 3,
  ExtendedLockLength: 1,
  EditFlows: 5,
  FileVersion: 6,
  PutUserInfo: 1,
  PutRelativeFile: 14,
  RenameFileIfCreateChildFileIsNotSupported: 6,
  ProofKeys: 7,
}

describe.skipIf(!here)('Microsoft’s test cases against the real server, signed', () => {
  const keys = generateTestKeys()
  let discovery: DiscoveryServer
  let server: BoxServer

  beforeAll(async () => {
    discovery = await serveDiscovery(keys)
    server = await startServer({ environment: { MOORAGE_TEST_CLIENT_DISCOVERY: discovery.url } })
  })
  afterAll(async () => {
    await server?.stop()
    await discovery?.close()
  })

  /** A new session on the demo's validation file, and the groups of the categories that a web client needs. */
  async function run(words: string[] = [], groups?: string[]): Promise<Summary> {
    const session = await server.session('anna@demo.test', '/My Files/Validation.wopitest', ...words)
    const suite = readSuite(readFileSync(join(CASES, 'TestCases.xml'), 'utf8'))
    const wiring = { transport: httpTransport, readFixture: folderFixtures(CASES), signer: signerOf(keys) }
    const events: RunEvent[] = []
    const options = { ...session, ...wiring, groups, categories: ['WopiCore', 'OfficeOnline'] as const }
    for await (const event of runSuite(suite, options)) events.push(event)
    const last = events.at(-1)
    if (last?.type !== 'run-finished') throw new Error('A run ends with its summary')
    const bad = events.filter((event) => event.type === 'case-finished' && event.result.status === 'failed')
    console.log([...bad.map(eventText), summaryText(last.summary)].join('\n'))
    return last.summary
  }

  const passedOf = (summary: Summary) =>
    Object.fromEntries(summary.groups.flatMap((group) => (group.passed > 0 ? [[group.name, group.passed]] : [])))

  test('no case fails, and every advertised group passes whole', async () => {
    const summary = await run()
    expect(summary).toMatchObject({ failed: 0, verdict: 'passed' })
    expect(passedOf(summary)).toEqual(PASSED)
  })

  test('a second run on the same file gives the same result', async () => {
    const summary = await run()
    expect(summary).toMatchObject({ failed: 0, verdict: 'passed' })
    expect(passedOf(summary)).toEqual(PASSED)
  })

  test('whoever may only view is told so, and may not save a copy either', async () => {
    const summary = await run(['--view'], ['CheckFileInfoSchema', 'BaseWopiViewing', 'PutRelativeFileUnsupported', 'ProofKeys'])
    expect(summary).toMatchObject({ passed: 18, failed: 0, skipped: 0, verdict: 'passed' })
  })
})
