import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Microsoft365, Trial } from '@moorage/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { APPLICATION, type Microsoft, OFFICE_FOR_THE_WEB, signInAtMicrosoft, startMicrosoft } from './microsoft.ts'
import { type BoxServer, startServer, type Visitor } from './server.ts'
import { type Keys, newKeys, signedSend } from './wopi-editor.ts'
import { launched } from './wopi-launches.ts'
import { eventually, type Held } from './wopi-requests.ts'

/** Microsoft's own documents, beside the installation as the validator's cases are; they are never copied into it. */
const FOLDER = fileURLToPath(new URL('../../../../shared/wopi/discovery/', import.meta.url))
const FILES = { test: 'office-web-apps-2013.xml', production: 'office-online-2019.xml' }
const there = Object.values(FILES).every((name) => existsSync(FOLDER + name))

/** Microsoft 365 as far as a host sees it: a real document with keys whose private half is here. */
class Office {
  current = newKeys()
  old: Keys | undefined
  readonly #document: string
  readonly #server: Server
  constructor(file: string) {
    this.#document = readFileSync(FOLDER + file, 'utf8')
    this.#server = createServer((_request, response) => response.writeHead(200, { 'content-type': 'text/xml' }).end(this.document))
  }
  get document() {
    const attributes = (prefix: string, keys: Keys | undefined) =>
      Object.entries(keys?.discovery ?? { value: '', modulus: '', exponent: '' }).map(([name, value]) => `${prefix}${name}="${value}"`)
    const key = `<proof-key ${[...attributes('old', this.old), ...attributes('', this.current)].join(' ')}/>`
    return this.#document.replace(/<proof-key[^>]*\/>/, key)
  }
  get url() {
    const bound = this.#server.address()
    return `http://127.0.0.1:${bound && typeof bound === 'object' ? bound.port : 0}/hosting/discovery`
  }
  rotate() {
    this.old = this.current
    this.current = newKeys()
  }
  async start() {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return this
  }
  stop() {
    return new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }
}

let offices: Record<'first' | 'second' | 'production', Office>
let microsoft: Microsoft
let server: BoxServer
let data: string
let admin: Visitor
let anna: Visitor

const accountOf = (who: Visitor) => who.get<{ id: string; organization: { id: string } }>('/api/me')
const put = async (path: string, body: unknown) => {
  const answer = await admin.patch(path, body)
  expect([path, answer.status]).toEqual([path, 200])
  return answer.json() as Promise<{ microsoft365: Microsoft365; trial: Trial }>
}
const point = (environment: 'test' | 'production', office: Office) =>
  put('/api/admin/microsoft-365/addresses', { environment, url: office.url })

beforeAll(async () => {
  if (!there) return
  const start = (file: string) => new Office(file).start()
  offices = { first: await start(FILES.test), second: await start(FILES.test), production: await start(FILES.production) }
  microsoft = await startMicrosoft()
  data = await mkdtemp(join(tmpdir(), 'moorage-addresses-'))
  server = await startServer({
    data,
    environment: {
      MOORAGE_MICROSOFT_CLIENT_ID: APPLICATION.id,
      MOORAGE_MICROSOFT_CLIENT_SECRET: APPLICATION.secret,
      MOORAGE_MICROSOFT_AUTHORITY: microsoft.address,
      MOORAGE_MICROSOFT_GRAPH_URL: microsoft.address,
    },
  })
  microsoft.admit(server.portal)
  admin = await server.signIn('admin@demo.test')
  anna = await server.signIn()
  const { id, organization } = await accountOf(anna)
  // testers and policy as the rehearsal sets them; then the real documents take the built-in editor's place
  expect((await admin.post('/api/admin/microsoft-365/rehearsal', { testers: [id] })).status).toBe(200)
  await put(`/api/admin/organizations/${organization.id}`, { subscription: 'commercial' })
  microsoft.licences.set('anna@contoso.example', [[OFFICE_FOR_THE_WEB]])
  const begun = await anna.fetch('/licence/start?next=/files')
  expect((await anna.fetch(await signInAtMicrosoft(begun.headers.get('location') as string, 'anna@contoso.example'))).status).toBe(303)
})
afterAll(async () => {
  await server?.stop()
  await microsoft?.stop()
  for (const office of Object.values(offices ?? {})) await office.stop()
  if (data) await rm(data, { recursive: true, force: true })
})

const SKIPPED = 'Microsoft’s two discovery documents are not in ../shared/wopi/discovery beside this installation.'
const real: (name: string, run: () => Promise<void>) => void = there
  ? test
  : (name, run) => test(name, ({ skip }) => skip(SKIPPED) as unknown as ReturnType<typeof run>)

