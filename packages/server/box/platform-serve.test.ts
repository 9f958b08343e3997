import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Me } from '@moorage/api'
import { afterEach, expect, test } from 'vitest'
import { COMMAND, cleanEnvironment, startServer, Visitor } from './server.ts'

const folders: string[] = []
const folder = async () => {
  const made = await mkdtemp(join(tmpdir(), 'moorage-serve-'))
  folders.push(made)
  return made
}
afterEach(async () => {
  for (const made of folders.splice(0)) await rm(made, { recursive: true, force: true })
})

test('a password from the environment becomes that of the demo, also of one that exists', async () => {
  const data = await folder()
  expect(await (await startServer({ data })).stop()).toBe(0)
  const server = await startServer({ data, environment: { MOORAGE_DEMO_PASSWORD: 'ebb-and-flow' } })
  try {
    expect(server.password).toBe('ebb-and-flow')
    const answer = await server.visitor().post('/api/sign-in', { email: 'ben@demo.test', password: 'ebb-and-flow' })
    expect(answer.status).toBe(200)
  } finally {
    await server.stop()
  }
})

test('--reset makes a fresh demo and keeps the settings', async () => {
  const data = await folder()
  const before = await startServer({ data })
  const anna = await before.signIn()
  await before.stop()
  await writeFile(join(data, 'moorage.yaml'), 'sessionDays: 7\n')
  const after = await startServer({ data, words: ['--reset'] })
  try {
    const old = new Visitor(after.portal)
    old.cookie = anna.cookie
    expect((await old.fetch('/api/me')).status).toBe(401)
    expect(await readFile(join(data, 'moorage.yaml'), 'utf8')).toBe('sessionDays: 7\n')
    expect(after.password).not.toBe(before.password)
  } finally {
    await after.stop()
  }
})

test('a folder that is not a demo is neither filled nor emptied', async () => {
  const data = await folder()
  await writeFile(join(data, 'novel.txt'), 'Chapter one')
  for (const words of [[], ['--reset']]) await expect(startServer({ data, words })).rejects.toThrow(/is not a demo and not empty/)
  expect(await readFile(join(data, 'novel.txt'), 'utf8')).toBe('Chapter one')
  const real = await folder()
  await (await startServer({ data: real, demo: false })).stop()
  for (const words of [[], ['--reset']]) await expect(startServer({ data: real, words })).rejects.toThrow(/is not a demo/)
  await expect(startServer({ data: real, demo: false, words: ['--reset'] })).rejects.toThrow(/together with --demo/)
})

test('one folder is served by one process', async () => {
  const server = await startServer()
  try {
    await expect(startServer({ data: server.data })).rejects.toThrow(/Another Moorage is serving/)
  } finally {
    await server.stop()
  }
})

test('after a crash the next start has the demo, its password and its sessions', async () => {
  const data = await folder()
  const first = await startServer({ data })
  const anna = await first.signIn()
  const gone = new Promise((resolve) => first.child.once('exit', resolve))
  first.child.kill('SIGKILL')
  await gone
  const second = await startServer({ data })
  try {
    expect(second.password).toBe(first.password)
    const again = new Visitor(second.portal)
    again.cookie = anna.cookie
    expect((await again.get<Me>('/api/me')).name).toBe('Anna Berg')
  } finally {
    await second.stop()
  }
})

/** A first start that is killed as soon as there is this in the data folder. */
async function cutShort(data: string, moment: string) {
  const words = [COMMAND, 'serve', '--demo', '--data', data, '--port', '0']
  const child = spawn(process.execPath, words, { env: cleanEnvironment(), stdio: 'ignore' })
  const gone = new Promise((resolve) => child.once('exit', resolve))
  await expect.poll(() => existsSync(join(data, moment)), { interval: 1, timeout: 50_000 }).toBe(true)
  child.kill('SIGKILL')
  await gone
}

test.each(['moorage.db', 'blobs'])('a first start that a crash cuts short when it has made %s is begun again, whole', async (moment) => {
  const data = await folder()
  await cutShort(data, moment)
  const server = await startServer({ data })
  try {
    const anna = await server.signIn()
    const { myFiles } = await anna.get<Me>('/api/me')
    const { items } = await anna.get<{ items: { name: string }[] }>(`/api/folders/${myFiles.id}/items`)
    expect(items.map(({ name }) => name)).toContain('Start here.docx')
    expect(existsSync(join(data, 'filling-demo'))).toBe(false)
  } finally {
    await server.stop()
  }
})

