import { Validator } from '@cfworker/json-schema'
import { expect, test } from 'vitest'
import type { Fixtures } from '../run/fixtures.ts'
import type { WireResponse } from '../run/transport.ts'
import { readChecks } from '../suite/read-checks.ts'
import { readXml } from '../suite/xml.ts'
import { chunksOf, toChunk } from '../transfer/chunks.ts'
import { encodeFrames, type Frame } from '../transfer/frames.ts'
import { checkAll } from './check-response.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const fixtures: Fixtures = {
  resource: async (id) => bytes(`resource ${id}`),
  content: async (name) => bytes(name),
  schema: async () => new Validator({ type: 'object', required: ['Signatures'] }, '4', false),
}
const NOW = Date.UTC(2026, 0, 1)

function answer(body: string | Uint8Array, headers: Record<string, string> = {}, status = 200): WireResponse {
  const content = typeof body === 'string' ? bytes(body) : body
  return { status, headers: new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])), body: content }
}

const judge = async (xml: string | undefined, response: WireResponse, state: Record<string, string> = {}) => {
  const checks = xml === undefined ? undefined : readChecks(readXml(`<Validators>${xml}</Validators>`))
  const failures = await checkAll(checks, response, { state: new Map(Object.entries(state)), fixtures, now: () => NOW })
  return failures.map((each) => `${each.clause}: ${each.actual}, not ${each.expected}`)
}

test('without validators exactly 200 is expected', async () => {
  expect(await judge(undefined, answer(''))).toEqual([])
  expect(await judge(undefined, answer('', {}, 204))).toEqual(['ResponseCodeValidator: 204, not 200'])
})

test('a Content-Length that is sent has to be right, one that is not sent is fine', async () => {
  expect(await judge('', answer('abc', { 'Content-Length': '3' }))).toEqual([])
  expect(await judge('', answer('abc', { 'Content-Length': '4' }))).toEqual(['Content-Length: 3 bytes, not 4'])
})

const HEADERS: [what: string, xml: string, headers: Record<string, string>, holds: boolean][] = [
  ['a missing header is a failure', '<ResponseHeaderValidator Header="X"/>', {}, false],
  ['unless it is not required', '<ResponseHeaderValidator Header="X" IsRequired="false" ExpectedValue="a"/>', {}, true],
  ['case is not looked at', '<ResponseHeaderValidator Header="x" ExpectedValue="ABC"/>', { X: 'abc' }, true],
  ['a saved value wins', '<ResponseHeaderValidator Header="X" ExpectedValue="a" ExpectedStateKey="S"/>', { X: 'saved' }, true],
  ['a value that must differ', '<ResponseHeaderValidator Header="X" ExpectedStateKey="S" ShouldMatch="false"/>', { X: 'saved' }, false],
  ['a number that must be greater', '<ResponseHeaderValidator Header="X" Comparator="&gt;" ExpectedStateKey="N"/>', { X: '8' }, true],
  ['the same number is not greater', '<ResponseHeaderValidator Header="X" Comparator="&gt;" ExpectedStateKey="N"/>', { X: '7' }, false],
  ['but it is at least', '<ResponseHeaderValidator Header="X" Comparator="&gt;=" ExpectedStateKey="N"/>', { X: '7' }, true],
  ['what is no 32-bit number', '<ResponseHeaderValidator Header="X" Comparator="&gt;" ExpectedStateKey="N"/>', { X: '3000000000' }, false],
]
for (const [what, xml, headers, holds] of HEADERS) {
  test(`headers: ${what}`, async () => expect(await judge(xml, answer('', headers), { S: 'saved', N: '7' })).toHaveLength(holds ? 0 : 1))
}

test('a lock mismatch is a 409 that names the lock; the header may be missing where there is none', async () => {
  expect(await judge('<LockMismatchValidator ExpectedLock="L"/>', answer('', { 'X-WOPI-Lock': 'L' }, 409))).toEqual([])
  expect(await judge('<LockMismatchValidator ExpectedLock="L"/>', answer('', {}, 409))).toHaveLength(1)
  expect(await judge('<LockMismatchValidator ExpectedLock=""/>', answer('', {}, 409))).toEqual([])
  expect(await judge('<LockMismatchValidator ExpectedLock=""/>', answer('', { 'X-WOPI-Lock': 'L' }, 409))).toHaveLength(1)
})

