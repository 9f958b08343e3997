import type { Item, Launch, LaunchFailure, Me, Opening } from '@moorage/api'
import type { DiscoveryApp } from '@moorage/wopi'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BoxServer, startServer, type Visitor } from './server.ts'
import { FakeEditor, signedSend } from './wopi-editor.ts'
import { idOf, launched, openPage } from './wopi-launches.ts'
import { eventually, type Held, newFile, wopi } from './wopi-requests.ts'

const PLACEHOLDERS =
  '<ui=UI_LLCC&><rs=DC_LLCC&><hid=HOST_SESSION_ID&><sc=SESSION_CONTEXT&><wopisrc=WOPI_SOURCE&><IsLicensedUser=BUSINESS_USER&><new=SOMETHING_NEW&>'
const app = (name: string, host: string, actions: [name: string, exts: string][]): DiscoveryApp => ({
  name,
  favIconUrl: `http://${host}/favicon.ico`,
  checkLicense: true,
  actions: actions.flatMap(([action, exts]) =>
    exts.split(' ').map((ext) => ({
      name: action,
      ext,
      urlsrc: `http://${host}/${action}.aspx?${PLACEHOLDERS}`,
      requires: [],
      isDefault: action === 'view',
    })),
  ),
})
const OFFICE = [
  app('Word', 'word-edit.officeapps.live.com', [
    ['view', 'docx doc'],
    ['edit', 'docx'],
    ['editnew', 'docx'],
    ['convert', 'doc'],
    ['mobileView', 'docx doc'],
  ]),
  app('Excel', 'excel.officeapps.live.com', [
    ['view', 'xlsx'],
    ['edit', 'xlsx'],
  ]),
]

let office: FakeEditor
let other: FakeEditor
let server: BoxServer
let anna: Visitor
let ben: Visitor
let me: Me
let beside: Held
beforeAll(async () => {
  office = await FakeEditor.start(OFFICE)
  other = await FakeEditor.start()
  const editors = [
    { id: 'office', name: 'Microsoft 365', profile: 'microsoft', discoveryUrl: office.discoveryUrl, order: 1 },
    { id: 'collabora', name: 'Collabora Online', profile: 'collabora', discoveryUrl: other.discoveryUrl, order: 2 },
  ]
  server = await startServer({ environment: { MOORAGE_EDITORS: JSON.stringify(editors) } })
  anna = await server.signIn('anna@demo.test')
  ben = await server.signIn('ben@demo.test')
  me = await ben.get<Me>('/api/me')
  beside = await server.session('ben@demo.test', '/Projects/Volunteers.csv')
  await eventually(() => office.fetched > 0 && other.fetched > 0, 'discovery is fetched at start')
})
afterAll(async () => {
  await server?.stop()
  await office?.stop()
  await other?.stop()
})

const share = () => me.teamShares[0]?.id
const opened = async (visitor: Visitor, itemId: string, query = '', headers: Record<string, string> = {}) => {
  const page = await openPage(visitor, itemId, query, headers)
  if (!page.launch || !('actionUrl' in page.launch)) throw new Error(`not opened: ${page.status} ${JSON.stringify(page.launch)}`)
  return { ...page, launch: page.launch }
}

test('every placeholder is filled or gone, wd parameters are passed on, and the token is nowhere in an address', async () => {
  const file = await newFile(beside, 'PK', 'Plan.docx')
  const { launch } = await opened(ben, idOf(file), '?editor=office&wdOrigin=a%20b&wdPreviousSession=1&other=x')
  const { origin, pathname, searchParams } = new URL(launch.actionUrl)
  expect([origin, pathname]).toEqual(['http://word-edit.officeapps.live.com', '/edit.aspx'])
  expect(Object.fromEntries(searchParams)).toEqual({
    ui: 'en-GB',
    rs: 'en-GB',
    hid: expect.stringMatching(/^[a-z2-7]{20}$/),
    wopisrc: `${server.wopi}/wopi/files/${idOf(file)}`,
    wdOrigin: 'a b',
    wdPreviousSession: '1',
  })
  expect(launch.actionUrl).not.toMatch(/[<>]/)
  expect(launch.actionUrl).not.toContain(launch.accessToken.slice(0, 18))
  expect(launch).toMatchObject({
    title: 'Plan.docx - Microsoft 365',
    favIconUrl: 'http://word-edit.officeapps.live.com/favicon.ico',
    frameOrigin: 'http://word-edit.officeapps.live.com',
    action: 'edit',
    userId: me.id,
    closeUrl: `${server.portal}/files/${share()}?select=${idOf(file)}`,
  })
  expect(Math.abs(launch.accessTokenTtl - Date.now() - 36_000_000)).toBeLessThan(60_000)
})

