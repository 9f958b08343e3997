import { randomBytes } from 'node:crypto'
import type { AccountKind } from '@moorage/api'
import { type Activity, logActivity } from '../activity.ts'
import { type Beginning, beginSession } from '../editing-sessions/sessions.ts'
import { countOpened } from '../opened.ts'
import type { Sql } from '../storage/db/sql.ts'
import { statement } from '../storage/db/statement.ts'
import type { Transaction } from '../storage/db/transaction.ts'
import { base32 } from './base32.ts'

/** Absolute, never sliding: what a stolen token is worth is bounded. The WOPI documentation recommends ten hours. */
export const GRANT_LIFETIME_MS = 10 * 60 * 60 * 1000
/** a grant's id is the first part of its tokens */
export const GRANT_ID_LENGTH = 18

/** One launch of one editor (client) by one account on one file or old revision. Times in epoch milliseconds. */
export interface Grant {
  id: string
  organizationId: string
  accountId: string
  /** the editor it is bound to for life */
  client: string
  nodeId: string
  /** set when an old revision is being viewed */
  revisionId: string | null
  ceiling: 'edit' | 'view'
  createdAt: number
  expiresAt: number
  endedAt: number | null
  /** the tenure that it last took part in */
  tenureId: string | null
  /** of the test client: which capabilities it is shown */
  profile: string | null
  /** the portal's address that its host page was opened at */
  portalOrigin: string | null
  /** of the roll-out of its editor */
  stage: string | null
}

/** A grant and the account behind it, as they are now. */
export interface GrantAndAccount extends Grant {
  name: string
  email: string
  kind: AccountKind
  disabledAt: number | null
  /** its organization, or one above it, is disabled */
  blocked: number
  userInfo: string | null
}

/** The one point read of every WOPI request. */
export const grantById = statement<{ id: string }>()((db, arg) =>
  db
    .selectFrom('access_grant as g')
    .innerJoin('account as a', (join) => join.onRef('a.organization_id', '=', 'g.organization_id').onRef('a.id', '=', 'g.account_id'))
    .innerJoin('organization as o', 'o.id', 'g.organization_id')
    .select([
      'g.id',
      'g.organization_id as organizationId',
      'g.account_id as accountId',
      'g.client',
      'g.node_id as nodeId',
      'g.revision_id as revisionId',
      'g.ceiling',
      'g.created_at as createdAt',
      'g.expires_at as expiresAt',
      'g.ended_at as endedAt',
      'g.tenure_id as tenureId',
      'g.profile',
      'g.portal_origin as portalOrigin',
      'g.stage',
      'a.name',
      'a.email',
      'a.kind',
      'a.disabled_at as disabledAt',
      'o.blocked',
      'a.user_info as userInfo',
    ])
    .where('g.id', '=', arg('id')),
)

type NewGrant = {
  id: string
  organizationId: string
  accountId: string
  client: string
  nodeId: string
  revisionId: string | null
  ceiling: 'edit' | 'view'
  profile: string | null
  portalOrigin: string | null
  stage: string | null
  now: number
  expiresAt: number
}

const insertGrant = statement<NewGrant>()((db, arg) =>
  db.insertInto('access_grant').values({
    id: arg('id'),
    organization_id: arg('organizationId'),
    account_id: arg('accountId'),
    client: arg('client'),
    node_id: arg('nodeId'),
    revision_id: arg('revisionId'),
    ceiling: arg('ceiling'),
    profile: arg('profile'),
    portal_origin: arg('portalOrigin'),
    stage: arg('stage'),
    created_at: arg('now'),
    expires_at: arg('expiresAt'),
    ended_at: null,
    tenure_id: null,
  }),
)

type GrantArgs = Omit<NewGrant, 'id' | 'expiresAt' | 'profile' | 'portalOrigin' | 'stage'> & {
  profile?: string
  portalOrigin?: string
  stage?: string
  /** what it leaves in the activity, where somebody opened something */
  opened?: Pick<Activity, 'actor' | 'subject' | 'detail' | 'address'> & {
    /** it counts among what was opened in an editor */
    action?: 'view' | 'edit'
  }
  /** a person opened a file in the portal: its editing session begins */
  session?: Beginning
}

