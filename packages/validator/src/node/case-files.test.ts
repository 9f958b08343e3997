import { afterEach, expect, test } from 'vitest'
import { eventText } from '../report/text-report.ts'
import type { RunEvent } from '../run/events.ts'
import { runSuite } from '../run/run-suite.ts'
import { caseCount } from '../suite/merge.ts'
import { type MemoryHost, startMemoryHost } from '../testing/memory-host.ts'
import { type CaseSet, caseSets, casesOfFile, featureCases, microsoftFolder, ownCases } from './case-files.ts'
import { httpTransport } from './http-transport.ts'
import { generateTestKeys, signerOf } from './test-keys.ts'

const keys = generateTestKeys()
let host: MemoryHost | undefined
afterEach(async () => {
  await host?.close()
  host = undefined
})

async function run({ suite, readFixture }: CaseSet) {
  host ??= await startMemoryHost({ keys })
  const { wopiSrc, accessToken } = host
  const events: RunEvent[] = []
  const options = { wopiSrc, accessToken, accessTokenTtl: 0, transport: httpTransport, readFixture, signer: signerOf(keys) }
  for await (const event of runSuite(suite, options)) events.push(event)
  const last = events.at(-1)
  if (last?.type !== 'run-finished') throw new Error('A run ends with its summary')
  const failed = events.flatMap((event) => (event.type === 'case-finished' && event.result.status === 'failed' ? [eventText(event)] : []))
  return { summary: last.summary, failed }
}

test('our own cases pass on the protocol library’s own store, and skip what it does not have', async () => {
  const own = await ownCases()
  const { summary, failed } = await run(own)
  expect(failed).toEqual([])
  expect(summary.passed + summary.skipped).toBe(caseCount(own.suite))
  const passed = summary.groups.filter((group) => group.skipped === 0).map((group) => group.name)
  expect(passed).toEqual(
    expect.arrayContaining(['Own.CheckFileInfo', 'Own.PutFile', 'Own.UnlockAndRelock', 'Own.TokensOfAnotherFile', 'Own.Collabora']),
  )
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
