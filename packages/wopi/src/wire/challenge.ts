/** Where an app signs its user in, as the host registered it. */
export interface SignInPlaces {
  /** OAuth 2.0 authorization endpoint, absolute */
  authorizationUri: string
  /** OAuth 2.0 token endpoint, absolute */
  tokenUri: string
  /** the host's identifier, assigned at onboarding */
  providerId?: string
  /** schemes of the host's own apps that can sign in, in the order to try */
  urlSchemes?: { iOS?: string[]; Android?: string[]; UWP?: string[] }
}

const parameter = (name: string, value: string) => `${name}="${value.replace(/["\\]/g, '\\$&')}"`

/** The WWW-Authenticate header of the bootstrapper's 401. WOPI: commas between parameters, none behind the last. */
export function bearerChallenge({ authorizationUri, tokenUri, providerId, urlSchemes }: SignInPlaces): string {
  return `Bearer ${[
    parameter('authorization_uri', authorizationUri),
    parameter('tokenIssuance_uri', tokenUri),
    ...(providerId ? [parameter('providerId', providerId)] : []),
    ...(urlSchemes ? [parameter('UrlSchemes', encodeURIComponent(JSON.stringify(urlSchemes)))] : []),
  ].join(',')}`
}