const createGrant: Transaction<GrantArgs, { id: string; expiresAt: number }> = async (sql, { opened, session, ...args }) => {
  const id = base32(randomBytes(12), GRANT_ID_LENGTH)
  const { organizationId, client, now, profile = null, portalOrigin = null, stage = null } = args
  const expiresAt = now + GRANT_LIFETIME_MS
  await sql.run(insertGrant, { ...args, profile, portalOrigin, stage, id, expiresAt })
  if (opened) {
    const { action, ...entry } = opened
    await logActivity(sql, { ...entry, kind: 'opened', organizationId, client, now })
    if (action && opened.subject) await countOpened(sql, { organizationId, name: opened.subject.name, action, now })
  }
  if (session) await beginSession(sql, { ...session, organizationId, accountId: args.accountId, grantId: id, client, stage, now })
  return { id, expiresAt }
}

/** A live launch of somebody that took part in one editing. */
export const takingPart = statement<{ organizationId: string; accountId: string; tenureId: string; now: number }>()((db, arg) =>
  db
    .selectFrom('access_grant')
    .select('client')
    .where('organization_id', '=', arg('organizationId'))
    .where('tenure_id', '=', arg('tenureId'))
    .where('account_id', '=', arg('accountId'))
    .where('ended_at', 'is', null)
    .where('expires_at', '>', arg('now'))
    .limit(1),
)

const endLiving = statement<{ organizationId: string; accountId: string; now: number }>()((db, arg) =>
  db
    .updateTable('access_grant')
    .set({ ended_at: arg('now') })
    .where('organization_id', '=', arg('organizationId'))
    .where('account_id', '=', arg('accountId'))
    .where('ended_at', 'is', null)
    .where('expires_at', '>', arg('now')),
)

/** "Sign out everywhere" and a changed password: every editing session of the account ends. Returns how many. */
export const endGrantsOf: Transaction<{ organizationId: string; accountId: string; now: number }, number> = (sql, args) =>
  sql.run(endLiving, args)
const endGrants = endGrantsOf

const endLivingIn = statement<{ organizationId: string; now: number }>()((db, arg) =>
  db
    .updateTable('access_grant')
    .set({ ended_at: arg('now') })
    .where('organization_id', '=', arg('organizationId'))
    .where('ended_at', 'is', null)
    .where('expires_at', '>', arg('now')),
)

/** Inside a transaction: every editing session of an organization ends. */
export const endGrantsIn = (sql: Sql, organizationId: string, now: number) => sql.run(endLivingIn, { organizationId, now })

const GRANTS_KEPT_MS = 30 * 24 * 60 * 60 * 1000

const deleteExpired = statement<{ before: number }>()((db, arg) =>
  db
    .deleteFrom('access_grant')
    .where('expires_at', '<', arg('before'))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('revision')
            .select('revision.id')
            .whereRef('revision.organization_id', '=', 'access_grant.organization_id')
            .whereRef('revision.file_id', '=', 'access_grant.node_id')
            .whereRef('revision.author_id', '=', 'access_grant.account_id')
            .where('revision.kind', '=', 'rescue'),
        ),
      ),
    ),
)

/**
 * Forgets grants that expired a month ago. Until then an editor that slept may still try to save, and be known; one
 * whose user has Unsaved work of that file stays, as the same editor may try again. Returns how many went.
 */
const sweepGrants: Transaction<{ now: number }, number> = (sql, { now }) => sql.run(deleteExpired, { before: now - GRANTS_KEPT_MS })

const setUserInfo = statement<{ organizationId: string; accountId: string; userInfo: string }>()((db, arg) =>
  db
    .updateTable('account')
    .set({ user_info: arg('userInfo') })
    .where('organization_id', '=', arg('organizationId'))
    .where('id', '=', arg('accountId')),
)

/** WOPI: PutUserInfo is kept per user, not per file. */
const putUserInfo: Transaction<{ organizationId: string; accountId: string; userInfo: string }, number> = (sql, args) =>
  sql.run(setUserInfo, args)

export const grantTransactions = { createGrant, endGrants, sweepGrants, putUserInfo }
