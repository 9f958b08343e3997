import { HEADERS } from '../wire/headers.ts'
import { clientRequest, type WopiTarget } from './request.ts'
import { type ClientFailure, type ClientResponse, failureOf, jsonObject, textOf } from './response.ts'

export interface PutFileOptions {
  /** the lock that this session holds; leave out only while a new file is being created */
  lock?: string
  /** ids of the users who contributed since the last save */
  editors?: string[]
  /** the LastModifiedTime that this client last saw: the host refuses when the file changed elsewhere */
  timestamp?: string
  isAutosave?: boolean
  isExitSave?: boolean
  isModifiedByUser?: boolean
}

/** `body` is the whole file in whatever form the caller can send. */
export const putFileRequest = <Body>(target: WopiTarget, body: Body, options: PutFileOptions = {}) =>
  clientRequest<Body>(
    'PutFile',
    target,
    {
      'Content-Type': 'application/octet-stream',
      [HEADERS.lock]: options.lock,
      [HEADERS.editors]: options.editors?.join(',') || undefined,
      'X-COOL-WOPI-Timestamp': options.timestamp,
      'X-COOL-WOPI-IsAutosave': options.isAutosave?.toString(),
      'X-COOL-WOPI-IsExitSave': options.isExitSave?.toString(),
      'X-COOL-WOPI-IsModifiedByUser': options.isModifiedByUser?.toString(),
    },
    body,
  )

export type PutFileAnswer =
  | { outcome: 'ok'; version: string | undefined; lastModifiedTime: string | undefined }
  /** the file was changed elsewhere since `timestamp`; sending it again without a timestamp overwrites */
  | { outcome: 'changed-outside' }
  | ClientFailure

export function processPutFileResponse(response: ClientResponse): PutFileAnswer {
  const json = jsonObject(response)
  if (response.status === 409 && (json?.COOLStatusCode === 1010 || json?.LOOLStatusCode === 1010)) return { outcome: 'changed-outside' }
  if (response.status !== 200) return failureOf(response)
  return {
    outcome: 'ok',
    version: response.headers.get(HEADERS.itemVersion) || undefined,
    lastModifiedTime: textOf(json?.LastModifiedTime),
  }
}