const TABLE = "[{CoauthLockId:'B', CoauthLockTime:'*'}, {CoauthLockId:'A', CoauthLockTime:'*'}]"
const PROPERTIES: [what: string, xml: string, body: unknown, holds: boolean][] = [
  ['a required one is missing', '<StringProperty Name="A" IsRequired="true"/>', {}, false],
  ['an empty text is as good as missing', '<StringProperty Name="A" IsRequired="true"/>', { A: '' }, false],
  ['an optional one is missing', '<StringProperty Name="A" ExpectedValue="x"/>', {}, true],
  ['the end of a name', '<StringProperty Name="A" EndsWith=".wopitest"/>', { A: 'a.wopitest' }, true],
  ['the end of a name in another case', '<StringProperty Name="A" EndsWith=".wopitest"/>', { A: 'a.WOPITEST' }, false],
  ['unless that is allowed', '<StringProperty Name="A" EndsWith=".wopitest" IgnoreCase="true"/>', { A: 'a.WOPITEST' }, true],
  ['false is not true', '<BooleanProperty Name="A" ExpectedValue="true"/>', { A: false }, false],
  ['false is there', '<BooleanProperty Name="A" IsRequired="true"/>', { A: false }, true],
  ['numbers below a path', '<IntegerProperty Name="A[1].B" ExpectedValue="3"/>', { A: [{}, { B: 3 }] }, true],
  ['a time in seconds', '<LongProperty Name="ServerTime" IsRequired="true"/>', { ServerTime: NOW / 1000 }, false],
  ['a time in milliseconds', '<LongProperty Name="ServerTime" IsRequired="true"/>', { ServerTime: NOW }, true],
  ['a path is no address', '<AbsoluteUrlProperty Name="A"/>', { A: '/x' }, false],
  ['an address without token', '<AbsoluteUrlProperty Name="A" MustIncludeAccessToken="true"/>', { A: 'https://h/x' }, false],
  ['an address with one', '<AbsoluteUrlProperty Name="A" MustIncludeAccessToken="true"/>', { A: 'https://h/x?access_token=t' }, true],
  ['an element of an array', '<ArrayProperty Name="A" ContainsValue="ReadOnly"/>', { A: ['readonly'] }, true],
  ['a pattern that must not match', '<StringRegexProperty Name="A" ShouldMatch="false" ExpectedValue="^x"/>', { A: 'xy' }, false],
  ['the length of an empty array', '<ArrayLengthProperty Name="A" ExpectedValue="0" IsRequired="true"/>', { A: [] }, true],
  ['rows in any order, some values whatever', `<ResponseBodyProperty Name="A" ExpectedValue="${TABLE}"/>`, { A: rows('A', 'B') }, true],
  ['a row too many', `<ResponseBodyProperty Name="A" ExpectedValue="${TABLE}"/>`, { A: rows('A', 'B', 'C') }, false],
  ['a row of another', `<ResponseBodyProperty Name="A" ExpectedValue="${TABLE}"/>`, { A: rows('A', 'X') }, false],
]
function rows(...ids: string[]) {
  return ids.map((CoauthLockId) => ({ CoauthLockId, CoauthLockTime: 5 }))
}
for (const [what, xml, body, holds] of PROPERTIES) {
  test(`properties: ${what}`, async () => {
    const check = `<JsonResponseContentValidator>${xml}</JsonResponseContentValidator>`
    expect(await judge(check, answer(JSON.stringify(body)))).toHaveLength(holds ? 0 : 1)
  })
}

test('one of several is enough, and when none holds all are told', async () => {
  const either = '<Or><ResponseCodeValidator ExpectedCode="401"/><ResponseCodeValidator ExpectedCode="404"/></Or>'
  expect(await judge(either, answer('', {}, 404))).toEqual([])
  expect(await judge(either, answer('', {}, 500))).toEqual([
    'Or: ResponseCodeValidator: 500, not 401; ResponseCodeValidator: 500, not 404, not one of several',
  ])
})

