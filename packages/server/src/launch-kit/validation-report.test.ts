import { afterAll, beforeAll, expect, test } from 'vitest'
import type { App } from '../app.ts'
import { openWorld } from '../files/testing/world.ts'
import { profileReports, reportPage, validationReport } from './validation-report.ts'

let world: Awaited<ReturnType<typeof openWorld>>
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world?.close())

const REPORT = {
  durationMs: 1,
  cases: 'Cases',
  passed: 2,
  skipped: 1,
  groups: [{ name: 'Locks', passed: 2, failed: 0, skipped: 1 }],
  failures: [],
}
const keep = (profile: string, at: number, more: { failed?: number; report?: object } = {}) =>
  world.app.db.transact('keepReport', {
    ...{ profile, at, version: '1', settings: 'now', address: 'https://wopi.example.test/wopi/files/x', failed: more.failed ?? 0 },
    report: JSON.stringify({ ...REPORT, ...more.report }),
  })
const of = async (profile: string, settings = 'now', mobile?: App['config']['mobile']) =>
  (await profileReports({ db: world.app.db, config: { mobile } as App['config'] }, settings)).find((one) => one.profile === profile)

test('of each profile the last ten reports are kept', async () => {
  await keep('native', 1)
  for (let at = 1; at <= 13; at++) await keep('web', at)
  expect(await of('web')).toMatchObject({ kept: 10, last: { at: 13 } })
  expect(await of('native')).toMatchObject({ kept: 1 })
  expect(await validationReport(world.app, 1)).toMatchObject({ profile: 'native' })
  expect(await validationReport(world.app, 2)).toBeUndefined()
})

test('a report is green, failed or stale; one in which nothing passed shows nothing', async () => {
  expect(await of('web')).toMatchObject({ state: 'green', needed: true })
  expect(await of('web', 'other')).toMatchObject({ state: 'stale' })
  await keep('test-a', 1, { report: { passed: 0 } })
  expect(await of('test-a')).toMatchObject({ state: 'failed', needed: false })
  expect(await of('test-b')).toEqual({ profile: 'test-b', needed: false, state: 'never', kept: 0 })
})

test('Office mobile is needed where it is offered', async () => {
  expect(await of('native')).toMatchObject({ needed: false })
  expect(await of('native', 'now', {} as NonNullable<App['config']['mobile']>)).toMatchObject({ needed: true })
})

test('what failed is named in the page with its reason on one line', async () => {
  await keep('test-b', 5, { failed: 1, report: { failures: [{ group: 'Locks', name: 'DoubleLock', reason: 'expected 200,\ngot 409' }] } })
  const report = (await of('test-b'))?.last
  const page = report && reportPage(report, '**Stale**')
  expect(page).toContain('# Validation: Without folders, FAILED\n\n**Stale**')
  expect(page).toContain('- Locks / DoubleLock: expected 200, got 409')
  expect(page).toContain('| Locks | 2 | 0 | 1 |  |')
})
