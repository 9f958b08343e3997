import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newId } from '../access/new-id.ts'
import type { App } from '../app.ts'
import { openDoctorWorld } from '../doctor/testing/doctor-world.ts'
import { count } from '../editing-sessions/recorder.ts'
import { noteJob } from '../failing-jobs.ts'
import { refreshDiscovery } from '../office/discovery.ts'
import { rememberRollouts } from '../office/rollout/stored.ts'
import { build } from '../storage/db/statement.ts'
import { MINUTE_MS } from './condition.ts'
import { nearlyFull } from './machine-watches.ts'
import { keepAlertSettings, newWebhookSecret } from './settings.ts'
import { openAlerts, pastAlerts } from './stored.ts'
import { watchAlerts } from './watch.ts'
import { refusedAddress, sendDueCalls, signatureOf } from './webhook.ts'

const SETTINGS = `smtpUrl: smtp://127.0.0.1:1
mailFrom: Moorage <files@example.com>
editors: [{ id: far, name: Far away, discoveryUrl: 'http://127.0.0.1:1/hosting/discovery', profile: collabora, proof: 'off', order: 1 }]
`

let world: Awaited<ReturnType<typeof openDoctorWorld>>
let app: App
let now: number
beforeEach(async () => {
  now = Date.now()
  world = await openDoctorWorld(SETTINGS)
  app = { ...world.app, now: () => now }
})
afterEach(() => world.close())

const pass = (minutes: number) => {
  now += minutes * MINUTE_MS
}
const look = () => watchAlerts(app)
/** What the disk of whoever runs this is like is not what is asked. */
const open = async () => (await openAlerts(app)).filter(({ kind }) => kind !== 'disk')
const kinds = async () => (await open()).map(({ kind, subject }) => `${kind} ${subject}`.trim())
const mails = async () =>
  (await app.db.read.query(build.selectFrom('mail').selectAll().orderBy('created_at').orderBy('recipient'))).filter(
    ({ subject }) => !subject.includes('disk'),
  )
const subjects = async () => (await mails()).map(({ recipient, subject }) => `${recipient}: ${subject}`)

test('a job that fails for five minutes opens an alert, of which each system administrator gets one mail; when it is over, another', async () => {
  noteJob(app, 'sweep', false)
  await look()
  expect(await kinds()).toEqual([])
  pass(5)
  await look()
  expect(await kinds()).toEqual(['job sweep'])
  expect(await subjects()).toEqual(['ada@example.test: Moorage: A job fails: sweep'])
  pass(30)
  await look()
  expect(await mails()).toHaveLength(1)
  noteJob(app, 'sweep', true)
  pass(60)
  await look()
  expect(await kinds()).toEqual([])
  expect((await pastAlerts(app, Number.MAX_SAFE_INTEGER, 5))[0]).toMatchObject({
    kind: 'job',
    opened_at: now - 90 * MINUTE_MS,
    closed_at: now,
  })
  expect(await subjects()).toEqual(['ada@example.test: Moorage: A job fails: sweep', 'ada@example.test: Moorage, over: A job fails: sweep'])
  const [first] = await mails()
  expect(first?.text).toContain('What to do: The log has a line “job failed”')
  expect(first?.text).toContain('/admin/alerts')
})

test('what comes and goes is one alert with a mail an hour at most, and what stays is told again once a day', async () => {
  const fail = async (well: boolean, minutes: number) => {
    noteJob(app, 'sweep', well)
    pass(minutes)
    await look()
  }
  await fail(false, 0)
  await fail(false, 5)
  for (let round = 0; round < 4; round++) {
    await fail(true, 3)
    await fail(false, 0)
    await fail(false, 6)
  }
  expect(await mails()).toHaveLength(1)
  expect(await kinds()).toEqual(['job sweep'])
  expect(await pastAlerts(app, Number.MAX_SAFE_INTEGER, 5)).toEqual([])
  for (let hour = 0; hour < 30; hour++) await fail(false, 60)
  expect((await subjects()).slice(1)).toEqual(['ada@example.test: Moorage, still so: A job fails: sweep'])
})

