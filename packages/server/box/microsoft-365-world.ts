import { join } from 'node:path'
import type { Me, Microsoft365State, Opening, Response, ROUTES, UnsavedWork } from '@moorage/api'
import type { DiscoveryApp } from '@moorage/wopi'
import Sqlite from 'libsql'
import { type BoxServer, startServer, type Visitor } from './server.ts'
import { FakeEditor, signedSend } from './wopi-editor.ts'
import { idOf, launched, openPage } from './wopi-launches.ts'
import { type Answer, eventually, type Held, newFile, type Part } from './wopi-requests.ts'

export const ALL_ORGANIZATIONS = 'allorganizations2222222222'
export const TEST = 'm365test'
const PLACEHOLDERS = '<ui=UI_LLCC&><rs=DC_LLCC&><hid=HOST_SESSION_ID&><wopisrc=WOPI_SOURCE&><IsLicensedUser=BUSINESS_USER&>'
const NAMES: Record<string, string[]> = { docx: ['view', 'edit'], xlsx: ['view', 'edit'], pdf: ['view'] }

const appOf = (name: string, extensions: string[]): DiscoveryApp => ({
  name,
  checkLicense: true,
  actions: extensions.flatMap((ext) =>
    (NAMES[ext] ?? []).map((action) => ({
      ...{ name: action, ext, isDefault: action === 'edit', requires: action === 'edit' ? ['locks', 'update'] : [] },
      urlsrc: `http://localhost:1/${name}/${action}?${PLACEHOLDERS}`,
    })),
  ),
})

type Why = Response<(typeof ROUTES)['why']>
type Shown = { action: string; clause?: string; why?: string }

/**
 * A server on which Ben is a tester of Microsoft 365: a client on loopback stands in Microsoft's test environment, and
 * nothing answers at the address of production.
 */
export class Microsoft365World {
  readonly server: BoxServer
  readonly editor: FakeEditor
  readonly admin: Visitor
  readonly ben: Visitor
  readonly me: Me
  readonly beside: Held

  private constructor(server: BoxServer, editor: FakeEditor, admin: Visitor, ben: Visitor, me: Me, beside: Held) {
    this.server = server
    this.editor = editor
    this.admin = admin
    this.ben = ben
    this.me = me
    this.beside = beside
  }

  static async start(): Promise<Microsoft365World> {
    const editor = await FakeEditor.start([appOf('Word', ['docx', 'pdf']), appOf('Excel', ['xlsx'])])
    const environment = { WOPI_TEST_URL: editor.discoveryUrl, WOPI_PRODUCTION_URL: 'http://127.0.0.1:9/hosting/discovery' }
    const server = await startServer({ environment })
    const [admin, ben] = [await server.signIn('admin@demo.test'), await server.signIn('ben@demo.test')]
    const beside = await server.session('anna@demo.test', '/Projects/Volunteers.csv')
    const world = new Microsoft365World(server, editor, admin, ben, await ben.get<Me>('/api/me'), beside)
    await world.change('PATCH', '/api/admin/microsoft-365', { state: 'testing' })
    await world.change('POST', '/api/admin/microsoft-365/testers', { accountId: world.me.id })
    await world.policy('edit', { organization: ALL_ORGANIZATIONS })
    await world.policy('edit')
    await eventually(() => editor.fetched > 0, 'discovery is fetched once the state is not off')
    return world
  }

  async stop() {
    await this.server.stop()
    await this.editor.stop()
  }

  /** What an administrator does over HTTP. */
  async change(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown, by = this.admin) {
    const answer = await by[method === 'POST' ? 'post' : method === 'PATCH' ? 'patch' : 'delete'](path, body)
    if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status} ${await answer.text()}`)
  }

  state = (state: Microsoft365State, running = 'stop') => this.change('PATCH', '/api/admin/microsoft-365', { state, running })

  policy = (value: string, { running = 'stop', organization = this.me.organization.id } = {}) =>
    this.change('PATCH', `/api/admin/organizations/${organization}/policies/microsoft-365`, { value, running })

  organization = (change: object) => this.change('PATCH', `/api/admin/organizations/${this.me.organization.id}`, change)

  role = (role: 'editor' | 'viewer') =>
    this.change('POST', `/api/admin/team-shares/${this.me.teamShares[0]?.id}/subscribers`, { accountId: this.me.id, role })

  /** What nobody can change over HTTP: time, and how large a file is. */
  arrange(script: string) {
    const database = new Sqlite(join(this.server.data, 'moorage.db'))
    database.exec('pragma busy_timeout = 5000')
    database.exec(script)
    database.close()
  }

  file = async (name: string, content = 'stored') => idOf(await newFile(this.beside, content, name))
  open = (itemId: string, query = '') => launched(this.ben, itemId, `?editor=${TEST}${query}`)

  send = (held: Held, method: string, part: Part, headers: Record<string, string> = {}, body?: string): Promise<Answer> =>
    signedSend(this.editor.current, method, held, part, headers, body)
  post = (held: Held, override: string, body?: string, lock = 'L') =>
    this.send(held, 'POST', override === 'PUT' ? '/contents' : '', { 'X-WOPI-Override': override, 'X-WOPI-Lock': lock }, body)
  info = async (held: Held) => (await this.send(held, 'GET', '')).json<Record<string, unknown>>()
  get = async (held: Held) => (await this.send(held, 'GET', '/contents')).status

  /** "Open with", as Ben sees it. */
  async listed(itemId: string, editor = TEST): Promise<Shown | undefined> {
    const { editors } = await this.ben.get<{ editors: Opening[] }>(`/api/items/${itemId}/editors`)
    return editors.find((one) => one.editor === editor)
  }

  /** The page around the editor, as Ben gets it. */
  async page(itemId: string, { editor = TEST, query = '' } = {}) {
    const { launch } = await openPage(this.ben, itemId, `?editor=${editor}${query}`)
    if (!launch) throw new Error('there is no host page')
    return 'actionUrl' in launch ? { ...launch, text: launch.notice } : { ...launch, action: 'none' as const }
  }

  /** What /admin is told about Ben. */
  async why(file: string, editor = TEST) {
    const answer = await this.admin.get<Why>(`/api/admin/why?${new URLSearchParams({ accountId: this.me.id, file })}`)
    const verdict = answer.verdicts.find((one) => one.editor === editor)
    if (!verdict) throw new Error('Microsoft 365 is not judged')
    return { ...answer, ...verdict }
  }

  unsaved = async (itemId: string) =>
    (await this.ben.get<{ unsaved: UnsavedWork[] }>('/api/unsaved')).unsaved.filter((work) => work.itemId === itemId)
}