test('a demo that was cut short and then served without --demo is nothing to begin again', async () => {
  const data = await folder()
  await writeFile(join(data, 'filling-demo'), '')
  await (await startServer({ data, demo: false })).stop()
  await expect(startServer({ data })).rejects.toThrow(/is not a demo/)
})

test('half a database that no demo began is nobody’s to empty', async () => {
  const data = await folder()
  await writeFile(join(data, 'moorage.db'), '')
  await mkdir(join(data, 'blobs'))
  for (const words of [[], ['--reset']]) await expect(startServer({ data, words })).rejects.toThrow(/is not a demo/)
  expect(existsSync(join(data, 'blobs'))).toBe(true)
})

test('the one-time link creates the first administrator, once', async () => {
  const server = await startServer({ demo: false })
  try {
    const code = /#code=(\S+)$/.exec(server.output.at(-1) ?? '')?.[1]
    const first = { organization: 'Rope Works', name: 'Rhea', email: 'rhea@rope.test', password: 'a long password' }
    const visitor = server.visitor()
    expect((await visitor.post('/api/set-up', { ...first, code: 'x'.repeat(43) })).status).toBe(410)
    const made = await visitor.post('/api/set-up', { ...first, code })
    expect(await made.json()).toMatchObject({
      name: 'Rhea',
      kind: 'system-administrator',
      organization: { name: 'Rope Works' },
      teamShares: [],
    })
    expect((await visitor.fetch('/api/me')).status).toBe(200)
    expect((await server.visitor().post('/api/set-up', { ...first, email: 'other@rope.test', code })).status).toBe(410)
    expect(await server.visitor().get('/api/sign-in')).toEqual({ demoCards: [], moreDemo: [] })
    expect((await server.visitor().post('/api/sign-in/demo', { email: 'anna@demo.test' })).status).toBe(404)
    await expect(server.session('rhea@rope.test', '/My Files/x.txt')).rejects.toThrow(/“test” does not exist here/)
  } finally {
    await server.stop()
  }
})

test('a port that was asked for and is taken is an error that says so', async () => {
  const taken = createServer()
  const port = await new Promise<number>((resolve) =>
    taken.listen(0, '127.0.0.1', () => {
      const address = taken.address()
      resolve(address && typeof address === 'object' ? address.port : 0)
    }),
  )
  try {
    await expect(startServer({ words: ['--portal-port', String(port)] })).rejects.toThrow(`Port ${port} is taken by another program`)
  } finally {
    taken.close()
  }
})

test('two servers that were told no port take different ones', async () => {
  const first = await startServer({ anyPorts: false })
  try {
    const second = await startServer({ anyPorts: false })
    expect(second.portal).not.toBe(first.portal)
    expect((await second.visitor().fetch('/api/sign-in')).status).toBe(200)
    await second.stop()
  } finally {
    await first.stop()
  }
})

test('mistakes in the settings are listed before anything starts', async () => {
  const environment = { MOORAGE_SESSION_DAYS: '0', MOORAGE_COLOUR: 'blue' }
  const failed = startServer({ environment })
  await expect(failed).rejects.toThrow(/The settings have 2 problems:[\s\S]*MOORAGE_COLOUR: there is no such setting[\s\S]*sessionDays/)
})

test('neither passwords, cookies, tokens nor queries come into the log, even at debug', async () => {
  const server = await startServer({ environment: { MOORAGE_LOG_LEVEL: 'debug' } })
  try {
    const anna = await server.signIn()
    await server.visitor().post('/api/sign-in', { email: 'ben@demo.test', password: server.password })
    const { wopiSrc, accessToken } = await server.session('anna@demo.test', '/My Files/Validation.wopitest')
    await fetch(`${wopiSrc}?access_token=${accessToken}`)
    await fetch(`${wopiSrc}?access_token=${accessToken}`, { method: 'POST', headers: { 'X-WOPI-Override': 'NONSENSE' } })
    await anna.fetch('/api/me?secret=in-the-query')
    await server.stop()
    const log = server.log.join('\n')
    expect(log).toContain('"route":"GET /api/me"')
    for (const secret of [server.password, anna.cookie?.split('=')[1], accessToken, 'in-the-query'])
      expect(log).not.toContain(secret as string)
  } finally {
    await server.stop()
  }
})
