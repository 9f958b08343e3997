import { type ActivityEntry, type Item, type Me, ROUTES, type Route, type RouteName, type ServerEvent } from '@moorage/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { STATED_TRAFFIC } from './launch-traffic.ts'
import { ROLLOUT } from './rollout-plan.ts'
import { textReader, type Visitor } from './server.ts'
import { NOBODY, type Place, startPlace } from './two-organizations.ts'

/** Every route as somebody of another organization would call it with ids of Harbour & Pier: nothing of it exists for them. */

interface Call {
  params?: Record<string, string>
  query?: Record<string, string>
  body?: unknown
}
/** of Harbour & Pier */
interface Theirs {
  organization: string
  account: string
  file: string
  folder: string
  revision: string
  unsaved: string
  teamShare: string
  mail: string
  /** an editing session's number */
  session: string
}
interface Own {
  organization: string
  account: string
  file: string
  folder: string
  teamShare: string
}
type NotPublic = { [N in RouteName]: (typeof ROUTES)[N]['access'] extends 'public' ? never : N }[RouteName]
/** `own`: it names nothing of anybody, so it may answer, with nothing of theirs; `leaving`: it ends what the caller is signed in with */
type Prepared = ((theirs: Theirs, own: Own) => Call[]) | 'own' | 'leaving'

const item: Prepared = ({ file, folder }) => [{ params: { itemId: file } }, { params: { itemId: folder } }]
const inFolder =
  (body: unknown): Prepared =>
  ({ folder, teamShare }) =>
    [folder, teamShare].map((folderId) => ({ params: { folderId }, body }))
const intoFolder: Prepared = (theirs, own) => [
  { body: { ids: [theirs.file], to: own.folder } },
  { body: { ids: [own.file], to: theirs.folder } },
  { body: { ids: [own.file, theirs.file], to: own.folder } },
]
const items: Prepared = (theirs, own) => [{ body: { ids: [theirs.file] } }, { body: { ids: [own.file, theirs.folder] } }]
const revision: Prepared = (theirs, own) => [theirs.file, own.file].map((itemId) => ({ params: { itemId, revisionId: theirs.revision } }))
const unsaved: Prepared = ({ unsaved: unsavedId }) => [{ params: { unsavedId } }]
const organization =
  (body?: unknown): Prepared =>
  ({ organization: organizationId }) => [
    { params: { organizationId }, body },
    { params: { organizationId: 'allorganizations2222222222' }, body },
  ]
const account =
  (body?: unknown): Prepared =>
  ({ account: accountId }) => [{ params: { accountId }, body }]
const found: Prepared = () => ['Anna', 'Berg', 'Treasure'].map((q) => ({ query: { q } }))
const activity: Prepared = (theirs): Call[] => [
  {},
  { query: { organizationId: theirs.organization } },
  { query: { accountId: theirs.account } },
]

