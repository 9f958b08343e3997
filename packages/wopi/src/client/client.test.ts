import { describe, expect, test } from 'vitest'
import { createHost } from '../host/host.ts'
import { createMemoryStore } from '../host/memory-store.ts'
import { checkFileInfoRequest, processCheckFileInfoResponse } from './check-file-info.ts'
import { deleteFileRequest, processDeleteFileResponse } from './delete-file.ts'
import { enumerateAncestorsRequest, processEnumerateAncestorsResponse } from './enumerate-ancestors.ts'
import { getFileRequest, processGetFileResponse } from './get-file.ts'
import {
  getLockRequest,
  lockRequest,
  processGetLockResponse,
  processLockResponse,
  refreshLockRequest,
  unlockAndRelockRequest,
  unlockRequest,
} from './locks.ts'
import { processPutFileResponse, putFileRequest } from './put-file.ts'
import { processPutRelativeFileResponse, putRelativeFileRequest } from './put-relative-file.ts'
import { processPutUserInfoResponse, putUserInfoRequest } from './put-user-info.ts'
import { processRenameFileResponse, renameFileRequest } from './rename-file.ts'
import type { ClientRequest, WopiTarget } from './request.ts'
import { type ClientResponse, failureOf } from './response.ts'

/** Our client against our host, with no network in between. */
function setUp(content = 'hello', rights: { mayEdit: boolean } = { mayEdit: true }) {
  const store = createMemoryStore({ wopiUrl: 'https://h.example/wopi' })
  const host = createHost({ store, serverVersion: 'test/1' })
  const id = store.addFile('Report.docx', new TextEncoder().encode(content))
  const target: WopiTarget = {
    wopiSrc: `https://h.example/wopi/files/${id}`,
    accessToken: store.issueToken(id, { id: 'anna', name: 'Anna', ...rights }),
  }
  const send = async ({ method, url, headers, body = '' }: ClientRequest<string | undefined>): Promise<ClientResponse> => {
    const { pathname, search } = new URL(url)
    async function* bytes() {
      yield new TextEncoder().encode(body)
    }
    const response = await host.handle({ method, path: pathname.replace('/wopi/', ''), query: search, headers, body: bytes() })
    let text = ''
    if (typeof response.body === 'string') text = response.body
    else for await (const chunk of response.body ?? []) text += new TextDecoder().decode(chunk)
    return { status: response.status, headers: new Headers(response.headers), text }
  }
  return { target, send }
}

