import { type ActivityEntry, type LaunchKit, ROUTES, type Route, type RouteName } from '@moorage/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { STATED_TRAFFIC } from './launch-traffic.ts'
import { leftBehind } from './left-behind.ts'
import { PICTURE } from './pictures.ts'
import { ROLLOUT } from './rollout-plan.ts'
import { startServer, type Visitor } from './server.ts'
import { json, NOBODY, type Place, startPlace } from './two-organizations.ts'

/** Every route that changes something, called once with success and once in vain. */

type Recording = { [N in RouteName]: (typeof ROUTES)[N] extends { records: string } ? N : never }[RouteName]
/** Prepares, and answers the one call that is looked at. */
type Prepare = () => Promise<() => Promise<Response>>

let place: Place
beforeAll(async () => {
  place = await startPlace()
})
afterAll(() => place?.stop())

const annas = () => place.mes.anna.myFiles.id
const annasFile = () => place.file(place.anna, annas())
const items =
  (what: string, body: () => Promise<unknown>): Prepare =>
  async () => {
    const made = await body()
    return () => place.anna.post(`/api/items/${what}`, made)
  }
const two = async () => [await annasFile(), await annasFile()]
const target = async () => (await place.folder(place.anna, annas())).id
const unsaved = async (what: string) => `/api/unsaved/${await place.unsaved(place.anna, await annasFile())}${what}`
const colleague = async (invited = false) =>
  (await place.account(place.organizationId, place.fresh('Colleague'), 'standard', invited)).account
const visitorOf = async () => place.signIn((await colleague()).email)
const shareWith = async (itemId: string) =>
  json(await place.anna.post(`/api/items/${itemId}/shares`, { accountId: place.mes.ben.id, role: 'viewer' }))
const m365 = (path = '') => `/api/admin/microsoft-365${path}`
const tester = async () => {
  const { id } = await colleague()
  await json(await place.admin.post(m365('/testers'), { accountId: id }))
  return id
}
const editorFields = () => ({
  name: place.fresh('Another editor'),
  discoveryUrl: place.editor.discoveryUrl,
  profile: 'collabora',
  proof: 'if-present',
})
const addedEditor = async () => (await json<{ id: string }>(await place.admin.post('/api/admin/editors', editorFields()))).id
const findingFields = () => ({ title: place.fresh('The tab has no icon'), pass: 1 })
const finding = async () => json<{ id: string; version: number }>(await place.admin.post(m365('/findings'), findingFields()))
const screenshot = () =>
  place.admin.fetch(m365('/screenshots?flow=rename'), { method: 'POST', headers: { 'content-type': 'image/png' }, body: PICTURE })

