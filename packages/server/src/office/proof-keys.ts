import { createPublicKey, type KeyObject } from 'node:crypto'
import { type Discovery, type DiscoveryKey, decodeProofKey, type ProofKeys } from '@moorage/wopi'

export type EditorKeys = ProofKeys<KeyObject>

function keyObject(key: DiscoveryKey): KeyObject | undefined {
  const jwk = decodeProofKey(key)
  return jwk && createPublicKey({ key: { ...jwk }, format: 'jwk' })
}

/** Made once per discovery file, as importing a key costs more than a check. A damaged old key is as good as none. */
export function editorKeys({ proofKey }: Discovery): EditorKeys | undefined {
  if (!proofKey) return undefined
  const current = keyObject(proofKey.current)
  if (!current) throw new Error('the proof key in it cannot be read')
  const old = proofKey.old && keyObject(proofKey.old)
  return old ? { current, old } : { current }
}
