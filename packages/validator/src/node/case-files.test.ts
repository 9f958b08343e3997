import { OPERATIONS, type OperationName } from '@moorage/wopi'
import { afterEach, expect, test } from 'vitest'
import { eventText } from '../report/text-report.ts'
import type { RunEvent } from '../run/events.ts'
import { runSuite } from '../run/run-suite.ts'
import type { Transport, WireRequest } from '../run/transport.ts'
import { caseCount } from '../suite/merge.ts'
import { type MemoryHost, startMemoryHost } from '../testing/memory-host.ts'
import { type CaseSet, caseSets, casesOfFile, featureCases, microsoftFolder, ownCases } from './case-files.ts'
import { httpTransport } from './http-transport.ts'
import { generateTestKeys, signerOf } from './test-keys.ts'

const keys = generateTestKeys()
const EVERYTHING = { containers: true, ecosystem: true, shareUrls: true, activities: true }
let host: MemoryHost | undefined
afterEach(async () => {
  await host?.close()
  host = undefined
})

async function run({ suite, readFixture }: CaseSet, see: (headers: WireRequest['headers']) => void = () => {}) {
  host ??= await startMemoryHost({ keys, offers: EVERYTHING })
  const { wopiSrc, accessToken } = host
  const events: RunEvent[] = []
  const transport: Transport = (request) => {
    see(request.headers)
    return httpTransport(request)
  }
  const options = { wopiSrc, accessToken, accessTokenTtl: 0, transport, readFixture, signer: signerOf(keys) }
  for await (const event of runSuite(suite, options)) events.push(event)
  const last = events.at(-1)
  if (last?.type !== 'run-finished') throw new Error('A run ends with its summary')
  const failed = events.flatMap((event) => (event.type === 'case-finished' && event.result.status === 'failed' ? [eventText(event)] : []))
  return { summary: last.summary, failed }
}

test('our own cases pass on the protocol library’s own store when it offers everything', async () => {
  const own = await ownCases()
  const { summary, failed } = await run(own)
  expect(failed).toEqual([])
  expect(summary.passed + summary.skipped).toBe(caseCount(own.suite))
  const skipped = summary.groups.filter((group) => group.skipped > 0).map((group) => group.name)
  // what a host refuses when it does not offer it
  expect(skipped).toEqual(['Own.PutRelativeFileRefused', 'Own.ActivitiesRefused'])
  expect(own.title).toBe(`Moorage’s own ${caseCount(own.suite)} cases`)
})

test('our own cases leave nothing behind: a second run on the same host has the same counts', async () => {
  const first = await run(await ownCases())
  const second = await run(await ownCases())
  expect(second.summary).toEqual(first.summary)
})

test('the eight feature cases are a set of their own', async () => {
  const features = await featureCases()
  expect(caseCount(features.suite)).toBe(8)
  const { summary } = await run(features)
  expect(summary.passed + summary.failed + summary.skipped).toBe(8)
})

test('no case of ours has the name of another', async () => {
  const names = [await ownCases(), await featureCases()].flatMap(({ suite }) =>
    suite.groups.flatMap(({ cases }) => cases.map(({ name }) => name)),
  )
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})

test('a folder that was named and is not there is said, not passed over', async () => {
  expect(() => microsoftFolder('/nowhere')).toThrow('There is no TestCases.xml in /nowhere, which MOORAGE_VALIDATOR_CASES names.')
  await expect(casesOfFile('/nowhere/a.xml')).rejects.toThrow()
})

test('every set has its title, Microsoft’s first where its files are', async () => {
  const sets = await caseSets(undefined)
  expect(sets.map(({ id }) => id)).toEqual(microsoftFolder(undefined) ? ['microsoft', 'own', 'features'] : ['own', 'features'])
})

/** Rows that are the same request on another kind of address. */
const SAME: Partial<Record<OperationName, string>> = {
  EnumerateContainerAncestors: 'EnumerateAncestors',
  GetContainerEcosystem: 'GetEcosystem',
  GetContainerShareUrl: 'GetShareUrl',
}
/** Gone since containers came; no address leads to them. */
const UNREACHABLE: OperationName[] = ['CheckFolderInfo', 'EnumerateFolderChildren']

test('our own cases ask for every operation of the protocol’s table', async () => {
  const { suite } = await ownCases()
  const asked = new Set(
    suite.groups.flatMap(({ cases }) =>
      cases.flatMap(({ requests }) =>
        requests.flatMap(({ operation, mutators }) => [
          operation,
          ...mutators.flatMap((each) => (each.kind === 'Header' ? [each.value] : [])),
        ]),
      ),
    ),
  )
  const rows = (Object.keys(OPERATIONS) as OperationName[]).filter((name) => !UNREACHABLE.includes(name))
  expect(rows.filter((name) => !asked.has(SAME[name] ?? name) && !asked.has(OPERATIONS[name].override ?? ''))).toEqual([])
})

test('our own cases send every header that an operation of a file reads', async () => {
  const sent = new Set<string>()
  await run(await ownCases(), (headers) => {
    for (const [name] of headers) sent.add(name)
  })
  const read = Object.values(OPERATIONS).flatMap(({ headers, built, path }) => (built && path.startsWith('files/') ? headers : []))
  expect(read.length).toBeGreaterThan(20)
  expect([...new Set(read)].filter((name) => !sent.has(name))).toEqual([])
})

test('what a host does not offer is skipped, or must be refused', async () => {
  host = await startMemoryHost({ keys, offers: { saveAs: false } })
  const { summary, failed } = await run(await ownCases())
  expect(failed).toEqual([])
  const of = (name: string) => summary.groups.find((group) => group.name === name)
  expect(of('Own.PutRelativeFileRefused')).toMatchObject({ passed: 1, skipped: 0 })
  expect(of('Own.ActivitiesRefused')).toMatchObject({ passed: 1, skipped: 0 })
  expect(of('Own.Ecosystem')?.reason).toContain('HasContainers does not hold')
})
