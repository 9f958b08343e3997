import { type Account, AppError } from '@moorage/api'
import type { Actor } from '../access/actor.ts'
import { newId } from '../access/new-id.ts'
import { accountByEmail, emailKey, NO_PASSWORD } from '../accounts/accounts.ts'
import { accountOf, type Letter, listAccounts } from '../accounts/administration.ts'
import { Attempts } from '../accounts/attempts.ts'
import { invitation, reset } from '../accounts/letters.ts'
import { type LinkPurpose, linkUrl, newLink, readLink } from '../accounts/links.ts'
import { hashPassword } from '../accounts/password.ts'
import { isTestPerson } from '../accounts/test-people.ts'
import type { App } from '../app.ts'
import { originOf } from '../organizations/hostnames.ts'
import { ALL_ORGANIZATIONS, organizationById } from '../organizations/organizations.ts'
import { administeredBy, administers, organizationsBelow } from '../organizations/scope.ts'
import { startSession } from './accounts.ts'
import type { Handlers } from './api.ts'

const PAGE = 50
const OFFERED = 20

type PeopleRoute =
  | 'listAccounts'
  | 'createAccount'
  | 'changeAccount'
  | 'disableAccount'
  | 'enableAccount'
  | 'resetAccount'
  | 'findPeople'
  | 'checkAccountLink'
  | 'useAccountLink'
  | 'forgotPassword'

async function mustAdminister(app: App, actor: Actor, organizationId: string) {
  if (!(await administers(app, actor, organizationId))) throw new AppError('NOT_FOUND')
}

async function administered(app: App, actor: Actor, accountId: string): Promise<Account> {
  const account = await accountOf(app, accountId)
  if (!account || !(await administers(app, actor, account.organization.id))) throw new AppError('NOT_FOUND')
  return account
}

/** Whoever looks after a part must not get hold of the whole by way of somebody who does. */
function mayChange(actor: Actor, account: Account) {
  if (account.id === actor.accountId) throw new AppError('YOURSELF')
  if (account.kind === 'system-administrator' && actor.kind !== 'system-administrator')
    throw new AppError('FORBIDDEN', { detail: 'Only a system administrator can change the account of one.' })
}

function mayMake(actor: Actor, kind: Account['kind']) {
  if (kind === 'system-administrator' && actor.kind !== 'system-administrator')
    throw new AppError('FORBIDDEN', { detail: 'Only a system administrator can make somebody a system administrator.' })
}

type Recipient = Pick<Account, 'name' | 'email' | 'organization' | 'kind'>

/** @throws AppError FORBIDDEN for whom no mail is ever sent to */
function letterTo(app: App, { name, email, organization, kind }: Recipient, purpose: LinkPurpose): Letter {
  if (isTestPerson(email))
    throw new AppError('FORBIDDEN', {
      detail: 'No mail is ever sent to Microsoft’s test accounts: they get new passwords under Administration → Launch kit.',
    })
  const link = newLink(purpose)
  const about = { name, organization: organization.name, link: linkUrl(originOf(app, organization.id), link) }
  const text = purpose === 'invitation' ? invitation(about) : reset(about)
  // whoever looks after a part reads its outbox: a link into the whole must not lie there
  const organizationId = kind === 'system-administrator' ? ALL_ORGANIZATIONS : organization.id
  return { link, mail: { ...text, organizationId, to: email, now: app.now(), send: app.config.mail !== undefined } }
}

const mailed = (app: App, account: Account, mailId: string | undefined) =>
  mailId === undefined
    ? { account, mail: 'none' as const }
    : { account, mail: app.config.mail ? ('sent-soon' as const) : ('outbox' as const), mailId }

const subjectOf = ({ id, name }: Pick<Account, 'id' | 'name'>) => ({ kind: 'account' as const, id, name })

const asked = new WeakMap<App, Attempts>()
const askedOf = (app: App) => {
  const known = asked.get(app) ?? new Attempts()
  asked.set(app, known)
  return known
}

const linkGone = () =>
  new AppError('GONE', { detail: 'This link has been used, has expired, or a newer one was sent. Ask for a new one on the sign-in page.' })