const SUCCEEDS: { [N in Recording]: Prepare } = {
  signIn: async () => {
    const body = { email: 'anna@demo.test', password: place.server.password }
    return () => place.server.visitor().post('/api/sign-in', body)
  },
  signInDemo: async () => () => place.server.visitor().post('/api/sign-in/demo', { email: 'ben@demo.test' }),
  signOut: async () => {
    const who = await visitorOf()
    return () => who.post('/api/sign-out')
  },
  signOutEverywhere: async () => {
    const who = await visitorOf()
    return () => who.post('/api/sign-out-everywhere')
  },
  // on a server of its own, below
  setUpAdministrator: () => Promise.reject(new Error('it works once, on an empty server')),
  createFolder: async () => () => place.anna.post(`/api/folders/${annas()}/folders`, { name: place.fresh('Plans') }),
  createFile: async () => () => place.anna.post(`/api/folders/${annas()}/files`, { name: place.fresh('Letter'), type: 'document' }),
  renameItem: async () => {
    const id = await annasFile()
    return () => place.anna.patch(`/api/items/${id}`, { name: place.fresh('Renamed.txt') })
  },
  moveItems: items('move', async () => ({ ids: await two(), to: await target() })),
  copyItems: items('copy', async () => ({ ids: await two(), to: await target() })),
  deleteItems: items('delete', async () => ({ ids: await two() })),
  restoreItems: items('restore', async () => {
    const ids = await two()
    await json(await place.anna.post('/api/items/delete', { ids }))
    return { ids }
  }),
  askToEdit: async () => {
    const id = await place.file(place.anna, place.projects)
    await place.editing(place.anna, id)
    return () => place.ben.post(`/api/items/${id}/ask-to-edit`)
  },
  restoreRevision: async () => {
    const name = `${place.fresh('revised')}.txt`
    const id = await place.file(place.anna, annas(), name)
    await place.file(place.anna, annas(), name, 'newer')
    const oldest = (await place.revisions(place.anna, id)).at(-1)?.id
    return () => place.anna.post(`/api/items/${id}/revisions/${oldest}/restore`)
  },
  saveUnsavedAsCopy: async () => {
    const path = await unsaved('/copy')
    return () => place.anna.post(path)
  },
  saveUnsavedAsRevision: async () => {
    const path = await unsaved('/revision')
    return () => place.anna.post(path)
  },
  discardUnsaved: async () => {
    const path = await unsaved('')
    return () => place.anna.delete(path)
  },
  shareItem: async () => {
    const id = await annasFile()
    return () => place.anna.post(`/api/items/${id}/shares`, { accountId: place.mes.ben.id, role: 'editor' })
  },
  unshareItem: async () => {
    const id = await annasFile()
    await shareWith(id)
    return () => place.anna.delete(`/api/items/${id}/shares/${place.mes.ben.id}`)
  },
  createAccount: async () => {
    const body = { email: `${place.fresh('new').replace(' ', '.')}@example.test`, name: place.fresh('Newcomer'), kind: 'guest' }
    return () => place.admin.post(`/api/admin/organizations/${place.organizationId}/accounts`, body)
  },
  changeAccount: async () => {
    const { id } = await colleague()
    return () => place.admin.patch(`/api/admin/accounts/${id}`, { name: place.fresh('Another name') })
  },
  disableAccount: async () => {
    const { id } = await colleague()
    return () => place.admin.post(`/api/admin/accounts/${id}/disable`)
  },
  enableAccount: async () => {
    const { id } = await colleague()
    await json(await place.admin.post(`/api/admin/accounts/${id}/disable`))
    return () => place.admin.post(`/api/admin/accounts/${id}/enable`)
  },
  resetAccount: async () => {
    const { id } = await colleague()
    return () => place.admin.post(`/api/admin/accounts/${id}/reset`)
  },
  useAccountLink: async () => {
    const { email } = await colleague(true)
    const code = /#code=(\S+)/.exec((await place.mailTo(email))?.text ?? '')?.[1]
    return () => place.server.visitor().post('/api/account-links/use', { code, password: 'chosen by its owner' })
  },
  forgotPassword: async () => {
    const { email } = await colleague()
    return () => place.server.visitor().post('/api/forgot-password', { email })
  },
  createOrganization: async () => () =>
    place.admin.post('/api/admin/organizations', { parentId: place.organizationId, name: place.fresh('Suborganization') }),
  changeOrganization: async () => {
    const { id } = await place.organization()
    return () => place.admin.patch(`/api/admin/organizations/${id}`, { name: place.fresh('Renamed company') })
  },
  disableOrganization: async () => {
    const { id } = await place.organization()
    return () => place.admin.post(`/api/admin/organizations/${id}/disable`)
  },
  enableOrganization: async () => {
    const { id } = await place.organization()
    await json(await place.admin.post(`/api/admin/organizations/${id}/disable`))
    return () => place.admin.post(`/api/admin/organizations/${id}/enable`)
  },
  changePolicy: async () => {
    const { id } = await place.organization()
    return () => place.admin.patch(`/api/admin/organizations/${id}/policies/share-files`, { value: 'off' })
  },
  createTeamShare: async () => () =>
    place.admin.post(`/api/admin/organizations/${place.organizationId}/team-shares`, { name: place.fresh('Share') }),
  renameTeamShare: async () => {
    const { id } = await place.teamShare(place.organizationId)
    return () => place.admin.patch(`/api/admin/team-shares/${id}`, { name: place.fresh('Renamed share') })
  },
  subscribe: async () => {
    const { id } = await place.teamShare(place.organizationId)
    return () => place.admin.post(`/api/admin/team-shares/${id}/subscribers`, { accountId: place.mes.ben.id, role: 'editor' })
  },
  unsubscribe: async () => {
    const { id } = await place.teamShare(place.organizationId)
    await json(await place.admin.post(`/api/admin/team-shares/${id}/subscribers`, { accountId: place.mes.ben.id, role: 'editor' }))
    return () => place.admin.delete(`/api/admin/team-shares/${id}/subscribers/${place.mes.ben.id}`)
  },
  changeState: async () => () => place.admin.patch(m365(), { state: 'off' }),
  changeAddress: async () => () =>
    place.admin.patch(m365('/addresses'), { environment: 'test', url: `${place.server.editor}/hosting/discovery` }),
  startRehearsal: async () => () => place.admin.post(m365('/rehearsal'), { testers: [place.mes.anna.id] }),
  addTester: async () => {
    const { id } = await colleague()
    return () => place.admin.post(m365('/testers'), { accountId: id })
  },
  changeTester: async () => {
    const id = await tester()
    return () => place.admin.patch(m365(`/testers/${id}`), { staysOnTest: true })
  },
  removeTester: async () => {
    const id = await tester()
    return () => place.admin.delete(m365(`/testers/${id}`))
  },
  changeLaunchKit: async () => () => place.admin.patch(m365('/launch-kit'), { fields: { company: 'Harbour & Pier Ltd' } }),
  makeTestAccounts: async () => () => place.admin.post(m365('/test-accounts'), {}),
  addFinding: async () => () => place.admin.post(m365('/findings'), findingFields()),
  changeFinding: async () => {
    const { id, version } = await finding()
    return () => place.admin.patch(m365(`/findings/${id}`), { version, state: 'fixing' })
  },
  removeFinding: async () => {
    const { id, version } = await finding()
    return () => place.admin.delete(m365(`/findings/${id}?version=${version}`))
  },
  addScreenshot: async () => screenshot,
  removeScreenshot: async () => {
    const { id } = await json<{ id: string }>(await screenshot())
    return () => place.admin.delete(m365(`/screenshots/${id}`))
  },
  markLaunchSent: async () => {
    const { texts } = await place.admin.get<LaunchKit>(m365('/launch-kit'))
    return () => place.admin.post(m365('/launch-kit/sent'), { what: 'apply', text: texts[0]?.text })
  },
  // what the validator does to a file is in the activity too: it has a test of its own
  runValidation: () => Promise.reject(new Error('it goes on after its answer')),
  changeLaunchTraffic: async () => () => place.admin.patch(m365('/launch-kit/traffic'), STATED_TRAFFIC),
  // so is what is done in a film
  recordLaunchFilms: () => Promise.reject(new Error('it goes on after its answer')),
  runDoctor: async () => () => place.admin.post('/api/admin/doctor', {}),
  changeStep: async () => () => place.admin.patch(m365('/steps/join'), { note: 'asked on Monday' }),
  tryDiscovery: async () => () => place.admin.post('/api/admin/editors/try', { url: place.editor.discoveryUrl }),
  addEditor: async () => () => place.admin.post('/api/admin/editors', editorFields()),
  changeEditor: async () => {
    const id = await addedEditor()
    return () => place.admin.patch(`/api/admin/editors/${id}`, { name: place.fresh('Renamed editor') })
  },
  removeEditor: async () => {
    const id = await addedEditor()
    return () => place.admin.delete(`/api/admin/editors/${id}`)
  },
  changeEditorOrder: async () => () =>
    place.admin.patch(`/api/admin/organizations/${place.organizationId}/editor-order`, {
      extension: 'docx',
      editors: ['collabora', 'built-in'],
    }),
  planRollout: async () => () => place.admin.patch('/api/admin/rollouts/built-in', ROLLOUT),
  decideRollout: async () => {
    await json(await place.admin.patch('/api/admin/rollouts/collabora', ROLLOUT))
    return () => place.admin.post('/api/admin/rollouts/collabora/decisions', { what: 'start', stage: -1 })
  },
  changeAlertSettings: async () => () => place.admin.patch('/api/admin/alerts/settings', { mail: 'nobody' }),
  lookAtAlerts: async () => () => place.admin.post('/api/admin/alerts/look'),
  testAlertWebhook: async () => {
    await json(await place.admin.patch('/api/admin/alerts/settings', { webhookUrl: 'http://127.0.0.1:1/alerts' }))
    return () => place.admin.post('/api/admin/alerts/webhook-test')
  },
  tryRollout: async () => () => place.admin.post('/api/admin/rollouts/built-in/dry-run', { stages: ROLLOUT.stages }),
  releaseLock: async () => {
    const id = await place.file(place.anna, place.projects)
    await place.editing(place.anna, id)
    const since = await leftBehind(place.server, place.admin, id)
    return () => place.admin.post(`/api/admin/editing-now/${id}/release`, { since })
  },
  sendMailAgain: async () => {
    const { email } = await colleague(true)
    const mail = await place.mailTo(email)
    return () => place.admin.post(`/api/admin/mail/${mail?.id}/send-again`)
  },
}