describe('our client and our host agree on', () => {
  test('CheckFileInfo', async () => {
    const { target, send } = setUp()
    const answer = processCheckFileInfoResponse(await send(checkFileInfoRequest(target, { sessionContext: 's' })))
    expect(answer).toMatchObject({ outcome: 'ok', info: { BaseFileName: 'Report.docx', Size: 5 } })
  })

  test('GetFile, and a file larger than expected', async () => {
    const { target, send } = setUp()
    const response = await send(getFileRequest(target))
    expect(processGetFileResponse(response)).toEqual({ outcome: 'ok', version: '1' })
    expect(response.text).toBe('hello')
    expect(processGetFileResponse(await send(getFileRequest(target, { maxSize: 4 })))).toEqual({ outcome: 'larger-than-expected' })
  })

  test('the life of a lock', async () => {
    const { target, send } = setUp()
    expect(processLockResponse(await send(lockRequest(target, 'A')))).toEqual({ outcome: 'ok', version: '1' })
    expect(processLockResponse(await send(lockRequest(target, 'B')))).toEqual({ outcome: 'conflict', held: 'A' })
    expect(processLockResponse(await send(refreshLockRequest(target, 'A')))).toMatchObject({ outcome: 'ok' })
    expect(processLockResponse(await send(unlockAndRelockRequest(target, 'B', 'A')))).toMatchObject({ outcome: 'ok' })
    expect(processGetLockResponse(await send(getLockRequest(target)))).toEqual({ outcome: 'ok', held: 'B' })
    expect(processLockResponse(await send(unlockRequest(target, 'B')))).toMatchObject({ outcome: 'ok' })
    expect(processGetLockResponse(await send(getLockRequest(target)))).toEqual({ outcome: 'ok', held: '' })
    expect(processLockResponse(await send(unlockRequest(target, 'B')))).toEqual({ outcome: 'conflict', held: '' })
  })

  test('PutFile, its new version and time, and a change from elsewhere', async () => {
    const { target, send } = setUp()
    await send(lockRequest(target, 'A'))
    const saved = processPutFileResponse(
      await send(putFileRequest(target, 'new', { lock: 'A', editors: ['anna', 'ben'], isAutosave: true })),
    )
    expect(saved).toMatchObject({ outcome: 'ok', version: '2', lastModifiedTime: expect.stringMatching(/\.\d{6}Z$/) })
    const stale = putFileRequest(target, 'newer', { lock: 'A', timestamp: '2020-01-01T00:00:00.000000Z' })
    expect(processPutFileResponse(await send(stale))).toEqual({ outcome: 'changed-outside' })
    expect(processPutFileResponse(await send(putFileRequest(target, 'newer')))).toEqual({ outcome: 'conflict', held: 'A' })
  })

  test('PutRelativeFile: any name, a name that is taken, an illegal one', async () => {
    const { target, send } = setUp()
    const put = async (name: Parameters<typeof putRelativeFileRequest>[1]) =>
      processPutRelativeFileResponse(await send(putRelativeFileRequest(target, name, 'copy', { size: 4 })))
    expect(await put({ mode: 'suggested', name: 'Büdget_1.docx' })).toMatchObject({ outcome: 'ok', name: 'Büdget_1.docx' })
    expect(await put({ mode: 'exact', name: 'Büdget_1.docx', overwrite: false })).toEqual({
      outcome: 'name-taken',
      held: '',
      suggestion: 'Büdget_1 (2).docx',
    })
    expect(await put({ mode: 'exact', name: 'Büdget_1.docx', overwrite: true })).toMatchObject({ outcome: 'ok' })
    expect(await put({ mode: 'exact', name: 'a:b', overwrite: false })).toMatchObject({
      outcome: 'bad-request',
      reason: expect.any(String),
    })
  })

  test('RenameFile, PutUserInfo, EnumerateAncestors and DeleteFile', async () => {
    const { target, send } = setUp()
    expect(processRenameFileResponse(await send(renameFileRequest(target, 'Prüfung')))).toEqual({ outcome: 'ok', name: 'Prüfung' })
    expect(processPutUserInfoResponse(await send(putUserInfoRequest(target, 'info')))).toEqual({ outcome: 'ok' })
    expect(processEnumerateAncestorsResponse(await send(enumerateAncestorsRequest(target)))).toEqual({
      outcome: 'ok',
      ancestors: [],
      incomplete: false,
    })
    expect(processDeleteFileResponse(await send(deleteFileRequest(target)))).toEqual({ outcome: 'ok' })
    expect(processCheckFileInfoResponse(await send(checkFileInfoRequest(target)))).toEqual({ outcome: 'not-found' })
  })

  test('what a reader may not do', async () => {
    const { target, send } = setUp('x', { mayEdit: false })
    expect(processLockResponse(await send(lockRequest(target, 'A')))).toEqual({ outcome: 'not-found' })
    const relative = putRelativeFileRequest(target, { mode: 'suggested', name: '.txt' }, '')
    expect(processPutRelativeFileResponse(await send(relative))).toEqual({ outcome: 'unsupported' })
  })
})

test('a request carries the token in the query and as Bearer, and keeps a query that the WopiSrc has', () => {
  const { url, headers } = putFileRequest({ wopiSrc: 'https://h.example/p/wopi/files/7?x=1', accessToken: 'a+b' }, 'body', { lock: 'L' })
  expect(url).toBe('https://h.example/p/wopi/files/7/contents?x=1&access_token=a%2Bb')
  expect(headers).toMatchObject({ Authorization: 'Bearer a+b', 'X-WOPI-Override': 'PUT', 'X-WOPI-Lock': 'L' })
  expect(headers).not.toHaveProperty('X-WOPI-Editors')
})

test.each([
  [400, {}, { outcome: 'bad-request' }],
  [401, {}, { outcome: 'unauthorized' }],
  [403, {}, { outcome: 'unauthorized' }],
  [409, { 'X-WOPI-Lock': 'L', 'X-WOPI-LockFailureReason': 'Anna' }, { outcome: 'conflict', held: 'L', reason: 'Anna' }],
  [413, { 'X-WOPI-ServerError': 'Full' }, { outcome: 'too-large', reason: 'Full' }],
  [500, {}, { outcome: 'failed', status: 500 }],
  [503, { 'X-WOPI-ServerError': 'Busy' }, { outcome: 'failed', status: 503, reason: 'Busy' }],
  [302, {}, { outcome: 'failed', status: 302 }],
] as const)('status %i means %j', (status, headers, expected) => {
  expect(failureOf({ status, headers: new Headers(headers) })).toEqual(expected)
})

test('a 200 that is not what it should be is a failure, not a success without content', () => {
  const response = { status: 200, headers: new Headers(), text: '<html>' }
  expect(processCheckFileInfoResponse(response)).toMatchObject({ outcome: 'failed', status: 200 })
  expect(processPutRelativeFileResponse(response)).toMatchObject({ outcome: 'failed' })
  expect(processRenameFileResponse(response)).toMatchObject({ outcome: 'failed' })
  expect(processEnumerateAncestorsResponse(response)).toMatchObject({ outcome: 'failed' })
})