test('only whom the settings say is told, and never one of Microsoft’s test accounts', async () => {
  const person = (email: string, name: string) => ({
    ...{ id: newId(), email, name, passwordHash: '-', now, organizationId: world.organizationId, kind: 'system-administrator' as const },
  })
  const [second, tester] = [person('second@example.test', 'Second'), person('csppverify1@microsoft.com', 'Verification One')]
  await app.db.transact('createAccount', second)
  await app.db.transact('createAccount', tester)
  const told = async (job: string) => {
    noteJob(app, job, false)
    await look()
    pass(5)
    await look()
    return (await mails()).filter(({ subject }) => subject.endsWith(job)).map(({ recipient }) => recipient)
  }
  expect(await told('one')).toEqual(['ada@example.test', 'second@example.test'])
  await keepAlertSettings(app, { mail: 'chosen', accountIds: [second.id, tester.id] })
  expect(await told('two')).toEqual(['second@example.test'])
  await keepAlertSettings(app, { mail: 'nobody', accountIds: [] })
  expect(await told('three')).toEqual([])
})

test('saves that fail, and proofs that do not hold, are told with their figures; a few among many are not', async () => {
  const happened = (client: string, name: 'save' | 'save-failed' | 'call' | 'proof-refused', times: number) => {
    for (let each = 0; each < times; each++) count(app, { client, stage: '', at: now, measures: [name], ms: 5 })
  }
  happened('built-in', 'save', 96)
  happened('built-in', 'save-failed', 4)
  happened('built-in', 'call', 1000)
  happened('built-in', 'proof-refused', 19)
  await look()
  expect(await kinds()).toEqual([])
  happened('far', 'save', 10)
  happened('far', 'save-failed', 5)
  happened('far', 'call', 100)
  happened('far', 'proof-refused', 25)
  await look()
  expect((await kinds()).sort()).toEqual(['proofs far', 'saves far'])
  expect((await open()).find(({ kind }) => kind === 'saves')?.text).toContain('5 of 15 saves in the last 10 minutes failed (33 %)')
  pass(12)
  await look()
  expect(await kinds()).toEqual([])
})

test('an editor whose discovery cannot be read for ten minutes is told, by its name and why', async () => {
  await refreshDiscovery(app)
  await look()
  pass(9)
  await refreshDiscovery(app)
  await look()
  expect(await kinds()).toEqual([])
  pass(2)
  await look()
  const far = (await open()).find(({ subject }) => subject === 'far')
  expect(far).toMatchObject({ kind: 'discovery', title: 'Far away cannot be reached', link: '/admin/doctor' })
  expect(far?.text).toBe('Its discovery address cannot be reached. No file opens in it.')
})

test('a brake that tripped is told at once with the measure, until somebody decides', async () => {
  const by = { editor: 'far', now, by: 'person' as const, name: 'Ada' }
  const stages = [{ name: 'Half', audience: { kind: 'share' as const, percent: 50, of: 'people' as const }, ceilings: {} }]
  const decided = async (change: Promise<unknown>) => rememberRollouts(app, (await change) as never)
  await decided(app.db.transact('planRollout', { ...by, stages, brake: { does: 'hold', minutes: 10, minOpens: 20 } }))
  await decided(app.db.transact('startRollout', by))
  await decided(app.db.transact('holdRollout', { ...by, by: 'brake', reason: '12 % of WOPI calls failed (6 of 50); the limit is 5 %.' }))
  await look()
  expect(await open()).toMatchObject([{ kind: 'brake', title: 'The roll-out of Far away was held by the brake', link: '/admin/roll-out' }])
  expect((await mails())[0]?.text).toContain('12 % of WOPI calls failed (6 of 50); the limit is 5 %.')
  await decided(app.db.transact('resumeRollout', by))
  await look()
  expect(await kinds()).toEqual([])
})

