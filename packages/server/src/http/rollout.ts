import { AppError, type Body, type ROUTES, type Rollout, type RolloutStage } from '@moorage/api'
import { accountOf } from '../accounts/administration.ts'
import type { App } from '../app.ts'
import { benchMeasured } from '../bench-measured.ts'
import { storedLaunchKit } from '../launch-kit/stored.ts'
import { trafficNow } from '../launch-kit/traffic-now.ts'
import { TEST_CLIENT } from '../office/editors.ts'
import { M365, M365_TEST, microsoft365, rememberMicrosoft365 } from '../office/microsoft-365.ts'
import { editorsOf } from '../office/registry.ts'
import { dryRun } from '../office/rollout/dry-run.ts'
import { rolloutNow } from '../office/rollout/now.ts'
import { rememberRollouts, type StoredRollout, type StoredRollouts, storedRollouts } from '../office/rollout/stored.ts'
import { ALL_ORGANIZATIONS } from '../organizations/organizations.ts'
import { build } from '../storage/db/statement.ts'
import type { Handlers } from './api.ts'
import { mustBeFree } from './microsoft-365.ts'

/** Neither the test environment nor what only validators use comes to everybody one day. */
const editorsToRollOut = (app: App) =>
  editorsOf(app).filter(({ id, discoveryUrl }) => discoveryUrl !== undefined && id !== M365_TEST && id !== TEST_CLIENT)

function nameOf(app: App, editorId: string): string {
  const editor = editorsToRollOut(app).find(({ id }) => id === editorId)
  if (!editor) throw new AppError('NOT_FOUND', { detail: 'There is no editor of this id that could be rolled out.' })
  return editor.name
}

function rolloutOf(app: App, editor: string): StoredRollout {
  const rollout = storedRollouts(app)[editor]
  if (!rollout) throw new AppError('NOT_FOUND', { detail: 'No roll-out of this editor is planned.' })
  return rollout
}

/** Of the people and Team Shares that stages name, by id. */
async function namesIn({ db }: App, stages: RolloutStage[]): Promise<Record<string, string>> {
  const ids = stages.flatMap(({ audience }) =>
    audience.kind === 'people' ? audience.accountIds : audience.kind === 'team-shares' ? audience.teamShareIds : [],
  )
  if (ids.length === 0) return {}
  const [accounts, shares] = await Promise.all([
    db.read.query(build.selectFrom('account').select(['id', 'name']).where('id', 'in', ids)),
    db.read.query(build.selectFrom('root').select(['id', 'name']).where('kind', '=', 'team').where('id', 'in', ids)),
  ])
  return Object.fromEntries([...accounts, ...shares].map(({ id, name }) => [id, name]))
}

async function present(app: App, editor: string): Promise<Rollout> {
  const { state, stages, stage, brake, decisions } = rolloutOf(app, editor)
  const editorName = editorsOf(app).find(({ id }) => id === editor)?.name ?? editor
  return { editor, editorName, state, stages, stage, brake, decisions, names: await namesIn(app, stages) }
}

const malformed = (detail: string) => new AppError('BAD_REQUEST', { detail })

async function known(app: App, table: 'root' | 'organization', ids: string[]): Promise<boolean> {
  const rows = await app.db.read.query(build.selectFrom(table).select('id').where('id', 'in', ids))
  return new Set(ids).size === rows.length
}

/** What the shapes alone do not say; each problem names its stage. */
async function checkStages(app: App, stages: RolloutStage[]) {
  const names = new Set<string>()
  let latest = Number.NEGATIVE_INFINITY
  for (const { name, audience, startsAt } of stages) {
    if (names.has(name)) throw malformed(`Two stages are called “${name}”: give each a name of its own.`)
    names.add(name)
    if (startsAt !== undefined && startsAt < latest)
      throw malformed(`“${name}” starts before the stage before it: give it a later time, or none to start it by hand.`)
    latest = Math.max(latest, startsAt ?? latest)
    if (audience.kind === 'people')
      for (const id of audience.accountIds)
        if (!(await accountOf(app, id))) throw malformed(`“${name}” names an account that is not there any more: take it out.`)
    if (audience.kind === 'team-shares' && !(await known(app, 'root', audience.teamShareIds)))
      throw malformed(`“${name}” names a Team Share that is not there any more: take it out.`)
    if (audience.kind === 'organizations' && !(await known(app, 'organization', audience.organizationIds)))
      throw malformed(`“${name}” names an organization that is not there any more: take it out.`)
  }
}

