import { chmod, stat, writeFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { noteSettings } from '../../settings-source.ts'
import { type DoctorWorld, openDoctorWorld } from '../testing/doctor-world.ts'
import { judgeNode } from './machine.ts'
import { judgeToken, judgeTtl } from './tokens.ts'

const PUBLIC = 'publicUrl: https://files.moorage.dev'

describe('under other settings', () => {
  let world: DoctorWorld
  let demo: DoctorWorld
  beforeAll(async () => {
    ;[world, demo] = await Promise.all([openDoctorWorld(), openDoctorWorld('', { demo: true })])
  })
  afterAll(() => Promise.all([world.close(), demo.close()]))

  test.each([
    ['test-client', 'testClient: true', 'warning', 'exists'],
    ['test-client', 'testClient: true\nWOPI_ENABLED: true', 'failure', 'Production'],
    ['test-client', '', 'ok', 'does not exist'],
    ['sign-in-session', 'sessionDays: 365', 'warning', '365 days'],
    ['sign-in-session', 'sessionDays: 1', 'ok', 'a day'],
    ['trusted-proxies', PUBLIC, 'not-applicable', 'empty'],
    ['trusted-proxies', `${PUBLIC}\ntrustedProxies: 0.0.0.0/0`, 'warning', 'whole internet'],
    ['trusted-proxies', `${PUBLIC}\ntrustedProxies: 127.0.0.1`, 'ok', '127.0.0.1'],
    ['mail', '', 'warning', 'no mail server'],
    ['mail', 'smtpUrl: smtp://me:secret@mail.example.com:587\nmailFrom: files@example.com', 'ok', 'mail.example.com:587'],
    ['refused-saves', 'rescueRevisions: false', 'warning', 'rescueRevisions is off'],
    ['file-size', 'maxFileSize: 10 MB', 'warning', '10 MB'],
    ['file-size', 'maxFileSize: 200 MB\nWOPI_ENABLED: true', 'warning', 'PowerPoint'],
    ['file-size', 'maxFileSize: 200 MB', 'ok', '200 MB'],
    ['office-mobile', '', 'not-applicable', 'not set up'],
    [
      'office-mobile',
      `${PUBLIC}\nmobileClientId: a\nmobileClientSecret: b\nmobileRedirectUris: https://elsewhere.test/`,
      'warning',
      'elsewhere',
    ],
    ['office-mobile', 'mobileClientId: a\nmobileClientSecret: b', 'not-applicable', 'public https'],
    ['office-mobile', `${PUBLIC}\nmobileClientId: a\nmobileClientSecret: b`, 'ok', 'https://localhost'],
    ['microsoft-365-form', '', 'not-applicable', 'Fine for trying'],
    ['microsoft-365-form', PUBLIC, 'ok', 'https://wopi-test.files.moorage.dev'],
    ['microsoft-365-form', 'WOPI_ENABLED: true', 'failure', 'localhost is not a public name'],
    ['microsoft-365-form', `${PUBLIC}\nWOPI_ENABLED: true\nwopiTestUrl: https://wopi.files.moorage.dev`, 'failure', 'both https://wopi.'],
    ['microsoft-365-steps', '', 'not-applicable', 'Off'],
    ['microsoft-365-steps', 'WOPI_ENABLED: true', 'warning', 'not done'],
    [
      'microsoft-365-steps',
      'WOPI_ENABLED: true\nWOPI_TESTING: true\nWOPI_TEST_URL: https://office.example.com/hosting/discovery',
      'warning',
      'instead of Microsoft’s',
    ],
    ['microsoft-365-steps', 'WOPI_ENABLED: true\nWOPI_TESTING: true', 'ok', 'Testing'],
    ['demo', '', 'ok', 'no demo accounts'],
    ['names-apart', PUBLIC, 'ok', 'wopi.files.moorage.dev'],
    ['names-apart', `${PUBLIC}\nwopiTestUrl: https://wopi.files.moorage.dev`, 'warning', 'would come to the same address'],
    ['mixed-content', PUBLIC, 'ok', 'are https'],
    ['mixed-content', `${PUBLIC}\nwopiUrl: http://wopi.files.moorage.dev`, 'failure', 'wopiUrl is http://wopi.files.moorage.dev'],
    ['mixed-content', `${PUBLIC}\neditorUrl: http://editor.files.moorage.dev`, 'failure', 'editorUrl is http://editor.files.moorage.dev'],
  ])('%s: “%s” is %s', async (id, settings, status, words) => {
    const found = await world.lookUnder(settings, id)
    expect(found).toMatchObject({ status, seen: expect.stringContaining(words) })
    expect(JSON.stringify(found)).not.toContain('me:secret')
    if (status === 'warning' || status === 'failure') expect([found.why, found.change]).toEqual([expect.any(String), expect.any(String)])
  })

  test('demo accounts are for this machine only', async () => {
    const look = (text: string) => {
      const config = { ...demo.read(text).config }
      return demo.lookUnder(text, 'demo').then((found) => [found.status, config.demo])
    }
    expect(await look('')).toEqual(['ok', true])
    expect(await look('listenAddress: 0.0.0.0')).toEqual(['warning', true])
    expect(await look(PUBLIC)).toEqual(['failure', true])
    expect((await demo.lookUnder('', 'test-client')).status).toBe('ok')
    expect((await demo.lookUnder('', 'mail')).status).toBe('not-applicable')
  })
})

describe('where something is wrong', () => {
  let world: DoctorWorld
  beforeEach(async () => {
    world = await openDoctorWorld()
  })
  afterEach(() => world.close())

  test('a data folder that was a demo once has its accounts still', async () => {
    await world.app.db.transact('putSetting', { name: 'demo', value: '1' })
    expect((await world.look('demo')).status).toBe('warning')
  })

  test('mails that could not be sent are counted', async () => {
    world.arrange(
      `insert into mail (organization_id, id, recipient, subject, text, created_at, tries, problem) values ('${world.organizationId}', 'm', 'a@b.test', 's', 't', 1, 9, 'refused')`,
    )
    const found = await world.lookUnder('smtpUrl: smtp://mail.example.com\nmailFrom: files@example.com', 'mail')
    expect(found).toMatchObject({ status: 'warning', seen: '1 mail could not be sent by mail.example.com' })
  })

  test('a clock that was turned back', async () => {
    expect((await world.look('server-clock')).status).toBe('ok')
    world.app.now = () => Date.now() - 60 * 60 * 1000
    expect(await world.look('server-clock')).toMatchObject({ status: 'failure', change: expect.stringContaining('timedatectl') })
  })

  test('a token that was made under a clock that was years ahead', async () => {
    const { organizationId, anna } = world
    const { id: nodeId } = await world.file('Plan.docx', 'x')
    const made = (now: number) =>
      world.app.db.transact('createGrant', {
        ...{ organizationId, accountId: anna.id, client: 'built-in', nodeId, revisionId: null, ceiling: 'edit', now },
      })
    await made(Date.now())
    expect((await world.look('token-lifetime')).status).toBe('ok')
    await made(Date.now() + 1000 * 24 * 60 * 60 * 1000)
    const found = await world.look('token-lifetime')
    expect(found).toMatchObject({ status: 'failure', seen: expect.stringContaining('in use is good until') })
    await world.app.db.transact('endGrants', { organizationId, accountId: anna.id, now: Date.now() })
    expect((await world.look('token-lifetime')).status).toBe('ok')
  })

  test('a database without the key that tokens are made with', async () => {
    world.arrange("delete from setting where name = 'secret'")
    expect(await world.look('token-length')).toMatchObject({
      status: 'failure',
      seen: expect.stringContaining('missing from the database'),
    })
  })

  test('a settings file that changed, that has mistakes, and that anybody may read', async () => {
    let text = 'sessionDays: 14\n'
    const save = async (next: string) => {
      text = next
      await writeFile(world.path, text, { mode: 0o600 })
    }
    await save(text)
    const source = { path: world.path, values: world.read(text).values, read: () => world.read(text) }
    expect((await world.look('settings-file')).status).toBe('not-applicable')
    noteSettings(world.app, source)
    expect((await world.look('settings-file')).status).toBe('ok')
    expect((await world.look('settings-private')).status).toBe('not-applicable')

    await save('sessionDays: 3\nportalPort: 9000\n')
    expect(await world.look('settings-file')).toMatchObject({ status: 'warning', change: 'Restart Moorage (portalPort).' })
    await save('sesionDays: 14\nmaxFileSize: huge\n')
    const found = await world.look('settings-file')
    expect(found).toMatchObject({
      status: 'failure',
      seen: 'The settings have 2 problems',
      change: expect.stringContaining('did you mean sessionDays'),
    })
    expect(JSON.stringify(found)).not.toContain(world.folder)

    await save('smtpUrl: smtp://me:secret@mail.example.com\nmailFrom: files@example.com\n')
    await chmod(world.path, 0o644)
    const open = await world.look('settings-private')
    expect(open).toMatchObject({ status: 'warning', why: expect.stringContaining('smtpUrl') })
    expect(JSON.stringify(open)).not.toContain('secret@')
    await open.fix?.()
    expect((await stat(world.path)).mode & 0o777).toBe(0o600)
    expect((await world.look('settings-private')).status).toBe('ok')
  })
})

test('a token that is too long, or that an address would change', () => {
  expect(judgeToken('a'.repeat(44)).status).toBe('ok')
  expect(judgeToken('a'.repeat(553)).status).toBe('failure')
  expect(judgeToken('a+b/c=').status).toBe('failure')
})

test('an access_token_ttl in seconds, or as a duration', () => {
  const now = Date.UTC(2026, 10, 26)
  const hours = 60 * 60 * 1000
  expect(judgeTtl(now + 10 * hours, now)).toMatchObject({ status: 'ok', seen: expect.stringContaining('10 hours') })
  expect(judgeTtl((now + 10 * hours) / 1000, now)).toMatchObject({ status: 'failure', why: expect.stringContaining('milliseconds') })
  expect(judgeTtl(10 * hours, now).status).toBe('failure')
})

test('a Node.js that is too old, or without long-term support', () => {
  expect(['18.20.4', '20.18.0', '20.19.0', '23.1.0', '24.0.0'].map((version) => judgeNode(version).status)).toEqual([
    'failure',
    'failure',
    'ok',
    'warning',
    'ok',
  ])
})
