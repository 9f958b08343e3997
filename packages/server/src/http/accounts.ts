import { AppError, type Me } from '@moorage/api'
import type { Actor } from '../access/actor.ts'
import { newId } from '../access/new-id.ts'
import { accountByEmail, emailKey } from '../accounts/accounts.ts'
import { Attempts } from '../accounts/attempts.ts'
import { accountOfCard, demoCards } from '../accounts/demo-cards.ts'
import { hashPassword, passwordMatches } from '../accounts/password.ts'
import { signIn, signOut, signOutEverywhere } from '../accounts/sessions.ts'
import type { App } from '../app.ts'
import { sha256 } from '../installation.ts'
import { metricsOf } from '../metrics.ts'
import { originOf } from '../organizations/hostnames.ts'
import { checkSetUpCode } from '../organizations/set-up.ts'
import type { Call, Handlers } from './api.ts'
import { meOf } from './me.ts'
import { belongsHere } from './portal-origin.ts'
import { clearSessionCookie, sessionSecret, setSessionCookie } from './session.ts'

const attempts = new WeakMap<App, Attempts>()
const attemptsOf = (app: App) => {
  const known = attempts.get(app) ?? new Attempts()
  attempts.set(app, known)
  return known
}

/** A new sign-in session in this browser. */
export async function startSession(
  { app, request, reply, note }: Pick<Call<'signIn'>, 'app' | 'request' | 'reply' | 'note'>,
  account: Omit<Actor, 'accountId'> & { id: string },
): Promise<Me> {
  if (!belongsHere(app, request, account.organizationId)) {
    const url = originOf(app, account.organizationId)
    throw new AppError('FORBIDDEN', { detail: `Another organization signs in here. Yours signs in at ${url}`, data: { url } })
  }
  const before = sessionSecret(request)
  if (before) await signOut(app, before)
  setSessionCookie(app, reply, await signIn(app, account))
  const { organizationId, id, name, email, kind } = account
  const actor: Actor = { organizationId, accountId: id, name, email, kind }
  note({ actor })
  return meOf(app, actor)
}

/** One entry for each refused attempt, none beyond the limit on attempts; nothing of what was typed as the password. */
async function noteFailure(
  app: App,
  address: string,
  typed: string,
  account: { organizationId: string; id: string; email: string } | undefined,
  detail?: string,
) {
  await app.db.transact('recordActivity', {
    kind: 'sign-in-failed',
    ...(account ? { organizationId: account.organizationId } : {}),
    // people type passwords into the wrong field: only what looks like an address is kept
    ...(account
      ? { subject: { kind: 'account', id: account.id, name: account.email }, ...(detail ? { detail } : {}) }
      : { ...(LIKE_AN_ADDRESS.test(typed) ? { subject: { kind: 'account', name: typed } } : {}), detail: 'nobody has this email address' }),
    now: app.now(),
    address,
  })
}
const LIKE_AN_ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

export const accountHandlers: Pick<
  Handlers,
  'signInPage' | 'signIn' | 'signInDemo' | 'signOut' | 'signOutEverywhere' | 'setUpAdministrator' | 'me'
> = {
  signInPage: async ({ app }) => demoCards(app),

  signIn: async (call) => {
    const { app, body, request } = call
    const key = emailKey(body.email)
    const counter = attemptsOf(app)
    if (counter.tooMany(key, request.ip, app.now())) throw new AppError('TOO_MANY_ATTEMPTS')
    const account = await app.db.read.get(accountByEmail, { emailKey: key })
    const right = await passwordMatches(account?.passwordHash, body.password)
    if (!account || !right || account.disabledAt !== null) {
      // attempts that ran side by side are refused together
      const counted = !counter.tooMany(key, request.ip, app.now())
      counter.failed(key, request.ip, app.now())
      metricsOf(app)?.signInsFailed.inc()
      if (counted) await noteFailure(app, request.ip, key, account)
      throw new AppError('SIGN_IN_FAILED')
    }
    counter.succeeded(key)
    // only told to whoever knows the password
    if (account.blocked === 1) {
      await noteFailure(app, request.ip, key, account, 'the organization is disabled')
      throw new AppError('FORBIDDEN', {
        detail: `${account.organizationName} is disabled at present. Whoever looks after it can tell you more.`,
      })
    }
    return startSession(call, account)
  },

  signInDemo: async (call) => {
    const { app, body, note } = call
    const account = await accountOfCard(app, body.email)
    if (!account) throw new AppError('NOT_FOUND')
    note({ detail: 'by the demo card' })
    return startSession(call, account)
  },

  signOut: async ({ app, request, reply }) => {
    const secret = sessionSecret(request)
    if (secret) await signOut(app, secret)
    clearSessionCookie(reply)
  },

  signOutEverywhere: async ({ app, actor, reply }) => {
    await signOutEverywhere(app, actor)
    clearSessionCookie(reply)
  },

  setUpAdministrator: async (call) => {
    const { app, body, note } = call
    const codeHash = sha256(body.code)
    // before the password is hashed: a guesser must not be able to keep the processor busy
    await checkSetUpCode(app, codeHash)
    const organization = { id: newId(), name: body.organization.trim(), quota: app.config.quota }
    const person = { id: newId(), email: body.email, name: body.name.trim(), now: app.now() }
    const passwordHash = await hashPassword(body.password)
    await app.db.transact('setUpInstallation', { organization, person: { ...person, passwordHash }, codeHash })
    note({ subject: { kind: 'organization', id: organization.id, name: organization.name } })
    return startSession(call, { ...person, organizationId: organization.id, kind: 'system-administrator' })
  },

  me: async ({ app, actor }) => meOf(app, actor),
}