test('mail that does not go out is told in the portal, and not by mail', async () => {
  noteJob(app, 'sweep', false)
  await look()
  pass(5)
  await look()
  noteJob(app, 'sweep', true)
  const [queued] = await mails()
  await app.db.transact('noteMailFailed', { id: queued?.id ?? '', tries: 1, nextTryAt: now, problem: 'The mail server cannot be reached.' })
  pass(16)
  await look()
  expect(await kinds()).toEqual(['mail'])
  expect(await mails()).toHaveLength(1)
  await app.db.transact('noteMailSent', { id: queued?.id ?? '', now })
  await look()
  expect(await kinds()).toEqual([])
})

interface Heard {
  headers: IncomingMessage['headers']
  body: string
}

/** A real receiver of calls. */
async function receiver(answers: number[]): Promise<{ url: string; heard: Heard[]; server: Server }> {
  const heard: Heard[] = []
  const server = createServer(async (request, response) => {
    heard.push({ headers: request.headers, body: await text(request) })
    response.writeHead(answers.shift() ?? 204, { location: 'http://127.0.0.1:1/' }).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { url: `http://127.0.0.1:${(server.address() as { port: number }).port}/alerts`, heard, server }
}

test('the webhook gets each alert as signed JSON, again after a pause where it did not take it, and when it is over', async () => {
  const { url, heard, server } = await receiver([500, 302])
  try {
    const secret = newWebhookSecret()
    await keepAlertSettings(app, { mail: 'nobody', accountIds: [], webhook: { url, secret } })
    noteJob(app, 'sweep', false)
    await look()
    pass(5)
    await look()
    const send = async () => {
      const before = heard.length
      await sendDueCalls(app)
      return heard.slice(before).filter(({ body }) => !body.includes('"disk"'))
    }
    expect(await send()).toHaveLength(1)
    expect(await send()).toHaveLength(0)
    pass(1)
    // a redirect is not followed
    expect(await send()).toHaveLength(1)
    pass(4)
    expect(await send()).toHaveLength(0)
    pass(1)
    const [taken] = await send()
    expect(JSON.parse(taken?.body ?? '')).toMatchObject({
      event: 'opened',
      alert: {
        kind: 'job',
        subject: 'sweep',
        title: 'A job fails: sweep',
        link: expect.stringMatching(/^http.*\/admin\/doctor$/),
        closedAt: null,
      },
    })
    const timestamp = Number(taken?.headers['x-moorage-timestamp'])
    expect(timestamp).toBe(Math.floor(now / 1000))
    expect(taken?.headers['x-moorage-signature']).toBe(signatureOf(secret, timestamp, taken?.body ?? ''))
    noteJob(app, 'sweep', true)
    await look()
    expect((await send()).map(({ body }) => JSON.parse(body).event)).toEqual(['over'])
  } finally {
    server.close()
  }
})

test('the webhook is https, or this machine itself, and never a place where machines give out secrets', async () => {
  for (const url of ['https://hooks.example.com/a?b=c', 'http://localhost:9000/', 'http://127.0.0.1/x', 'http://[::1]:8/'])
    expect(refusedAddress(url), url).toBeUndefined()
  for (const url of ['http://hooks.example.com/', 'http://10.0.0.1/', 'ftp://127.0.0.1/', 'https://a:b@hooks.example.com/', 'nothing'])
    expect(refusedAddress(url), url).toBeTruthy()
  await keepAlertSettings(app, { mail: 'nobody', accountIds: [], webhook: { url: 'https://169.254.169.254/', secret: 's' } })
  await app.db.transact('queueCall', { event: 'opened', body: '{}', now })
  await sendDueCalls(app)
  const [call] = await app.db.read.query(build.selectFrom('alert_call').selectAll())
  expect(call).toMatchObject({ sent_at: null, tries: 1, problem: expect.stringContaining('machine’s own network') })
})

test('a disk is nearly full by what is left, not by its share alone', () => {
  const GB = 2 ** 30
  expect(nearlyFull({ free: 0.5 * GB, whole: GB })).toBe(true)
  expect(nearlyFull({ free: 2 * GB, whole: 100 * GB })).toBe(true)
  expect(nearlyFull({ free: 2 * GB, whole: 20 * GB })).toBe(false)
  expect(nearlyFull({ free: 50 * GB, whole: 10_000 * GB })).toBe(false)
})
