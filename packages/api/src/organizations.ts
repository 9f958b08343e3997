import { type Static, Type } from 'typebox'
import { Id, Time } from './items.ts'
import type { Route } from './route.ts'

/** A policy's values from the least to the most: the effective one is the lowest of an organization's own and all above. */
export const POLICIES = {
  'microsoft-365': { title: 'Microsoft 365 Integration', values: ['disabled', 'view', 'edit'], unset: 'disabled' },
  'share-files': { title: 'Allow users to share files', values: ['off', 'on'], unset: 'on' },
} as const satisfies Record<string, { title: string; values: readonly string[]; unset: string }>
export type PolicyName = keyof typeof POLICIES
export const PolicyName = Type.Union([Type.Literal('microsoft-365'), Type.Literal('share-files')])

export const Subscription = Type.Union([Type.Literal('none'), Type.Literal('commercial')])
export type Subscription = Static<typeof Subscription>

const OrganizationName = Type.String({ minLength: 1, maxLength: 100 })
/** a host name in lower case, without scheme, port or path */
const Hostname = Type.String({ pattern: '^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$', maxLength: 253 })

export const Organization = Type.Object({
  id: Id,
  /** absent: All Organizations, or the highest one that you may see */
  parentId: Type.Optional(Id),
  name: OrganizationName,
  slug: Type.String(),
  /** the name under which its people reach the portal, used in links */
  hostname: Type.Optional(Type.String()),
  createdAt: Time,
  /** disabled itself */
  disabledAt: Type.Optional(Time),
  /** it or one above it is disabled: nobody of it can sign in or open anything */
  blocked: Type.Boolean(),
  /** living accounts, without those below */
  people: Type.Integer(),
  /** bytes, all revisions counted */
  used: Type.Integer(),
  quota: Type.Optional(Type.Integer()),
  subscription: Subscription,
  /** the effective policy */
  microsoft365: Type.String(),
})
export type Organization = Static<typeof Organization>

export const Policy = Type.Object({
  name: PolicyName,
  title: Type.String(),
  values: Type.Array(Type.String()),
  /** its own */
  value: Type.String(),
  effective: Type.String(),
  /** the organization that the effective value comes from: the highest one that is this low */
  from: Type.Object({ id: Id, name: Type.String() }),
  /** the most that the organizations above allow, and the highest of them that says so; absent where there is none above */
  above: Type.Optional(Type.Object({ value: Type.String(), id: Id, name: Type.String() })),
  /** until then editing sessions that were running when it was lowered may still save */
  finishUntil: Type.Optional(Time),
})
export type Policy = Static<typeof Policy>

/** What to do with the editing sessions that a change would end: save for ten more minutes, or be refused (and rescued) from now on. */
export const Running = Type.Union([Type.Literal('finish'), Type.Literal('stop')])
export type Running = Static<typeof Running>

/** Somebody in an editor just now. */
export const EditingNow = Type.Object({
  person: Type.Object({ id: Id, name: Type.String() }),
  organization: Type.Object({ id: Id, name: Type.String() }),
  /** the file's name; absent where the administrator may not know it (somebody's My Files) */
  itemName: Type.Optional(Type.String()),
  editor: Type.String(),
  editorName: Type.String(),
  since: Time,
})
export type EditingNow = Static<typeof EditingNow>

const OrganizationParams = Type.Object({ organizationId: Id })

