import { decodeBase64, encodeBase64, encodeBase64Url } from './base64.ts'
import type { DiscoveryKey } from './discovery.ts'

/** An RSA public key in the form that every crypto library imports (RFC 7518 section 6.3.1). */
export interface RsaPublicJwk {
  kty: 'RSA'
  /** modulus, base64url, unsigned big-endian */
  n: string
  /** exponent, likewise */
  e: string
}

/** PUBLICKEYBLOB, version 2, CALG_RSA_KEYX, then the mark "RSA1" */
const BLOB_HEADER = [0x06, 0x02, 0x00, 0x00, 0x00, 0xa4, 0x00, 0x00, 0x52, 0x53, 0x41, 0x31]
const MODULUS_AT = 20
const MIN_BITS = 1024
const MAX_BITS = 8192

function withoutLeadingZeros(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0)
  return first < 0 ? bytes.subarray(0, 0) : bytes.subarray(first)
}

function jwk(modulus: Uint8Array, exponent: Uint8Array): RsaPublicJwk | undefined {
  const n = withoutLeadingZeros(modulus)
  const e = withoutLeadingZeros(exponent)
  if (n.length * 8 < MIN_BITS || n.length * 8 > MAX_BITS || e.length === 0 || e.length > 4) return undefined
  return { kty: 'RSA', n: encodeBase64Url(n), e: encodeBase64Url(e) }
}

function fromBlob(value: string): RsaPublicJwk | undefined {
  const blob = decodeBase64(value)
  if (!blob || blob.length < MODULUS_AT || BLOB_HEADER.some((byte, index) => blob[index] !== byte)) return undefined
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength)
  const modulusLength = view.getUint32(12, true) / 8
  if (blob.length < MODULUS_AT + modulusLength) return undefined
  // inside the blob everything is little-endian
  const modulus = blob.slice(MODULUS_AT, MODULUS_AT + modulusLength).reverse()
  const exponent = blob.slice(16, MODULUS_AT).reverse()
  return jwk(modulus, exponent)
}

/** The public key of a discovery file's entry, from modulus and exponent or else from the blob; undefined when unusable. */
export function decodeProofKey(key: DiscoveryKey): RsaPublicJwk | undefined {
  const modulus = key.modulus ? decodeBase64(key.modulus) : undefined
  const exponent = key.exponent ? decodeBase64(key.exponent) : undefined
  const direct = modulus && exponent ? jwk(modulus, exponent) : undefined
  return direct ?? (key.value ? fromBlob(key.value) : undefined)
}

const fromBase64Url = (text: string) => decodeBase64(text.replaceAll('-', '+').replaceAll('_', '/'))

/** A client's own public key as its discovery file shows it. Throws on a key that is not RSA. */
export function encodeProofKey(key: { kty?: string; n?: string; e?: string }): DiscoveryKey {
  const modulus = key.n ? fromBase64Url(key.n) : undefined
  const exponent = key.e ? fromBase64Url(key.e) : undefined
  if (!modulus || !exponent || exponent.length > 4) throw new TypeError('A proof key is an RSA public key')
  const blob = new Uint8Array(MODULUS_AT + modulus.length)
  blob.set(BLOB_HEADER)
  new DataView(blob.buffer).setUint32(12, modulus.length * 8, true)
  blob.set(exponent.slice().reverse(), 16)
  blob.set(modulus.slice().reverse(), MODULUS_AT)
  return { value: encodeBase64(blob), modulus: encodeBase64(modulus), exponent: encodeBase64(exponent) }
}
