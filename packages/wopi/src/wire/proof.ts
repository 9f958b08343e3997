import { decodeBase64 } from './base64.ts'

/** .NET ticks (100 ns since the year 1) of the Unix epoch */
const EPOCH_TICKS = 621_355_968_000_000_000n
const TICKS_PER_MS = 10_000n

/** WOPI: a proof older than 20 minutes is refused. */
export const PROOF_LIFETIME_MS = 20 * 60 * 1000
/** How far ahead a client's clock may run. */
export const PROOF_FUTURE_MS = 5 * 60 * 1000

/** Epoch milliseconds to ticks. */
export const ticksAt = (epochMs: number): bigint => EPOCH_TICKS + BigInt(Math.trunc(epochMs)) * TICKS_PER_MS

/** Ticks to epoch milliseconds. */
export const epochMsOf = (ticks: bigint): number => Number((ticks - EPOCH_TICKS) / TICKS_PER_MS)

/** X-WOPI-TimeStamp: a decimal number that fits 64 bits, or undefined. */
export const parseTicks = (header: string): bigint | undefined => (/^[0-9]{1,18}$/.test(header.trim()) ? BigInt(header.trim()) : undefined)

/**
 * Upper case as .NET's invariant culture has it: one character for one, and no other letter becomes an ASCII one
 * (so ß, ı and ſ stay). Only the ASCII part matters for an address that was escaped as it should be.
 */
export function invariantUpperCase(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
  if (/^[\x00-\x7f]*$/.test(text)) return text.toUpperCase()
  return Array.from(text, (character) => {
    const upper = character.toUpperCase()
    const grows = upper.length !== character.length
    return grows || (character > '\x7f' && upper <= '\x7f') ? character : upper
  }).join('')
}

const encoder = new TextEncoder()

/**
 * The bytes that a client signs: length-prefixed (32 bit, big-endian) token, upper-cased URL, and ticks (64 bit).
 * `url` is the whole address as the client wrote it: public scheme and host, raw path and raw query.
 */
export function expectedProof({ accessToken, url, ticks }: { accessToken: string; url: string; ticks: bigint }): Uint8Array {
  const token = encoder.encode(accessToken)
  const address = encoder.encode(invariantUpperCase(url))
  const proof = new Uint8Array(4 + token.length + 4 + address.length + 4 + 8)
  const view = new DataView(proof.buffer)
  view.setUint32(0, token.length)
  proof.set(token, 4)
  view.setUint32(4 + token.length, address.length)
  proof.set(address, 8 + token.length)
  view.setUint32(8 + token.length + address.length, 8)
  view.setBigUint64(12 + token.length + address.length, ticks)
  return proof
}

/** Keys as the caller's crypto holds them; cache them, importing one costs more than a check. */
export interface ProofKeys<Key> {
  current: Key
  old?: Key
}

export interface ProofRequest {
  /** exactly as it stands in the address, percent escapes included */
  accessToken: string
  url: string
  /** X-WOPI-Proof */
  proof: string | undefined
  /** X-WOPI-ProofOld */
  proofOld: string | undefined
  /** X-WOPI-TimeStamp */
  timeStamp: string | undefined
}

export type ProofResult =
  /** `rotated`: the client's keys are not the ones we hold as current, so discovery should be read again */
  | { outcome: 'valid'; by: 'current' | 'old-signature' | 'old-key'; rotated: boolean }
  /** WOPI: answered 500. `mismatch` may be cured by reading discovery again, the others never. */
  | { outcome: 'invalid'; reason: 'missing' | 'bad-timestamp' | 'expired' | 'from-the-future' | 'mismatch' }

const valid = (by: 'current' | 'old-signature' | 'old-key'): ProofResult => ({ outcome: 'valid', by, rotated: by !== 'current' })

function timeProblem(timeStamp: string, now: number): ProofResult | bigint {
  const ticks = parseTicks(timeStamp)
  if (ticks === undefined) return { outcome: 'invalid', reason: 'bad-timestamp' }
  const age = now - epochMsOf(ticks)
  if (age > PROOF_LIFETIME_MS) return { outcome: 'invalid', reason: 'expired' }
  if (age < -PROOF_FUTURE_MS) return { outcome: 'invalid', reason: 'from-the-future' }
  return ticks
}

/** Clients sign the token as it is in the address or as it is after decoding; with letters and digits both are one. */
function tokenForms(token: string): string[] {
  if (!token.includes('%')) return [token]
  try {
    return [...new Set([token, decodeURIComponent(token)])]
  } catch {
    return [token]
  }
}

/**
 * Whether a request was signed by the client that discovery names. Three combinations count, tried in this order:
 * signature with current key, old signature with current key, signature with old key. WOPI: an old signature by the
 * old key proves nothing. `verify` is RSA PKCS#1 v1.5 with SHA-256; `now` in epoch milliseconds.
 *
 * @example
 * await checkProof({ accessToken, url, proof, proofOld, timeStamp }, keys, Date.now(), (data, signature, key) =>
 *   crypto.verify('RSA-SHA256', data, key, signature))
 */
export async function checkProof<Key>(
  request: ProofRequest,
  keys: ProofKeys<Key>,
  now: number,
  verify: (data: Uint8Array, signature: Uint8Array, key: Key) => boolean | Promise<boolean>,
): Promise<ProofResult> {
  if (!request.proof || !request.timeStamp) return { outcome: 'invalid', reason: 'missing' }
  const ticks = timeProblem(request.timeStamp, now)
  if (typeof ticks !== 'bigint') return ticks
  const signature = decodeBase64(request.proof)
  const forms = tokenForms(request.accessToken).map((accessToken) => expectedProof({ accessToken, url: request.url, ticks }))
  const holds = async (candidate: Uint8Array | undefined, key: Key | undefined) => {
    if (!candidate || key === undefined) return false
    for (const data of forms) if (await verify(data, candidate, key)) return true
    return false
  }
  if (await holds(signature, keys.current)) return valid('current')
  if (request.proofOld && (await holds(decodeBase64(request.proofOld), keys.current))) return valid('old-signature')
  if (await holds(signature, keys.old)) return valid('old-key')
  return { outcome: 'invalid', reason: 'mismatch' }
}
