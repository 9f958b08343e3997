import { HEADERS } from '../wire/headers.ts'
import type { ClientRequest } from './request.ts'
import { type ClientFailure, type ClientResponse, failureOf, jsonObject, nonsense, pointersOf, textOf } from './response.ts'

/** Where an app begins that has an OAuth access token and nothing else. Never signed: there is no WOPI token yet. */
export interface BootstrapTarget {
  /** absolute, ends in /wopibootstrapper */
  url: string
  oauthToken: string
}

const authorization = ({ oauthToken }: BootstrapTarget) => ({ [HEADERS.accessToken]: `Bearer ${oauthToken}` })

export const bootstrapRequest = (target: BootstrapTarget): ClientRequest<undefined> => ({
  method: 'GET',
  url: target.url,
  headers: authorization(target),
  body: undefined,
})

const shortcut = (target: BootstrapTarget, operation: string, headers: Record<string, string> = {}): ClientRequest<undefined> => ({
  method: 'POST',
  url: target.url,
  headers: { ...authorization(target), [HEADERS.ecosystemOperation]: operation, ...headers },
  body: undefined,
})

/** A new token for a file of which only the WopiSrc is known. */
export const getNewAccessTokenRequest = (target: BootstrapTarget, wopiSrc: string) =>
  shortcut(target, 'GET_NEW_ACCESS_TOKEN', { [HEADERS.wopiSrc]: wopiSrc })

export const getRootContainerShortcutRequest = (target: BootstrapTarget) => shortcut(target, 'GET_ROOT_CONTAINER')

export type BootstrapAnswer =
  | {
      outcome: 'ok'
      ecosystemUrl: string
      userId: string
      signInName: string
      userFriendlyName: string | undefined
      /** GetNewAccessToken; `expiresAt` in epoch milliseconds */
      newToken: { accessToken: string; expiresAt: number } | undefined
      /** the root container, where the host knows that shortcut */
      root: { name: string; url: string } | undefined
    }
  /** sign in first: the WWW-Authenticate header says where */
  | { outcome: 'unauthorized'; challenge?: string }
  | ClientFailure

const property = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined

/** The answer to all three. WOPI: a host that does not know a shortcut answers without what it would add. */
export function processBootstrapResponse(response: ClientResponse): BootstrapAnswer {
  if (response.status === 401) return { outcome: 'unauthorized', challenge: response.headers.get('WWW-Authenticate') ?? undefined }
  if (response.status !== 200) return failureOf(response)
  const json = jsonObject(response)
  const [ecosystemUrl, userId, signInName, userFriendlyName] = ['EcosystemUrl', 'UserId', 'SignInName', 'UserFriendlyName'].map((name) =>
    textOf(property(json?.Bootstrap, name)),
  )
  if (!ecosystemUrl || !userId || !signInName) return nonsense(response, 'Bootstrap lacks a required property')
  const accessToken = textOf(property(json?.AccessTokenInfo, 'AccessToken'))
  const expiresAt = property(json?.AccessTokenInfo, 'AccessTokenExpiry')
  return {
    outcome: 'ok',
    ecosystemUrl,
    userId,
    signInName,
    userFriendlyName,
    newToken: accessToken ? { accessToken, expiresAt: typeof expiresAt === 'number' ? expiresAt : 0 } : undefined,
    root: pointersOf([property(json?.RootContainerInfo, 'ContainerPointer')])[0],
  }
}
