import { AppError } from '@moorage/api/errors'

/** what the one who asked is told to wait */
export const UNAVAILABLE_SECONDS = 5

/** What a machine refuses for a time: no descriptor is left, the medium takes nothing, another program holds the database. */
const PASSING = /^(EMFILE|ENFILE|EROFS|EIO|EAGAIN|ENOMEM|SQLITE_(BUSY|LOCKED|READONLY|IOERR|CANTOPEN|NOMEM)(_\w+)?)$/

/** Such an error as UNAVAILABLE: nothing was changed, and the same request works once that is over. Anything else: undefined. */
export function unavailable(error: unknown): AppError | undefined {
  const code = (error as { code?: unknown } | undefined)?.code
  return typeof code === 'string' && PASSING.test(code) ? new AppError('UNAVAILABLE', { cause: error }) : undefined
}