const PREPARED: { [N in NotPublic]: Prepared } = {
  signOut: 'leaving',
  signOutEverywhere: 'leaving',
  me: 'own',
  events: 'own',
  listFolder: inFolder(undefined),
  getItem: item,
  createFolder: inFolder({ name: 'Intruder' }),
  createFile: inFolder({ name: 'Intruder', type: 'text' }),
  renameItem: (theirs, own) =>
    (item as (t: Theirs, o: Own) => Call[])(theirs, own).map((call) => ({ ...call, body: { name: 'Intruder' } })),
  moveItems: intoFolder,
  copyItems: intoFolder,
  deleteItems: items,
  restoreItems: items,
  downloadItem: item,
  downloadZip: (theirs, own) => [{ query: { ids: theirs.file } }, { query: { ids: `${own.file},${theirs.folder}` } }],
  listEditors: item,
  askToEdit: item,
  search: found,
  listRevisions: item,
  listActivities: item,
  restoreRevision: revision,
  downloadRevision: revision,
  listUnsaved: 'own',
  downloadUnsaved: unsaved,
  saveUnsavedAsCopy: unsaved,
  saveUnsavedAsRevision: unsaved,
  discardUnsaved: unsaved,
  listShares: item,
  shareItem: (theirs, own) => [
    { params: { itemId: theirs.file }, body: { accountId: own.account, role: 'viewer' } },
    { params: { itemId: own.file }, body: { accountId: theirs.account, role: 'viewer' } },
  ],
  unshareItem: (theirs, own) => [
    { params: { itemId: theirs.file, accountId: own.account } },
    { params: { itemId: own.file, accountId: theirs.account } },
  ],
  listSharedWithMe: 'own',
  listColleagues: found,
  listAccounts: organization(),
  createAccount: organization({ email: 'intruder@example.test', name: 'Intruder', kind: 'standard' }),
  changeAccount: account({ name: 'Intruder' }),
  disableAccount: account(),
  enableAccount: account(),
  resetAccount: account(),
  findPeople: found,
  dashboard: 'own',
  listOrganizations: 'own',
  createOrganization: (theirs) => [{ body: { parentId: theirs.organization, name: 'Intruders' } }],
  getOrganization: organization(),
  changeOrganization: organization({ name: 'Intruders' }),
  disableOrganization: organization(),
  enableOrganization: organization(),
  listPolicies: organization(),
  listAffected: organization(),
  changePolicy: (theirs) => [
    { params: { organizationId: theirs.organization, policy: 'share-files' }, body: { value: 'off' } },
    { params: { organizationId: theirs.organization, policy: 'microsoft-365' }, body: { value: 'edit', running: 'stop', below: true } },
  ],
  listTeamShares: organization(),
  createTeamShare: organization({ name: 'Intruders' }),
  renameTeamShare: ({ teamShare: teamShareId }) => [{ params: { teamShareId }, body: { name: 'Intruders' } }],
  subscribe: (theirs, own) => [
    { params: { teamShareId: theirs.teamShare }, body: { accountId: own.account, role: 'viewer' } },
    { params: { teamShareId: theirs.teamShare }, body: { accountId: theirs.account, role: 'viewer' } },
    { params: { teamShareId: own.teamShare }, body: { accountId: theirs.account, role: 'viewer' } },
  ],
  unsubscribe: (theirs, own) => [
    { params: { teamShareId: theirs.teamShare, accountId: theirs.account } },
    { params: { teamShareId: own.teamShare, accountId: theirs.account } },
  ],
  getMicrosoft365: 'own',
  changeState: () => [{ body: { state: 'off' } }],
  changeAddress: () => [{ body: { environment: 'test', url: null } }],
  startRehearsal: (theirs) => [{ body: { testers: [theirs.account] } }],
  addTester: (theirs) => [{ body: { accountId: theirs.account } }],
  changeTester: account({ staysOnTest: true }),
  removeTester: account(),
  changeStep: () => [{ params: { step: 'join' }, body: { note: 'Intruder' } }],
  getLaunchKit: () => [{}],
  changeLaunchKit: () => [{ body: { fields: { company: 'Intruder' } } }],
  makeTestAccounts: () => [{}],
  listFindings: () => [{}],
  getFinding: ({ file }) => [{ params: { findingId: file } }],
  addFinding: () => [{ body: { title: 'Intruder', pass: 1 } }],
  changeFinding: ({ file }) => [{ params: { findingId: file }, body: { version: 1, state: 'closed' } }],
  removeFinding: ({ file }) => [{ params: { findingId: file }, query: { version: '1' } }],
  downloadFindings: () => [{ query: { format: 'csv' } }, { query: { format: 'md' } }],
  listValidatorCases: () => [{}],
  addScreenshot: () => [{ query: { flow: 'rename' } }],
  getScreenshot: ({ file }) => [{ params: { screenshotId: file } }],
  removeScreenshot: ({ file }) => [{ params: { screenshotId: file } }],
  listLaunchSent: () => [{}],
  markLaunchSent: () => [{ body: { what: 'questionnaire', text: 'Intruder' } }],
  downloadLaunchKit: () => [{}],
  getValidationReports: () => [{}],
  runValidation: () => [{ body: { profiles: ['web'] } }],
  downloadValidationReport: () => [{ params: { reportId: '1' } }],
  getLaunchTraffic: () => [{}],
  changeLaunchTraffic: () => [{ body: STATED_TRAFFIC }],
  getLaunchFilms: () => [{}],
  recordLaunchFilms: () => [{ body: {} }],
  getLaunchFilm: () => [{ params: { name: 'word' } }],
  getDoctor: () => [{}],
  runDoctor: () => [{ body: {} }],
  getMeasurements: () => [{ query: { span: 'day' } }],
  countAlerts: () => [{}],
  listAlerts: () => [{}],
  lookAtAlerts: () => [{}],
  getAlertSettings: () => [{}],
  changeAlertSettings: () => [{ body: { mail: 'nobody' } }],
  testAlertWebhook: () => [{}],
  getRollouts: () => [{}],
  planRollout: () => [{ params: { editorId: 'built-in' }, body: ROLLOUT }],
  decideRollout: () => [{ params: { editorId: 'built-in' }, body: { what: 'start', stage: -1 } }],
  getRolloutNow: () => [{ params: { editorId: 'built-in' } }],
  getRolloutTraffic: () => [{}],
  tryRollout: () => [{ params: { editorId: 'built-in' }, body: { stages: ROLLOUT.stages } }],
  listEditingSessions: (theirs): Call[] => [
    {},
    { query: { organizationId: theirs.organization } },
    { query: { accountId: theirs.account } },
    { query: { file: theirs.file } },
    { query: { number: theirs.session } },
  ],
  getEditingSession: ({ session: sessionId }) => [{ params: { sessionId } }],
  downloadEditingSession: ({ session: sessionId }) => [{ params: { sessionId } }, { params: { sessionId }, query: { names: 'true' } }],
  listEditingNow: (theirs): Call[] => [{}, { query: { organizationId: theirs.organization } }],
  releaseLock: ({ file: itemId, folder }) => [
    { params: { itemId }, body: { since: 1 } },
    { params: { itemId: folder }, body: { since: 1 } },
  ],
  why: (theirs, own): Call[] => [{ query: { accountId: theirs.account } }, { query: { accountId: own.account, file: theirs.file } }],
  listAllEditors: 'own',
  tryDiscovery: () => [{ body: { url: 'http://localhost:1/hosting/discovery' } }],
  addEditor: () => [
    { body: { name: 'Intruder', discoveryUrl: 'http://localhost:1/hosting/discovery', profile: 'collabora', proof: 'if-present' } },
  ],
  changeEditor: () => [{ params: { editorId: 'collabora' }, body: { name: 'Intruder' } }],
  removeEditor: () => [{ params: { editorId: 'collabora' } }],
  listEditorOrder: organization(),
  changeEditorOrder: organization({ extension: 'docx', editors: ['built-in'] }),
  listActivity: activity,
  downloadActivity: activity,
  listMail: 'own',
  sendMailAgain: ({ mail: mailId }) => [{ params: { mailId } }],
}