type What = Body<(typeof ROUTES)['decideRollout']>['what']
const WORDS: Record<What, string> = {
  start: 'started',
  advance: 'next stage',
  hold: 'held',
  resume: 'resumed',
  'step-back': 'stepped back',
  end: 'ended: everybody has it',
}

function decide(
  app: App,
  what: What,
  stage: number,
  decided: { editor: string; now: number; by: 'person'; name: string; reason?: string },
) {
  switch (what) {
    case 'start':
      return app.db.transact('startRollout', decided)
    case 'advance':
      return app.db.transact('advanceRollout', { ...decided, from: stage })
    case 'hold':
      return app.db.transact('holdRollout', decided)
    case 'resume':
      return app.db.transact('resumeRollout', decided)
    case 'step-back':
      return app.db.transact('stepBackRollout', { ...decided, from: stage })
    case 'end':
      return app.db.transact('endRollout', decided)
  }
}

function remember(app: App, changed: StoredRollouts | undefined) {
  if (!changed) throw new AppError('CHANGED_MEANWHILE', { detail: 'The roll-out is not where you saw it any more: look at it again.' })
  rememberRollouts(app, changed)
}

const subject = (name: string) => ({ kind: 'editor' as const, name })

type RolloutRoute = 'getRollouts' | 'planRollout' | 'decideRollout' | 'tryRollout' | 'getRolloutNow' | 'getRolloutTraffic'

export const rolloutHandlers: Pick<Handlers, RolloutRoute> = {
  getRollouts: async ({ app }) => ({
    rollouts: await Promise.all(Object.keys(storedRollouts(app)).map((editor) => present(app, editor))),
    editors: editorsToRollOut(app).map(({ id, name }) => ({ id, name })),
  }),

  planRollout: async ({ app, actor, params: { editorId }, body: { stages, brake }, note }) => {
    const name = nameOf(app, editorId)
    await checkStages(app, stages)
    const decided = { editor: editorId, now: app.now(), by: 'person' as const, name: actor.name }
    remember(app, await app.db.transact('planRollout', { ...decided, stages, brake }))
    note({ organizationId: ALL_ORGANIZATIONS, subject: subject(name), detail: stages.map((stage) => stage.name).join(', ') })
    return present(app, editorId)
  },

  decideRollout: async ({ app, actor, params: { editorId }, body: { what, stage, reason }, note }) => {
    const name = nameOf(app, editorId)
    if ((what === 'hold' || what === 'step-back') && !reason?.trim())
      throw malformed('Say why: whoever looks at the roll-out later needs it.')
    const opens = what === 'start' && editorId === M365 && microsoft365(app).state !== 'production'
    if (opens) mustBeFree(app, 'WOPI_ENABLED', 'WOPI_TESTING')
    const decided = { editor: editorId, now: app.now(), by: 'person' as const, name: actor.name, ...(reason ? { reason } : {}) }
    remember(app, await decide(app, what, stage, decided))
    // only now: nobody comes in between for whom it is not
    if (opens)
      rememberMicrosoft365(app, await app.db.transact('setMicrosoft365State', { state: 'production', running: 'finish', now: app.now() }))
    note({ organizationId: ALL_ORGANIZATIONS, subject: subject(name), detail: [WORDS[what], reason].filter(Boolean).join(': ') })
    return present(app, editorId)
  },

  tryRollout: async ({ app, params: { editorId }, query: { q, offset = 0 }, body: { stages }, note }) => {
    const name = nameOf(app, editorId)
    await checkStages(app, stages)
    note({ organizationId: ALL_ORGANIZATIONS, subject: subject(name) })
    return dryRun(app, editorId, stages, { q, offset })
  },

  getRolloutNow: async ({ app, params: { editorId } }) => {
    const now = await rolloutNow(app, editorId, rolloutOf(app, editorId))
    if (!now) throw new AppError('NOT_FOUND', { detail: 'No stage of this roll-out is in force.' })
    return now
  },

  getRolloutTraffic: async ({ app }) => {
    const [traffic, bench] = await Promise.all([trafficNow(app, await storedLaunchKit(app)), benchMeasured(app)])
    return { traffic, ...(bench ? { bench } : {}) }
  },
}
