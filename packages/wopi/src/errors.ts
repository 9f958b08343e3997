/**
 * Everything that keeps a request from being carried out before a store is asked, and the status that says so.
 * What a store refuses has its own names: see `Refusal` in host/store.ts.
 */
export const WOPI_ERRORS = {
  NO_SUCH_ENDPOINT: { status: 404, text: 'There is no WOPI endpoint at this path' },
  TOKEN_INVALID: { status: 401, text: 'The access token is missing, wrong or expired' },
  OAUTH_TOKEN_INVALID: { status: 401, text: 'The OAuth access token is missing, wrong or expired' },
  OVERRIDE_MISSING: { status: 400, text: 'X-WOPI-Override is missing' },
  UNSUPPORTED: { status: 501, text: 'This host does not support the operation' },
  LOCK_MISSING: { status: 400, text: 'X-WOPI-Lock is missing or empty' },
  LOCK_MALFORMED: { status: 400, text: 'A lock id is 1 to 1024 printable ASCII characters' },
  SIZE_MALFORMED: { status: 400, text: 'X-WOPI-MaxExpectedSize is not a number' },
  TARGET_MISSING: { status: 400, text: 'X-WOPI-SuggestedTarget or X-WOPI-RelativeTarget is missing' },
  TARGET_AMBIGUOUS: { status: 400, text: 'X-WOPI-SuggestedTarget and X-WOPI-RelativeTarget exclude each other' },
  CHILD_TARGET_AMBIGUOUS: { status: 501, text: 'X-WOPI-SuggestedTarget and X-WOPI-RelativeTarget exclude each other' },
  URL_TYPE_UNSUPPORTED: { status: 501, text: 'X-WOPI-UrlType is missing, or not a kind of address that this host has' },
  ACTIVITIES_MALFORMED: { status: 400, text: 'The body is not a JSON object with a list of Activities' },
  NAME_MISSING: { status: 400, text: 'X-WOPI-RequestedName is missing' },
  USER_INFO_MALFORMED: { status: 400, text: 'UserInfo is at most 1024 ASCII characters' },
  LARGER_THAN_EXPECTED: { status: 412, text: 'The file is larger than X-WOPI-MaxExpectedSize' },
} as const satisfies Record<string, { status: number; text: string }>

export type WopiErrorCode = keyof typeof WOPI_ERRORS

/** A request that cannot be what its sender meant. Thrown while it is read, answered by `errorResponse`. */
export class WopiError extends Error {
  readonly code: WopiErrorCode
  constructor(code: WopiErrorCode) {
    super(WOPI_ERRORS[code].text)
    this.name = 'WopiError'
    this.code = code
  }
}
