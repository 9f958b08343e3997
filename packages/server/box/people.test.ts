import type { Account, Mail, Me, Problem } from '@moorage/api'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BoxServer, startServer, type Visitor } from './server.ts'

let server: BoxServer
let admin: Visitor
let me: Me

beforeAll(async () => {
  server = await startServer()
  admin = await server.signIn('admin@demo.test')
  me = await admin.get<Me>('/api/me')
})
afterAll(() => server?.stop())

const accountsPath = () => `/api/admin/organizations/${me.organization.id}/accounts`
const outbox = async (who = admin) => (await who.get<{ mails: Mail[] }>('/api/admin/mail')).mails
const codeIn = (mail: Mail | undefined) => /#code=(\S+)/.exec(mail?.text ?? '')?.[1] as string
const signIn = (email: string, password: string) => server.visitor().post('/api/sign-in', { email, password })

async function create(body: Record<string, unknown>, who = admin) {
  const answer = await who.post(accountsPath(), body)
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
  return (await answer.json()) as { account: Account; mail: string; mailId?: string }
}

describe('an invited person', () => {
  test('finds the link in the outbox, chooses a password and is signed in; the link works once', async () => {
    const { account, mail, mailId } = await create({ email: 'Carla@demo.test', name: 'Carla Nowak', kind: 'standard' })
    expect([mail, account.invited]).toEqual(['outbox', true])
    const [letter] = await outbox()
    expect(letter).toMatchObject({ id: mailId, to: 'Carla@demo.test', subject: `Your account at ${me.organization.name}` })
    expect(letter?.text).toContain(`${server.portal}/welcome#code=`)
    expect((await signIn('carla@demo.test', 'none')).status, 'no password is a password').toBe(401)

    const code = codeIn(letter)
    const carla = server.visitor()
    const check = await carla.post('/api/account-links/check', { code })
    expect(await check.json()).toEqual({
      purpose: 'invitation',
      name: 'Carla Nowak',
      email: 'Carla@demo.test',
      organization: me.organization.name,
    })
    const used = await carla.post('/api/account-links/use', { code, password: 'lighthouse keeper' })
    expect(await used.json()).toMatchObject({ name: 'Carla Nowak', myFiles: { name: 'My Files' } })
    expect((await carla.get<Me>('/api/me')).email).toBe('Carla@demo.test')
    expect((await carla.post('/api/account-links/use', { code, password: 'lighthouse keeper' })).status).toBe(410)
    expect((await signIn('carla@demo.test', 'lighthouse keeper')).status).toBe(200)
  })

  test('gets a new link when asked for, and the one before no longer works', async () => {
    const { account } = await create({ email: 'dora@demo.test', name: 'Dora', kind: 'guest' })
    const first = codeIn((await outbox())[0])
    expect(await (await admin.post(`/api/admin/accounts/${account.id}/reset`)).json()).toMatchObject({ mail: 'outbox' })
    const second = (await outbox())[0]
    expect(second?.subject).toBe(`Your account at ${me.organization.name}`)
    expect((await server.visitor().post('/api/account-links/check', { code: first })).status).toBe(410)
    expect((await server.visitor().post('/api/account-links/check', { code: codeIn(second) })).status).toBe(200)
  })
})

test('a reset ends what was signed in before, and works from the sign-in page too', async () => {
  await create({ email: 'emil@demo.test', name: 'Emil', kind: 'standard', password: 'first password' })
  const old = server.visitor()
  await old.post('/api/sign-in', { email: 'emil@demo.test', password: 'first password' })
  const before = (await outbox()).length
  expect((await server.visitor().post('/api/forgot-password', { email: 'nobody@demo.test' })).status).toBe(204)
  expect(await outbox()).toHaveLength(before)
  expect((await server.visitor().post('/api/forgot-password', { email: 'EMIL@demo.test' })).status).toBe(204)
  const [letter] = await outbox()
  expect(letter).toMatchObject({ to: 'emil@demo.test', subject: `A new password for ${me.organization.name}` })
  await server.visitor().post('/api/account-links/use', { code: codeIn(letter), password: 'second password' })
  expect((await old.fetch('/api/me')).status).toBe(401)
  expect([(await signIn('emil@demo.test', 'first password')).status, (await signIn('emil@demo.test', 'second password')).status]).toEqual([
    401, 200,
  ])
})

