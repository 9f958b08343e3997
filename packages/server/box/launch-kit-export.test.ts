import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ActivityEntry, LaunchKit, LaunchSent, Traffic } from '@moorage/api'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { STATED_TRAFFIC } from './launch-traffic.ts'
import { good } from './organizations-world.ts'
import { type BoxServer, startServer, Visitor } from './server.ts'

let server: BoxServer
let admin: Visitor
let out: string
beforeAll(async () => {
  server = await startServer()
  admin = await server.signIn('admin@demo.test')
  out = await mkdtemp(join(tmpdir(), 'moorage-launch-'))
})
afterAll(async () => {
  await server?.stop()
  if (out) await rm(out, { recursive: true })
})

const KIT = '/api/admin/microsoft-365/launch-kit'
const kit = () => admin.get<LaunchKit>(KIT)
const sent = () => admin.get<{ entries: LaunchSent[]; next?: number }>(`${KIT}/sent`)
const mark = (body: object) => admin.post(`${KIT}/sent`, body)
const allAnswers = ({ questionnaire }: LaunchKit) => questionnaire.map(({ question, answer }) => `${question}\n${answer}\n`).join('\n')
const toCommercial = async (subscription: string) => {
  const { organizations } = await admin.get<{ organizations: { id: string; name: string }[] }>('/api/admin/organizations')
  const kestrel = organizations.find(({ name }) => name === 'Kestrel Architects')
  await good(await admin.patch(`/api/admin/organizations/${kestrel?.id}`, { subscription }))
}

test('an answer that was sent shows what it said then once it is another, and only then', async () => {
  const text = allAnswers(await kit())
  const marked = await good<LaunchKit>(await mark({ what: 'questionnaire', text, note: 'by the form' }))
  const business = (of: LaunchKit) => of.questionnaire.find(({ question }) => question.includes('business flow'))
  expect(business(marked)?.sent).toEqual({ at: expect.any(Number), by: expect.any(String) })
  await toCommercial('commercial')
  const after = await kit()
  expect(business(after)?.sent?.before).toBe('No')
  expect(after.questionnaire.filter(({ sent: last }) => last?.before !== undefined)).toHaveLength(1)
  await toCommercial('none')
  expect(business(await kit())?.sent?.before).toBeUndefined()
  expect((await sent()).entries).toMatchObject([{ what: 'questionnaire', title: 'Questionnaire', note: 'by the form', text }])
})

test('a text is kept word for word as it was sent, and what was shown to nobody is refused', async () => {
  const { texts } = await kit()
  const settings = texts.find(({ id }) => id === 'production-settings')
  expect((await mark({ what: 'production-settings', text: 'something else' })).status).toBe(409)
  await good(await mark({ what: 'production-settings', text: settings?.text }))
  await good(await admin.patch(KIT, { fields: { product: 'Pier Files' } }))
  const after = (await kit()).texts.find(({ id }) => id === 'production-settings')
  expect(after?.sent?.before).toBe(settings?.text)
  expect((await sent()).entries[0]).toMatchObject({ what: 'production-settings', title: 'Production settings', text: settings?.text })
})

test('traffic is assumed until documents were opened on a day that is over, and says so', async () => {
  const before = await admin.get<Traffic>(`${KIT}/traffic`)
  expect(before).toMatchObject({ basis: 'assumed', days: 0, source: expect.stringContaining('ASSUMED') })
  const stated = await good<Traffic>(await admin.patch(`${KIT}/traffic`, STATED_TRAFFIC))
  expect(stated.total).toEqual({ perDay: 6000, peakHour: 1500 })
  expect(stated.rows.find(({ kind, action }) => kind === 'word' && action === 'edit')?.opens).toEqual({ perDay: 1800, peakHour: 450 })
  expect(stated.regions).toMatchObject([{ name: 'Europe', percent: 80, opens: { perDay: 4800, peakHour: 1200 } }])
  const rollOut = (await kit()).texts.find(({ id }) => id === 'roll-out')
  expect(rollOut?.text).toContain('Traffic estimate: 6000 a day, 1500 in the busiest hour. ASSUMED')
  expect(rollOut?.text).toContain('- Europe: 80 %')
  const wrong = await admin.patch(`${KIT}/traffic`, { ...STATED_TRAFFIC, kinds: { word: 50, excel: 0, powerpoint: 0 } })
  expect(wrong.status).toBe(400)
})

test('a step that is measured lists what is missing, and cannot be ticked with it', async () => {
  const { steps } = await kit()
  const step = (name: string) => steps.find((one) => one.name === name)
  expect(step('test-domains')?.missing).toEqual([expect.stringContaining('not a public name')])
  expect(step('self-test')?.missing).toContain('The validation for Microsoft 365 for the web was not run yet')
  expect(step('submit')?.missing).toContain('“Test it yourself” is not complete')
  expect(step('approval')?.missing).toBeUndefined()
  const refused = await admin.patch(KIT, { step: { name: 'self-test', state: 'done' } })
  expect(refused.status).toBe(403)
  expect(await refused.text()).toContain('Still missing: The doctor has not gone through all its checks yet')
})

test('the zip and `moorage launch` have the same files, every one marked in a rehearsal, and no password', async () => {
  const answer = await admin.fetch(`${KIT}/zip`)
  expect(answer.headers.get('content-disposition')).toMatch(/Launch kit \d{4}-\d\d-\d\d\.zip/)
  const inZip = Object.keys(unzipSync(new Uint8Array(await answer.arrayBuffer()))).sort()
  expect(await server.command('launch', '--out', out, '--zip', join(out, 'whole.zip'))).toMatch(/^\d+ files in /)
  const written = (await readdir(out, { recursive: true })).filter((name) => /\.(md|txt|json|csv)$/.test(name)).sort()
  expect(written).toEqual(inZip)
  expect(Object.keys(unzipSync(await readFile(join(out, 'whole.zip')))).sort()).toEqual(inZip)
  expect(await readFile(join(out, 'sent.md'), 'utf8')).toContain('## ')
  expect(await readFile(join(out, 'README.md'), 'utf8')).toContain('## What is missing')
  await good(await admin.post('/api/admin/microsoft-365/rehearsal', { testers: [] }))
  await server.command('launch', '--out', out)
  for (const name of written) expect(await readFile(join(out, name), 'utf8')).toMatch(/^\uFEFF?REHEARSAL, NOT FOR SUBMISSION/)
})

test('one command puts the test accounts back, prints their sheet, and the passwords are good at once', async () => {
  const sheet = await server.command('launch', '--reset-accounts')
  const [, email, password] = /Account: (\S+1@\S+)\n {2}Password: (\S+)/.exec(sheet) ?? []
  const visitor = new Visitor(server.portal)
  expect((await visitor.post('/api/sign-in', { email, password })).status).toBe(200)
  const { entries } = await admin.get<{ entries: ActivityEntry[] }>('/api/admin/activity?kind=test-accounts-made')
  expect(entries[0]?.detail).toBe('by moorage launch')
  await server.command('launch', '--reset-accounts')
  expect((await visitor.fetch('/api/me')).status).toBe(401)
})
