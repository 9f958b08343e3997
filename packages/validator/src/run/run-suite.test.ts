import { afterEach, expect, test } from 'vitest'
import { folderFixtures } from '../node/folder-fixtures.ts'
import { httpTransport } from '../node/http-transport.ts'
import { generateTestKeys, signerOf } from '../node/test-keys.ts'
import { eventText } from '../report/text-report.ts'
import { readSuite } from '../suite/read-suite.ts'
import { FAULTS } from '../testing/faults.ts'
import { type MemoryHost, type MemoryHostOptions, startMemoryHost } from '../testing/memory-host.ts'
import { MICROSOFT, readMicrosoft, WITHOUT_MICROSOFT } from '../testing/shared-fixtures.ts'
import type { RunEvent, Summary } from './events.ts'
import { type RunOptions, runSuite } from './run-suite.ts'

let host: MemoryHost | undefined
afterEach(async () => host?.close())

const keys = generateTestKeys()
const signer = signerOf(keys)

async function run(
  options: MemoryHostOptions,
  more: Partial<RunOptions> = {},
): Promise<{ summary: Summary; events: RunEvent[]; failed: string[] }> {
  host = await startMemoryHost(options)
  const events: RunEvent[] = []
  const { wopiSrc, accessToken } = host
  const readFixture = folderFixtures(MICROSOFT ?? '')
  const base = { wopiSrc, accessToken, accessTokenTtl: 0, transport: httpTransport, readFixture }
  const suite = readSuite(new TextDecoder().decode(readMicrosoft('TestCases.xml')))
  for await (const event of runSuite(suite, { ...base, ...more })) events.push(event)
  const last = events.at(-1)
  if (last?.type !== 'run-finished') throw new Error('A run ends with its summary')
  const failed = events.flatMap((event) => (event.type === 'case-finished' && event.result.status === 'failed' ? [event] : []))
  if (failed.length > 0 && !options.fault && !more.groups) console.log(failed.map(eventText).join(''))
  return { summary: last.summary, events, failed: failed.map((event) => event.result.name) }
}

const microsoft = test.skipIf(!MICROSOFT)
const passedIn = (summary: Summary, group: string) => summary.groups.find((each) => each.name === group)?.passed

microsoft(`the protocol library's own store passes what it advertises, signed${WITHOUT_MICROSOFT}`, async () => {
  const { summary, failed } = await run({ keys }, { signer, categories: ['WopiCore'] })
  expect(failed).toEqual([])
  expect(summary).toMatchObject({ verdict: 'passed', aborted: false })
  const [locks, relative, rename] = ['Locks', 'PutRelativeFile', 'RenameFileIfCreateChildFileIsNotSupported'].map((name) =>
    passedIn(summary, name),
  )
  expect({ passed: summary.passed, locks, relative, rename }).toEqual({ passed: 52, locks: 13, relative: 13, rename: 6 })
})

microsoft(`a group whose prerequisite fails is skipped, with the clause that failed${WITHOUT_MICROSOFT}`, async () => {
  const { summary, events } = await run({}, { groups: ['Ecosystem'] })
  expect(summary).toMatchObject({ passed: 0, failed: 0, skipped: 4, verdict: 'failed' })
  expect(summary.groups[0]?.reason).toBe(
    'ContainersPrereq does not hold. BooleanProperty SupportsContainers: no such property, not the property',
  )
  expect(events.map((event) => event.type)).toEqual(['run-started', 'group-started', 'group-skipped', 'group-finished', 'run-finished'])
})

microsoft(`a host that checks proofs passes all seven proof cases${WITHOUT_MICROSOFT}`, async () => {
  const { summary } = await run({ keys }, { signer, groups: ['ProofKeys'] })
  expect(summary).toMatchObject({ passed: 7, failed: 0, skipped: 0, verdict: 'passed' })
})

microsoft(`a host that does not check proofs fails the three that must be refused${WITHOUT_MICROSOFT}`, async () => {
  const { failed } = await run({}, { signer, groups: ['ProofKeys'] })
  expect(failed).toHaveLength(3)
})

microsoft(`without keys nothing is signed, and a host that wants proofs shows nothing${WITHOUT_MICROSOFT}`, async () => {
  const { summary } = await run({ keys })
  expect(summary).toMatchObject({ passed: 0, failed: 0, verdict: 'failed' })
})

microsoft(`groups that wait are left out unless asked for${WITHOUT_MICROSOFT}`, async () => {
  const { summary } = await run({}, { groups: ['CoauthLockExpiration'] })
  expect(summary.groups[0]?.reason).toBe('It waits for locks to expire, which takes minutes')
})

microsoft(`a run can be stopped: the case under way is finished, the rest is skipped${WITHOUT_MICROSOFT}`, async () => {
  const stop = new AbortController()
  let sent = 0
  const transport: typeof httpTransport = (request) => {
    if (++sent === 40) stop.abort()
    return httpTransport(request)
  }
  const { summary } = await run({}, { signal: stop.signal, transport, categories: ['WopiCore'] })
  expect(summary).toMatchObject({ aborted: true, failed: 0 })
  expect(summary.skipped).toBeGreaterThan(80)
})

microsoft(`a host that is not there is a failure, not an error${WITHOUT_MICROSOFT}`, async () => {
  const gone = async () => Promise.reject(new Error('connect ECONNREFUSED'))
  const { summary } = await run({}, { transport: gone, groups: ['Locks'] })
  expect(summary.groups[0]?.reason).toContain('WopiValidatorPrereq does not hold. Transport: connect ECONNREFUSED')
})

for (const { name, fault, caught } of FAULTS) {
  microsoft(`finds ${name}${WITHOUT_MICROSOFT}`, async () => {
    const { summary, failed } = await run({ fault }, { categories: ['WopiCore'] })
    expect(summary.verdict).toBe('failed')
    if (caught === 'all') expect(summary).toMatchObject({ passed: 0, failed: 0 })
    else expect(failed).toEqual(expect.arrayContaining(caught))
  })
}
