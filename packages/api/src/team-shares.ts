import { type Static, Type } from 'typebox'
import { Id, Name, Time } from './items.ts'
import type { Route } from './route.ts'

/** co-owner and editor change files, viewer reads. */
export const TeamShareRole = Type.Union([Type.Literal('co-owner'), Type.Literal('editor'), Type.Literal('viewer')])
export type TeamShareRole = Static<typeof TeamShareRole>

export const Subscriber = Type.Object({
  id: Id,
  name: Type.String(),
  email: Type.String(),
  role: TeamShareRole,
  /** of the account, which stays subscribed */
  disabled: Type.Boolean(),
})
export type Subscriber = Static<typeof Subscriber>

export const TeamShare = Type.Object({
  id: Id,
  organization: Type.Object({ id: Id, name: Type.String() }),
  name: Name,
  createdAt: Time,
  subscribers: Type.Array(Subscriber),
})
export type TeamShare = Static<typeof TeamShare>

const TeamShareParams = Type.Object({ teamShareId: Id })

export const teamShareRoutes = {
  listTeamShares: {
    method: 'GET',
    path: '/api/admin/organizations/:organizationId/team-shares',
    access: 'administrator',
    summary: 'The Team Shares of one organization by name, with their subscribers; `below` adds those of the organizations below it.',
    params: Type.Object({ organizationId: Id }),
    query: Type.Object({ below: Type.Optional(Type.Boolean()) }),
    response: Type.Object({ teamShares: Type.Array(TeamShare) }),
  },
  createTeamShare: {
    method: 'POST',
    path: '/api/admin/organizations/:organizationId/team-shares',
    access: 'administrator',
    records: 'team-share-created',
    summary: 'A new Team Share.',
    params: Type.Object({ organizationId: Id }),
    body: Type.Object({ name: Name }),
    response: TeamShare,
  },
  renameTeamShare: {
    method: 'PATCH',
    path: '/api/admin/team-shares/:teamShareId',
    access: 'administrator',
    records: 'team-share-renamed',
    summary: 'Rename a Team Share.',
    params: TeamShareParams,
    body: Type.Object({ name: Name }),
    response: TeamShare,
  },
  subscribe: {
    method: 'POST',
    path: '/api/admin/team-shares/:teamShareId/subscribers',
    access: 'administrator',
    records: 'subscribed',
    summary: 'Subscribe an account of the same organization, or give it another role. Guests cannot be subscribed.',
    params: TeamShareParams,
    body: Type.Object({ accountId: Id, role: TeamShareRole }),
    response: TeamShare,
  },
  unsubscribe: {
    method: 'DELETE',
    path: '/api/admin/team-shares/:teamShareId/subscribers/:accountId',
    access: 'administrator',
    records: 'unsubscribed',
    summary: 'Take the Team Share away from somebody, at once.',
    params: Type.Object({ teamShareId: Id, accountId: Id }),
    response: TeamShare,
  },
} as const satisfies Record<string, Route>