let place: Place
let theirs: Theirs
const SECRET = 'the treasure lies below the third bollard'
const people: Record<'an organization administrator' | 'a standard user', { email: string; who: Visitor; own: Own }> = {} as never
let seen: number

const newestOfHarbour = async () =>
  (await place.admin.get<{ entries: ActivityEntry[] }>(`/api/admin/activity?organizationId=${theirs.organization}&limit=1`)).entries[0]
    ?.seq ?? 0

async function stranger(organizationId: string, name: string, kind: string) {
  const { account: made } = await place.account(organizationId, name, kind)
  const who = await place.signIn(made.email)
  const { myFiles } = await who.get<Me>('/api/me')
  const file = await place.file(who, myFiles.id, 'own.txt')
  await place.file(who, myFiles.id, 'own.txt', 'again')
  const teamShare = (await place.teamShare(organizationId)).id
  return { email: made.email, who, own: { organization: organizationId, account: made.id, file, folder: myFiles.id, teamShare } }
}

beforeAll(async () => {
  place = await startPlace()
  const { anna, mes, organizationId } = place
  const folder = (await place.folder(anna, mes.anna.myFiles.id, 'Treasures')).id
  const file = await place.file(anna, folder, 'Treasure.txt', SECRET)
  await place.file(anna, folder, 'Treasure.txt', `${SECRET} still`)
  const { account: invited, mailId } = await place.account(organizationId, 'Carla Harbourmaster', 'standard', true)
  theirs = {
    organization: organizationId,
    account: mes.anna.id,
    folder,
    file,
    revision: (await place.revisions(anna, file)).at(-1)?.id ?? '',
    unsaved: await place.unsaved(anna, file),
    teamShare: place.projects,
    mail: mailId ?? '',
    session:
      (await place.admin.get<{ sessions: { number: string }[] }>(`/api/admin/editing-sessions?file=${file}`)).sessions[0]?.number ?? '',
  }
  expect(Object.entries(theirs).filter(([, id]) => !id)).toEqual([])
  expect(invited.invited).toBe(true)
  const other = await place.organization('Lighthouse Keepers')
  people['an organization administrator'] = await stranger(other.id, 'Olga Stern', 'organization-administrator')
  people['a standard user'] = await stranger(other.id, 'Otto Stern', 'standard')
  seen = await newestOfHarbour()
})
afterAll(() => place?.stop())

