import type { Adapter, AdapterPayload } from 'oidc-provider'
import { oauthById, oauthByUid } from '../../accounts/oauth-state.ts'
import type { App } from '../../app.ts'
import { sha256 } from '../../installation.ts'
import { partsOf } from './subject.ts'

/** These are found by their other name too, and so must know their own. */
const NAMED_TWICE = new Set(['Session'])
/** for what the library gives no end */
const LONGEST_SECONDS = 365 * 24 * 60 * 60

/** What the authorization server remembers, in our database. A token's own text is not in it, only its hash. */
export function oauthAdapter({ db, now }: Pick<App, 'db' | 'now'>, kind: string): Adapter {
  const payloadOf = (row: { payload: string; consumedAt: number | null } | undefined, jti?: string): AdapterPayload | undefined =>
    row && {
      ...(JSON.parse(row.payload) as AdapterPayload),
      ...(jti === undefined ? {} : { jti }),
      ...(row.consumedAt === null ? {} : { consumed: Math.floor(row.consumedAt / 1000) }),
    }
  return {
    upsert: async (id, payload, expiresIn = LONGEST_SECONDS) => {
      const { jti, consumed, ...rest } = payload
      const account = payload.accountId === undefined ? undefined : partsOf(payload.accountId)
      await db.transact('putOAuth', {
        kind,
        id: sha256(id),
        organizationId: account?.organizationId ?? null,
        accountId: account?.accountId ?? null,
        grantId: payload.grantId ?? null,
        uid: payload.uid ?? null,
        payload: JSON.stringify(NAMED_TWICE.has(kind) ? { ...rest, jti } : rest),
        expiresAt: now() + expiresIn * 1000,
      })
    },
    find: async (id) => payloadOf(await db.read.get(oauthById, { kind, id: sha256(id), now: now() }), id),
    findByUid: async (uid) => payloadOf(await db.read.get(oauthByUid, { kind, uid, now: now() })),
    // of a flow that is not offered
    findByUserCode: async () => undefined,
    consume: async (id) => {
      // of two requests at the same moment one is told no, as one that comes later is
      if ((await db.transact('consumeOAuth', { kind, id: sha256(id), now: now() })) === 1) return
      const { errors } = await import('oidc-provider')
      throw new errors.InvalidGrant('it was used before')
    },
    destroy: async (id) => {
      await db.transact('endOAuth', { kind, id: sha256(id) })
    },
    revokeByGrantId: async (grantId) => {
      await db.transact('endOAuthGrant', { grantId })
    },
  }
}
