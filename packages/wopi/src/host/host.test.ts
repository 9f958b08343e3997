import { describe, expect, test } from 'vitest'
import { OPERATIONS, type OperationName } from '../operations.ts'
import vectors from '../vectors/locks.json' with { type: 'json' }
import { type HeaderBag, utf8HeaderText } from '../wire/headers.ts'
import type { WopiResponse } from '../wire/response.ts'
import { createHost } from './host.ts'
import { createMemoryStore, type MemoryUser } from './memory-store.ts'
import type { WopiStore } from './store.ts'

const ANNA: MemoryUser = { id: 'anna', name: 'Anna', mayEdit: true }
const BEN: MemoryUser = { id: 'ben', name: 'Ben', mayEdit: false }

async function* streamOf(text: string): AsyncGenerator<Uint8Array> {
  if (text) yield new TextEncoder().encode(text)
}

async function textOf({ body = '' }: WopiResponse): Promise<string> {
  if (typeof body === 'string') return body
  let text = ''
  for await (const chunk of body) text += new TextDecoder().decode(chunk)
  return text
}

function setUp(content = 'hello', options: Parameters<typeof createMemoryStore>[0] = {}) {
  const store = createMemoryStore({ wopiUrl: 'https://h.example/wopi', ...options })
  const host = createHost({ store, serverVersion: 'test/1' })
  const id = store.addFile('Report.docx', new TextEncoder().encode(content))
  const token = store.issueToken(id, ANNA)
  const send = (name: OperationName, headers: HeaderBag = {}, body = '', { as = token, path }: { as?: string; path?: string } = {}) => {
    const row = OPERATIONS[name]
    return host.handle({
      method: row.verb,
      path: path ?? row.path.replace('{id}', id),
      query: `access_token=${as}&access_token_ttl=0`,
      headers: { ...(row.override ? { 'x-wopi-override': row.override } : {}), ...headers },
      body: streamOf(body),
    })
  }
  return { store, host, id, token, send }
}

const json = async (response: WopiResponse) => JSON.parse(await textOf(response)) as Record<string, unknown>

describe('the lock table, as headers and statuses', () => {
  test.each(vectors.cases)('$operation with $lock ($oldLock) over $size bytes while $held is held: $status', async (vector) => {
    const { operation, held, lock, oldLock, status, answer, after, size } = vector
    const { send } = setUp('x'.repeat(size ?? 5))
    if (held) expect((await send('Lock', { 'X-WOPI-Lock': held })).status).toBe(200)
    const response = await send(
      operation as OperationName,
      {
        ...(lock === null ? {} : { 'X-WOPI-Lock': lock }),
        ...(oldLock === undefined ? {} : { 'X-WOPI-OldLock': oldLock }),
        ...(operation === 'RenameFile' ? { 'X-WOPI-RequestedName': 'New' } : {}),
        ...(operation === 'PutRelativeFile' ? { 'X-WOPI-SuggestedTarget': '.txt' } : {}),
      },
      'body',
    )
    expect(response.status).toBe(status)
    expect(response.headers['X-WOPI-Lock']).toBe(answer ?? undefined)
    const now = await send('GetLock')
    expect(now.status === 404 ? 'gone' : now.headers['X-WOPI-Lock']).toBe(after ?? '')
  })
})

describe('every operation', () => {
  const onFiles = (Object.keys(OPERATIONS) as OperationName[]).filter((name) => OPERATIONS[name].path.startsWith('files/'))
  const elsewhere = (Object.keys(OPERATIONS) as OperationName[]).filter((name) => !onFiles.includes(name))

  test.each(onFiles)('%s with a wrong, expired or foreign token, or none, is 401', async (name) => {
    let now = 1_795_435_200_000
    const { store, id, send } = setUp('x', { now: () => now })
    const foreign = store.issueToken(store.addFile('Other.docx', new Uint8Array()), ANNA)
    const expired = store.issueToken(id, ANNA, 1000)
    now += 1000
    for (const as of ['wrong', foreign, expired, '']) expect((await send(name, {}, 'body', { as })).status).toBe(401)
  })

  test.each(onFiles.filter((name) => !OPERATIONS[name].built))('%s is known and answered 501', async (name) => {
    expect((await setUp().send(name)).status).toBe(501)
  })

  test.each(elsewhere)('%s is 501 from a store that has files only', async (name) => {
    expect((await setUp().send(name)).status).toBe(501)
  })

  test('names our version and never sends JSON that says null', async () => {
    const { send } = setUp()
    for (const name of ['CheckFileInfo', 'EnumerateAncestors', 'DeleteFile'] as const) {
      const response = await send(name)
      expect(response.headers['X-WOPI-ServerVersion']).toBe('test/1')
      expect(await textOf(response)).not.toContain('null')
    }
  })
})

