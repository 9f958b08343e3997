import { HEADERS, OPERATIONS, type OperationName } from '@moorage/wopi'
import { type Chance, idOfNothing, inAddress, strangeText } from './chance.ts'
import type { Sent } from './portal-requests.ts'

export interface Token {
  fileId: string
  accessToken: string
}

const NAMES = Object.keys(OPERATIONS) as OperationName[]
const BUILT = NAMES.filter((name) => OPERATIONS[name].built && OPERATIONS[name].path.startsWith('files/'))
const OVERRIDES = [...new Set(NAMES.flatMap((name) => OPERATIONS[name].override ?? []))]
/** a proof that does not hold is answered 500 by the protocol, which looks like a fault of ours: proofs have tests of their own */
const SENT = Object.values(HEADERS).filter((name) => !/proof|timestamp/i.test(name))
const VALUES = [
  'A',
  '',
  'true',
  'false',
  '12',
  '-1',
  '0',
  'x'.repeat(1024),
  'x'.repeat(1025),
  '.txt',
  'Report.docx',
  '+AOQA9gD8-.docx',
  '+AF8',
  'PUT',
  '{"S":"1"}',
]

/** What a header may carry on the wire. */
const onWire = (text: string) => text.replace(/[^\t\x20-\x7e\x80-\xff]/g, '?').slice(0, 9000)

const letters = (chance: Chance) => chance.of(['x'.repeat(44), 'a'.repeat(43), '', '%00', 'x'.repeat(3000), '..', 'null'])

/** One WOPI request: an operation of the table with headers that nearly fit, by a token that is right, another file's, or none. */
export function wopiRequest(chance: Chance, tokens: readonly Token[]): Sent {
  // those that no host answers are all alike
  const name = chance.oneIn(10) ? chance.of(NAMES) : chance.of(BUILT)
  const { verb, path, override } = OPERATIONS[name]
  const own = chance.of(tokens)
  const right = !chance.oneIn(5)
  const other = chance.of(tokens)
  const id = chance.oneIn(15) ? chance.of([idOfNothing(chance), '..%2f', '%ff', 'x'.repeat(2000), '']) : own.fileId
  const token = right ? own.accessToken : chance.oneIn(2) && other.fileId !== own.fileId ? other.accessToken : letters(chance)
  const headers: Record<string, string> = {}
  for (const header of SENT) if (chance.oneIn(8)) headers[header] = onWire(chance.oneIn(3) ? strangeText(chance) : chance.of(VALUES))
  if (override && !chance.oneIn(20)) headers[HEADERS.override] = chance.oneIn(20) ? chance.of(OVERRIDES) : override
  if (chance.oneIn(10)) headers['content-type'] = chance.of([';', 'application/json', 'text/plain; charset="', 'x'])
  if (chance.oneIn(2)) headers[HEADERS.lock] = chance.of(['A', 'B'])
  const shape = chance.oneIn(30) ? `${path}/${inAddress(strangeText(chance))}` : path
  const query = chance.oneIn(30) ? '' : `?access_token=${token}${chance.oneIn(5) ? '&sc=x&access_token=twice&%ff=%' : ''}`
  const sent: Sent = {
    origin: 'wopi',
    method: chance.oneIn(60) ? chance.of(['PUT', 'HEAD', 'DELETE', 'OPTIONS']) : verb,
    path: `/wopi/${shape.replace('{id}', id)}${query}`,
    headers,
    what: `WOPI ${name}`,
  }
  if (!right && token !== own.accessToken) sent.mustRefuse = 'the token is not this file’s'
  if (sent.method !== 'GET' && sent.method !== 'HEAD')
    sent.body = Buffer.alloc(chance.oneIn(40) ? 300_000 : chance.below(300), chance.below(256))
  return sent
}

const PAGES = [
  '/edit',
  '/view',
  '/validation',
  '/hosting/discovery',
  '/validation/run',
  '/validation/getinfo',
  '/validation/test',
  '/validation/stop',
]
const RELAYED = ['info', 'contents', 'lock', 'copy', 'rename', 'user-info', 'leave']

/** The built-in editor's own pages, and the relay that carries its calls. */
export function editorRequest(chance: Chance, tokens: readonly Token[], { editor, wopi }: { editor: string; wopi: string }): Sent {
  const { fileId, accessToken } = chance.of(tokens)
  const source = chance.oneIn(3) ? onWire(strangeText(chance)) : `${chance.oneIn(5) ? 'http://169.254.169.254' : wopi}/wopi/files/${fileId}`
  const relayed = chance.oneIn(2)
  const path = relayed ? `/relay/${chance.of(RELAYED)}` : chance.of(PAGES)
  const headers: Record<string, string> = {
    origin: chance.oneIn(20) ? 'https://evil.example' : editor,
    'moorage-wopisrc': source,
    authorization: `Bearer ${chance.oneIn(4) ? letters(chance) || 'x' : accessToken}`,
    'moorage-lock': chance.of(['A', 'B', '']),
    'moorage-name': onWire(inAddress(strangeText(chance))),
    'content-type': chance.of(['application/json', 'application/x-www-form-urlencoded', 'text/plain', ';']),
  }
  const text = chance.oneIn(2)
    ? JSON.stringify({ operation: chance.of(['lock', 'unlock', 'refresh', 'relock', 'x']), lock: chance.of(['A', 'B', 1, null]), old: 'B' })
    : new URLSearchParams({ access_token: accessToken, access_token_ttl: '0' }).toString()
  const method = chance.of(['GET', 'POST'])
  const sent: Sent = {
    origin: 'editor',
    method,
    path: relayed ? path : `${path}?wopisrc=${inAddress(source)}&ui=${chance.of(['en-US', '"><script>', 'de'])}`,
    headers,
    what: `editor ${path}`,
  }
  if (method === 'POST') sent.body = Buffer.from(chance.oneIn(6) ? strangeText(chance) : text)
  if (relayed && headers.origin !== editor) sent.mustRefuse = 'another site asks'
  return sent
}

/** Bytes that are hardly HTTP. */
export function rawBytes(chance: Chance): Buffer {
  const lines = chance.of([
    'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello',
    'POST /wopi/files/x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nzz\r\n',
    'GET http://elsewhere/ HTTP/1.1\r\nHost: x\r\n\r\n',
    'GET /\x00 HTTP/1.1\r\nHost: x\r\n\r\n',
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    `GET / HTTP/1.1\r\nHost: x\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`,
    'GET / HTTP/1.1\r\n\r\n',
    'OPTIONS * HTTP/1.1\r\nHost: \r\nExpect: 100-continue\r\n\r\n',
  ])
  const bytes = Buffer.from(lines, 'latin1')
  for (let spoiled = chance.below(4); spoiled > 0; spoiled--) bytes[chance.below(bytes.length)] = chance.below(256)
  return bytes
}
