import { HEADERS, readHeaderText } from '../wire/headers.ts'

/** An answer as fetch gives it, its text already read. Where an operation has no body, `text` may be ''. */
export interface ClientResponse {
  status: number
  headers: { get(name: string): string | null }
  text: string
}

/** Everything but success. `reason` is the host's own text for logs; show it to nobody without a heading of yours. */
export type ClientFailure =
  | { outcome: 'bad-request'; reason?: string }
  | { outcome: 'unauthorized' }
  | { outcome: 'not-found' }
  /** `held` is the lock that is there now, '' for none; `reason` may be shown to people */
  | { outcome: 'conflict'; held: string; reason?: string }
  | { outcome: 'too-large'; reason?: string }
  | { outcome: 'unsupported' }
  /** 500, 503, or an answer that makes no sense: try again later */
  | { outcome: 'failed'; status: number; reason?: string }

const text = (response: Pick<ClientResponse, 'headers'>, name: string) => readHeaderText(response.headers.get(name) ?? '') || undefined

/** The failure that an answer stands for; call it when the status is not 200. */
export function failureOf(response: Pick<ClientResponse, 'status' | 'headers'>): ClientFailure {
  const reason = text(response, HEADERS.serverError)
  switch (response.status) {
    case 400:
      return {
        outcome: 'bad-request',
        reason: text(response, HEADERS.invalidFileNameError) ?? text(response, HEADERS.invalidContainerNameError) ?? reason,
      }
    case 401:
    case 403:
      return { outcome: 'unauthorized' }
    case 404:
      return { outcome: 'not-found' }
    case 409:
      return {
        outcome: 'conflict',
        held: response.headers.get(HEADERS.lock) ?? '',
        reason: text(response, HEADERS.lockFailureReason) ?? reason,
      }
    case 413:
      return { outcome: 'too-large', reason }
    case 501:
      return { outcome: 'unsupported' }
    default:
      return { outcome: 'failed', status: response.status, reason }
  }
}

/** A 200 whose body is not what the operation promises. */
export const nonsense = (response: Pick<ClientResponse, 'status'>, reason: string): ClientFailure => ({
  outcome: 'failed',
  status: response.status,
  reason,
})

/** The JSON object of an answer, or undefined. */
export function jsonObject({ text }: Pick<ClientResponse, 'text'>): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** Every pointer of a list that has both a name and an address. */
export const pointersOf = (list: unknown): { name: string; url: string }[] =>
  (Array.isArray(list) ? list : []).flatMap((entry: { Name?: unknown; Url?: unknown } | null) => {
    const [name, url] = [textOf(entry?.Name), textOf(entry?.Url)]
    return name && url ? [{ name, url }] : []
  })
