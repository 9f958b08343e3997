import { type Account, AppError, ELIGIBILITY, type Microsoft365 } from '@moorage/api'
import type { Actor } from '../access/actor.ts'
import { accountOf } from '../accounts/administration.ts'
import type { App } from '../app.ts'
import { MICROSOFT_PRODUCTION_URL, MICROSOFT_TEST_URL } from '../config-variables.ts'
import { refreshDiscovery, takeTried } from '../office/discovery.ts'
import { discoveryStateOf } from '../office/discovery-summary.ts'
import { editingNow } from '../office/editing-now.ts'
import { M365, M365_TEST, microsoft365, rehearsalUrl, rememberMicrosoft365, storedMicrosoft365 } from '../office/microsoft-365.ts'
import { outlookOf, stepsOf } from '../office/microsoft-365-steps.ts'
import { notPublic } from '../office/public-names.ts'
import { editorById } from '../office/registry.ts'
import { testers } from '../office/testers.ts'
import { tryDiscovery } from '../office/trial.ts'
import { ALL_ORGANIZATIONS } from '../organizations/organizations.ts'
import { organizationsAllowing } from '../organizations/policies.ts'
import { organizationsBelow } from '../organizations/scope.ts'
import type { Handlers } from './api.ts'

type Microsoft365Route =
  | 'getMicrosoft365'
  | 'changeState'
  | 'changeAddress'
  | 'startRehearsal'
  | 'addTester'
  | 'changeTester'
  | 'removeTester'
  | 'changeStep'

const STATES = { off: 'Off', testing: 'Testing', production: 'Production' }

function environmentOf(app: App, id: typeof M365 | typeof M365_TEST, url: string, defaultUrl: string, open: number): Microsoft365['test'] {
  const editor = editorById(app, id)
  if (!editor) throw new Error('Microsoft 365 is always an editor')
  return {
    editorId: id,
    name: editor.name,
    url,
    defaultUrl,
    wopiHost: new URL(editor.wopiOrigin).host,
    discovery: discoveryStateOf(app, id),
    open,
  }
}

async function present(app: App, actor: Actor): Promise<Microsoft365> {
  const now = microsoft365(app)
  const stored = storedMicrosoft365(app)
  const organizationIds = await organizationsBelow(app, ALL_ORGANIZATIONS)
  const editing = await editingNow(app, actor, { organizationIds, editorIds: [M365, M365_TEST] })
  const openIn = (id: string) => editing.filter(({ editor }) => editor === id).length
  const unreachable = notPublic(app.config)
  return {
    state: now.state,
    enabled: now.state !== 'off',
    testing: now.state === 'testing',
    rehearsal: now.rehearsal,
    fixed: app.config.microsoft365.fixed.map(({ setting, where }) => ({ setting, where })),
    test: environmentOf(app, M365_TEST, now.testUrl, MICROSOFT_TEST_URL, openIn(M365_TEST)),
    production: environmentOf(app, M365, now.productionUrl, MICROSOFT_PRODUCTION_URL, openIn(M365)),
    ...(unreachable === undefined ? {} : { notPublic: unreachable }),
    testers: await testers(app),
    ...(now.finishUntil !== undefined && now.finishUntil > app.now() ? { finishUntil: now.finishUntil } : {}),
    editing,
    steps: stepsOf(stored, now.state),
    eligibility: { answers: stored.answers, outlook: outlookOf(stored.answers) },
    organizationsOn: await organizationsAllowing(app, 'microsoft-365'),
    licenceCheck: app.config.microsoftGraph !== undefined,
  }
}

/** What the settings file or the environment says is not changed here. */
export function mustBeFree(app: App, ...settings: Microsoft365['fixed'][number]['setting'][]) {
  const fixed = app.config.microsoft365.fixed.find(({ setting }) => settings.includes(setting))
  if (fixed) throw new AppError('SETTING_FIXED', { detail: `${fixed.setting} is set in ${fixed.where}: change it there.` })
}

async function person(app: App, accountId: string): Promise<Account> {
  const account = await accountOf(app, accountId)
  if (!account) throw new AppError('NOT_FOUND')
  return account
}

async function mayTest(app: App, accountId: string): Promise<Account> {
  const account = await person(app, accountId)
  if (account.kind === 'guest') throw new AppError('FORBIDDEN', { detail: `${account.name} is a guest: guests never get Microsoft 365.` })
  return account
}

const subjectOf = ({ id, name }: Account) => ({ kind: 'account' as const, id, name })
const SETTING = { kind: 'setting' as const, name: 'Microsoft 365' }

