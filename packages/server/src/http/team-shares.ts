import { AppError, type TeamShare } from '@moorage/api'
import type { Actor } from '../access/actor.ts'
import { accountOf } from '../accounts/administration.ts'
import type { App } from '../app.ts'
import { checkName, cleanName } from '../files/names.ts'
import { administers, organizationsBelow } from '../organizations/scope.ts'
import { subscribersOf, teamShareById, teamSharesOf } from '../organizations/team-shares.ts'
import type { Handlers } from './api.ts'

type TeamShareRoute = 'listTeamShares' | 'createTeamShare' | 'renameTeamShare' | 'subscribe' | 'unsubscribe'

type Row = Awaited<ReturnType<typeof teamSharesOf>>[number]

async function present(app: App, rows: Row[]): Promise<TeamShare[]> {
  if (rows.length === 0) return []
  const subscribers = await subscribersOf(
    app,
    rows.map(({ id }) => id),
  )
  return rows.map(({ id, name, createdAt, organizationId, organizationName }) => ({
    id,
    organization: { id: organizationId, name: organizationName },
    name,
    createdAt,
    subscribers: subscribers.flatMap(({ rootId, disabledAt, ...person }) =>
      rootId === id ? [{ ...person, disabled: disabledAt !== null }] : [],
    ),
  }))
}

async function administered(app: App, actor: Actor, id: string): Promise<Row> {
  const row = await teamShareById(app, id)
  if (!row || !(await administers(app, actor, row.organizationId))) throw new AppError('NOT_FOUND')
  return row
}

async function one(app: App, id: string): Promise<TeamShare> {
  const row = await teamShareById(app, id)
  const [share] = row ? await present(app, [row]) : []
  if (!share) throw new AppError('NOT_FOUND')
  return share
}

function nameOf(wanted: string): string {
  const name = cleanName(wanted.trim())
  const problem = checkName(name)
  if (problem) throw new AppError('NAME_ILLEGAL', { detail: problem })
  return name
}

const subjectOf = ({ id, name }: Pick<Row, 'id' | 'name'>) => ({ kind: 'team-share' as const, id, name })

export const teamShareHandlers: Pick<Handlers, TeamShareRoute> = {
  listTeamShares: async ({ app, actor, params, query }) => {
    const { organizationId } = params
    if (!(await administers(app, actor, organizationId))) throw new AppError('NOT_FOUND')
    const ids = query.below ? await organizationsBelow(app, organizationId) : [organizationId]
    return { teamShares: await present(app, await teamSharesOf(app, ids)) }
  },

  createTeamShare: async ({ app, actor, params, body, note }) => {
    const { organizationId } = params
    if (!(await administers(app, actor, organizationId))) throw new AppError('NOT_FOUND')
    const name = nameOf(body.name)
    const maker = { accountId: actor.accountId, accountName: actor.name }
    const id = await app.db.transact('createTeamShare', { organizationId, name, maker, subscribers: [], now: app.now() })
    note({ organizationId, subject: subjectOf({ id, name }) })
    return one(app, id)
  },

  renameTeamShare: async ({ app, actor, params, body, note }) => {
    const { id, name: before, organizationId } = await administered(app, actor, params.teamShareId)
    const name = nameOf(body.name)
    await app.db.transact('renameTeamShare', { organizationId, rootId: id, name })
    note({ organizationId, subject: subjectOf({ id, name }), detail: `was ${before}` })
    return one(app, id)
  },

  subscribe: async ({ app, actor, params, body, note }) => {
    const row = await administered(app, actor, params.teamShareId)
    const account = await accountOf(app, body.accountId)
    if (!account || account.organization.id !== row.organizationId) throw new AppError('NOT_FOUND')
    if (account.kind === 'guest') throw new AppError('FORBIDDEN', { detail: 'Guests cannot be subscribed: share single files with them.' })
    const { organizationId } = row
    await app.db.transact('subscribe', { organizationId, rootId: row.id, accountId: account.id, role: body.role, now: app.now() })
    note({ organizationId, subject: subjectOf(row), detail: `${account.name} as ${body.role}` })
    return one(app, row.id)
  },

  unsubscribe: async ({ app, actor, params, note }) => {
    const row = await administered(app, actor, params.teamShareId)
    const { organizationId } = row
    const account = await accountOf(app, params.accountId)
    const person = { organizationId, rootId: row.id, accountId: params.accountId }
    if ((await app.db.transact('unsubscribe', { ...person, now: app.now() })) === 0) throw new AppError('NOT_FOUND')
    note({ organizationId, subject: subjectOf(row), ...(account ? { detail: account.name } : {}) })
    return one(app, row.id)
  },
}
