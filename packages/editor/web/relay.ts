import type { CheckFileInfo } from '@moorage/wopi'
import type { Launch } from './launch.ts'

/** The host's status, 0 when nobody answered. */
export interface RelayFailure {
  ok: false
  status: number
  held?: string | undefined
  reason?: string | undefined
}
export type Answer<Value> = { ok: true; value: Value } | RelayFailure

export type LockCall =
  | { operation: 'lock' | 'refresh' | 'unlock'; lock: string }
  | { operation: 'relock'; lock: string; oldLock: string }
  | { operation: 'get' }

export interface Relay {
  info(): Promise<Answer<CheckFileInfo>>
  contents(): Promise<Answer<{ file: Blob; version: string | undefined }>>
  put(file: Blob, options: { lock?: string; editor?: string; autosave?: boolean }): Promise<Answer<{ version?: string }>>
  lock(call: LockCall): Promise<Answer<{ held: string; version?: string }>>
  copy(name: string, file: Blob): Promise<Answer<{ name: string; hostEditUrl?: string; hostViewUrl?: string }>>
  /** the file in a format that can be drawn: pdf or xlsx */
  converted(): Promise<Answer<{ bytes: Uint8Array; format: string }>>
  /** makes a copy in the modern format beside it */
  convert(): Promise<Answer<{ name: string; hostEditUrl?: string; hostViewUrl?: string }>>
  rename(name: string, lock: string | undefined): Promise<Answer<{ name: string }>>
  /** fire and forget, survives the page; false when the browser would not take that much */
  leave(lock: string, file: Blob | undefined): boolean
}

async function failure(response: Response): Promise<RelayFailure> {
  const said = (await response.json().catch(() => ({}))) as Partial<RelayFailure>
  return { ok: false, status: said.status ?? response.status, held: said.held, reason: said.reason }
}

/** Our own server's relay: the only address that this page ever calls. Never rejects. */
export function relayTo(launch: Launch): Relay {
  const base: Record<string, string> = { Authorization: `Bearer ${launch.accessToken}`, 'Moorage-WopiSrc': launch.wopiSrc }

  async function call<Value>(path: string, init: RequestInit, read: (response: Response) => Promise<Value>): Promise<Answer<Value>> {
    try {
      const headers = Object.entries({ ...base, ...(init.headers as Record<string, string> | undefined) }).filter(([, value]) => value)
      const response = await fetch(`/relay/${path}`, { cache: 'no-store', ...init, headers: Object.fromEntries(headers) })
      return response.ok ? { ok: true, value: await read(response) } : await failure(response)
    } catch {
      return { ok: false, status: 0 }
    }
  }
  const json = <Value>(response: Response) => response.json() as Promise<Value>

  return {
    info: () => call('info', { headers: { 'Moorage-SessionContext': launch.sessionContext } }, json<CheckFileInfo>),
    contents: () =>
      call('contents', {}, async (response) => {
        const version = response.headers.get('Moorage-Version')
        return { file: await response.blob(), version: version === null ? undefined : decodeURIComponent(version) }
      }),
    put: (file, { lock = '', editor = '', autosave }) =>
      call(
        'contents',
        {
          method: 'POST',
          body: file,
          headers: { 'Moorage-Lock': lock, 'Moorage-Editor': editor, 'Moorage-Autosave': autosave ? 'true' : '' },
        },
        json<{ version?: string }>,
      ),
    lock: (asked) => call('lock', { method: 'POST', body: JSON.stringify(asked) }, json<{ held: string; version?: string }>),
    copy: (name, file) =>
      call('copy', { method: 'POST', body: file, headers: { 'Moorage-Name': encodeURIComponent(name) } }, json<{ name: string }>),
    converted: () =>
      call('converted', {}, async (response) => ({
        bytes: new Uint8Array(await response.arrayBuffer()),
        format: response.headers.get('Moorage-Format') ?? '',
      })),
    convert: () => call('convert', { method: 'POST' }, json<{ name: string }>),
    rename: (name, lock) =>
      call(
        'rename',
        { method: 'POST', headers: { 'Moorage-Name': encodeURIComponent(name), 'Moorage-Lock': lock ?? '' } },
        json<{ name: string }>,
      ),
    leave(lock, file) {
      const head = `${JSON.stringify({ wopiSrc: launch.wopiSrc, token: launch.accessToken, lock, save: file !== undefined })}\n`
      return navigator.sendBeacon('/relay/leave', new Blob([head, ...(file ? [file] : [])], { type: 'text/plain' }))
    },
  }
}