/** Where an empty body would not get as far as the handler. */
const IN_VAIN: Partial<Record<Recording, () => unknown>> = {
  changeLaunchKit: () => ({ step: { name: 'nothing' } }),
  markLaunchSent: () => ({ what: 'nothing', text: 'nothing' }),
  changeLaunchTraffic: () => ({ ...STATED_TRAFFIC, kinds: { word: 90, excel: 90, powerpoint: 90 } }),
  recordLaunchFilms: () => ({ names: ['nothing'] }),
  runDoctor: () => ({ editor: 'Nobody' }),
  planRollout: () => ({ ...ROLLOUT, stages: [...ROLLOUT.stages, ...ROLLOUT.stages] }),
  decideRollout: () => ({ what: 'advance', stage: 7 }),
  releaseLock: () => ({ since: 1 }),
  changeAlertSettings: () => ({ mail: 'chosen', accountIds: [] }),
  tryRollout: () => ({ stages: [...ROLLOUT.stages, ...ROLLOUT.stages] }),
  addFinding: () => ({ title: ' ', pass: 1 }),
  changeFinding: () => ({ version: 1, state: 'fixing' }),
  signInDemo: () => ({ email: 'nobody@example.test' }),
  moveItems: () => ({ ids: [NOBODY], to: annas() }),
  copyItems: () => ({ ids: [NOBODY], to: annas() }),
  deleteItems: () => ({ ids: [NOBODY] }),
  restoreItems: () => ({ ids: [NOBODY] }),
  useAccountLink: () => ({ code: 'x'.repeat(43), password: 'chosen by nobody' }),
  createOrganization: () => ({ parentId: NOBODY, name: 'Nowhere' }),
  addTester: () => ({ accountId: NOBODY }),
  startRehearsal: () => ({ testers: [NOBODY] }),
  changeAddress: () => ({ environment: 'test', url: 'http://localhost:1/hosting/discovery' }),
  setUpAdministrator: () => ({ code: 'x'.repeat(43), organization: 'O', name: 'N', email: 'n@example.test', password: 'chosen by nobody' }),
  createFolder: () => ({ name: 'Nowhere' }),
  createFile: () => ({ name: 'Nowhere', type: 'text' }),
  renameItem: () => ({ name: 'Nowhere' }),
  shareItem: () => ({ accountId: place.mes.ben.id, role: 'viewer' }),
  createTeamShare: () => ({ name: 'Nowhere' }),
  renameTeamShare: () => ({ name: 'Nowhere' }),
  changePolicy: () => ({ value: 'off' }),
}

