import { execFile } from 'node:child_process'
import { chmod, cp, lchown, lstat, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { DoctorReport } from '@moorage/api'
import Sqlite from 'libsql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkOf } from './doctor-look.ts'
import { type BoxServer, COMMAND, cleanEnvironment, startServer } from './server.ts'
import { eventually } from './wopi-requests.ts'

type Said = Pick<DoctorReport, 'checks' | 'fixed'> & { serving: boolean }

/** The real command, whatever its exit code. */
const doctor = (data: string, ...words: string[]) => doctorUnder({}, data, ...words)
const doctorUnder = (environment: Record<string, string>, data: string, ...words: string[]) =>
  new Promise<{ code: number; text: string; errors: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      [COMMAND, 'doctor', '--data', data, ...words],
      { env: cleanEnvironment(environment) },
      (_, text, errors) => resolve({ code: child.exitCode ?? -1, text, errors }),
    )
  })
const asJson = async (data: string, ...words: string[]) => {
  const { code, text, errors } = await doctor(data, '--json', ...words)
  if (!text.startsWith('{')) throw new Error(errors)
  return { code, ...(JSON.parse(text) as Said) }
}

describe('the demo', () => {
  let server: BoxServer
  beforeAll(async () => {
    server = await startServer()
  })
  afterAll(() => server?.stop())

  test('has no failure and no warning in more than 25 checks, and says nothing at its start', async () => {
    const { code, checks, serving } = await asJson(server.data)
    expect(checks.filter(({ status }) => status === 'failure' || status === 'warning')).toEqual([])
    expect([code, serving]).toEqual([0, true])
    expect(checks.length).toBeGreaterThanOrEqual(25)
    expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length)
    expect(server.output.at(-1)).toMatch(/^Moorage is ready: http:\S+$/)
    expect(server.log.filter((line) => line.includes('doctor'))).toEqual([])
  })

  test('its report shows no path, no token and no secret', async () => {
    const database = new Sqlite(join(server.data, 'moorage.db'))
    const [secret] = database.prepare("select value from setting where name in ('secret', 'demo_password')").all() as { value: string }[]
    database.close()
    const { text } = await doctor(server.data)
    const json = JSON.stringify(await asJson(server.data))
    for (const said of [text, json]) {
      expect(said).not.toContain(server.data)
      expect(said).not.toContain(tmpdir())
      expect(said).not.toContain(secret?.value)
      expect(said).not.toContain(server.password)
      expect(said).not.toMatch(/\b[a-z2-7]{44}\b|BEGIN [A-Z ]*PRIVATE KEY|\n\s+at /)
    }
    expect(text.trimEnd().split('\n').at(-1)).toMatch(/^\d+ checks: \d+ ok, 0 warnings, 0 failures, \d+ not applicable$/)
  })

  test('a name that no editor has is an error that lists those there are', async () => {
    const asked = server.command('doctor', '--editor', 'Nobody')
    await expect(asked).rejects.toMatchObject({ stderr: expect.stringMatching(/There is no editor “Nobody”; there is: .*Moorage/) })
  })

  test('--editor leaves out the other editors’ checks', async () => {
    const all = await asJson(server.data)
    const one = await asJson(server.data, '--editor', 'Moorage')
    const editors = ({ checks }: Said) => new Set(checks.flatMap(({ id }) => id.split(':')[1] ?? []))
    expect(editors(one)).toEqual(new Set(['built-in']))
    expect(editors(all).size).toBeGreaterThan(1)
    expect(one.checks.filter(({ id }) => !id.includes(':')).length).toBe(all.checks.filter(({ id }) => !id.includes(':')).length)
  })

  test('two who ask for the same at once are told of one look', async () => {
    const admin = await server.signIn('admin@demo.test')
    const [one, other] = await Promise.all([1, 2].map(() => admin.post('/api/admin/doctor', {})))
    const [a, b] = [(await one?.json()) as DoctorReport, (await other?.json()) as DoctorReport]
    expect(a.startedAt).toBeDefined()
    expect(b.startedAt).toBe(a.startedAt)
    await eventually(async () => (await admin.get<DoctorReport>('/api/admin/doctor')).endedAt !== undefined, 'the look ends')
  })

  test('while it looks again, what the look before said stays until it is looked at again', async () => {
    const admin = await server.signIn('admin@demo.test')
    const before = await admin.get<DoctorReport>('/api/admin/doctor')
    const begun = (await (await admin.post('/api/admin/doctor', {})).json()) as DoctorReport
    expect(begun.endedAt).toBeUndefined()
    expect(begun.checks.map(({ id }) => id)).toEqual(before.checks.map(({ id }) => id))
    expect(begun.checks.filter(({ former }) => former).length).toBeGreaterThan(before.checks.length / 2)
    const now = () => admin.get<DoctorReport>('/api/admin/doctor')
    await eventually(async () => (await now()).endedAt !== undefined, 'the look ends')
    expect((await now()).checks.filter(({ former }) => former)).toEqual([])
  })

  test('only system administrators have the page’s report', async () => {
    const anna = await server.signIn()
    for (const answer of [await anna.fetch('/api/admin/doctor'), await anna.post('/api/admin/doctor', {})])
      expect(answer.status).toBeGreaterThanOrEqual(403)
    expect((await server.visitor().fetch('/api/admin/doctor')).status).toBe(401)
  })

  test('the probe answers nobody who does not know the secret', async () => {
    for (const origin of [server.portal, server.wopi, server.editor])
      for (const headers of [{}, { 'x-moorage-probe': '' }, { 'x-moorage-probe': 'x'.repeat(32) }] as Record<string, string>[]) {
        const answer = await fetch(`${origin}/health/probe`, { headers })
        expect(answer.headers.get('x-moorage-probe')).toBeNull()
        expect(await answer.text()).not.toContain('httpVersion')
      }
  })

  test('--fix mends what is safe to mend, and says so', async () => {
    await chmod(server.data, 0o755)
    await chmod(join(server.data, 'editor-keys.json'), 0o644)
    const before = await asJson(server.data)
    expect(checkOf(before, 'data-folder')).toMatchObject({ status: 'warning', fixable: true })
    const { fixed, checks } = await asJson(server.data, '--fix')
    expect(fixed).toHaveLength(2)
    expect(checkOf({ checks }, 'data-folder').status).toBe('ok')
    expect((await stat(server.data)).mode & 0o777).toBe(0o700)
    expect((await stat(join(server.data, 'editor-keys.json'))).mode & 0o777).toBe(0o600)
  })
})