export const microsoft365Handlers: Pick<Handlers, Microsoft365Route> = {
  getMicrosoft365: ({ app, actor }) => present(app, actor),

  changeState: async ({ app, actor, body, note }) => {
    mustBeFree(app, 'WOPI_ENABLED', 'WOPI_TESTING')
    const before = microsoft365(app).state
    const { state, running = 'finish' } = body
    rememberMicrosoft365(app, await app.db.transact('setMicrosoft365State', { state, running, now: app.now() }))
    const ended = running === 'stop' && before !== state ? ', editing sessions stopped' : ''
    note({ organizationId: ALL_ORGANIZATIONS, subject: SETTING, detail: `${STATES[before]} → ${STATES[state]}${ended}` })
    // what was asleep is read now, but nobody waits for it
    void refreshDiscovery(app)
    return present(app, actor)
  },

  changeAddress: async ({ app, actor, body, note }) => {
    const { environment, url } = body
    mustBeFree(app, environment === 'test' ? 'WOPI_TEST_URL' : 'WOPI_PRODUCTION_URL')
    const standard = environment === 'test' ? MICROSOFT_TEST_URL : MICROSOFT_PRODUCTION_URL
    const editorId = environment === 'test' ? M365_TEST : M365
    const { trial, document } = await tryDiscovery(app, url ?? standard, editorId)
    // Microsoft's own address is where one goes back to, reachable just now or not
    if (!trial.usable && url !== null) throw new AppError('DISCOVERY_UNUSABLE', { detail: trial.problem ?? '', data: { trial } })
    rememberMicrosoft365(app, await app.db.transact('setMicrosoft365Address', { environment, url: url === null ? undefined : trial.url }))
    note({ organizationId: ALL_ORGANIZATIONS, subject: SETTING, detail: `${environment}: ${url ?? standard}` })
    if (document !== undefined) await takeTried(app, editorId, { url: trial.url, document })
    return { microsoft365: await present(app, actor), trial }
  },

  startRehearsal: async ({ app, actor, body, note }) => {
    const { microsoft365: given } = app.config
    const url = rehearsalUrl(app.config)
    if (given.testUrl !== url) mustBeFree(app, 'WOPI_TEST_URL')
    if (given.state !== 'testing') mustBeFree(app, 'WOPI_ENABLED', 'WOPI_TESTING')
    const people = await Promise.all(body.testers.map((id) => mayTest(app, id)))
    const stored = await app.db.transact('beginRehearsal', {
      url: given.testUrl === undefined ? url : undefined,
      state: given.state === undefined ? 'testing' : undefined,
      testers: people.map(({ id, organization }) => ({ organizationId: organization.id, accountId: id })),
      addedBy: actor.name,
      now: app.now(),
    })
    rememberMicrosoft365(app, stored)
    const named = people.map(({ name }) => name).join(', ')
    note({ organizationId: ALL_ORGANIZATIONS, subject: SETTING, ...(named ? { detail: `with ${named}` } : {}) })
    await refreshDiscovery(app)
    return present(app, actor)
  },

  addTester: async ({ app, actor, body, note }) => {
    const account = await mayTest(app, body.accountId)
    const organizationId = account.organization.id
    await app.db.transact('addTester', { organizationId, accountId: account.id, addedBy: actor.name, now: app.now() })
    note({ organizationId, subject: subjectOf(account) })
    return present(app, actor)
  },

  changeTester: async ({ app, actor, params, body, note }) => {
    const account = await person(app, params.accountId)
    const organizationId = account.organization.id
    const { staysOnTest } = body
    if ((await app.db.transact('changeTester', { organizationId, accountId: account.id, staysOnTest })) === 0)
      throw new AppError('NOT_FOUND')
    note({ organizationId, subject: subjectOf(account), detail: staysOnTest ? 'stays on test in Production' : 'goes along in Production' })
    return present(app, actor)
  },

  removeTester: async ({ app, actor, params, note }) => {
    const account = await person(app, params.accountId)
    const organizationId = account.organization.id
    if ((await app.db.transact('removeTester', { organizationId, accountId: account.id })) === 0) throw new AppError('NOT_FOUND')
    note({ organizationId, subject: subjectOf(account) })
    return present(app, actor)
  },

  changeStep: async ({ app, actor, params, body, note }) => {
    const { state, note: text, answers } = body
    const unknown = Object.keys(answers ?? {}).find((question) => !(ELIGIBILITY as readonly string[]).includes(question))
    if (unknown !== undefined) throw new AppError('BAD_REQUEST', { detail: `There is no question “${unknown}”.` })
    const change = { step: params.step, state, note: text, answers, now: app.now() }
    rememberMicrosoft365(app, await app.db.transact('noteMicrosoft365Step', change))
    note({ organizationId: ALL_ORGANIZATIONS, subject: SETTING, detail: [params.step, state, text].filter(Boolean).join(': ') })
    return present(app, actor)
  },
}
