import { createHash } from 'node:crypto'

export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('base64')

/** `7` of the Version `1.7`: the counter within the file. */
export const counter = (version) => Number(version?.split('.').at(-1))

/** What is answered: the status, the headers, the bytes. Rejects where the connection breaks off, in the body too. */
async function call(server, { path, token }, { method = 'POST', part = '', headers = {}, body } = {}) {
  const answer = await fetch(`${server.wopi}${path}${part}?access_token=${token}`, { method, headers, body })
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) }
}

const override = (name, more) => ({ 'X-WOPI-Override': name, ...more })

/** The WOPI operations of a client, on a held file: its path and its token. */
export const wopi = {
  get: (server, held) => call(server, held, { method: 'GET', part: '/contents' }),
  info: (server, held) => call(server, held, { method: 'GET' }),
  put: (server, held, body, lock) => call(server, held, { part: '/contents', headers: override('PUT', { 'X-WOPI-Lock': lock }), body }),
  lock: (server, held, lock) => call(server, held, { headers: override('LOCK', { 'X-WOPI-Lock': lock }) }),
  unlock: (server, held, lock) => call(server, held, { headers: override('UNLOCK', { 'X-WOPI-Lock': lock }) }),
  getLock: (server, held) => call(server, held, { headers: override('GET_LOCK') }),
  rename: (server, held, name, lock) =>
    call(server, held, { headers: override('RENAME_FILE', { 'X-WOPI-RequestedName': name, 'X-WOPI-Lock': lock }) }),
  putRelative: (server, held, name, body) =>
    call(server, held, { headers: override('PUT_RELATIVE', { 'X-WOPI-SuggestedTarget': name }), body }),
}

/** A held file out of an address with its token. */
export function heldOf(address) {
  const { pathname, searchParams } = new URL(address)
  return { path: pathname, token: searchParams.get('access_token'), id: pathname.split('/').at(-1) }
}