test('a start says in the log what is not well, after its last line, which stays the address', async () => {
  const server = await startServer({ environment: { WOPI_ENABLED: 'true', WOPI_PRODUCTION_URL: 'http://127.0.0.1:9/hosting/discovery' } })
  try {
    await eventually(async () => server.log.some((line) => line.includes('"check":"test-client"')), 'the short form ends')
    expect(server.output.at(-1)).toMatch(/^Moorage is ready: /)
    const { code, checks } = await asJson(server.data)
    expect(code).toBe(1)
    expect(checkOf({ checks }, 'test-client')).toMatchObject({ status: 'failure', seen: expect.stringContaining('Production') })
  } finally {
    await server.stop()
  }
})

describe('without a server', () => {
  let data: string
  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'moorage-doctor-'))
    await (await startServer({ data })).stop()
  })
  afterAll(() => rm(data, { recursive: true, force: true }))

  const change = (script: string) => {
    const connection = new Sqlite(join(data, 'moorage.db'))
    connection.exec(script)
    connection.close()
  }

  test('what needs one is left out', async () => {
    const { code, checks, serving } = await asJson(data)
    expect([code, serving]).toEqual([0, false])
    const ids = checks.map(({ id }) => id)
    expect(ids).toEqual(expect.arrayContaining(['blob-write', 'database-intact', 'lock-store', 'token-lifetime']))
    expect(ids).not.toContain('portal-address')
  })

  test('a Node.js that is too old is named', async () => {
    const old = join(data, '..', `${basename(data)}-old-node.cjs`)
    await writeFile(old, "Object.defineProperty(process.versions, 'node', { value: '18.20.4' })")
    const { code, text } = await doctorUnder({ NODE_OPTIONS: `--require ${old}` }, data, '--json', '--only', 'node')
    await rm(old)
    expect(code).toBe(1)
    expect(checkOf(JSON.parse(text) as Said, 'node')).toMatchObject({ status: 'failure', seen: expect.stringContaining('18.20.4') })
  })

  test.skipIf(process.getuid?.() !== 0)('as root, in the folder of another user, it leaves nothing of root’s', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'moorage-owner-'))
    try {
      await cp(data, folder, { recursive: true })
      await rm(join(folder, 'blobs'), { recursive: true })
      const all = async () => [folder, ...(await readdir(folder, { recursive: true })).map((name) => join(folder, name))]
      const owners = async () => [...new Set(await Promise.all((await all()).map(async (path) => (await lstat(path)).uid)))]
      for (const path of await all()) await lchown(path, 12345, 12345)
      await asJson(folder)
      expect((await all()).map((path) => basename(path))).toContain('blobs')
      expect(await owners()).toEqual([12345])
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  test('a database of a newer Moorage is named, and left as it is', async () => {
    change('insert into migration values (99, 1)')
    const { code, checks } = await asJson(data)
    expect([code, checkOf({ checks }, 'migrations').status]).toEqual([1, 'failure'])
    change('delete from migration where number = 99')
    expect((await asJson(data)).code).toBe(0)
  })

  test('a database that is none is named', async () => {
    const broken = await mkdtemp(join(tmpdir(), 'moorage-broken-'))
    try {
      await writeFile(join(broken, 'moorage.db'), 'x'.repeat(10_000))
      const { code, checks } = await asJson(broken)
      expect(code).toBe(1)
      for (const id of ['migrations', 'database-intact']) expect(checkOf({ checks }, id)).toMatchObject({ status: 'failure' })
      expect(JSON.stringify(checks)).not.toContain(broken)
    } finally {
      await rm(broken, { recursive: true })
    }
  })

  test('settings with mistakes are listed instead of anything else', async () => {
    const settings = join(data, 'moorage.yaml')
    await writeFile(settings, 'sesionDays: 3\nportalPort: many\n')
    const { code, checks } = await asJson(data)
    expect([code, checks.length]).toEqual([1, 1])
    expect(checkOf({ checks }, 'settings-file').change).toMatch(/^moorage\.yaml:1: sesionDays .*\nmoorage\.yaml:2: portalPort /)
    expect(JSON.stringify(checks)).not.toContain(data)
    await writeFile(settings, '')
  })

  test('where Moorage never was there is nothing to look at', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'moorage-empty-'))
    const { code, errors } = await doctor(empty)
    expect([code, errors.trim()]).toEqual([1, 'No Moorage has worked in this data folder yet: moorage serve makes one.'])
    await rm(empty, { recursive: true })
  })
})