const newest = async (who: Visitor, limit: number) =>
  (await who.get<{ entries: ActivityEntry[] }>(`/api/admin/activity?limit=${limit}`)).entries
async function entriesOf(call: () => Promise<Response>) {
  const before = (await newest(place.admin, 1))[0]?.seq ?? 0
  const answer = await call()
  const text = await answer.text()
  return { status: answer.status, text, entries: (await newest(place.admin, 50)).filter(({ seq }) => seq > before).reverse() }
}

const recording = (Object.keys(ROUTES) as RouteName[]).filter((name) => ROUTES[name].method !== 'GET')
/** it asks something and changes nothing */
const ASKING = ['checkAccountLink']

describe('a route that changes something', () => {
  test.each(recording)('%s names what it leaves in the activity', (name) => {
    expect(ASKING.includes(name) || (ROUTES[name] as Route).records).toBeTruthy()
  })

  test.each(recording.filter((name) => ![...ASKING, 'setUpAdministrator', 'runValidation', 'recordLaunchFilms'].includes(name)))(
    '%s leaves one entry',
    async (name) => {
      const { records, access } = ROUTES[name] as Route
      const call = await SUCCEEDS[name as Recording]()
      const { status, text, entries } = await entriesOf(call)
      expect({ status: Math.floor(status / 100), text: status < 300 ? '' : text }).toEqual({ status: 2, text: '' })
      expect(entries.map(({ kind }) => kind)).toEqual([records])
      const [entry] = entries
      expect(entry?.from).toMatch(/^(127\.0\.0\.1|::1)$/)
      if (access !== 'public') expect(entry?.actor?.name).toBeTruthy()
      // no id and no sentence of a program
      expect(entry?.detail ?? '').not.toMatch(/[a-z2-7]{26}|undefined|null|\[object/)
    },
  )

  test.each(recording.filter((name) => !ASKING.includes(name)))('%s leaves none when it fails', async (name) => {
    const { method, path, access } = ROUTES[name] as Route
    const aimed = path.includes(':')
    const body = IN_VAIN[name as Recording]?.()
    const who = access === 'public' || !(aimed || 'body' in ROUTES[name] || 'bytes' in ROUTES[name]) ? place.server.visitor() : place.admin
    const { status, entries } = await entriesOf(() =>
      who.fetch(
        path.replace(/:\w+/g, (param) => (param === ':policy' ? 'share-files' : param === ':step' ? 'nothing' : NOBODY)),
        {
          method,
          ...('body' in ROUTES[name] ? { body: JSON.stringify(body ?? {}), headers: { 'content-type': 'application/json' } } : {}),
        },
      ),
    )
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
    expect(entries).toEqual([])
  })
})

test('setting a server up leaves one entry', async () => {
  const server = await startServer({ demo: false })
  try {
    const code = /#(?:code=)?(\S+)$/.exec(server.output.find((line) => line.startsWith('Create the first')) ?? '')?.[1]
    const who = server.visitor()
    const body = { code, organization: 'Pier Ltd', name: 'Petra', email: 'petra@example.test', password: 'petra starts it' }
    await json(await who.post('/api/set-up', body))
    expect(await newest(who, 10)).toMatchObject([
      { kind: 'set-up', actor: { name: 'Petra' }, subject: { kind: 'organization', name: 'Pier Ltd' }, organization: { name: 'Pier Ltd' } },
    ])
  } finally {
    await server.stop()
  }
})
