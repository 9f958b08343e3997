import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import { type Discovery, encodeProofKey, type ProofHeaders, proofHeaders, type Sign } from '@moorage/wopi'
import { ensureKeyFile, readKeyFile } from './key-file.ts'

export interface ProofKeys {
  /** as discovery shows them */
  published(): Promise<NonNullable<Discovery['proofKey']>>
  /** `url` exactly as it will be sent, token included */
  headers(request: { url: string; accessToken: string; now: number }): Promise<ProofHeaders>
  /** both keys for whoever puts proofs together itself; where there is no old key yet, the current one stands in */
  signer(): Promise<{ current: Sign; old: Sign }>
}

interface Loaded {
  stamp: string
  current: KeyObject
  old: KeyObject | undefined
}

const signAsync = promisify(sign)
const signWith =
  (key: KeyObject): Sign =>
  (data) =>
    signAsync('RSA-SHA256', data, key)

const publish = (key: KeyObject) => encodeProofKey(createPublicKey(key).export({ format: 'jwk' }))

/** The keys of a file, made when missing, read again whenever the file changed: rotation needs no restart. */
export function proofKeys(file: string): ProofKeys {
  let loaded: Loaded | undefined

  async function load(): Promise<Loaded> {
    const found = await stat(file).catch(() => undefined)
    const stamp = found ? `${found.ino}:${found.mtimeMs}:${found.size}` : ''
    if (loaded && (stamp === loaded.stamp || !found)) return loaded
    if (!found) await ensureKeyFile(file)
    const stored = await readKeyFile(file)
    if (!stored) throw new Error(`${file} disappeared`)
    loaded = { stamp, current: createPrivateKey(stored.current), old: stored.old ? createPrivateKey(stored.old) : undefined }
    return loaded
  }

  return {
    async published() {
      const { current, old } = await load()
      return { current: publish(current), ...(old ? { old: publish(old) } : {}) }
    },
    async headers(request) {
      const { current, old } = await load()
      return proofHeaders(request, signWith(current), old && signWith(old))
    },
    async signer() {
      const { current, old } = await load()
      return { current: signWith(current), old: signWith(old ?? current) }
    },
  }
}
