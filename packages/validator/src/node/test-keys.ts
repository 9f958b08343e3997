import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { type DiscoveryKey, encodeProofKey } from '@moorage/wopi'
import type { Signer } from '../run/transport.ts'

/** The two key pairs of a client: the one it signs with, and the one before. */
export interface TestKeys {
  current: KeyObject
  old: KeyObject
}

const generate = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey

/** Two fresh pairs. */
export const generateTestKeys = (): TestKeys => ({ current: generate(), old: generate() })

const BEGIN = '-----BEGIN'

/** The built-in editor keeps its keys as JSON. */
function pemOf(text: string): string {
  if (!text.trimStart().startsWith('{')) return text
  const { current = '', old = '' } = JSON.parse(text) as { current?: string; old?: string }
  return `${current}\n${old}`
}

/**
 * Two private keys in PEM, one after the other: the current, then the old one; or JSON with `current` and `old` in PEM.
 * With one key, the old one is made up.
 */
export function readTestKeys(text: string): TestKeys {
  const keys = pemOf(text)
    .split(BEGIN)
    .slice(1)
    .map((text) => createPrivateKey(BEGIN + text))
  const [current, old] = keys
  if (!current || keys.length > 2) throw new Error('A key file has one private key, or two: the current and the old one')
  return { current, old: old ?? generate() }
}

/** Both pairs in the form that readTestKeys reads. */
export const writeTestKeys = (keys: TestKeys): string =>
  [keys.current, keys.old].map((key) => key.export({ type: 'pkcs8', format: 'pem' })).join('')

export const signerOf = (keys: TestKeys): Signer => ({
  current: (data) => sign('RSA-SHA256', data, keys.current),
  old: (data) => sign('RSA-SHA256', data, keys.old),
})

/** The public halves as discovery shows them. */
export function discoveryKeys(keys: TestKeys): { current: DiscoveryKey; old: DiscoveryKey } {
  return { current: encodeProofKey(keys.current.export({ format: 'jwk' })), old: encodeProofKey(keys.old.export({ format: 'jwk' })) }
}