export const organizationRoutes = {
  dashboard: {
    method: 'GET',
    path: '/api/admin/dashboard',
    access: 'administrator',
    summary: 'What is going on in the organizations that you administer.',
    response: Type.Object({
      editingNow: Type.Array(EditingNow),
      people: Type.Object({
        total: Type.Integer(),
        /** of them, here in the last 30 days */ active: Type.Integer(),
      }),
      organizations: Type.Integer(),
      storage: Type.Object({ used: Type.Integer(), limit: Type.Optional(Type.Integer()) }),
      microsoft365: Type.Object({
        state: Type.Union([Type.Literal('off'), Type.Literal('testing'), Type.Literal('production')]),
        rehearsal: Type.Boolean(),
        testers: Type.Integer(),
      }),
      /** what would help most now: a key of the portal's catalogue, and what fills its sentence */
      next: Type.Object({
        step: Type.Union([
          Type.Literal('invite-people'),
          Type.Literal('send-mail'),
          Type.Literal('rehearse'),
          Type.Literal('add-testers'),
          Type.Literal('set-policy'),
          Type.Literal('join'),
          Type.Literal('validate'),
          Type.Literal('roll-out'),
          Type.Literal('nothing'),
        ]),
        count: Type.Optional(Type.Integer()),
      }),
      /** mails that wait because there is no SMTP server, or could not be sent */
      mailWaiting: Type.Integer(),
    }),
  },
  listOrganizations: {
    method: 'GET',
    path: '/api/admin/organizations',
    access: 'administrator',
    summary: 'The tree that you administer, parents before children, siblings by name.',
    response: Type.Object({ organizations: Type.Array(Organization) }),
  },
  createOrganization: {
    method: 'POST',
    path: '/api/admin/organizations',
    access: 'administrator',
    records: 'organization-created',
    summary: 'An organization below another; below All Organizations only by a system administrator.',
    body: Type.Object({
      parentId: Id,
      name: OrganizationName,
      hostname: Type.Optional(Hostname),
      quota: Type.Optional(Type.Integer({ minimum: 1 })),
    }),
    response: Organization,
  },
  getOrganization: {
    method: 'GET',
    path: '/api/admin/organizations/:organizationId',
    access: 'administrator',
    summary: 'One organization.',
    params: OrganizationParams,
    response: Organization,
  },
  changeOrganization: {
    method: 'PATCH',
    path: '/api/admin/organizations/:organizationId',
    access: 'administrator',
    records: 'organization-changed',
    summary: 'Name, hostname, space quota, Microsoft 365 subscription. Null takes a hostname or a quota away.',
    params: OrganizationParams,
    body: Type.Object({
      name: Type.Optional(OrganizationName),
      hostname: Type.Optional(Type.Union([Hostname, Type.Null()])),
      quota: Type.Optional(Type.Union([Type.Integer({ minimum: 1 }), Type.Null()])),
      subscription: Type.Optional(Subscription),
    }),
    response: Organization,
  },
  disableOrganization: {
    method: 'POST',
    path: '/api/admin/organizations/:organizationId/disable',
    access: 'administrator',
    records: 'organization-disabled',
    summary: 'Nobody of it and of those below can sign in or open anything; saves of running editing sessions are kept as Unsaved work.',
    params: OrganizationParams,
    response: Organization,
  },
  enableOrganization: {
    method: 'POST',
    path: '/api/admin/organizations/:organizationId/enable',
    access: 'administrator',
    records: 'organization-enabled',
    summary: 'Undo of disable.',
    params: OrganizationParams,
    response: Organization,
  },
  listPolicies: {
    method: 'GET',
    path: '/api/admin/organizations/:organizationId/policies',
    access: 'administrator',
    summary: 'Every policy, its effective value and the organization that value comes from.',
    params: OrganizationParams,
    response: Type.Object({ policies: Type.Array(Policy) }),
  },
  listAffected: {
    method: 'GET',
    path: '/api/admin/organizations/:organizationId/policies/microsoft-365/running',
    access: 'administrator',
    summary: 'Who is editing in Microsoft 365 just now in this organization and those below: whom a lower policy would stop.',
    params: OrganizationParams,
    response: Type.Object({ editing: Type.Array(EditingNow) }),
  },
  changePolicy: {
    method: 'PATCH',
    path: '/api/admin/organizations/:organizationId/policies/:policy',
    access: 'administrator',
    records: 'policy-changed',
    summary: 'Set a policy. `running` says what becomes of editing sessions that it would end; `below` sets it in all below too.',
    params: Type.Object({ organizationId: Id, policy: PolicyName }),
    body: Type.Object({ value: Type.String(), running: Type.Optional(Running), below: Type.Optional(Type.Boolean()) }),
    response: Type.Object({ policies: Type.Array(Policy) }),
  },
} as const satisfies Record<string, Route>
