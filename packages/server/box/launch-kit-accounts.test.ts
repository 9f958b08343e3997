import { lchown, lstat, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Account, Mail, Organization, Problem, TestAccounts } from '@moorage/api'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { arranging, good } from './organizations-world.ts'
import { type BoxServer, startServer, type Visitor } from './server.ts'

let server: BoxServer
let admin: Visitor
let smtp: SMTPServer
/** whom the mail server was given a mail for, in order */
const recipients: string[] = []
beforeAll(async () => {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, callback) => {
      recipients.push(address)
      callback()
    },
    onData: (stream, _session, callback) => stream.on('end', () => callback()).resume(),
  })
  const port = await new Promise<number>((resolve) => {
    const listening = smtp.listen(0, '127.0.0.1', () => resolve((listening.address() as { port: number }).port))
  })
  server = await startServer({
    environment: { MOORAGE_SMTP_URL: `smtp://127.0.0.1:${port}`, MOORAGE_MAIL_FROM: 'Moorage <files@example.com>' },
  })
  admin = await server.signIn('admin@demo.test')
})
afterAll(async () => {
  await server?.stop()
  await new Promise<void>((resolve) => smtp.close(resolve))
})

const ACCOUNTS = '/api/admin/microsoft-365/test-accounts'
const make = async () => good<TestAccounts>(await admin.post(ACCOUNTS, {}))
const detailOf = async (answer: Response) => ((await answer.json()) as Problem).detail
const find = async (q: string) => (await admin.get<{ people: Account[] }>(`/api/admin/people?q=${q}`)).people
const organizationCalled = async (name: string) =>
  (await admin.get<{ organizations: Organization[] }>('/api/admin/organizations')).organizations.find(
    (one) => one.name === name,
  ) as Organization

async function signedIn({ email, password }: { email: string; password: string }) {
  const visitor = server.visitor()
  return { visitor, status: (await visitor.post('/api/sign-in', { email, password })).status }
}

test('nothing is ever mailed to them: not when they are made, nor for a forgotten password, a reset or an invitation', async () => {
  await make()
  const people = await find('csppverify')
  expect(people.map(({ email }) => email)).toEqual(['csppverify1@microsoft.com', 'csppverify2@microsoft.com'])
  for (const { id, email } of people) {
    expect((await server.visitor().post('/api/forgot-password', { email: email.toUpperCase() })).status).toBe(204)
    const reset = await admin.post(`/api/admin/accounts/${id}/reset`)
    expect([reset.status, await detailOf(reset)]).toEqual([403, expect.stringContaining('Launch kit')])
  }
  // one that is mailed about comes after everything that could have been sent before it
  expect((await server.visitor().post('/api/forgot-password', { email: 'ben@demo.test' })).status).toBe(204)
  await expect.poll(() => recipients, { timeout: 30_000 }).toContain('ben@demo.test')
  expect(recipients).toEqual(['ben@demo.test'])
  const { mails } = await admin.get<{ mails: Mail[] }>('/api/admin/mail')
  expect(mails.map(({ to }) => to)).toEqual(['ben@demo.test'])
})

test('they are made in no other way, so that they never land among other people', async () => {
  const { organization } = await admin.get<{ organization: { id: string } }>('/api/me')
  const body = { email: 'CSPPverify1@microsoft.com', name: 'Verification', kind: 'standard', password: 'a password for tests' }
  const refused = await admin.post(`/api/admin/organizations/${organization.id}/accounts`, body)
  expect([refused.status, await detailOf(refused)]).toEqual([403, expect.stringContaining('an organization of their own')])
})

test('nobody is offered them to share with, the administrator of everything neither; they are offered each other alone', async () => {
  const sheet = await make()
  for (const email of ['anna@demo.test', 'admin@demo.test', 'elin@kestrel.test']) {
    const other = await server.signIn(email)
    for (const q of ['verification', 'csppverify1'])
      expect(await other.get<{ people: object[] }>(`/api/people?q=${q}`), `${email} ${q}`).toEqual({ people: [] })
  }
  const { visitor } = await signedIn(sheet.accounts[0] as TestAccounts['accounts'][number])
  const offered = async (q: string) => (await visitor.get<{ people: { email: string }[] }>(`/api/people?q=${q}`)).people
  expect((await offered('verification')).map(({ email }) => email)).toEqual(['csppverify2@microsoft.com'])
  expect([await offered('anna'), await offered('administrator')]).toEqual([[], []])
})

test('the password on the sheet is all that is asked for, and making them again mends a disabled, promoted or renamed account', async () => {
  const [account] = await find('csppverify1')
  expect((await admin.patch(`/api/admin/accounts/${account?.id}`, { name: 'Somebody', kind: 'guest' })).status).toBe(200)
  expect((await admin.post(`/api/admin/accounts/${account?.id}/disable`)).status).toBe(200)
  const sheet = await make()
  const { visitor, status } = await signedIn(sheet.accounts[0] as TestAccounts['accounts'][number])
  expect(status).toBe(200)
  expect(await visitor.get('/api/me')).toMatchObject({ name: 'Verification One', kind: 'standard', myFiles: { name: 'My Files' } })
})

test('an organization with other people in it is left alone, unless its name says what it is for', async () => {
  const { person } = arranging(server, admin)
  const { id } = await organizationCalled('Microsoft verification')
  await person(id, 'csppverify3@microsoft.com')
  await make()
  await good(await admin.patch(`/api/admin/organizations/${id}`, { name: 'Lighthouse keepers' }))
  const refused = await admin.post(ACCOUNTS, {})
  expect([refused.status, await detailOf(refused)]).toEqual([409, expect.stringContaining('an account of Lighthouse keepers already')])
  await good(await admin.patch(`/api/admin/organizations/${id}`, { name: 'Microsoft verification' }))
  await make()
})

test('where their organization has a host name of its own, the sheet says that one', async () => {
  const { id } = await organizationCalled('Microsoft verification')
  await good(await admin.patch(`/api/admin/organizations/${id}`, { hostname: 'verification.localhost' }))
  const sheet = await make()
  expect(sheet.address).toBe(`http://verification.localhost:${new URL(server.portal).port}/sign-in`)
  const visitor = server.visitorAt('verification.localhost')
  expect((await visitor.post('/api/sign-in', sheet.accounts[1])).status).toBe(200)
})

test.skipIf(process.getuid?.() !== 0)('reset by root in the folder of the server’s user, their files belong to that user', async () => {
  const data = await mkdtemp(join(tmpdir(), 'moorage-owner-'))
  try {
    const stopped = await startServer({ data })
    await stopped.stop()
    const all = async () => [data, ...(await readdir(data, { recursive: true })).map((name) => join(data, name))]
    const before = await all()
    for (const path of before) await lchown(path, 12345, 12345)
    expect(await stopped.command('launch', '--reset-accounts')).toContain('csppverify2@microsoft.com')
    const after = await all()
    expect(after.length).toBeGreaterThan(before.length)
    expect([...new Set(await Promise.all(after.map(async (path) => (await lstat(path)).uid)))]).toEqual([12345])
  } finally {
    await rm(data, { recursive: true })
  }
})
