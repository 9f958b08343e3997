/**
 * Every error that the portal's API can answer: its HTTP status and its sentence for people. The one table: the
 * server throws `new AppError(code)`, the HTTP edge looks the status up here, the portal shows `title` with the
 * problem's `detail`. Answers are RFC 9457 problem+json with `code` added.
 */
export const ERRORS = {
  BAD_REQUEST: { status: 400, title: 'The request is malformed.' },
  NAME_ILLEGAL: { status: 400, title: 'This name cannot be used.' },
  SIGN_IN_NEEDED: { status: 401, title: 'Sign in to go on.' },
  SIGN_IN_FAILED: { status: 401, title: 'Email address or password is wrong.' },
  FORBIDDEN: { status: 403, title: 'You may not do this.' },
  WRONG_ORIGIN: { status: 403, title: 'This request came from another site.' },
  NOT_FOUND: { status: 404, title: 'This does not exist, or it is not shared with you.' },
  NAME_TAKEN: { status: 409, title: 'There is already something with this name here.' },
  LOCKED: { status: 409, title: 'Somebody is editing this file.' },
  INTO_ITSELF: { status: 409, title: 'A folder cannot be moved or copied into itself.' },
  DISCOVERY_UNUSABLE: { status: 400, title: 'This discovery address cannot be used.' },
  SETTING_FIXED: { status: 409, title: 'The settings file says this; change it there.' },
  POLICY_FORBIDS: { status: 403, title: 'Your organization does not allow this.' },
  LIMIT_ABOVE: { status: 409, title: 'An organization above this one does not allow it.' },
  NO_MAIL_SERVER: { status: 409, title: 'There is no mail server set up.' },
  YOURSELF: { status: 409, title: 'You cannot do this to your own account.' },
  CHANGED_MEANWHILE: { status: 409, title: 'This was changed meanwhile.' },
  NOT_EDITABLE: { status: 409, title: 'No editor can open this file.' },
  GONE: { status: 410, title: 'This link or upload is no longer valid.' },
  TOO_LARGE: { status: 413, title: 'This file is larger than allowed.' },
  TOO_MANY_ATTEMPTS: { status: 429, title: 'Too many attempts. Wait a minute and try again.' },
  QUOTA_EXCEEDED: { status: 507, title: 'There is not enough space left in your organization.' },
  STORAGE_FULL: { status: 507, title: 'The server has no space left.' },
  UNAVAILABLE: { status: 503, title: 'The server cannot do this at the moment. Try again in a while.' },
  UNEXPECTED: { status: 500, title: 'Something went wrong on the server.' },
} as const satisfies Record<string, { status: number; title: string }>

export type ErrorCode = keyof typeof ERRORS

/** problem+json as it travels. `requestId` finds the server's log line; `data` is what the screen needs. */
export interface Problem {
  type: 'about:blank'
  code: ErrorCode
  status: number
  title: string
  detail?: string
  requestId?: string
  data?: Record<string, unknown>
}

/**
 * The one error class of the product. `detail` is a sentence for people that says what, where and how to mend it;
 * it must never hold a token, a path or a stack.
 */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly detail: string | undefined
  readonly data: Record<string, unknown> | undefined
  constructor(code: ErrorCode, options: { detail?: string; data?: Record<string, unknown>; cause?: unknown } = {}) {
    super(options.detail ?? ERRORS[code].title, { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.detail = options.detail
    this.data = options.data
  }
}
