/** Every character but ASCII letters and digits as percent escapes of its UTF-8: how Microsoft's clients write a token. */
export const escapeToken = (token: string): string =>
  encodeURIComponent(token).replace(
    /[^A-Za-z0-9%]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  )

/** Query and fragment, found by text: an address that a host returned is used as it is, never rebuilt. */
function split(url: string): { base: string; query: string; hash: string } {
  const hashAt = url.indexOf('#')
  const hash = hashAt < 0 ? '' : url.slice(hashAt)
  const rest = hashAt < 0 ? url : url.slice(0, hashAt)
  const queryAt = rest.indexOf('?')
  return { base: queryAt < 0 ? rest : rest.slice(0, queryAt), query: queryAt < 0 ? '' : rest.slice(queryAt + 1), hash }
}

/** The first parameter of that name, decoded (`+` is a space); undefined when there is none. */
export function parameterOf(url: string, name: string): string | undefined {
  const pair = split(url)
    .query.split('&')
    .find((each) => each.toLowerCase().startsWith(`${name}=`))
  if (pair === undefined) return undefined
  const raw = pair.slice(name.length + 1).replaceAll('+', ' ')
  try {
    return decodeURIComponent(raw)
  } catch {
    return raw
  }
}

/** The same address with one parameter's value replaced, or added at the end. */
export function withParameter(url: string, name: string, value: string): string {
  const { base, query, hash } = split(url)
  const pairs = query === '' ? [] : query.split('&')
  const index = pairs.findIndex((each) => each.toLowerCase().startsWith(`${name}=`))
  const pair = `${name}=${escapeToken(value)}`
  if (index < 0) pairs.push(pair)
  else pairs[index] = pair
  return `${base}?${pairs.join('&')}${hash}`
}

/** The same address with a suffix on its path. */
function withSuffix(url: string, suffix: string): string {
  const { base, query, hash } = split(url)
  return `${base}${suffix}${query === '' ? '' : `?${query}`}${hash}`
}

export interface Target {
  url: string
  /** what the proof signs and the Authorization header carries; undefined when the address has none */
  token: string | undefined
}

/** An operation on the file under test: token and its time of expiry in the query. */
export function ownTarget(wopiSrc: string, suffix: string, token: string, ttl: number): Target {
  const url = withParameter(withParameter(withSuffix(wopiSrc, suffix), 'access_token', token), 'access_token_ttl', String(ttl))
  return { url, token }
}

/** An operation on an address that the host returned: as given, with the suffix on its path; its own token counts. */
export function returnedTarget(url: string, suffix: string): Target {
  return { url: withSuffix(url, suffix), token: parameterOf(url, 'access_token') }
}

export const isAbsoluteUrl = (text: string): boolean => URL.canParse(text)