export const peopleHandlers: Pick<Handlers, PeopleRoute> = {
  listAccounts: async ({ app, actor, params, query }) => {
    await mustAdminister(app, actor, params.organizationId)
    const ids = query.below ? await organizationsBelow(app, params.organizationId) : [params.organizationId]
    return listAccounts(app, ids, { q: query.q, offset: query.offset ?? 0, limit: query.limit ?? PAGE })
  },

  findPeople: async ({ app, actor, query }) => {
    const { accounts } = await listAccounts(app, await administeredBy(app, actor), { q: query.q, offset: 0, limit: OFFERED })
    return { people: accounts }
  },

  createAccount: async ({ app, actor, params, body, note }) => {
    await mustAdminister(app, actor, params.organizationId)
    mayMake(actor, body.kind)
    const organization = await app.db.read.get(organizationById, { id: params.organizationId })
    if (!organization || organization.id === ALL_ORGANIZATIONS)
      throw new AppError('FORBIDDEN', { detail: 'All Organizations holds no people: choose one of the organizations below it.' })
    const name = body.name.trim()
    if (!name) throw new AppError('BAD_REQUEST', { detail: 'Give the account a name.' })
    const { email, kind } = body
    if (isTestPerson(email))
      throw new AppError('FORBIDDEN', {
        detail: 'Microsoft’s test accounts are made under Administration → Launch kit, in an organization of their own.',
      })
    const passwordHash = body.password === undefined ? NO_PASSWORD : await hashPassword(body.password)
    const person = { id: newId(), organizationId: organization.id, email: email.trim(), name, kind, passwordHash, now: app.now() }
    const letter = body.password === undefined ? letterTo(app, { name, email: person.email, organization, kind }, 'invitation') : undefined
    const mailId = await app.db.transact('createByAdministrator', { person, ...(letter ? { letter } : {}) })
    note({
      organizationId: organization.id,
      subject: subjectOf(person),
      detail: `${person.email}, ${letter ? 'invited' : 'with a password'}`,
    })
    return mailed(app, (await accountOf(app, person.id)) as Account, mailId)
  },

  changeAccount: async ({ app, actor, params, body, note }) => {
    const before = await administered(app, actor, params.accountId)
    if (body.kind !== undefined && body.kind !== before.kind) mayChange(actor, before)
    else if (before.id !== actor.accountId) mayChange(actor, before)
    const kind = body.kind ?? before.kind
    if (kind !== before.kind) mayMake(actor, kind)
    const name = body.name?.trim() || before.name
    const organizationId = before.organization.id
    await app.db.transact('changeAccount', { organizationId, accountId: before.id, name, kind })
    const changes = [name === before.name ? undefined : `was ${before.name}`, kind === before.kind ? undefined : `${before.kind} → ${kind}`]
    note({ organizationId, subject: subjectOf({ id: before.id, name }), detail: changes.filter(Boolean).join(', ') || 'nothing changed' })
    return (await accountOf(app, before.id)) as Account
  },

  disableAccount: async ({ app, actor, params, note }) => {
    const account = await administered(app, actor, params.accountId)
    mayChange(actor, account)
    const organizationId = account.organization.id
    await app.db.transact('disableAccount', { organizationId, accountId: account.id, now: app.now() })
    note({ organizationId, subject: subjectOf(account) })
    return (await accountOf(app, account.id)) as Account
  },

  enableAccount: async ({ app, actor, params, note }) => {
    const account = await administered(app, actor, params.accountId)
    mayChange(actor, account)
    const organizationId = account.organization.id
    await app.db.transact('enableAccount', { organizationId, accountId: account.id })
    note({ organizationId, subject: subjectOf(account) })
    return (await accountOf(app, account.id)) as Account
  },

  resetAccount: async ({ app, actor, params, note }) => {
    const account = await administered(app, actor, params.accountId)
    mayChange(actor, account)
    if (account.disabledAt !== undefined) throw new AppError('FORBIDDEN', { detail: 'This account is disabled: enable it first.' })
    const organizationId = account.organization.id
    const letter = letterTo(app, account, account.invited ? 'invitation' : 'reset')
    const mailId = await app.db.transact('sendLink', { organizationId, accountId: account.id, letter, now: app.now() })
    note({ organizationId, subject: subjectOf(account) })
    return mailed(app, account, mailId)
  },

  checkAccountLink: async ({ app, body }) => {
    const found = await readLink(app, body.code)
    if (!found) throw linkGone()
    const { purpose, name, email, organizationName: organization } = found
    return { purpose, name, email, organization }
  },

  useAccountLink: async (call) => {
    const { app, body } = call
    // before the password is hashed: a guesser must not be able to keep the processor busy
    if (!(await readLink(app, body.code))) throw linkGone()
    const passwordHash = await hashPassword(body.password)
    const account = await app.db.transact('useAccountLink', { code: body.code, passwordHash, now: app.now() })
    if (!account) throw linkGone()
    call.note({ subject: subjectOf(account) })
    return startSession(call, account)
  },

  forgotPassword: async ({ app, body, request, note }) => {
    const key = emailKey(body.email)
    const counter = askedOf(app)
    if (counter.tooMany(key, request.ip, app.now())) throw new AppError('TOO_MANY_ATTEMPTS')
    counter.failed(key, request.ip, app.now())
    const found = await app.db.read.get(accountByEmail, { emailKey: key })
    const account = found && (await accountOf(app, found.id))
    if (!account || account.disabledAt !== undefined || found.blocked === 1) {
      note({ detail: 'nobody has this email address, or the account or its organization is disabled' })
      return
    }
    if (isTestPerson(key)) {
      note({ organizationId: account.organization.id, subject: subjectOf(account), detail: 'no mail is ever sent to this account' })
      return
    }
    const organizationId = account.organization.id
    const letter = letterTo(app, account, account.invited ? 'invitation' : 'reset')
    // not waited for, as an unknown address has nothing to wait for: it is in the same commit as the entry of the activity
    app.db
      .transact('sendAskedLink', { organizationId, accountId: account.id, letter, now: app.now() })
      .catch((err: unknown) => app.log.error({ err }, 'a link for a new password could not be made'))
    note({ organizationId, subject: subjectOf(account) })
  },
}
