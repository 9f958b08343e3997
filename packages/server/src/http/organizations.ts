import { AppError, type Organization } from '@moorage/api'
import type { Actor } from '../access/actor.ts'
import { newId } from '../access/new-id.ts'
import type { App } from '../app.ts'
import { readOrganizations } from '../organizations/administration.ts'
import { readHostnames } from '../organizations/hostnames.ts'
import { ALL_ORGANIZATIONS } from '../organizations/organizations.ts'
import { effectivePolicy } from '../organizations/policies.ts'
import { administeredBy, administers, lineOf, organizationsBelow } from '../organizations/scope.ts'
import type { Handlers } from './api.ts'

type OrganizationRoute =
  | 'listOrganizations'
  | 'createOrganization'
  | 'getOrganization'
  | 'changeOrganization'
  | 'disableOrganization'
  | 'enableOrganization'

type Row = Awaited<ReturnType<typeof readOrganizations>>[number]

/** `visible`: the parent of the highest one that somebody may see is nobody. */
async function present(app: App, row: Row, visible: ReadonlySet<string>): Promise<Organization> {
  const { parentId, hostname, disabledAt, blocked, quota, people, ...rest } = row
  return {
    ...rest,
    ...(parentId !== null && visible.has(parentId) ? { parentId } : {}),
    ...(hostname === null ? {} : { hostname }),
    ...(disabledAt === null ? {} : { disabledAt }),
    blocked: blocked === 1,
    people: people ?? 0,
    ...(quota === null ? {} : { quota }),
    microsoft365: (await effectivePolicy(app, row.id, 'microsoft-365')).value,
  }
}

async function one(app: App, actor: Actor, id: string): Promise<Organization> {
  if (!(await administers(app, actor, id))) throw new AppError('NOT_FOUND')
  const [row] = await readOrganizations(app, [id])
  if (!row) throw new AppError('NOT_FOUND')
  return present(app, row, new Set(await administeredBy(app, actor)))
}

/** Parents before children, siblings as they come: by name. */
function asTree(rows: Organization[]): Organization[] {
  const under = (parent: string | undefined): Organization[] =>
    rows.filter(({ parentId }) => parentId === parent).flatMap((row) => [row, ...under(row.id)])
  return under(undefined)
}

const nameOf = (name: string) => {
  const trimmed = name.trim()
  if (!trimmed) throw new AppError('BAD_REQUEST', { detail: 'Give the organization a name.' })
  return trimmed
}

/** A hostname must not be one of the installation's own. */
function hostnameFor(app: App, hostname: string | null): string | null {
  const { portalOrigin, wopiOrigin, wopiTestOrigin, editorOrigin } = app.config
  const own = [portalOrigin, wopiOrigin, wopiTestOrigin, editorOrigin].map((origin) => new URL(origin).hostname)
  if (hostname !== null && own.includes(hostname))
    throw new AppError('NAME_TAKEN', { detail: `${hostname} is an address of this Moorage itself.`, data: { name: hostname } })
  return hostname
}

const subjectOf = ({ id, name }: Pick<Organization, 'id' | 'name'>) => ({ kind: 'organization' as const, id, name })

async function mayDisable(app: App, actor: Actor, id: string) {
  if (id === ALL_ORGANIZATIONS) throw new AppError('FORBIDDEN', { detail: 'All Organizations cannot be disabled.' })
  if ((await lineOf(app.db.read, actor.organizationId)).includes(id))
    throw new AppError('YOURSELF', { detail: 'Your own account is in it.' })
}

export const organizationHandlers: Pick<Handlers, OrganizationRoute> = {
  listOrganizations: async ({ app, actor }) => {
    const ids = await administeredBy(app, actor)
    const visible = new Set(ids)
    const rows = await readOrganizations(app, ids)
    return { organizations: asTree(await Promise.all(rows.map((row) => present(app, row, visible)))) }
  },

  createOrganization: async ({ app, actor, body, note }) => {
    if (!(await administers(app, actor, body.parentId))) throw new AppError('NOT_FOUND')
    const id = newId()
    const name = nameOf(body.name)
    const hostname = hostnameFor(app, body.hostname ?? null)
    const fields = { name, hostname, quota: body.quota ?? app.config.quota, subscription: 'none' as const }
    await app.db.transact('createOrganization', { id, parentId: body.parentId, now: app.now(), ...fields })
    await readHostnames(app)
    note({ organizationId: id, subject: subjectOf({ id, name }) })
    return one(app, actor, id)
  },

  getOrganization: ({ app, actor, params }) => one(app, actor, params.organizationId),

  changeOrganization: async ({ app, actor, params, body, note }) => {
    const before = await one(app, actor, params.organizationId)
    const { id } = before
    const name = body.name === undefined ? before.name : nameOf(body.name)
    const hostname = body.hostname === undefined ? (before.hostname ?? null) : hostnameFor(app, body.hostname)
    const quota = body.quota === undefined ? (before.quota ?? null) : body.quota
    const subscription = body.subscription ?? before.subscription
    await app.db.transact('changeOrganization', { id, name, hostname, quota, subscription })
    await readHostnames(app)
    const changes = [
      name === before.name ? undefined : `was ${before.name}`,
      hostname === (before.hostname ?? null) ? undefined : `hostname ${hostname ?? 'taken away'}`,
      quota === (before.quota ?? null) ? undefined : `space quota ${quota === null ? 'taken away' : `${quota.toLocaleString('en')} bytes`}`,
      subscription === before.subscription ? undefined : `subscription ${subscription}`,
    ]
    note({ organizationId: id, subject: subjectOf({ id, name }), detail: changes.filter(Boolean).join(', ') || 'nothing changed' })
    return one(app, actor, id)
  },

  disableOrganization: async ({ app, actor, params, note }) => {
    const before = await one(app, actor, params.organizationId)
    await mayDisable(app, actor, before.id)
    await app.db.transact('setOrganizationDisabled', { id: before.id, disabledAt: app.now() })
    const below = (await organizationsBelow(app, before.id)).length - 1
    note({ organizationId: before.id, subject: subjectOf(before), ...(below > 0 ? { detail: `and ${below} below it` } : {}) })
    return one(app, actor, before.id)
  },

  enableOrganization: async ({ app, actor, params, note }) => {
    const before = await one(app, actor, params.organizationId)
    await mayDisable(app, actor, before.id)
    await app.db.transact('setOrganizationDisabled', { id: before.id, disabledAt: null })
    note({ organizationId: before.id, subject: subjectOf(before) })
    return one(app, actor, before.id)
  },
}
