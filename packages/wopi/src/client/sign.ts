import { encodeBase64 } from '../wire/base64.ts'
import { expectedProof, ticksAt } from '../wire/proof.ts'

/** RSA PKCS#1 v1.5 with SHA-256, by the client's private key. */
export type Sign = (data: Uint8Array) => Uint8Array | Promise<Uint8Array>

export interface ProofHeaders {
  'X-WOPI-Proof': string
  'X-WOPI-ProofOld': string
  'X-WOPI-TimeStamp': string
}

/**
 * The three proof headers of one request. Without an older key both signatures are by the current one, as clients
 * do whose keys were never rotated. `url` is the address exactly as it will be sent, token included.
 */
export async function proofHeaders(
  request: { url: string; accessToken: string; now: number },
  sign: Sign,
  signOld: Sign = sign,
): Promise<ProofHeaders> {
  const ticks = ticksAt(request.now)
  const data = expectedProof({ accessToken: request.accessToken, url: request.url, ticks })
  const proof = encodeBase64(await sign(data))
  return {
    'X-WOPI-Proof': proof,
    'X-WOPI-ProofOld': signOld === sign ? proof : encodeBase64(await signOld(data)),
    'X-WOPI-TimeStamp': String(ticks),
  }
}