test('five mails a day are sent to who forgot the password, and nobody is told that there was a sixth; administrators still can', async () => {
  const { account } = await create({ email: 'frida@demo.test', name: 'Frida', kind: 'standard', password: 'frida on a ferry' })
  const hers = async () => (await outbox()).filter(({ to }) => to === 'frida@demo.test')
  const asked = async (email: string) => {
    const answer = await server.visitor().post('/api/forgot-password', { email })
    return [answer.status, await answer.text()]
  }
  for (let time = 0; time < 5; time++) expect(await asked('frida@demo.test')).toEqual([204, ''])
  const [letter] = await hers()
  expect([await asked('frida@demo.test'), await asked('nobody-at-all@demo.test')]).toEqual([
    [204, ''],
    [204, ''],
  ])
  expect(await hers()).toHaveLength(5)
  const check = () => server.visitor().post('/api/account-links/check', { code: codeIn(letter) })
  expect((await check()).status, 'the newest link still works').toBe(200)
  await admin.post(`/api/admin/accounts/${account.id}/reset`)
  expect(await hers()).toHaveLength(6)
  expect((await check()).status).toBe(410)
})

test('a disabled account is out at once, cannot use a link, and is back when enabled', async () => {
  const { account } = await create({ email: 'finn@demo.test', name: 'Finn', kind: 'standard', password: 'finn has a boat' })
  const finn = server.visitor()
  await finn.post('/api/sign-in', { email: 'finn@demo.test', password: 'finn has a boat' })
  await admin.post(`/api/admin/accounts/${account.id}/reset`)
  const code = codeIn((await outbox())[0])
  expect(await (await admin.post(`/api/admin/accounts/${account.id}/disable`)).json()).toMatchObject({ disabledAt: expect.any(Number) })
  expect((await finn.fetch('/api/me')).status).toBe(401)
  expect((await signIn('finn@demo.test', 'finn has a boat')).status).toBe(401)
  expect((await server.visitor().post('/api/account-links/use', { code, password: 'another password' })).status).toBe(410)
  expect((await admin.post(`/api/admin/accounts/${account.id}/reset`)).status).toBe(403)
  await admin.post(`/api/admin/accounts/${account.id}/enable`)
  expect((await signIn('finn@demo.test', 'finn has a boat')).status).toBe(200)
})

test('lists by name, finds parts of names and addresses, and says who is invited', async () => {
  const list = async (query: string) => admin.get<{ total: number; accounts: Account[] }>(`${accountsPath()}?${query}`)
  const all = await list('limit=200')
  const names = all.accounts.map(({ name }) => name)
  expect([all.total, names]).toEqual([names.length, [...names].sort()])
  expect((await list('q=OKAF')).accounts.map(({ name }) => name)).toEqual(['Ben Okafor'])
  expect((await list('q=anna%40demo')).accounts.map(({ name }) => name)).toEqual(['Anna Berg'])
  expect((await list(`q=${encodeURIComponent('%')}`)).total).toBe(0)
  expect((await list('limit=1&offset=1')).accounts.map(({ name }) => name)).toEqual([names[1]])
})