describe('CheckFileInfo and GetFile', () => {
  test('tell the same version, in the header too', async () => {
    const { send } = setUp('hello')
    const info = await json(await send('CheckFileInfo'))
    const response = await send('GetFile')
    expect(info).toMatchObject({ BaseFileName: 'Report.docx', Size: 5, UserId: 'anna', Version: '1' })
    expect(response.headers).toMatchObject({ 'X-WOPI-ItemVersion': '1', 'Content-Length': '5', 'Content-Type': 'application/octet-stream' })
    expect(await textOf(response)).toBe('hello')
  })

  test.each([
    ['4', 412],
    ['5', 200],
    ['9223372036854775807', 200],
    ['', 200],
    ['many', 400],
  ])('a client that expects at most %j bytes of five gets %i', async (size, status) => {
    expect((await setUp('hello').send('GetFile', { 'X-WOPI-MaxExpectedSize': size })).status).toBe(status)
  })
})

describe('PutFile', () => {
  test('answers the new version, and Collabora’s LastModifiedTime with six digits', async () => {
    const { send } = setUp()
    await send('Lock', { 'X-WOPI-Lock': 'A' })
    const response = await send('PutFile', { 'X-WOPI-Lock': 'A', 'X-LOOL-WOPI-IsAutosave': 'True' }, 'new')
    const info = await json(await send('CheckFileInfo'))
    expect(response.headers).toMatchObject({
      'X-WOPI-ItemVersion': info.Version,
      'Content-Type': expect.stringContaining('application/json'),
    })
    expect(await json(response)).toEqual({ LastModifiedTime: info.LastModifiedTime })
    expect(await textOf(await send('GetFile'))).toBe('new')
  })

  test.each(['X-COOL-WOPI-Timestamp', 'X-LOOL-WOPI-Timestamp'])(
    'with another time in %s is refused with code 1010 in both spellings',
    async (name) => {
      const { send } = setUp()
      await send('Lock', { 'X-WOPI-Lock': 'A' })
      const response = await send('PutFile', { 'X-WOPI-Lock': 'A', [name]: '2020-01-01T00:00:00.000000Z' }, 'new')
      expect(response.status).toBe(409)
      expect(await json(response)).toEqual({ COOLStatusCode: 1010, LOOLStatusCode: 1010 })
    },
  )

  test('is understood without its override', async () => {
    const { host, id, token } = setUp('')
    const response = await host.handle({
      method: 'POST',
      path: `files/${id}/contents`,
      query: `access_token=${token}`,
      headers: {},
      body: streamOf('x'),
    })
    expect(response.status).toBe(200)
  })

  test('beyond what the host takes is 413', async () => {
    const { send } = setUp('', { maxSize: 3 })
    expect((await send('PutFile', {}, 'four')).status).toBe(413)
  })
})

describe('PutRelativeFile', () => {
  test('reads UTF-7, answers UTF-8, and an address with a token of its own', async () => {
    const { send } = setUp()
    const response = await send('PutRelativeFile', { 'X-WOPI-SuggestedTarget': 'madeup+AF8-B+APw-dget.wopitestx' }, 'copy')
    expect(await json(response)).toEqual({
      Name: 'madeup_Büdget.wopitestx',
      HostViewUrl: expect.stringMatching(/^https:\/\/h\.example\/open\/view\/[a-z2-7]{26}$/),
      HostEditUrl: expect.stringMatching(/^https:\/\/h\.example\/open\/edit\/[a-z2-7]{26}$/),
      Url: expect.stringMatching(/^https:\/\/h\.example\/wopi\/files\/[a-z2-7]{26}\?access_token=[a-z2-7]{26}$/),
    })
  })

  test('reads a name that came as UTF-8 bytes or as plain text with an underscore', async () => {
    const { send } = setUp()
    const latin1 = Buffer.from('Büdget.docx').toString('latin1')
    expect((await json(await send('PutRelativeFile', { 'X-WOPI-SuggestedTarget': latin1 }))).Name).toBe('Büdget.docx')
    expect((await json(await send('PutRelativeFile', { 'X-WOPI-RelativeTarget': 'a_b.docx' }))).Name).toBe('a_b.docx')
  })

  test('an exact name that is taken is 409 with one that would work; with overwrite it is replaced', async () => {
    const { send } = setUp()
    const exact = { 'X-WOPI-RelativeTarget': 'Other+AF8-.docx' }
    expect((await send('PutRelativeFile', exact)).status).toBe(200)
    const taken = await send('PutRelativeFile', { ...exact, 'X-WOPI-OverwriteRelativeTarget': 'False' })
    expect(taken).toMatchObject({ status: 409, headers: { 'X-WOPI-ValidRelativeTarget': 'Other+AF8- (2).docx' } })
    expect((await send('PutRelativeFile', { ...exact, 'X-WOPI-OverwriteRelativeTarget': 'True' })).status).toBe(200)
  })

  test('an exact name that is illegal is 400 with the reason', async () => {
    const response = await setUp().send('PutRelativeFile', { 'X-WOPI-RelativeTarget': 'a/b.docx' })
    expect(response).toMatchObject({ status: 400, headers: { 'X-WOPI-InvalidFileNameError': expect.stringContaining('cannot contain') } })
  })

  test('over a locked file is 409 with that file’s lock', async () => {
    const { send } = setUp()
    await send('Lock', { 'X-WOPI-Lock': 'A' })
    const response = await send('PutRelativeFile', { 'X-WOPI-RelativeTarget': 'Report.docx', 'X-WOPI-OverwriteRelativeTarget': 'true' })
    expect(response).toMatchObject({ status: 409, headers: { 'X-WOPI-Lock': 'A' } })
  })

  test('is 501 for whom it is not meant, whatever the headers say', async () => {
    const { store, id, send } = setUp()
    const as = store.issueToken(id, BEN)
    for (const headers of [{}, { 'X-WOPI-SuggestedTarget': '.a' }, { 'X-WOPI-SuggestedTarget': '.a', 'X-WOPI-RelativeTarget': 'b' }]) {
      expect((await send('PutRelativeFile', headers, '', { as })).status).toBe(501)
    }
  })
})