test('the page is never cached, frames the editor and nobody else, and may be framed by the portal only', async () => {
  const file = await newFile(beside, 'PK', 'Headers.docx')
  const word = await opened(ben, idOf(file), '?editor=office')
  expect(Object.fromEntries(['cache-control', 'pragma', 'expires'].map((name) => [name, word.headers.get(name)]))).toEqual({
    'cache-control': 'no-cache, no-store',
    pragma: 'no-cache',
    expires: '-1',
  })
  const csp = word.headers.get('content-security-policy')
  expect(csp).toContain('frame-src https://*.officeapps.live.com;')
  expect(csp).toContain('form-action https://*.officeapps.live.com;')
  expect(csp).toContain("frame-ancestors 'self'")
  expect(csp).toContain("script-src 'self';")
  const { headers, html } = await opened(ben, idOf(file), '?editor=collabora')
  expect(headers.get('content-security-policy')).toContain('frame-src http://localhost:1;')
  expect(html).toContain('content="width=device-width, initial-scale=1, maximum-scale=1, minimum-scale=1, user-scalable=no"')
})

test('a name with markup in it stays text', async () => {
  // only names that an older version let in, or an import: nobody can type < into a name
  const { html } = await openPage(ben, idOf(await newFile(beside, 'PK', "it's & co.docx")))
  expect(html).toContain('<title>it&#39;s &#38; co.docx - ')
  const plain = await openPage(ben, idOf(await newFile(beside, 'PK', 'plain.docx')))
  expect(html.match(/<script/g)).toEqual(plain.html.match(/<script/g))
})

test('who is not signed in goes to the sign-in page and comes back to the whole address', async () => {
  const file = await newFile(beside, 'PK', 'Later.docx')
  const answer = await server.visitor().fetch(`/open/${idOf(file)}?action=view&wdA=b`)
  expect([answer.status, answer.headers.get('location')]).toEqual([
    303,
    `/sign-in?next=${encodeURIComponent(`/open/${idOf(file)}?action=view&wdA=b`)}`,
  ])
})

test('what does not exist or is somebody else’s, file or folder, is one and the same page, with a way home', async () => {
  const { myFiles } = await anna.get<Me>('/api/me')
  const hers = (await anna.get<{ items: Item[] }>(`/api/folders/${myFiles.id}/items`)).items.find(({ kind }) => kind === 'file')
  const pages = await Promise.all(['a'.repeat(26), 'x', myFiles.id, hers?.id ?? ''].map((id) => openPage(ben, id)))
  for (const { status, html } of pages) {
    expect(status).toBe(404)
    expect(html).toContain('This file is not here')
    expect(html).toContain(`href="${server.portal}/"`)
  }
  expect(new Set(pages.map(({ html }) => html)).size).toBe(1)
})

test('a folder’s address leads to the folder in the portal', async () => {
  const { status, headers } = await openPage(ben, me.myFiles.id)
  expect([status, headers.get('location')]).toEqual([303, `${server.portal}/files/${me.myFiles.id}`])
})

test('a zero-byte document is opened with editnew, a binary one with convert, a phone gets the page for phones', async () => {
  const actionOf = async (name: string, content: string, headers = {}) =>
    new URL((await opened(ben, idOf(await newFile(beside, content, name)), '?editor=office', headers)).launch.actionUrl).pathname
  expect(await actionOf('New.docx', '')).toBe('/editnew.aspx')
  expect(await actionOf('Old.doc', 'binary')).toBe('/convert.aspx')
  expect(await actionOf('Plain.docx', 'PK', { 'sec-ch-ua-mobile': '?1' })).toBe('/edit.aspx')
  const view = await opened(ben, idOf(await newFile(beside, 'PK', 'Seen.docx')), '?editor=office&action=view', { 'sec-ch-ua-mobile': '?1' })
  expect(new URL(view.launch.actionUrl).pathname).toBe('/mobileView.aspx')
  expect(view.launch).toMatchObject({ action: 'view' })
})

