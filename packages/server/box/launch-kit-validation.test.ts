import type { ActivityEntry, Item, LaunchKit, Me, ValidationReports } from '@moorage/api'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { good } from './organizations-world.ts'
import { type BoxServer, startServer, Visitor } from './server.ts'

let server: BoxServer
let admin: Visitor
beforeAll(async () => {
  server = await startServer()
  admin = await server.signIn('admin@demo.test')
})
afterAll(() => server?.stop())

const M365 = '/api/admin/microsoft-365'
const REPORTS = `${M365}/launch-kit/reports`
const reports = () => admin.get<ValidationReports>(REPORTS)
const of = ({ profiles }: ValidationReports, wanted: string) => profiles.find(({ profile }) => profile === wanted)
const ended = () => vi.waitUntil(async () => !(await reports()).running && (await reports()).waiting.length === 0, { timeout: 60_000 })
const missing = async () => (await admin.get<LaunchKit>(`${M365}/launch-kit`)).steps.find(({ name }) => name === 'self-test')?.missing ?? []

test('without test accounts nothing is run, and the answer says what to do first', async () => {
  expect((await reports()).accounts).toBe(false)
  const answer = await admin.post(REPORTS, { profiles: ['web'] })
  expect(answer.status).toBe(404)
  expect(await answer.text()).toContain('Make the test accounts first')
})

test('a run through the public address is kept with what it was run with, and leaves no file behind', async () => {
  const { accounts } = await good<{ accounts: { email: string; password: string }[] }>(await admin.post(`${M365}/test-accounts`, {}))
  const begun = await good<ValidationReports>(await admin.post(REPORTS, { profiles: ['web', 'native'] }))
  expect(begun.running?.profile ?? begun.waiting[0]).toBe('web')
  await ended()
  const after = await reports()
  expect(after.problem).toBeUndefined()
  expect(of(after, 'web')).toMatchObject({ state: 'green', needed: true, kept: 1, last: { version: '0.1.0', failed: 0 } })
  expect(of(after, 'web')?.last?.address).toMatch(new RegExp(`^${server.wopi}/wopi/files/`))
  expect(of(after, 'native')).toMatchObject({ state: 'green', needed: false })
  expect(of(after, 'native')?.last?.passed).toBeGreaterThan(of(after, 'web')?.last?.passed ?? 0)
  expect(of(after, 'test-a')).toMatchObject({ state: 'never', kept: 0 })
  const { entries } = await admin.get<{ entries: ActivityEntry[] }>('/api/admin/activity?kind=launch-validated')
  expect(entries.map(({ detail }) => detail)).toEqual(['Microsoft 365 for the web, Office on phones and tablets'])
  const tester = new Visitor(server.portal)
  await good(await tester.post('/api/sign-in', accounts[0]))
  const { myFiles } = await tester.get<Me>('/api/me')
  const { items } = await tester.get<{ items: Item[] }>(`/api/folders/${myFiles.id}/items`)
  expect(items.filter(({ name }) => name.startsWith('Validator'))).toEqual([])
})

test('a report can be read, and has nothing in it that opens a file', async () => {
  const report = of(await reports(), 'web')?.last
  const answer = await admin.fetch(`${REPORTS}/${report?.id}`)
  const text = await answer.text()
  expect(answer.headers.get('content-disposition')).toMatch(/Validation web .*\.md/)
  expect(text).toContain('# Validation: Microsoft 365 for the web, passed')
  expect(text).toContain(`**${report?.passed} passed, 0 failed, ${report?.skipped} skipped**`)
  expect(JSON.stringify(report) + text).not.toMatch(/access_token|Bearer/)
  expect((await admin.fetch(`${REPORTS}/999999`)).status).toBe(404)
})

test('a report goes stale with the settings, and back with them', async () => {
  expect((await missing()).filter((one) => one.includes('validation'))).toEqual([])
  await admin.patch(`${M365}/addresses`, { environment: 'production', url: `${server.editor}/hosting/discovery` })
  expect(of(await reports(), 'web')?.state).toBe('stale')
  expect(await missing()).toContain('The validation for Microsoft 365 for the web was run before the settings changed')
  await admin.patch(`${M365}/addresses`, { environment: 'production', url: null })
  expect(of(await reports(), 'web')?.state).toBe('green')
})
