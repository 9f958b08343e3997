import { readFileSync } from 'node:fs'
import { readTestKeys, signerOf } from '@moorage/validator/node'
import { proofHeaders } from '@moorage/wopi'

export const LOCK = 'bench'

/** Signs as the editor does whose key file it is; without one, nothing is signed. */
export function signerFrom(keyFile) {
  if (!keyFile) return async () => ({})
  const { current, old } = signerOf(readTestKeys(readFileSync(keyFile, 'utf8')))
  return (url, accessToken) => proofHeaders({ url, accessToken, now: Date.now() }, current, old)
}

const LOCKED = { 'X-WOPI-Lock': LOCK }
const OPERATIONS = {
  checkFileInfo: { method: 'GET', part: '' },
  getFile: { method: 'GET', part: '/contents' },
  putFile: { method: 'POST', part: '/contents', headers: { 'X-WOPI-Override': 'PUT', ...LOCKED } },
  lock: { method: 'POST', part: '', headers: { 'X-WOPI-Override': 'LOCK', ...LOCKED } },
  refreshLock: { method: 'POST', part: '', headers: { 'X-WOPI-Override': 'REFRESH_LOCK', ...LOCKED } },
  unlock: { method: 'POST', part: '', headers: { 'X-WOPI-Override': 'UNLOCK', ...LOCKED } },
}

/** One operation on a held file, signed for `publicOrigin`; a proof is good for twenty minutes. `body`: bytes to save. */
export async function callOf(name, { path, token }, { publicOrigin, sign, body = 0 }) {
  const { method, part, headers } = OPERATIONS[name]
  const target = `${path}${part}?access_token=${token}`
  return { method, path: target, headers: { ...headers, ...(await sign(`${publicOrigin}${target}`, token)) }, body }
}

/** All of them; `put`: bytes of a save, which is what GetFile has to answer where the file was saved so. */
export async function callsOn(file, { publicOrigin, sign, put = 100_000, saved = false }) {
  const calls = {}
  for (const name of Object.keys(OPERATIONS))
    calls[name] = await callOf(name, file, { publicOrigin, sign, body: name === 'putFile' ? put : 0 })
  if (saved) calls.getFile.expects = put
  return calls
}