async function fresh(name: string): Promise<string> {
  const beside = await server.session('anna@demo.test', '/My Files/Validation.wopitest')
  const made = await fetch(`${beside.wopiSrc}?access_token=${beside.accessToken}`, {
    method: 'POST',
    headers: { 'X-WOPI-Override': 'PUT_RELATIVE', 'X-WOPI-SuggestedTarget': name },
    body: Buffer.from('start'),
  })
  expect(made.status).toBe(200)
  const { Url } = (await made.json()) as { Url: string }
  return new URL(Url).pathname.split('/').at(-1) as string
}

const post = (by: Keys, held: Held, part: '' | '/contents', override: string, body?: string) =>
  signedSend(by, 'POST', held, part, { 'X-WOPI-Override': override, 'X-WOPI-Lock': 'L' }, body)

/** Four clients of one session save at once; in the middle of it something happens. Every status there was. */
async function savesDuring(held: Held, keys: () => Keys, happens: () => Promise<void> | void): Promise<number[]> {
  const statuses = [(await post(keys(), held, '', 'LOCK')).status]
  const client = async (name: number) => {
    for (let save = 0; save < 12; save++) {
      if (name === 0 && save === 4) await happens()
      statuses.push((await post(keys(), held, '/contents', 'PUT', `${name} ${save}`)).status)
    }
  }
  await Promise.all([0, 1, 2, 3].map(client))
  statuses.push((await post(keys(), held, '', 'UNLOCK')).status)
  return statuses
}
const ALL_WELL = Array.from({ length: 50 }, () => 200)

const open = (id: string, editor: string) => launched(anna, id, `?editor=${editor}`)

real('the document of an Office farm serves as Microsoft 365 (test), and a rotation of its keys fails no save', async () => {
  const { trial, microsoft365 } = await point('test', offices.first)
  expect(trial).toMatchObject({ usable: true, profile: 'microsoft', summary: { keys: 'current' } })
  expect(microsoft365).toMatchObject({ rehearsal: false, test: { name: 'Microsoft 365 (test)', url: offices.first.url } })
  const held = await open(await fresh('Rotated on test.xlsx'), 'm365test')
  expect(held).toMatchObject({ action: 'edit', editorName: 'Microsoft 365 (test)' })
  expect(new URL(held.wopiSrc).hostname).toBe('127.0.0.1')
  expect(
    await savesDuring(
      held,
      () => offices.first.current,
      () => offices.first.rotate(),
    ),
  ).toEqual(ALL_WELL)
})

real('another address during saves fails none of them: the session that began there keeps its keys', async () => {
  const id = await fresh('Moved during saves.xlsx')
  const held = await open(id, 'm365test')
  const statuses = await savesDuring(
    held,
    () => offices.first.current,
    async () => {
      const { trial } = await point('test', offices.second)
      expect(trial.difference).toMatchObject({ addedExtensions: [], removedExtensions: [], keysChanged: true })
    },
  )
  expect(statuses).toEqual(ALL_WELL)
  // whoever opens it now is at the new address; what was signed at the former one opens nothing that began here
  const next = await open(id, 'm365test')
  expect((await post(offices.second.current, next, '', 'LOCK')).status).toBe(200)
  expect((await post(offices.second.current, next, '', 'UNLOCK')).status).toBe(200)
  expect((await post(newKeys(), held, '', 'LOCK')).status).toBe(500)
})

real('the cloud’s document serves as Microsoft 365 in Production, and a rotation of its keys fails no save', async () => {
  await point('production', offices.production)
  await put('/api/admin/microsoft-365', { state: 'production' })
  const held = await open(await fresh('Rotated in production.docx'), 'm365')
  expect(held).toMatchObject({ action: 'edit', editorName: 'Microsoft 365' })
  expect(held.actionUrl).toMatch(/^https:\/\/word-edit\.officeapps\.live\.com\/we\/wordeditorframe\.aspx\?.*IsLicensedUser=1/)
  expect(new URL(held.wopiSrc).hostname).toBe('localhost')
  expect(
    await savesDuring(
      held,
      () => offices.production.current,
      () => offices.production.rotate(),
    ),
  ).toEqual(ALL_WELL)
  // the keys of one environment are not the other's
  expect((await post(offices.second.current, held, '', 'LOCK')).status).toBe(500)
})

real('the keys of a former address are known after a restart too, whose settings bring yet another address', async () => {
  const id = await fresh('Across a restart.xlsx')
  await put('/api/admin/microsoft-365', { state: 'testing' })
  const held = await open(id, 'm365test')
  await point('test', offices.first)
  const ports = [server.portal, server.wopi, server.editor].map((origin) => new URL(origin).port)
  await server.stop()
  server = await startServer({
    data,
    words: ['--portal-port', ports[0], '--wopi-port', ports[1], '--editor-port', ports[2]] as string[],
    environment: { WOPI_TEST_URL: offices.production.url },
  })
  await eventually(async () => (await post(offices.second.current, held, '', 'LOCK')).status === 200, 'it is locked')
  expect((await post(offices.second.current, held, '/contents', 'PUT', 'after the restart')).status).toBe(200)
  expect((await post(offices.second.current, held, '', 'UNLOCK')).status).toBe(200)
})
