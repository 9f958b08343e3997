import { createECDH, hkdfSync } from 'node:crypto'
import type { JWK } from 'oidc-provider'

const derived = (secret: Buffer, purpose: string) => Buffer.from(hkdfSync('sha256', secret, '', `moorage oauth ${purpose}`, 32))

/** What signs the cookies of a sign-in under way. */
export const cookieKey = (secret: Buffer) => derived(secret, 'cookies').toString('base64url')

/** The ES256 key of id tokens, the same at every start. */
export function signingKey(secret: Buffer): JWK {
  const ecdh = createECDH('prime256v1')
  const d = derived(secret, 'id tokens')
  // one value in four thousand million is no key
  ecdh.setPrivateKey(d)
  const point = ecdh.getPublicKey()
  return {
    kty: 'EC',
    crv: 'P-256',
    alg: 'ES256',
    use: 'sig',
    d: d.toString('base64url'),
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  }
}