describe('RenameFile, DeleteFile, PutUserInfo', () => {
  test('a rename answers the name it gave, without extension, and ignores the bytes that Collabora sends along', async () => {
    const { send } = setUp()
    expect(await json(await send('RenameFile', { 'X-WOPI-RequestedName': 'B+APw-dget' }, 'the whole file'))).toEqual({ Name: 'Büdget' })
    expect((await json(await send('CheckFileInfo'))).BaseFileName).toBe('Büdget.docx')
  })

  test('an illegal name is 400 with a text for the user', async () => {
    const response = await setUp().send('RenameFile', { 'X-WOPI-RequestedName': 'a|b' })
    expect(response).toMatchObject({ status: 400, headers: { 'X-WOPI-InvalidFileNameError': expect.any(String) } })
  })

  test('a deleted file is gone for the token that deleted it', async () => {
    const { send } = setUp()
    expect((await send('DeleteFile')).status).toBe(200)
    expect((await send('RenameFile', { 'X-WOPI-RequestedName': 'x' })).status).toBe(404)
  })

  test.each([
    ['PutUserInfoTest', 200],
    ['x'.repeat(1024), 200],
    ['x'.repeat(1025), 400],
    ['ä', 400],
  ])('UserInfo %#', async (text, status) => {
    const { send } = setUp()
    expect((await send('PutUserInfo', {}, text)).status).toBe(status)
    expect((await json(await send('CheckFileInfo'))).UserInfo).toBe(status === 200 ? text : undefined)
  })
})

describe('what a store refuses', () => {
  const refusing = (refusal: unknown) => {
    const { store, id, token } = setUp()
    const write = async () => refusal
    const host = createHost({ store: { ...store, write } as WopiStore<never>, serverVersion: 'test/1' })
    return host.handle({
      method: 'POST',
      path: `files/${id}/contents`,
      query: `access_token=${token}`,
      headers: { 'X-WOPI-Override': 'PUT' },
      body: streamOf('x'),
    })
  }

  test.each([
    [{ outcome: 'not-found' }, 404, {}],
    [{ outcome: 'unauthorized' }, 401, {}],
    [{ outcome: 'unsupported' }, 501, {}],
    [{ outcome: 'bad-request', reason: 'why' }, 400, { 'X-WOPI-ServerError': 'why' }],
    [{ outcome: 'too-large' }, 413, {}],
    [{ outcome: 'no-room', reason: 'Storage is full' }, 413, { 'X-WOPI-ServerError': 'Storage is full' }],
    [{ outcome: 'conflict', held: '' }, 409, { 'X-WOPI-Lock': '' }],
    [
      { outcome: 'conflict', held: 'L', reason: 'Bén\r\nX: 1' },
      409,
      { 'X-WOPI-Lock': 'L', 'X-WOPI-LockFailureReason': utf8HeaderText('Bén??X: 1') },
    ],
  ])('%j', async (refusal, status, headers) => {
    expect(await refusing(refusal)).toMatchObject({ status, headers })
  })
})
