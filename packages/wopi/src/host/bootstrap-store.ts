import type { ContainerResult, Refusal } from './store.ts'

/** Who somebody is to an app that knows nothing but an OAuth token, and where that app begins. */
export interface Bootstrap {
  /** the ecosystem's address with a token for it */
  ecosystemUrl: string
  /** the same as in CheckFileInfo */
  userId: string
  /** tells the several accounts of one person apart; often a mail address */
  signInName: string
  userFriendlyName?: string
}

export type NewAccessTokenResult = { outcome: 'ok'; accessToken: string /** epoch milliseconds */; expiresAt: number } | Refusal

/**
 * What the bootstrapper needs. `User` is whatever `authenticate` makes of an OAuth access token. Only here (and on
 * the host's own page) may a token begin a new life: whatever is derived from it later must not prolong it.
 */
export interface BootstrapStore<User> {
  /** undefined: 401 with the addresses at which to sign in */
  authenticate(oauthToken: string): Promise<User | undefined>
  bootstrap(user: User, request: { sessionContext?: string }): Promise<Bootstrap | Refusal>
  /** a WOPI token for one file; `not-found` when the user may not see it */
  newAccessToken(user: User, fileId: string): Promise<NewAccessTokenResult>
  /** left out: clients get there by way of the ecosystem */
  rootContainer?(user: User): Promise<ContainerResult>
}