test('what is too large for an editor says so before anything is typed, and offers what works', async () => {
  const size = 26 * 1024 * 1024
  const file = await newFile(beside, new Uint8Array(size), 'Large.xlsx')
  const { editors } = await ben.get<{ editors: Opening[] }>(`/api/items/${idOf(file)}/editors`)
  const why = 'This file is 26 MB; Microsoft 365 can view files of up to 25 MB of this kind.'
  expect(editors.find(({ editor }) => editor === 'office')).toMatchObject({ action: 'none', why })
  const { status, launch } = await openPage(ben, idOf(file), '?editor=office')
  const failure = launch as LaunchFailure
  expect(status).toBe(200)
  expect(failure).toMatchObject({ text: why, downloadUrl: `${server.portal}/api/items/${idOf(file)}/download` })
  expect((await ben.fetch(failure.downloadUrl ?? '')).status).toBe(200)
})

test('a file that is open in one editor opens there for the next person, and elsewhere only to be viewed, with who and where', async () => {
  const file = await newFile(beside, 'PK', 'Busy.docx')
  const usual = await opened(ben, idOf(file))
  const first = await launched(anna, idOf(file), '?editor=collabora')
  const lock = await signedSend(other.current, 'POST', first, '', { 'X-WOPI-Override': 'LOCK', 'X-WOPI-Lock': 'cool-lock' })
  expect(lock.status).toBe(200)
  expect(usual.launch.editorName).not.toBe('Collabora Online')
  const next = await opened(ben, idOf(file))
  expect(next.launch).toMatchObject({
    editorName: 'Collabora Online',
    action: 'edit',
    notice: expect.stringContaining('Anna Berg is editing this file in Collabora Online.'),
  })
  const elsewhere = await opened(ben, idOf(file), '?editor=office')
  expect(elsewhere.launch).toMatchObject({
    editorName: 'Microsoft 365',
    action: 'view',
    notice: 'Anna Berg is editing this file in Collabora Online.',
  })
  const { item } = await ben.get<{ item: Item }>(`/api/items/${idOf(file)}`)
  expect(item).toMatchObject({
    open: { action: 'edit', editor: 'collabora' },
    editing: { editorName: 'Collabora Online', people: [{ name: 'Anna Berg' }] },
  })
})

test('an old revision opens read-only, with its own bytes', async () => {
  const file = await newFile(beside, 'first', 'History.docx')
  await wopi.lock(file, 'A')
  await wopi.put(file, 'second', 'A')
  await wopi.unlock(file, 'A')
  const { revisions } = await ben.get<{ revisions: { id: string; current: boolean }[] }>(`/api/items/${idOf(file)}/revisions`)
  const old = revisions.find(({ current }) => !current)?.id ?? ''
  const { launch } = await opened(ben, idOf(file), `?editor=office&revision=${old}`)
  expect(launch).toMatchObject({ action: 'view', notice: 'This is an old revision.', itemId: idOf(file) })
  expect(launch.actionUrl).toContain(encodeURIComponent(`${server.wopi}/wopi/files/${old}`))
  expect((await openPage(ben, idOf(beside), `?revision=${old}`)).status).toBe(404)
})

test('a type that no editor knows offers Download and says why', async () => {
  const { launch } = await openPage(ben, idOf(await newFile(beside, 'x', 'archive.zzz')))
  expect(launch).toMatchObject({
    heading: 'This file cannot be opened here',
    text: 'No editor here can open .zzz files.',
    downloadUrl: expect.any(String),
    alternatives: [],
  })
  const old = await openPage(ben, idOf(await newFile(beside, 'x', 'letter.ods')))
  expect(old.launch).toMatchObject({
    text: '.ods files cannot be shown here. Download it to open it on your device.',
    downloadUrl: expect.any(String),
  })
})

test('an address longer than clients take loses the page’s parameters, never the file', async () => {
  const file = await newFile(beside, 'PK', 'Long.docx')
  const { launch } = await opened(ben, idOf(file), `?editor=office&wdLong=${'x'.repeat(2000)}`)
  expect(launch.actionUrl.length).toBeLessThanOrEqual(2048)
  expect(new URL(launch.actionUrl).searchParams.get('wopisrc')).toBe(`${server.wopi}/wopi/files/${idOf(file)}`)
})

test('the built-in editor comes first in the demo and is launched like any other', async () => {
  const { launch } = await opened(ben, idOf(await newFile(beside, 'text', 'Mine.txt')))
  expect(launch satisfies Launch).toMatchObject({ profile: 'built-in', action: 'edit', frameOrigin: server.editor })
})
