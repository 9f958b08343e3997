import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type Alert, type AlertSettings, ROUTES } from '@moorage/api'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BoxServer, startServer, type Visitor } from './server.ts'
import { eventually } from './wopi-requests.ts'

/** On a disk of its own that is too small, until it is not. */
let disk: string
let mounted = false
let server: BoxServer
let admin: Visitor
let smtp: SMTPServer
let hook: Server
const letters: string[] = []
const calls: { signature: string | undefined; body: { event: string; alert?: { kind: string } } }[] = []

beforeAll(async () => {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: async (stream, _session, done) => {
      letters.push(await text(stream))
      done()
    },
  })
  const listening = smtp.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  hook = createServer(async (request, response) => {
    calls.push({ signature: request.headers['x-moorage-signature'] as string, body: JSON.parse(await text(request)) })
    response.writeHead(204).end()
  }).listen(0, '127.0.0.1')
  await once(hook, 'listening')
  disk = await mkdtemp(join(tmpdir(), 'moorage-alerts-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=100m', 'tmpfs', disk], { stdio: 'ignore' })
    mounted = true
  } catch {
    // making a small file system needs root on Linux
  }
  server = await startServer({
    data: join(disk, 'data'),
    environment: {
      MOORAGE_SMTP_URL: `smtp://127.0.0.1:${(listening.address() as { port: number }).port}`,
      MOORAGE_MAIL_FROM: 'Moorage <files@example.com>',
    },
  })
  admin = await server.signIn('admin@demo.test')
})
afterAll(async () => {
  await server?.stop()
  if (mounted) execFileSync('umount', ['-l', disk])
  await rm(disk, { recursive: true, force: true })
  hook?.close()
  await new Promise<void>((resolve) => smtp.close(() => resolve()))
})

const alerts = () => admin.get<{ open: Alert[]; past: Alert[] }>('/api/admin/alerts')
const look = async () => expect((await admin.post(ROUTES.lookAtAlerts.path)).status).toBe(200)
const change = (body: object) => admin.patch(ROUTES.changeAlertSettings.path, body)

test('the webhook is tested, signed with a secret that is shown once, and refused where it may not lead', async () => {
  const { port } = hook.address() as { port: number }
  expect((await admin.post(ROUTES.testAlertWebhook.path)).status).toBe(404)
  for (const webhookUrl of ['http://example.com/', 'https://user:word@example.com/'])
    expect((await change({ webhookUrl })).status, webhookUrl).toBe(400)
  const made = (await (await change({ webhookUrl: `http://127.0.0.1:${port}/hook` })).json()) as {
    settings: AlertSettings
    secret?: string
  }
  expect(made.secret).toMatch(/^[\w-]{43}$/)
  expect(JSON.stringify(await admin.get('/api/admin/alerts/settings'))).not.toContain(made.secret)
  expect(await (await admin.post(ROUTES.testAlertWebhook.path)).json()).toEqual({})
  expect(calls).toMatchObject([{ signature: expect.stringMatching(/^sha256=[0-9a-f]{64}$/), body: { event: 'test' } }])
  expect(((await (await change({ mail: 'administrators' })).json()) as { secret?: string }).secret).toBeUndefined()
})

test('a disk that is nearly full is told by mail, webhook and in the portal; once there is room, that it is over', async (context) => {
  if (!mounted) return context.skip('making a small file system needs root on Linux')
  await look()
  expect((await alerts()).open).toMatchObject([{ kind: 'disk', title: 'The disk is nearly full', link: '/admin/doctor' }])
  expect(await admin.get('/api/admin/alerts/open')).toEqual({ open: 1, title: 'The disk is nearly full' })
  await eventually(() => letters.some((letter) => letter.includes('Subject: Moorage: The disk is nearly full')), 'a mail arrives')
  expect(letters.find((letter) => letter.includes('nearly full'))).toContain('To: admin@demo.test')
  execFileSync('mount', ['-o', 'remount,size=30g', disk])
  await look()
  const { open, past } = await alerts()
  expect(open).toEqual([])
  expect(past).toMatchObject([{ kind: 'disk', closedAt: expect.any(Number) }])
  await eventually(
    () => calls.some(({ body }) => body.event === 'over' && body.alert?.kind === 'disk'),
    'the webhook hears that it is over',
  )
  expect(server.log.join('\n')).not.toContain('"unexpected error"')
})