describe('who may do what to whom', () => {
  test('nobody changes their own kind or disables themselves, and one system administrator always stays', async () => {
    const own = `/api/admin/accounts/${me.id}`
    expect(((await (await admin.patch(own, { kind: 'standard' })).json()) as Problem).code).toBe('YOURSELF')
    expect(((await (await admin.post(`${own}/disable`)).json()) as Problem).code).toBe('YOURSELF')
    const { account } = await create({
      email: 'gina@demo.test',
      name: 'Gina',
      kind: 'system-administrator',
      password: 'gina looks after it',
    })
    const gina = server.visitor()
    await gina.post('/api/sign-in', { email: 'gina@demo.test', password: 'gina looks after it' })
    await gina.post(`${own}/disable`)
    expect(((await (await admin.post(`/api/admin/accounts/${account.id}/disable`)).json()) as Problem).code).toBe('SIGN_IN_NEEDED')
    await gina.post(`${own}/enable`)
    admin = await server.signIn('admin@demo.test')
    await admin.post(`/api/admin/accounts/${account.id}/disable`)
  })

  test('an organization administrator looks after accounts, but not after a system administrator’s', async () => {
    await create({ email: 'hugo@demo.test', name: 'Hugo', kind: 'organization-administrator', password: 'hugo of the harbour' })
    const hugo = server.visitor()
    await hugo.post('/api/sign-in', { email: 'hugo@demo.test', password: 'hugo of the harbour' })
    for (const path of ['disable', 'reset']) expect((await hugo.post(`/api/admin/accounts/${me.id}/${path}`)).status, path).toBe(403)
    expect((await hugo.patch(`/api/admin/accounts/${me.id}`, { name: 'x' })).status).toBe(403)
    expect((await hugo.post(accountsPath(), { email: 'i@demo.test', name: 'I', kind: 'system-administrator' })).status).toBe(403)
    expect((await hugo.post(accountsPath(), { email: 'ida@demo.test', name: 'Ida', kind: 'standard' })).status).toBe(200)
    expect((await outbox(hugo))[0]?.to).toBe('ida@demo.test')
  })

  test('people who administer nothing find nothing', async () => {
    const anna = await server.signIn()
    for (const path of [accountsPath(), '/api/admin/mail', '/api/admin/people?q=a']) expect((await anna.fetch(path)).status, path).toBe(404)
  })
})

test('with a mail server the invitation arrives; while it refuses, the outbox says why and Send again sends', async () => {
  const received: string[] = []
  let refusing = true
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, callback) => callback(refusing ? Object.assign(new Error('not now'), { responseCode: 450 }) : undefined),
    onData: (stream, _session, callback) => {
      let text = ''
      stream.on('data', (chunk: Buffer) => (text += chunk))
      stream.on('end', () => {
        received.push(text)
        callback()
      })
    },
  })
  const port = await new Promise<number>((resolve) => {
    const listening = smtp.listen(0, '127.0.0.1', () => resolve((listening.address() as { port: number }).port))
  })
  const mailing = await startServer({
    environment: { MOORAGE_SMTP_URL: `smtp://127.0.0.1:${port}`, MOORAGE_MAIL_FROM: 'Moorage <files@example.com>' },
  })
  try {
    const root = await mailing.signIn('admin@demo.test')
    const { organization } = await root.get<Me>('/api/me')
    const path = `/api/admin/organizations/${organization.id}/accounts`
    const answer = await root.post(path, { email: 'jo@demo.test', name: 'Jo Größe', kind: 'standard' })
    const { mail, mailId } = (await answer.json()) as { mail: string; mailId: string }
    expect(mail).toBe('sent-soon')
    const refused = (await (await root.post(`/api/admin/mail/${mailId}/send-again`)).json()) as Mail
    expect(refused.problem).toBe('The mail server refused the recipient or the sender (450).')
    expect(received).toEqual([])
    refusing = false
    const sent = (await (await root.post(`/api/admin/mail/${mailId}/send-again`)).json()) as Mail
    expect(sent).toMatchObject({ sentAt: expect.any(Number) })
    expect(received[0]).toContain('To: jo@demo.test')
    expect(received[0]).toContain('From: Moorage <files@example.com>')
  } finally {
    await mailing.stop()
    await new Promise<void>((resolve) => smtp.close(() => resolve()))
  }
})
