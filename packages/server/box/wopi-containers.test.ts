import { join } from 'node:path'
import type { Me } from '@moorage/api'
import { OPERATIONS, type OperationName } from '@moorage/wopi'
import Sqlite from 'libsql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BoxServer, startServer } from './server.ts'
import { type Answer, type Held, heldOf, newFile, send, wopi } from './wopi-requests.ts'

let server: BoxServer
let native: Held
let web: Held
beforeAll(async () => {
  server = await startServer()
  native = await server.session('anna@demo.test', '/Projects/Volunteers.csv', '--profile', 'native')
  web = await server.session('anna@demo.test', '/Projects/Volunteers.csv', '--profile', 'web')
})
afterAll(() => server?.stop())

interface Pointer {
  Name: string
  Url: string
}
/** As the validator does: the path's end is put before the query of an address that the host gave. */
const below = (url: string, part: string) => url.replace('?', `${part}?`)
const post = (url: string, override: string, headers: Record<string, string> = {}) =>
  send('POST', url, { 'x-wopi-override': override, ...headers })
const urlOf = ({ wopiSrc, accessToken }: Held) => `${wopiSrc}?access_token=${accessToken}`
const ancestors = async (url: string) =>
  (await send('GET', below(url, '/ancestry'))).json<{ AncestorsWithRootFirst: Pointer[] }>().AncestorsWithRootFirst
const parentOf = async (held: Held) => (await ancestors(urlOf(held))).at(-1)?.Url ?? ''
const makeFolder = async (parent: string, name: string) =>
  (await post(parent, 'CREATE_CHILD_CONTAINER', { 'x-wopi-suggestedtarget': name })).json<{ ContainerPointer: Pointer }>().ContainerPointer
const statuses = (answers: Promise<Answer>[]) => Promise.all(answers).then((all) => all.map(({ status }) => status))

test('folders of any depth are made, listed, renamed under the same id, and deleted only when empty', async () => {
  const top = await parentOf(native)
  const outer = await makeFolder(top, 'Outer')
  const inner = await makeFolder(outer.Url, 'Inner')
  const made = await post(inner.Url, 'CREATE_CHILD_FILE', { 'x-wopi-suggestedtarget': 'Plan.docx' })
  const file = made.json<Pointer & { HostEditUrl: string }>()
  expect([made.status, file.Name, file.HostEditUrl.startsWith(`${server.portal}/open/`)]).toEqual([200, 'Plan.docx', true])
  expect((await wopi.info(heldOf(file.Url))).json()).toMatchObject({ Size: 0, UserCanWrite: true, IsEduUser: false })

  expect((await ancestors(file.Url)).map(({ Name }) => Name)).toEqual(['Projects', 'Outer', 'Inner'])
  expect((await ancestors(inner.Url)).map(({ Name }) => Name)).toEqual(['Projects', 'Outer'])
  expect(await ancestors(top)).toEqual([])

  const listed = async (filter?: string) =>
    (await send('GET', below(inner.Url, '/children'), filter ? { 'x-wopi-fileextensionfilterlist': filter } : {})).json<{
      ChildContainers: Pointer[]
      ChildFiles: (Pointer & { Version: string; Size: number })[]
    }>()
  await makeFolder(inner.Url, 'Below')
  expect(await listed()).toMatchObject({ ChildContainers: [{ Name: 'Below' }], ChildFiles: [{ Name: 'Plan.docx', Size: 0 }] })
  expect((await listed('.xlsx,.csv')).ChildFiles).toEqual([])
  expect((await listed('.DOCX')).ChildFiles).toHaveLength(1)
  expect((await listed('.xlsx')).ChildContainers).toHaveLength(1)

  expect((await post(outer.Url, 'DELETE_CONTAINER')).status).toBe(409)
  expect((await post(outer.Url, 'RENAME_CONTAINER', { 'x-wopi-requestedname': 'Renamed' })).json()).toEqual({ Name: 'Renamed' })
  expect((await send('GET', outer.Url)).json()).toMatchObject({ Name: 'Renamed', UserCanDelete: true, LicenseCheckForEditIsEnabled: false })
  await makeFolder(top, 'Taken')
  expect(await statuses([post(outer.Url, 'RENAME_CONTAINER', { 'x-wopi-requestedname': 'Taken' })])).toEqual([409])
  expect(await statuses([post(outer.Url, 'RENAME_CONTAINER', { 'x-wopi-requestedname': 'a/b' })])).toEqual([400])
  const empty = await makeFolder(top, 'Empty')
  expect((await post(empty.Url, 'DELETE_CONTAINER')).status).toBe(200)
  expect((await send('GET', empty.Url)).status).toBe(404)
})

test('the ecosystem leads to My Files, from a file and from a folder', async () => {
  for (const from of [urlOf(native), await parentOf(native)]) {
    const { Url } = (await send('GET', below(from, '/ecosystem_pointer'))).json<{ Url: string }>()
    expect((await send('GET', Url)).json()).toEqual({ SupportsContainers: true })
    const root = (await send('GET', below(Url, '/root_container_pointer'))).json<{ ContainerPointer: Pointer }>().ContainerPointer
    const { myFiles } = await (await server.signIn('anna@demo.test')).get<Me>('/api/me')
    expect(root.Name).toBe('My Files')
    expect(new URL(root.Url).pathname).toBe(`/wopi/containers/${myFiles.id}`)
    expect((await send('GET', root.Url)).json()).toMatchObject({ Name: 'My Files', UserCanCreateChildFile: true, UserCanDelete: false })
  }
})

