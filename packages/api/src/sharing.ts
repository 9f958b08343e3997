import { type Static, Type } from 'typebox'
import { Id, Item, Person, Time } from './items.ts'
import type { Route } from './route.ts'

export const ShareRole = Type.Union([Type.Literal('editor'), Type.Literal('viewer')])
export type ShareRole = Static<typeof ShareRole>

/** Somebody whom the people picker offers. */
export const Colleague = Type.Object({ id: Id, name: Type.String(), email: Type.String(), guest: Type.Boolean() })
export type Colleague = Static<typeof Colleague>

/** One file shared with one person of the same organization; it stays shared while their account is disabled. */
export const Share = Type.Object({
  person: Type.Object({ ...Colleague.properties, disabled: Type.Boolean() }),
  role: ShareRole,
  by: Person,
  at: Time,
})
export type Share = Static<typeof Share>

export const Shares = Type.Object({
  shares: Type.Array(Share),
  /** who has it anyway: the owner of My Files, or the Team Share's name, which only those who see it are told */
  owner: Type.Optional(
    Type.Object({
      kind: Type.Union([Type.Literal('person'), Type.Literal('team-share')]),
      name: Type.String(),
      disabled: Type.Optional(Type.Boolean({ description: 'the account of this person' })),
    }),
  ),
  /** whether you may share it; `why` says why not */
  canShare: Type.Boolean(),
  why: Type.Optional(Type.String()),
  /** whether you may stop sharing it with others, also where the policy forbids new shares */
  canUnshare: Type.Boolean(),
})
export type Shares = Static<typeof Shares>

export const SharedFile = Type.Object({ item: Item, by: Person, at: Time, role: ShareRole })
export type SharedFile = Static<typeof SharedFile>

const ItemParams = Type.Object({ itemId: Id })

export const sharingRoutes = {
  listShares: {
    method: 'GET',
    path: '/api/items/:itemId/shares',
    access: 'signed-in',
    summary: 'With whom a file is shared. Whoever has it by a share alone sees their own.',
    params: ItemParams,
    response: Shares,
  },
  shareItem: {
    method: 'POST',
    path: '/api/items/:itemId/shares',
    access: 'signed-in',
    records: 'shared',
    summary:
      'Share a file with a person of the organization as Editor or Viewer, or change their role. Needs the right to change the file.',
    params: ItemParams,
    body: Type.Object({ accountId: Id, role: ShareRole }),
    response: Shares,
  },
  unshareItem: {
    method: 'DELETE',
    path: '/api/items/:itemId/shares/:accountId',
    access: 'signed-in',
    records: 'unshared',
    summary: 'Stop sharing a file with somebody, or leave one that was shared with you.',
    params: Type.Object({ itemId: Id, accountId: Id }),
    response: Shares,
  },
  listSharedWithMe: {
    method: 'GET',
    path: '/api/shared-with-me',
    access: 'signed-in',
    summary: 'The files that people shared with you, newest first; at most 1,000.',
    response: Type.Object({ items: Type.Array(SharedFile) }),
  },
  listColleagues: {
    method: 'GET',
    path: '/api/people',
    access: 'signed-in',
    summary:
      'For the people picker: at most 20 others of your own organization whose name or email address has a word beginning with each of `q`.',
    query: Type.Object({ q: Type.String({ minLength: 1, maxLength: 200 }) }),
    response: Type.Object({ people: Type.Array(Colleague) }),
  },
} as const satisfies Record<string, Route>
