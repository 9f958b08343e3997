import type { Launch } from '../launch.ts'
import type { Catalogue, Leftover, RunEvent } from './run-state.ts'

export interface Selection {
  set: string
  group?: string
  name?: string
  category?: string
  withDelays?: boolean
}
/** with the names of what earlier runs left */
type Asked = Selection & { remembered: string[] }

export class CallFailed extends Error {
  readonly status: number
  constructor(status: number, reason: string | undefined) {
    super(reason)
    this.status = status
  }
}

async function answered(response: Promise<Response>): Promise<Response> {
  const answer = await response.catch(() => undefined)
  if (!answer) throw new CallFailed(0, undefined)
  if (answer.ok) return answer
  const { reason } = (await answer.json().catch(() => ({}))) as { reason?: string }
  throw new CallFailed(answer.status, reason)
}

/** Our own server's part of the validator. Calls reject with CallFailed. */
export function callsTo(launch: Launch) {
  const headers = {
    Authorization: `Bearer ${launch.accessToken}`,
    'Moorage-WopiSrc': launch.wopiSrc,
    'Moorage-Ttl': String(launch.accessTokenTtl),
  }
  const post = (path: string, body: unknown) =>
    answered(fetch(`/validation/${path}`, { method: 'POST', headers, body: JSON.stringify(body), cache: 'no-store' }))
  return {
    async catalogues(): Promise<Catalogue[]> {
      return (await answered(fetch('/validation/cases', { cache: 'no-store' }))).json() as Promise<Catalogue[]>
    },
    /** Every event as it happens; ends with the run. */
    async *run(asked: Asked): AsyncGenerator<RunEvent> {
      const { body } = await post('run', asked)
      const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
      let rest = ''
      for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
        const lines = (rest + part.value).split('\n')
        rest = lines.pop() ?? ''
        for (const line of lines) yield JSON.parse(line) as RunEvent
      }
    },
    /** The run ends after the case under way. */
    async stop(): Promise<void> {
      await post('stop', {})
    },
    async clean(leftovers: readonly Leftover[]): Promise<{ name: string; status: number }[]> {
      return (await post('clean', leftovers)).json() as Promise<{ name: string; status: number }[]>
    },
  }
}
export type Calls = ReturnType<typeof callsTo>
