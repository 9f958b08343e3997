import { join } from 'node:path'
import Sqlite from 'libsql'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { checkOf, doctorOf } from './doctor-look.ts'
import { freePorts, ManglingProxy } from './mangling-proxy.ts'
import { type BoxServer, startServer } from './server.ts'

/** WOPI is called through a proxy, which each test sets up badly in its own way. */
let proxy: ManglingProxy
/** before the address for Microsoft 365 (test) */
let testProxy: ManglingProxy
let server: BoxServer
beforeAll(async () => {
  proxy = await ManglingProxy.start()
  const [portal, wopi, editor] = await freePorts(3)
  testProxy = await ManglingProxy.start()
  proxy.to = testProxy.to = wopi as number
  server = await startServer({
    environment: {
      MOORAGE_PORTAL_PORT: String(portal),
      MOORAGE_WOPI_PORT: String(wopi),
      MOORAGE_EDITOR_PORT: String(editor),
      MOORAGE_WOPI_URL: `http://localhost:${proxy.port}`,
      MOORAGE_WOPI_TEST_URL: `http://127.0.0.1:${testProxy.port}`,
    },
  })
})
afterAll(async () => {
  await server?.stop()
  await proxy?.stop()
  await testProxy?.stop()
})
afterEach(() => {
  proxy.mangling = {}
  testProxy.mangling = {}
})

const look = async (id: string) => checkOf(await doctorOf(server, '--only', id), id)

/** Rows of each table that people could see anything of. */
function rows() {
  const database = new Sqlite(join(server.data, 'moorage.db'), { readonly: true })
  const tables = database.prepare("select name from sqlite_master where type = 'table'").all() as { name: string }[]
  const counts = tables.map(({ name }) => [name, (database.prepare(`select count(*) as n from "${name}"`).get() as { n: number }).n])
  database.close()
  return Object.fromEntries(counts)
}

test('through a proxy that leaves things alone, all is well, and nothing is left behind', async () => {
  const before = rows()
  for (const id of ['signed-call', 'signed-call-test']) expect(await look(id)).toMatchObject({ status: 'ok' })
  expect(await look('conformance')).toMatchObject({ status: 'ok', seen: expect.stringMatching(/^4\d cases/) })
  expect(rows()).toEqual(before)
})

test('a proxy that tidies up the address breaks the signature: both addresses are shown, without the token', async () => {
  proxy.mangling = { target: (target) => target.replace('%2f', '%2F').replace('//', '/') }
  const found = await look('signed-call')
  expect(found).toMatchObject({ status: 'failure', change: expect.stringContaining('proxy_pass') })
  expect(found.seen).toMatch(/sent \/wopi\/files\/\w+\?access_token=…&sc=%2F%2f.*, arrived .*access_token=…&sc=%2F%2F/)
})

test('what is wrong at the address for Microsoft 365 (test) alone is found there alone', async () => {
  testProxy.mangling = { target: (target) => target.replace('//', '/') }
  expect(await look('signed-call')).toMatchObject({ status: 'ok' })
  const found = await look('signed-call-test')
  expect(found).toMatchObject({ status: 'failure', change: expect.stringContaining('proxy_pass') })
  expect(found.seen).toContain(`through http://127.0.0.1:${testProxy.port} was refused: sent /wopi/files/`)
})

test('a filter that takes the proof out is named', async () => {
  proxy.mangling = { headers: ({ 'x-wopi-proof': _, ...others }) => others }
  expect(await look('signed-call')).toMatchObject({ status: 'failure', seen: expect.stringContaining('without the headers of the proof') })
})

test('a proxy that answers refused calls with 200 is found', async () => {
  proxy.mangling = { status: (status) => (status === 500 ? 200 : status) }
  expect(await look('signed-call')).toMatchObject({ status: 'failure', seen: expect.stringContaining('answered 200, not 500') })
})

test('a proxy that keeps back the lock fails the cases about it, by name', async () => {
  proxy.mangling = { answered: ({ 'x-wopi-lock': _, ...others }) => others }
  expect(await look('conformance')).toMatchObject({ status: 'failure', change: expect.stringContaining('Lock.Held: ') })
})

test('where another server answers, that is said', async () => {
  proxy.to = Number(new URL(server.editor).port)
  const [cases, call] = [await look('conformance'), await look('signed-call')]
  proxy.to = Number(new URL(server.wopi).port)
  expect(cases).toMatchObject({ status: 'failure', change: expect.stringContaining('IsTestFile does not hold') })
  expect(call).toMatchObject({ status: 'failure', seen: expect.stringContaining('something else answered') })
})
