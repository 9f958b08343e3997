import { type KeyObject, verify } from 'node:crypto'
import { checkProof, HEADERS, type HeaderBag, header, type ProofRequest, type ProofResult } from '@moorage/wopi'
import type { App } from '../app.ts'
import { refetchAfterMismatch, refreshSoon } from './discovery.ts'
import { type Editor, formerKeysOf, keysOf } from './registry.ts'

/** What the proof is about, as it arrived: nothing decoded, nothing put together again from parsed parts. */
export interface SignedRequest {
  /** path and query, byte for byte */
  target: string
  headers: HeaderBag
}

export type ProofVerdict =
  | { outcome: 'accepted'; by: 'current' | 'old-signature' | 'old-key' | 'policy' }
  /** WOPI: answered 500. The reason is for the log only */
  | { outcome: 'refused'; reason: string }

/** The token as it stands in the query, percent escapes included. */
function rawToken(target: string): string {
  const query = target.indexOf('?')
  if (query < 0) return ''
  const pair = target
    .slice(query + 1)
    .split('&')
    .find((part) => part.startsWith('access_token='))
  return pair?.slice('access_token='.length) ?? ''
}

const rsaSha256 = (data: Uint8Array, signature: Uint8Array, key: KeyObject) => verify('RSA-SHA256', data, key, signature)

/** `since`: when the launch was; keys of an address that the editor has left are good for what was launched there. */
async function check(
  app: Pick<App, 'config' | 'db' | 'now'>,
  editor: Editor,
  request: ProofRequest,
  since: number,
): Promise<ProofResult | 'no-keys'> {
  const current = keysOf(app, editor)
  const result = current ? await checkProof(request, current, app.now(), rsaSha256) : 'no-keys'
  if (result !== 'no-keys' && result.outcome !== 'invalid') return result
  for (const keys of formerKeysOf(app, editor, since)) {
    const former = await checkProof(request, keys, app.now(), rsaSha256)
    // that key is not the one to be read anew
    if (former.outcome !== 'invalid') return { ...former, rotated: false }
  }
  return result
}

/**
 * Whether the request was signed by the editor that its token was issued to. The address is the editor's WOPI
 * origin as configured, because behind a proxy only that is what the editor called; X-Forwarded headers are nobody's
 * proof of anything. A mismatch may be a rotation that we have not heard of: see `refetchAfterMismatch`.
 *
 * WOPI: a repeated request with the same proof is good for 20 minutes, as clients retry.
 */
export async function judgeProof(
  app: Pick<App, 'config' | 'db' | 'fetch' | 'log' | 'now'>,
  editor: Editor,
  { target, headers }: SignedRequest,
  since: number,
): Promise<ProofVerdict> {
  if (editor.proof === 'off') return { outcome: 'accepted', by: 'policy' }
  const proof = header(headers, HEADERS.proof)
  const proofOld = header(headers, HEADERS.proofOld)
  const timeStamp = header(headers, HEADERS.timeStamp)
  // any of the three makes it a signed request: half a proof must not pass as none
  const signed = proof !== undefined || proofOld !== undefined || timeStamp !== undefined
  if (!signed && editor.proof === 'if-present') return { outcome: 'accepted', by: 'policy' }

  const request: ProofRequest = { accessToken: rawToken(target), url: editor.wopiOrigin + target, proof, proofOld, timeStamp }
  let result = await check(app, editor, request, since)
  const curable = result === 'no-keys' || (result.outcome === 'invalid' && result.reason === 'mismatch')
  if (signed && curable && (await refetchAfterMismatch(app, editor))) result = await check(app, editor, request, since)
  if (result === 'no-keys') return { outcome: 'refused', reason: 'no-keys' }
  if (result.outcome === 'invalid') return { outcome: 'refused', reason: result.reason }
  if (result.rotated) refreshSoon(app, editor)
  return { outcome: 'accepted', by: result.by }
}
