import type { ClientFailure } from '@moorage/wopi'

/** What the shell is told when the host did not do it. */
export interface RelayFailure {
  /** the host's status; 0 when it could not be reached or stopped answering */
  status: number
  /** the lock that is there, '' for none; only with 409 */
  held?: string | undefined
  /** the host's own words */
  reason?: string | undefined
}

/** A failure as the shell sees it. Exhaustive: a new outcome does not compile until it is said here. */
export function relayFailure(failure: ClientFailure): RelayFailure {
  switch (failure.outcome) {
    case 'bad-request':
      return { status: 400, reason: failure.reason }
    case 'unauthorized':
      return { status: 401 }
    case 'not-found':
      return { status: 404 }
    case 'conflict':
      return { status: 409, held: failure.held, reason: failure.reason }
    case 'too-large':
      return { status: 413, reason: failure.reason }
    case 'unsupported':
      return { status: 501 }
    case 'failed':
      return { status: failure.status >= 500 ? failure.status : 502, reason: failure.reason }
  }
}

export const UNREACHABLE: RelayFailure = { status: 0 }
/** The relay's own status for a failure: the host's, or 502 when there was none. */
export const statusOf = (failure: RelayFailure): number => failure.status || 502
