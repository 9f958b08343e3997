import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Resource } from '@moorage/wopi'
import { base32 } from '../access/base32.ts'
import { GRANT_ID_LENGTH, type GrantAndAccount, grantById } from '../access/grants.ts'
import { remembered } from '../access/remembered.ts'
import type { App } from '../app.ts'
import { installationOf } from '../installation.ts'

/** 130 bits of HMAC-SHA256 */
const MAC_LENGTH = 26
const TOKEN = /^[a-z2-7]{44}$/

/**
 * What a token can be for. A `file-url` token only gives a file's bytes at FileUrl: it is sent without a proof, so it
 * must open no WOPI operation.
 */
export type TokenResource = Resource | { kind: 'file-url'; id: string }

/** Editors send one token again and again: so many are worked out once. */
const MACS_KEPT = 10_000
const macs = new WeakMap<Buffer, (text: string) => string>()

/** Ids are letters and digits, so `|` keeps the three apart. */
function mac(secret: Buffer, grantId: string, resource: TokenResource): string {
  let macOf = macs.get(secret)
  if (!macOf) {
    macOf = remembered(MACS_KEPT, (text) => base32(createHmac('sha256', secret).update(text).digest(), MAC_LENGTH))
    macs.set(secret, macOf)
  }
  return macOf(`${grantId}|${resource.kind}|${'id' in resource ? resource.id : ''}`)
}

/**
 * The access token of a grant for a resource: 44 letters and digits, never stored. For another resource than the
 * launched one it is a derived token: it needs no write, has the grant's expiry and dies with it, and as rights are
 * read on every call it never gains any (WOPI: preventing token trade).
 */
export const tokenFor = (app: Pick<App, 'db'>, grantId: string, resource: TokenResource): string =>
  grantId + mac(installationOf(app).secret, grantId, resource)

export type TokenCheck =
  | { state: 'live' | 'expired' | 'ended'; grant: GrantAndAccount }
  /** never ours, or of another resource */
  | undefined

/**
 * Whose token this is: one HMAC and one point read. `expired` and `ended` tokens are genuine but open nothing; they
 * only tell whose refused save may be kept as Unsaved work.
 */
export async function checkToken(app: Pick<App, 'db' | 'now'>, token: string, resource: TokenResource): Promise<TokenCheck> {
  if (!TOKEN.test(token)) return undefined
  const id = token.slice(0, GRANT_ID_LENGTH)
  const expected = mac(installationOf(app).secret, id, resource)
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(token.slice(GRANT_ID_LENGTH)))) return undefined
  const grant = await app.db.read.get(grantById, { id })
  if (!grant) return undefined
  if (grant.endedAt !== null || grant.disabledAt !== null || grant.blocked === 1) return { state: 'ended', grant }
  return { state: grant.expiresAt > app.now() ? 'live' : 'expired', grant }
}
