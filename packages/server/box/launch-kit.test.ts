import type { Item, LaunchKit, Me, SharedFile, TestAccounts } from '@moorage/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { good } from './organizations-world.ts'
import { type BoxServer, startServer, Visitor } from './server.ts'

let server: BoxServer
let admin: Visitor
beforeAll(async () => {
  server = await startServer()
  admin = await server.signIn('admin@demo.test')
})
afterAll(() => server?.stop())

const KIT = '/api/admin/microsoft-365/launch-kit'
const kit = () => admin.get<LaunchKit>(KIT)
const change = async (body: object) => good<LaunchKit>(await admin.patch(KIT, body))
const make = async () => good<TestAccounts>(await admin.post('/api/admin/microsoft-365/test-accounts', {}))

test('the texts say the live host names, and name what is still missing in them', async () => {
  const { texts } = await kit()
  expect(texts.map(({ id }) => id)).toEqual([
    ...['apply', 'add-test-domains', 'launch-board', 'verification'],
    ...['production-settings', 'roll-out', 'change-settings', 'change-roll-out'],
  ])
  const domains = texts.find(({ id }) => id === 'add-test-domains')
  expect(domains?.text).toContain(new URL(server.wopi).port)
  expect(domains?.missing).toContain('Partner ID, from Microsoft')
  const { texts: filled } = await change({ fields: { partnerId: 'HARBOUR01' } })
  const after = filled.find(({ id }) => id === 'add-test-domains')
  expect(after?.text).toContain('Partner ID: HARBOUR01')
  expect(after?.missing).not.toContain('Partner ID, from Microsoft')
})

test('a step that is ticked with its day moves the calendar, and stays with its note', async () => {
  const before = await kit()
  const at = Date.now() - 10 * 24 * 60 * 60 * 1000
  const { steps, users } = await change({ step: { name: 'apply', state: 'done', at, note: 'sent by Carmen' } })
  expect(steps[0]).toMatchObject({ state: 'done', doneAt: at, note: 'sent by Carmen', earliest: at })
  const approval = await change({ step: { name: 'approval', state: 'done' } })
  expect(approval.users.earliest).toBeLessThan(before.users.earliest)
  expect(users.latest).toBeGreaterThan(users.earliest)
  const again = await change({ step: { name: 'apply', state: 'to-do' } })
  expect(again.steps[0]).toMatchObject({ state: 'to-do', note: 'sent by Carmen' })
  expect(again.steps[0]?.doneAt).toBeUndefined()
})

test('the questionnaire answers out of the live system, and says where each answer is from', async () => {
  const { questionnaire, notPublic } = await kit()
  const about = (word: string) => questionnaire.find(({ question }) => question.includes(word))
  expect(about('business flow')).toMatchObject({ answer: 'No', source: expect.stringContaining('Commercial: 0') })
  expect(about('IPv6')?.answer).toMatch(/Not measured/)
  expect(notPublic).toMatch(/not a public name/)
  const organizations = await admin.get<{ organizations: { id: string; name: string }[] }>('/api/admin/organizations')
  const kestrel = organizations.organizations.find(({ name }) => name === 'Kestrel Architects')
  await good(await admin.patch(`/api/admin/organizations/${kestrel?.id}`, { subscription: 'commercial' }))
  const after = await kit()
  expect(after.questionnaire.find(({ question }) => question.includes('business flow'))?.answer).toMatch(/^Yes/)
  expect(after.texts.find(({ id }) => id === 'production-settings')?.text).toContain('/licence/needed')
})

test('what came of a flow that was tried is kept, and goes stale once the settings are others', async () => {
  const flowOf = ({ flows }: LaunchKit) => flows.find(({ name }) => name === 'rename')
  expect(flowOf(await kit())).toMatchObject({ name: 'rename', state: 'to-do' })
  const tried = await change({ flow: { name: 'rename', state: 'passed', note: 'in Word, Chrome' } })
  expect(flowOf(tried)).toMatchObject({ name: 'rename', state: 'passed', note: 'in Word, Chrome', at: expect.any(Number) })
  await admin.patch('/api/admin/microsoft-365/addresses', { environment: 'production', url: `${server.editor}/hosting/discovery` })
  expect(flowOf(await kit())).toMatchObject({ state: 'passed', stale: true })
  await admin.patch('/api/admin/microsoft-365/addresses', { environment: 'production', url: null })
  expect(flowOf(await kit())?.stale).toBeUndefined()
})

test('nobody but a system administrator learns of it', async () => {
  for (const email of ['anna@demo.test', 'elin@kestrel.test']) {
    const other = await server.signIn(email)
    expect((await other.fetch(KIT)).status).toBe(404)
    expect((await other.post('/api/admin/microsoft-365/test-accounts', {})).status).toBe(404)
  }
})

const signedIn = async ({ email, password }: { email: string; password: string }) => {
  const visitor = new Visitor(server.portal)
  return { visitor, status: (await visitor.post('/api/sign-in', { email, password })).status }
}

test('the two test accounts sign in with the sheet in hand, edit each other’s files, and are nobody to everybody else', async () => {
  const sheet = await make()
  expect(sheet.accounts.map(({ email }) => email)).toEqual(['csppverify1@microsoft.com', 'csppverify2@microsoft.com'])
  expect(sheet.files).toEqual(['Presentation.pptx', 'Validation.wopitest', 'Validation.wopitestx', 'Word document.docx', 'Workbook.xlsx'])
  const [one, two] = await Promise.all(sheet.accounts.map(signedIn))
  expect([one?.status, two?.status]).toEqual([200, 200])
  const { items } = await (two as { visitor: Visitor }).visitor.get<{ items: SharedFile[] }>('/api/shared-with-me')
  expect(items.map(({ item, role }) => [item.name, role]).sort()).toEqual(sheet.files.map((name) => [name, 'editor']))
  const anna = await server.signIn()
  const found = await anna.get<object>('/api/people?q=verification')
  expect(JSON.stringify(found)).not.toContain('csppverify')
})

test('a second making puts them back as they were: old passwords and sign-in sessions end, the files are fresh', async () => {
  const before = await make()
  const [account] = before.accounts
  const { visitor } = await signedIn(account as { email: string; password: string })
  const { myFiles } = await visitor.get<Me>('/api/me')
  const first = await visitor.get<{ items: Item[] }>(`/api/folders/${myFiles.id}/items`)
  await good(await visitor.post(`/api/folders/${myFiles.id}/files`, { type: 'text', name: 'Left over.txt' }))
  const after = await make()
  expect((await visitor.fetch('/api/me')).status).toBe(401)
  expect((await signedIn(account as { email: string; password: string })).status).toBe(401)
  const again = (await signedIn(after.accounts[0] as { email: string; password: string })).visitor
  const fresh = await again.get<{ items: Item[] }>(`/api/folders/${myFiles.id}/items`)
  expect(fresh.items.map(({ name }) => name).sort()).toEqual(after.files)
  expect(fresh.items.map(({ id }) => id)).not.toEqual(first.items.map(({ id }) => id))
})