test('a token opens nothing of another kind or another id', async () => {
  const folder = new URL(await parentOf(native))
  const folderToken = folder.searchParams.get('access_token') ?? ''
  const other = await newFile(native, 'x', 'other.txt')
  const { Url } = (await send('GET', below(urlOf(native), '/ecosystem_pointer'))).json<{ Url: string }>()
  const ecosystemToken = new URL(Url).searchParams.get('access_token') ?? ''
  const container = folder.origin + folder.pathname
  const ecosystem = Url.split('?')[0] ?? ''
  const pairs = [
    [native.wopiSrc, folderToken],
    [native.wopiSrc, ecosystemToken],
    [other.wopiSrc, native.accessToken],
    [container, native.accessToken],
    [container, ecosystemToken],
    [container.replace(/\w+$/, 'a'.repeat(26)), folderToken],
    [ecosystem, native.accessToken],
    [ecosystem, folderToken],
  ]
  expect(await statuses(pairs.map(([source, token]) => send('GET', `${source}?access_token=${token}`)))).toEqual(pairs.map(() => 401))
})

test('a client for the web is told of no folders and no ecosystem, and is answered 501', async () => {
  const info = (await wopi.info(web)).json<Record<string, unknown>>()
  for (const name of ['SupportsContainers', 'SupportsEcosystem', 'IsEduUser', 'SupportsCoauth', 'SharingStatus', 'ServerTime'])
    expect(info).not.toHaveProperty(name)
  expect(await ancestors(urlOf(web))).toEqual([])
  expect(await statuses([send('GET', below(urlOf(web), '/ecosystem_pointer'))])).toEqual([501])
})

test('the profile test-a takes no copies, and its folders none of the view-only', async () => {
  const first = await server.session('anna@demo.test', '/Projects/Volunteers.csv', '--profile', 'test-a')
  expect((await wopi.info(first)).json()).toMatchObject({ UserCanNotWriteRelative: true, SupportsContainers: true })
  expect((await wopi.putRelative(first, { 'x-wopi-suggestedtarget': '.txt' }, 'x')).status).toBe(501)
  const viewer = await server.session('anna@demo.test', '/Projects/Volunteers.csv', '--profile', 'native', '--view')
  const folder = await parentOf(viewer)
  expect((await send('GET', folder)).json()).toMatchObject({ UserCanCreateChildFile: false, UserCanRename: false })
  expect(
    await statuses([
      post(folder, 'CREATE_CHILD_CONTAINER', { 'x-wopi-suggestedtarget': 'No' }),
      post(folder, 'CREATE_CHILD_FILE', { 'x-wopi-suggestedtarget': 'No.txt' }),
      post(folder, 'DELETE_CONTAINER'),
      post(folder, 'RENAME_CONTAINER', { 'x-wopi-requestedname': 'No' }),
    ]),
  ).toEqual([501, 501, 404, 404])
  await expect(server.session('anna@demo.test', '/Projects/Volunteers.csv', '--profile', 'nonsense')).rejects.toThrow(/There is no profile/)
})

const elsewhere = (Object.keys(OPERATIONS) as OperationName[]).filter(
  (name) => OPERATIONS[name].built && /^(containers|ecosystem)/.test(OPERATIONS[name].path),
)

/** Sends each operation on a folder or the ecosystem, well formed, with ben's tokens. */
async function everyAnswer(folder: string, ecosystem: string): Promise<[OperationName, number][]> {
  const found: [OperationName, number][] = []
  for (const name of elsewhere) {
    const { verb, path, override } = OPERATIONS[name]
    const url = path.startsWith('containers')
      ? below(folder, path.slice('containers/{id}'.length))
      : below(ecosystem, path.slice('ecosystem'.length))
    const headers: Record<string, string> = {
      ...(override ? { 'x-wopi-override': override } : {}),
      ...(name.startsWith('CreateChild') ? { 'x-wopi-suggestedtarget': 'new' } : {}),
      'x-wopi-requestedname': 'new',
      'x-wopi-urltype': 'ReadOnly',
    }
    found.push([name, (await send(verb, url, headers)).status])
  }
  return found
}

test('every operation on folders and the ecosystem judges right, time and account anew', async () => {
  const held = await server.session('ben@demo.test', '/Projects/Volunteers.csv', '--profile', 'native')
  const folder = await parentOf(held)
  const inner = (await makeFolder(folder, 'Bens')).Url
  const { Url: ecosystem } = (await send('GET', below(urlOf(held), '/ecosystem_pointer'))).json<{ Url: string }>()
  const { FileUrl } = (await wopi.info(held)).json<{ FileUrl: string }>()
  const { id: ben } = await (await server.signIn('ben@demo.test')).get<Me>('/api/me')
  const arrange = (script: string) => {
    const database = new Sqlite(join(server.data, 'moorage.db'))
    database.exec('pragma busy_timeout = 5000')
    database.exec(script)
    database.close()
  }
  expect(elsewhere.length).toBeGreaterThan(10)
  expect((await send('GET', FileUrl)).status).toBe(200)

  arrange(`delete from subscriber where account_id = '${ben}'`)
  for (const [name, status] of await everyAnswer(inner, ecosystem))
    expect([name, status]).toEqual([name, OPERATIONS[name].path.startsWith('containers') ? 404 : 200])
  expect((await send('GET', FileUrl)).status).toBe(404)

  const grant = held.accessToken.slice(0, 18)
  arrange(`update access_grant set expires_at = 1 where id = '${grant}'`)
  for (const [name, status] of await everyAnswer(inner, ecosystem)) expect([name, status]).toEqual([name, 401])
  arrange(`update access_grant set expires_at = ${Date.now() + 3_600_000} where id = '${grant}'`)
  arrange(`update account set disabled_at = 1 where id = '${ben}'`)
  for (const [name, status] of await everyAnswer(inner, ecosystem)) expect([name, status]).toEqual([name, 401])
  expect((await send('GET', FileUrl)).status).toBe(401)
})
