import { clientRequest, type WopiTarget } from './request.ts'
import { type ClientFailure, type ClientResponse, failureOf } from './response.ts'

/** `userInfo`: at most 1,024 ASCII characters; comes back in this user's CheckFileInfo of every file. */
export const putUserInfoRequest = (target: WopiTarget, userInfo: string) =>
  clientRequest<string>('PutUserInfo', target, { 'Content-Type': 'text/plain' }, userInfo)

export const processPutUserInfoResponse = (response: ClientResponse): { outcome: 'ok' } | ClientFailure =>
  response.status === 200 ? { outcome: 'ok' } : failureOf(response)
