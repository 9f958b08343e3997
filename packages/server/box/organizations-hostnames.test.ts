import type { Item, Mail, Me, Organization, Problem } from '@moorage/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { arranging, codeOf, good, PASSWORD } from './organizations-world.ts'
import { type BoxServer, startServer, type Visitor } from './server.ts'
import { FakeEditor, signedSend } from './wopi-editor.ts'
import { launched } from './wopi-launches.ts'
import { eventually } from './wopi-requests.ts'

/** Two organizations with host names of their own, one below the first without, and one without any. */
const HARBOUR = 'harbour.moorage.test'
const PIER = 'pier.moorage.test'

let editor: FakeEditor
let server: BoxServer
let admin: Visitor
let arrange: ReturnType<typeof arranging>
let harbour: Organization
let quay: Organization
let pier: Organization
beforeAll(async () => {
  editor = await FakeEditor.start()
  server = await startServer({ environment: { MOORAGE_EDITORS: editor.entry() } })
  await eventually(() => editor.fetched > 0, 'discovery is fetched at start')
  admin = await server.signIn('admin@demo.test')
  arrange = arranging(server, admin)
  const [top] = (await admin.get<{ organizations: Organization[] }>('/api/admin/organizations')).organizations
  harbour = await arrange.organization(top?.id ?? '', 'Harbour', { hostname: HARBOUR })
  quay = await arrange.organization(harbour.id, 'Quay')
  pier = await arrange.organization(top?.id ?? '', 'Pier', { hostname: PIER })
  await arrange.person(harbour.id, 'hanna@example.test')
  await arrange.person(quay.id, 'quentin@example.test')
  await arrange.person(pier.id, 'piet@example.test')
})
afterAll(async () => {
  await server?.stop()
  await editor?.stop()
})

const signIn = (visitor: Visitor, email: string) => visitor.post('/api/sign-in', { email, password: PASSWORD })
async function signedInAt(hostname: string, email: string) {
  const visitor = server.visitorAt(hostname)
  return { visitor, me: await good<Me>(await signIn(visitor, email)) }
}
/** An address under a host name. */
const at = (hostname: string) => server.visitorAt(hostname).portal

test('the portal is served under the host name of an organization, and its people sign in there', async () => {
  const nobody = server.visitorAt(HARBOUR)
  const page = await nobody.fetch('/')
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<div id="root">')])
  expect((await nobody.fetch('/open/someitem')).headers.get('location')).toBe('/sign-in?next=%2Fopen%2Fsomeitem')
  for (const [email, organization] of [
    ['hanna@example.test', 'Harbour'],
    ['quentin@example.test', 'Quay'],
  ] as const)
    expect((await signedInAt(HARBOUR, email)).me).toMatchObject({ email, organization: { name: organization } })
})

test('another organization’s people cannot sign in there, and are told where they can', async () => {
  for (const [email, url] of [
    ['piet@example.test', at(PIER)],
    ['anna@demo.test', server.portal],
  ] as const) {
    const visitor = server.visitorAt(HARBOUR)
    const answer = email.startsWith('anna') ? await visitor.post('/api/sign-in/demo', { email }) : await signIn(visitor, email)
    expect(answer.status).toBe(403)
    expect(await answer.json()).toMatchObject({
      code: 'FORBIDDEN',
      detail: `Another organization signs in here. Yours signs in at ${url}`,
    } satisfies Partial<Problem>)
    expect(visitor.cookie).toBeUndefined()
  }
  const wrong = await server.visitorAt(HARBOUR).post('/api/sign-in', { email: 'piet@example.test', password: 'not his password' })
  expect([wrong.status, await codeOf(wrong)]).toEqual([401, 'SIGN_IN_FAILED'])
})

test('who is signed in elsewhere is nobody under the host name of another organization', async () => {
  const piet = await arrange.signedIn('piet@example.test')
  const { myFiles } = await piet.get<Me>('/api/me')
  const stray = server.visitorAt(HARBOUR)
  stray.cookie = piet.cookie
  for (const path of ['/api/me', `/api/folders/${myFiles.id}/items`, '/api/shared-with-me', '/api/events'])
    expect([path, (await stray.fetch(path)).status]).toEqual([path, 401])
  const own = server.visitorAt(PIER)
  own.cookie = piet.cookie
  expect((await own.get<Me>('/api/me')).email).toBe('piet@example.test')
  // everybody is at home under the public address
  expect((await arrange.signedIn('hanna@example.test')).cookie).toBeDefined()
})

