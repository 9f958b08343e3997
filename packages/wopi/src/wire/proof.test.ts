import { createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { proofHeaders } from '../client/sign.ts'
import vectors from '../vectors/proof.json' with { type: 'json' }
import { checkProof, epochMsOf, expectedProof, invariantUpperCase, type ProofRequest, parseTicks, ticksAt } from './proof.ts'
import { decodeProofKey, encodeProofKey } from './proof-key.ts'

const publicKey = (key: { value: string; modulus: string; exponent: string }) =>
  createPublicKey({ key: { ...decodeProofKey(key) }, format: 'jwk' })
const keys = { current: publicKey(vectors.keys.current), old: publicKey(vectors.keys.old) }
const rsa = (data: Uint8Array, signature: Uint8Array, key: KeyObject) => verify('RSA-SHA256', data, key, signature)

test.each(vectors.expected)('the bytes that are signed for $url', ({ accessToken, url, ticks, bytes }) => {
  expect(Buffer.from(expectedProof({ accessToken, url, ticks: BigInt(ticks) })).toString('hex')).toBe(bytes)
})

test.each(vectors.cases)('$name: $outcome', async (vector) => {
  const result = await checkProof(vector as ProofRequest, keys, vectors.now, rsa)
  expect(result.outcome === 'valid' ? result.by : result.reason).toBe(vector.outcome)
  if (result.outcome === 'valid') expect(result.rotated).toBe(vector.outcome !== 'current')
})

test('without an older key nothing is tried against one', async () => {
  const oldKeyCase = vectors.cases.find(({ outcome }) => outcome === 'old-key') as ProofRequest
  expect(await checkProof(oldKeyCase, { current: keys.current }, vectors.now, rsa)).toEqual({ outcome: 'invalid', reason: 'mismatch' })
})

test('headers that a client signs are accepted, before and after it rotates its keys', async () => {
  const before = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const after = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const request = { url: 'https://h.example/wopi/files/abc?access_token=tok', accessToken: 'tok', now: 1_800_000_000_000 }
  const signer = (pair: typeof before) => (data: Uint8Array) => sign('RSA-SHA256', data, pair.privateKey)
  const check = async (sent: Awaited<ReturnType<typeof proofHeaders>>, current: KeyObject, old?: KeyObject) => {
    const result = await checkProof(
      { ...request, proof: sent['X-WOPI-Proof'], proofOld: sent['X-WOPI-ProofOld'], timeStamp: sent['X-WOPI-TimeStamp'] },
      { current, old },
      request.now,
      rsa,
    )
    return result.outcome === 'valid' ? result.by : result.reason
  }
  const unrotated = await proofHeaders(request, signer(before))
  expect(unrotated['X-WOPI-Proof']).toBe(unrotated['X-WOPI-ProofOld'])
  expect(await check(unrotated, before.publicKey)).toBe('current')
  const rotated = await proofHeaders(request, signer(after), signer(before))
  expect(await check(rotated, after.publicKey, before.publicKey)).toBe('current')
  expect(await check(rotated, before.publicKey)).toBe('old-signature')
})

describe('keys of discovery files', () => {
  test('a key is the same from its blob and from modulus and exponent', () => {
    const { value, modulus, exponent } = vectors.keys.current
    const fromNumbers = decodeProofKey({ value: '', modulus, exponent })
    expect(fromNumbers).toMatchObject({ kty: 'RSA', e: 'AQAB' })
    expect(decodeProofKey({ value, modulus: '', exponent: '' })).toEqual(fromNumbers)
    expect(encodeProofKey(fromNumbers ?? {})).toEqual(vectors.keys.current)
  })

  test('a leading zero of a modulus does not change the key', () => {
    const { modulus, exponent } = vectors.keys.current
    const padded = Buffer.concat([Buffer.from([0]), Buffer.from(modulus, 'base64')]).toString('base64')
    expect(decodeProofKey({ value: '', modulus: padded, exponent })).toEqual(decodeProofKey({ value: '', modulus, exponent }))
  })

  test.each([
    { value: '', modulus: '', exponent: '' },
    { value: 'not a key', modulus: '', exponent: '' },
    { value: 'BgIAAACkAABSU0Ex', modulus: '', exponent: '' },
    { value: '', modulus: 'AQ==', exponent: 'AQAB' },
    { value: '', modulus: vectors.keys.current.modulus, exponent: 'AAAA' },
  ])('an unusable key is undefined, not an error (%#)', (key) => {
    expect(decodeProofKey(key)).toBeUndefined()
  })

  test('only an RSA key can be shown in discovery', () => {
    expect(() => encodeProofKey(generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }))).toThrow(TypeError)
  })
})

describe('ticks', () => {
  test('count 100 ns since the year 1', () => {
    expect(ticksAt(0)).toBe(621355968000000000n)
    expect(epochMsOf(ticksAt(1_795_435_200_123))).toBe(1_795_435_200_123)
  })

  test.each(['', '-1', '1e5', '0x10', '1'.repeat(19), ' '])('%j is no time stamp', (text) => {
    expect(parseTicks(text)).toBeUndefined()
  })
})

test('upper case is the invariant one: letter by letter, and never an ASCII letter out of another', () => {
  expect(invariantUpperCase('/wopi/files/ab%2fc?x=äöß')).toBe('/WOPI/FILES/AB%2FC?X=ÄÖß')
  expect(invariantUpperCase('ıſiŉ😀')).toBe('ıſIŉ😀')
})