test('a body that must not be there, and one that must be JSON', async () => {
  expect(await judge('<JsonResponseContentValidator ShouldExist="false"/>', answer(''))).toEqual([])
  expect(await judge('<JsonResponseContentValidator ShouldExist="false"/>', answer('{}'))).toHaveLength(1)
  expect(await judge('<JsonResponseContentValidator/>', answer('<html>'))).toEqual([
    'JsonResponseContentValidator: <html>, not a JSON body',
  ])
})

test('content is compared byte for byte with what was sent', async () => {
  expect(await judge('<ResponseContentValidator ExpectedResourceId="A"/>', answer('resource A'))).toEqual([])
  expect(await judge('<ResponseContentValidator ExpectedResourceId="A"/>', answer('resource B'))).toHaveLength(1)
  expect(await judge('<ResponseContentValidator ExpectedBodyContent="$State:S"/>', answer('saved'), { S: 'saved' })).toEqual([])
})

function chunked(text: string, { send = true, scheme = 'FullFile', damage = false } = {}): Uint8Array {
  const chunks = chunksOf(bytes(text), 'FullFile')
  const ChunkSignatures = chunks.map((chunk) => ({ ChunkId: chunk.id, Length: chunk.bytes.length }))
  const message = {
    ContentProperties: [{ Name: 'n', Value: 'v', Retention: 'KeepOnContentChange' }],
    Signatures: [{ StreamId: 'MainContent', ChunkingScheme: scheme, ChunkSignatures }],
  }
  const frames = send
    ? chunks.map((chunk): Frame => ({ type: 'chunk', id: chunk.hash, payload: damage ? bytes('other') : chunk.bytes }))
    : []
  return encodeFrames([{ type: 'message', payload: bytes(JSON.stringify(message)) }, ...frames])
}
const STREAM =
  '<ContentStreamValidator StreamId="MainContent" ExpectedChunkingScheme="FullFile" AlreadyExistingContent="" ExpectedContent="new"/>'
const frames = (inner: string, count = '') => `<FramesValidator MessageJsonPayloadSchema="S" ${count}>${inner}</FramesValidator>`

test('a stream is put together from what came and what was known', async () => {
  expect(await judge(frames(STREAM), answer(chunked('new')))).toEqual([])
  expect(await judge(frames(STREAM), answer(chunked('old')))).toEqual([
    'ContentStreamValidator MainContent: 3 other bytes, not the 3 bytes of "new"',
  ])
  const known = STREAM.replace('AlreadyExistingContent=""', 'AlreadyExistingContent="new"')
  expect(await judge(frames(known, 'ExpectedHostBlobsCount="0"'), answer(chunked('new', { send: false })))).toEqual([])
  expect(await judge(frames(STREAM), answer(chunked('new', { send: false })))).toEqual([
    `ContentStreamValidator MainContent: no bytes for ${toChunk(bytes('new')).id}, not every chunk of the signature`,
  ])
})

test('frames that lie are found', async () => {
  expect(await judge(frames(STREAM), answer('not frames'))).toHaveLength(1)
  expect(await judge(frames(STREAM), answer(chunked('new', { scheme: 'Zip' })))).toEqual([
    'ContentStreamValidator MainContent: Zip, not scheme FullFile',
  ])
  expect(await judge(frames('', 'ExpectedHostBlobsCount="2"'), answer(chunked('new')))).toEqual(['FramesValidator: 1, not 2 chunks'])
  expect((await judge(frames(STREAM), answer(chunked('new', { damage: true }))))[0]).toContain('FramesValidator chunk id')
  expect(await judge(frames(STREAM), answer(encodeFrames([{ type: 'message', payload: bytes('{}') }])))).toEqual([
    'JsonSchemaValidator S: the object: Instance does not have required property "Signatures"., not a body that satisfies the schema',
  ])
})

test('content properties are compared by value and by how long they live', async () => {
  const property = (more: string) => frames(`<ContentPropertyValidator Name="n" ${more}/>`)
  expect(await judge(property('ExpectedValue="v" ExpectedRetention="KeepOnContentChange"'), answer(chunked('new')))).toEqual([])
  expect(await judge(property('ExpectedValue="v" ExpectedRetention="DeleteOnContentChange"'), answer(chunked('new')))).toHaveLength(1)
  expect(await judge(property('ShouldBeReturned="false"'), answer(chunked('new')))).toHaveLength(1)
})