test('what is changed there has to come from that very address', async () => {
  const { visitor, me } = await signedInAt(HARBOUR, 'hanna@example.test')
  for (const origin of [server.portal, at(PIER), at(HARBOUR).replace('http:', 'https:')]) {
    const headers = { origin, 'content-type': 'application/json' }
    const answer = await visitor.fetch(`/api/folders/${me.myFiles.id}/folders`, { method: 'POST', headers, body: '{"name":"Forged"}' })
    expect([answer.status, await codeOf(answer)]).toEqual([403, 'WRONG_ORIGIN'])
  }
})

test('links in mails lead to the host name of the recipient’s organization, or of the nearest above it', async () => {
  const mailTo = async (email: string) => (await admin.get<{ mails: Mail[] }>('/api/admin/mail')).mails.find(({ to }) => to === email)?.text
  for (const [organization, hostname] of [
    [harbour, HARBOUR],
    [quay, HARBOUR],
    [pier, PIER],
  ] as const) {
    const email = `new@${organization.slug}.test`
    await good(await admin.post(`/api/admin/organizations/${organization.id}/accounts`, { email, name: 'New', kind: 'standard' }))
    expect(await mailTo(email)).toContain(`${at(hostname)}/welcome#code=`)
  }
  // wherever it was asked for
  for (const visitor of [server.visitor(), server.visitorAt(PIER)]) {
    expect((await visitor.post('/api/forgot-password', { email: 'hanna@example.test' })).status).toBe(204)
    expect(await mailTo('hanna@example.test')).toContain(`${at(HARBOUR)}/welcome#code=`)
  }
  const code = /#code=(\S+)/.exec((await mailTo('new@quay.test')) ?? '')?.[1]
  const choose = (visitor: Visitor) => visitor.post('/api/account-links/use', { code, password: PASSWORD })
  expect(await good(await choose(server.visitorAt(HARBOUR)))).toMatchObject({ email: 'new@quay.test' })
})

test('every address that an editor is told is of the host name that the file was opened at', async () => {
  const places = [
    'HostViewUrl',
    'HostEditUrl',
    'CloseUrl',
    'DownloadUrl',
    'FileSharingUrl',
    'FileVersionUrl',
    'BreadcrumbBrandUrl',
    'BreadcrumbFolderUrl',
  ]
  const { visitor, me } = await signedInAt(HARBOUR, 'hanna@example.test')
  const { id } = await good<Item>(await visitor.post(`/api/folders/${me.myFiles.id}/files`, { name: 'Tides', type: 'text' }))
  for (const who of [visitor, await arrange.signedIn('hanna@example.test')]) {
    const launch = await launched(who, id, '?editor=collabora')
    for (const url of [launch.closeUrl, launch.downloadUrl, launch.editUrl, launch.viewUrl, launch.revisionsUrl, launch.sharingUrl])
      expect(new URL(url).origin).toBe(who.portal)
    // one WOPI host for all
    expect(new URL(launch.wopiSrc).origin).toBe(server.wopi)
    const info = (await signedSend(editor.current, 'GET', launch, '')).json<Record<string, string>>()
    expect(info.PostMessageOrigin).toBe(who.portal)
    for (const name of places) expect([name, new URL(info[name] ?? '').origin]).toEqual([name, who.portal])
  }
})

test('a host name that nobody has, or has any more, gets a page with the right address', async () => {
  const wrong = async (hostname: string) => {
    const answer = await server.visitorAt(hostname).fetch('/files/x')
    expect(answer.status).toBe(421)
    expect(await answer.text()).toContain(`href="${server.portal}/files/x"`)
  }
  await wrong('nobody.moorage.test')
  await wrong(`more.${HARBOUR}`)
  const passing = await arrange.organization(harbour.id, 'Passing', { hostname: 'passing.moorage.test' })
  expect((await server.visitorAt('passing.moorage.test').fetch('/api/sign-in')).status).toBe(200)
  await good(await admin.patch(`/api/admin/organizations/${passing.id}`, { hostname: null }))
  await wrong('passing.moorage.test')
})
