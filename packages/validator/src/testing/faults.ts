import { encodeUtf7, type WopiResponse } from '@moorage/wopi'
import type { Fault } from './memory-host.ts'

const overrideOf = (headers: Record<string, unknown>) => String(headers['x-wopi-override'] ?? '')
const isFileInfo = (request: { method: string; path: string }) => request.method === 'GET' && /^files\/[^/]+$/.test(request.path)
const isGetFile = (request: { method: string; path: string }) => request.method === 'GET' && request.path.endsWith('/contents')

/** The answer with its JSON changed. */
function withJson(response: WopiResponse, change: (json: Record<string, unknown>) => void): WopiResponse {
  if (typeof response.body !== 'string') return response
  const json = JSON.parse(response.body) as Record<string, unknown>
  change(json)
  return { ...response, body: JSON.stringify(json) }
}

const fileInfo =
  (change: (json: Record<string, unknown>) => void): Fault =>
  async (request, answer) => {
    const response = await answer(request)
    return isFileInfo(request) && response.status === 200 ? withJson(response, change) : response
  }

/** Changes the status of what is refused with `from` for one override. */
const status =
  (override: string, from: number, to: number): Fault =>
  async (request, answer) => {
    const response = await answer(request)
    return overrideOf(request.headers) === override && response.status === from ? { ...response, status: to } : response
  }

const header =
  (name: string, change: (value: string) => string | undefined): Fault =>
  async (request, answer) => {
    const response = await answer(request)
    const value = response.headers[name]
    if (value === undefined) return response
    const { [name]: _, ...rest } = response.headers
    const changed = change(value)
    return { ...response, headers: changed === undefined ? rest : { ...rest, [name]: changed } }
  }

const notDecoded: Fault = (request, answer) => {
  const name = ['x-wopi-suggestedtarget', 'x-wopi-relativetarget'].find((each) => request.headers[each])
  const headers = name ? { ...request.headers, [name]: encodeUtf7(String(request.headers[name])) } : request.headers
  return answer({ ...request, headers })
}

const redirects: Fault = (request, answer) =>
  isGetFile(request) && !request.query.includes('again=1')
    ? Promise.resolve({ status: 302, headers: { Location: `/wopi/${request.path}?${request.query}&again=1` } })
    : answer(request)

const anyToken: Fault = (request, answer) => {
  const good = goodToken(request.query)
  return answer({ ...request, query: request.query.replace('access_token=INVALID', `access_token=${good}`) })
}
let remembered = ''
function goodToken(query: string): string {
  const token = /access_token=([^&]+)/.exec(query)?.[1] ?? ''
  if (token !== 'INVALID') remembered = token
  return remembered
}

const announcesMore: Fault = async (request, answer) => {
  const response = await answer(request)
  return isGetFile(request) && response.status === 200
    ? { ...response, headers: { ...response.headers, 'Content-Length': '100000' } }
    : response
}

const oldBytes: Fault = async (request, answer) => {
  const response = await answer(request)
  return isGetFile(request) && response.status === 200 ? { ...response, body: 'what was here yesterday' } : response
}

const urlWithoutToken: Fault = async (request, answer) => {
  const response = await answer(request)
  return overrideOf(request.headers) === 'PUT_RELATIVE' && response.status === 200
    ? withJson(response, (json) => {
        json.Url = String(json.Url).split('?')[0]
      })
    : response
}

/** What hosts get wrong, each with the cases of Microsoft's file that must notice; 'all' means that nothing may run at all. */
export const FAULTS: { name: string; fault: Fault; caught: string[] | 'all' }[] = [
  {
    name: 'a version that never changes',
    fault: header('X-WOPI-ItemVersion', () => '1'),
    caught: ['files.PutFileReturnsDifferentVersion'],
  },
  { name: 'an Unlock of an unlocked file that succeeds', fault: status('UNLOCK', 409, 200), caught: ['UnlockUnlockedFile'] },
  { name: 'a conflict that does not name the lock', fault: header('X-WOPI-Lock', () => undefined), caught: ['LockMismatchOnLockRequest'] },
  {
    name: 'a conflict that names another lock',
    fault: header('X-WOPI-Lock', (lock) => `${lock}?`),
    caught: ['LockMismatchOnPutFileRequest'],
  },
  { name: 'a save without lock that succeeds', fault: status('PUT', 409, 200), caught: ['PutUnlockedFileNotZeroBytes'] },
  { name: 'GetFile by way of a redirect', fault: redirects, caught: ['ViewOnlySupport'] },
  { name: 'a Content-Length that is not the length', fault: announcesMore, caught: ['ViewOnlySupport'] },
  { name: 'bytes of yesterday', fault: oldBytes, caught: ['GetUnlockedFile'] },
  { name: 'any token', fault: anyToken, caught: ['CheckFileWithInvalidAccessToken'] },
  { name: 'names that are not read as UTF-7', fault: notDecoded, caught: ['PutRelativeFile.FileNameReturnedIsCorrectlyEncoded'] },
  { name: 'a new file whose address has no token', fault: urlWithoutToken, caught: ['PutRelativeFile.SuggestedName'] },
  {
    name: 'a rename over somebody’s lock',
    fault: status('RENAME_FILE', 409, 200),
    caught: ['PutRelativeAndRenameFile.RenamingALockedFileWithAnIncorrectLockHeaderValueShouldReturnA409'],
  },
  { name: 'one property of another program', fault: fileInfo((json) => (json.SharingStatus = 'Private')), caught: 'all' },
  { name: 'a version that is a number', fault: fileInfo((json) => (json.Version = 1)), caught: 'all' },
  { name: 'a null where a truth value belongs', fault: fileInfo((json) => (json.UserCanWrite = null)), caught: 'all' },
]