/** whatever could only be known from Harbour & Pier */
const traces = () => [...Object.values(theirs), 'Harbour', 'Anna Berg', 'demo.test', 'Treasure', 'treasure', 'Projects', 'Carla']
const tracesIn = (text: string, asked: string) => traces().filter((trace) => text.includes(trace) && !asked.includes(trace))

async function ask(who: Visitor, { method, path }: Route, { params = {}, query, body }: Call) {
  const named = path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? NOBODY)
  const url = query ? `${named}?${new URLSearchParams(query)}` : named
  const answer = await who.fetch(url, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  return { status: answer.status, text: await answer.text(), asked: `${url} ${JSON.stringify(body)}` }
}

describe.each(['an organization administrator', 'a standard user'] as const)('%s of another organization', (kind) => {
  const admitted = ({ access }: Route) => access === 'signed-in' || (access === 'administrator' && kind === 'an organization administrator')

  test.each((Object.keys(ROUTES) as RouteName[]).filter((name) => ROUTES[name].access !== 'public'))('%s', async (name) => {
    const route: Route = ROUTES[name]
    const prepared = PREPARED[name as NotPublic] as Prepared | undefined
    if (!prepared) throw new Error(`nothing is prepared for ${name}: say in PREPARED what of another organization it could name`)
    const { who, own, email } = people[kind]
    if (prepared === 'leaving') {
      const leaving = await place.signIn(email)
      expect((await ask(leaving, route, {})).status).toBe(204)
      expect((await place.anna.fetch('/api/me')).status).toBe(200)
      people[kind].who = await place.signIn(email)
      return
    }
    // a stream without an end: it has a test of its own
    if (name === 'events') return
    const calls = prepared === 'own' ? [{}] : prepared(theirs, own)
    expect(calls.length).toBeGreaterThan(0)
    for (const call of calls) {
      const { status, text, asked } = await ask(who, route, call)
      const maySayNothing = admitted(route) && route.method === 'GET' && !('params' in call)
      if (!maySayNothing) expect({ asked, status }).toEqual({ asked, status: 404 })
      else expect([200, 404]).toContain(status)
      expect({ asked, traces: tracesIn(text, asked) }).toEqual({ asked, traces: [] })
    }
  })

  test('hears nothing of what happens there', async () => {
    const { who, own } = people[kind]
    const controller = new AbortController()
    const reader = textReader(await who.fetch('/api/events', { signal: controller.signal }))
    let heard = (await reader.read()).value ?? ''
    await place.file(place.ben, place.projects)
    await place.folder(who, own.folder)
    while (!heard.includes('data: ')) heard += (await reader.read()).value ?? ''
    const events = [...heard.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data ?? '') as ServerEvent)
    expect(events).toEqual([{ type: 'folder', folderId: own.folder }])
    controller.abort()
  })
})

test('nothing of it has changed for Harbour & Pier, nor for the strangers', async () => {
  // the uploads of "hears nothing" are the only entries since
  const { entries } = await place.admin.get<{ entries: ActivityEntry[] }>(
    `/api/admin/activity?organizationId=${theirs.organization}&limit=200`,
  )
  const since = entries.filter(({ seq }) => seq > seen).map(({ kind, actor }) => `${kind} by ${actor?.name}`)
  expect(new Set(since)).toEqual(new Set(['uploaded by Ben Okafor']))
  const { item: kept } = await place.anna.get<{ item: Item }>(`/api/items/${theirs.file}`)
  expect(kept).toMatchObject({ name: 'Treasure.txt', parentId: theirs.folder })
  for (const { who, own } of Object.values(people))
    expect((await who.get<{ item: Item }>(`/api/items/${own.file}`)).item).toMatchObject({ name: 'own.txt', parentId: own.folder })
})
