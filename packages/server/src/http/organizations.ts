import { AppError, type Organization } from '@moorage/api'
import type { Actor } from '../access/actor.ts'
import { newId } from '../access/new-id.ts'
import type { App } from '../app.ts'
import { isHostname, isOurs, readHostnames } from '../organizations/hostnames.ts'
import { ALL_ORGANIZATIONS } from '../organizations/organizations.ts'
import { administers, lineOf, topOf } from '../organizations/scope.ts'
import { organizationBelow, treeBelow } from '../organizations/tree.ts'
import type { Call, Handlers } from './api.ts'

type OrganizationRoute =
  | 'listOrganizations'
  | 'getOrganization'
  | 'createOrganization'
  | 'changeOrganization'
  | 'disableOrganization'
  | 'enableOrganization'

/** What is not administered does not exist. */
async function administered(app: App, actor: Actor, id: string): Promise<Organization> {
  const organization = (await administers(app, actor, id)) ? await organizationBelow(app, id, topOf(actor)) : undefined
  if (!organization) throw new AppError('NOT_FOUND')
  return organization
}

function cleanName(name: string): string {
  const clean = name.normalize('NFC').replace(/\s+/g, ' ').trim()
  if (!clean || /\p{Cc}/u.test(clean)) throw new AppError('BAD_REQUEST', { detail: 'Give the organization a name that can be read.' })
  return clean
}

function checkHostname(app: App, hostname: string) {
  if (!isHostname(hostname))
    throw new AppError('BAD_REQUEST', { detail: `${hostname} is not a host name, such as files.example.com.`, data: { hostname } })
  if (isOurs(app, hostname))
    throw new AppError('NAME_TAKEN', { detail: `${hostname} is an address of this server itself.`, data: { hostname } })
}

/** Whoever looks after a part cannot give it, or what they put below it, more room than it was given. */
function checkQuota(actor: Actor, quota: number | null, above: Organization) {
  if (actor.kind === 'system-administrator' || above.quota === undefined) return
  if (quota === null || quota > above.quota)
    throw new AppError('LIMIT_ABOVE', {
      detail: `${above.name} has ${above.quota} bytes itself: an organization below it cannot have more.`,
      data: { organizationId: above.id, limit: above.quota },
    })
}

const subject = ({ id, name }: Pick<Organization, 'id' | 'name'>) => ({ kind: 'organization' as const, id, name })

/** The least of those that are set. */
function usualQuota(app: App, above: Organization): number | null {
  const limits = [app.config.quota, above.quota].filter((limit) => typeof limit === 'number')
  return above.id === ALL_ORGANIZATIONS || limits.length === 0 ? app.config.quota : Math.min(...limits)
}

/** Disabled, by whom and for whom is in the entry; what it was before too. */
async function turn(call: Call<'disableOrganization' | 'enableOrganization'>, on: boolean): Promise<Organization> {
  const { app, actor, params, note } = call
  const organization = await administered(app, actor, params.organizationId)
  if (!on && (await lineOf(app.db.read, actor.organizationId)).includes(organization.id))
    throw new AppError('YOURSELF', { detail: 'Your own account is in this organization or below it: you would lock yourself out.' })
  const { id } = organization
  await (on ? app.db.transact('enableOrganization', { id }) : app.db.transact('disableOrganization', { id, now: app.now() }))
  note({ organizationId: id, subject: subject(organization) })
  return administered(app, actor, id)
}

const words = (changes: Partial<Organization>, before: Organization) =>
  (['name', 'hostname', 'quota', 'subscription'] as const)
    .filter((field) => changes[field] !== before[field])
    .map((field) => `${field}: ${before[field] ?? 'none'} → ${changes[field] ?? 'none'}`)
    .join(', ')

export const organizationHandlers: Pick<Handlers, OrganizationRoute> = {
  listOrganizations: async ({ app, actor }) => ({ organizations: await treeBelow(app, topOf(actor)) }),

  getOrganization: async ({ app, actor, params }) => administered(app, actor, params.organizationId),

  createOrganization: async ({ app, actor, body, note }) => {
    const parent = await administered(app, actor, body.parentId)
    const id = newId()
    const { hostname } = body
    if (hostname !== undefined) checkHostname(app, hostname)
    const quota = body.quota ?? usualQuota(app, parent)
    checkQuota(actor, quota, parent)
    const name = cleanName(body.name)
    await app.db.transact('createOrganization', { id, parentId: parent.id, name, hostname: hostname ?? null, quota, now: app.now() })
    await readHostnames(app)
    note({ organizationId: id, subject: subject({ id, name }), detail: `below ${parent.name}` })
    return administered(app, actor, id)
  },

  changeOrganization: async ({ app, actor, params, body, note }) => {
    const before = await administered(app, actor, params.organizationId)
    const { id } = before
    if (body.hostname) checkHostname(app, body.hostname)
    if (body.quota !== undefined && body.quota !== (before.quota ?? null)) {
      if (id === topOf(actor) && actor.kind !== 'system-administrator')
        throw new AppError('FORBIDDEN', { detail: 'The space of your own organization is set by those who look after the one above it.' })
      if (before.parentId !== undefined) checkQuota(actor, body.quota, await administered(app, actor, before.parentId))
    }
    await app.db.transact('changeOrganization', { id, ...body, ...(body.name === undefined ? {} : { name: cleanName(body.name) }) })
    await readHostnames(app)
    const after = await administered(app, actor, id)
    note({ organizationId: id, subject: subject(after), detail: words(after, before) || 'nothing changed' })
    return after
  },

  disableOrganization: (call) => turn(call, false),
  enableOrganization: (call) => turn(call, true),
}
