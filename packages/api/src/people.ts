import { type Static, Type } from 'typebox'
import { AccountKind, Me } from './accounts.ts'
import { Id, Time } from './items.ts'
import type { Route } from './route.ts'

const Email = Type.String({ minLength: 3, maxLength: 254, pattern: '^[^\\s@]+@[^\\s@]+$' })
const PersonName = Type.String({ minLength: 1, maxLength: 100 })
const PASSWORD_MIN = 10
const Password = Type.String({ minLength: PASSWORD_MIN, maxLength: 1024 })

/** An account as its administrators see it. */
export const Account = Type.Object({
  id: Id,
  organization: Type.Object({ id: Id, name: Type.String() }),
  name: PersonName,
  email: Type.String(),
  kind: AccountKind,
  createdAt: Time,
  disabledAt: Type.Optional(Time),
  /** has an open invitation and no password yet */
  invited: Type.Boolean(),
  lastSeenAt: Type.Optional(Time),
})
export type Account = Static<typeof Account>

const AccountParams = Type.Object({ accountId: Id })
const OrganizationParams = Type.Object({ organizationId: Id })
const Mailed = Type.Object({
  account: Account,
  /** `outbox`: there is no SMTP server, an administrator has to hand the mail on */
  mail: Type.Union([Type.Literal('sent-soon'), Type.Literal('outbox'), Type.Literal('none')]),
  mailId: Type.Optional(Id),
})

export const peopleRoutes = {
  listAccounts: {
    method: 'GET',
    path: '/api/admin/organizations/:organizationId/accounts',
    access: 'administrator',
    summary: 'The accounts of one organization by name; `below` adds those of the organizations below it.',
    params: OrganizationParams,
    query: Type.Object({
      q: Type.Optional(Type.String({ maxLength: 200 })),
      below: Type.Optional(Type.Boolean()),
      offset: Type.Optional(Type.Integer({ minimum: 0 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    }),
    response: Type.Object({ total: Type.Integer(), accounts: Type.Array(Account) }),
  },
  createAccount: {
    method: 'POST',
    path: '/api/admin/organizations/:organizationId/accounts',
    access: 'administrator',
    records: 'account-created',
    summary: 'A new account; without a password it is invited by mail. System administrators are made only by system administrators.',
    params: OrganizationParams,
    body: Type.Object({ email: Email, name: PersonName, kind: AccountKind, password: Type.Optional(Password) }),
    response: Mailed,
  },
  changeAccount: {
    method: 'PATCH',
    path: '/api/admin/accounts/:accountId',
    access: 'administrator',
    records: 'account-changed',
    summary: 'Name and kind. Nobody changes their own kind.',
    params: AccountParams,
    body: Type.Object({ name: Type.Optional(PersonName), kind: Type.Optional(AccountKind) }),
    response: Account,
  },
  disableAccount: {
    method: 'POST',
    path: '/api/admin/accounts/:accountId/disable',
    access: 'administrator',
    records: 'account-disabled',
    summary: 'It cannot sign in; its sign-in sessions and editing sessions end, and a refused save is kept. Nobody disables themselves.',
    params: AccountParams,
    response: Account,
  },
  enableAccount: {
    method: 'POST',
    path: '/api/admin/accounts/:accountId/enable',
    access: 'administrator',
    records: 'account-enabled',
    summary: 'Undo of disable.',
    params: AccountParams,
    response: Account,
  },
  resetAccount: {
    method: 'POST',
    path: '/api/admin/accounts/:accountId/reset',
    access: 'administrator',
    records: 'account-reset',
    summary: 'Mail a one-time link for a new password (for an invited account: the invitation anew); links before it no longer work.',
    params: AccountParams,
    response: Mailed,
  },
  findPeople: {
    method: 'GET',
    path: '/api/admin/people',
    access: 'administrator',
    summary: 'For pickers: accounts that you administer whose name or email address begins with, or has a word beginning with, `q`.',
    query: Type.Object({ q: Type.String({ minLength: 1, maxLength: 200 }) }),
    response: Type.Object({ people: Type.Array(Account) }),
  },
  checkAccountLink: {
    method: 'POST',
    path: '/api/account-links/check',
    access: 'public',
    summary: 'Who an invitation or reset link is for; 410 when it is used up, expired or replaced. Changes nothing.',
    body: Type.Object({ code: Type.String({ minLength: 20, maxLength: 100 }) }),
    response: Type.Object({
      purpose: Type.Union([Type.Literal('invitation'), Type.Literal('reset')]),
      name: PersonName,
      email: Type.String(),
      organization: Type.String(),
    }),
  },
  useAccountLink: {
    method: 'POST',
    path: '/api/account-links/use',
    access: 'public',
    records: 'password-set',
    summary: 'Choose the password and sign in; every other sign-in session and editing session of the account ends.',
    body: Type.Object({ code: Type.String({ minLength: 20, maxLength: 100 }), password: Password }),
    response: Me,
  },
  forgotPassword: {
    method: 'POST',
    path: '/api/forgot-password',
    access: 'public',
    records: 'reset-asked',
    summary: 'Mail a link for a new password. At most five a day for an account. Always 204, whether or not there is such an account.',
    body: Type.Object({ email: Email }),
  },
} as const satisfies Record<string, Route>
