import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { App } from '../app.ts'
import { hostPagePolicy } from '../office/host-page-policy.ts'
import type { Canary } from './canary.ts'

/** Beside the probe: known to nobody whom the doctor has not told. */
const PREFIX = '/health/stage/'
const MOST = 4096

/** A page as the host page is, with the same policy, that frames an editor around a canary. */
export interface Stage {
  /** below the portal's address */
  path: string
  policy: string
  /** whether a browser fetched it */
  asked: boolean
  /** what it told: messages of the framed editor, and what the browser refused */
  said: { kind: 'message' | 'violation'; text: string }[]
  end(): void
}

interface Staged {
  stage: Stage
  html: string
  script: string
  heard(): void
}

const stages = new WeakMap<object, Map<string, Staged>>()

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

const page = (id: string, actionUrl: string, { accessToken }: Canary, expiresAt: number) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Doctor</title></head><body>
<form method="post" target="office" action="${escapeHtml(actionUrl)}">
<input type="hidden" name="access_token" value="${accessToken}"><input type="hidden" name="access_token_ttl" value="${expiresAt}">
</form>
<iframe name="office" width="1200" height="800"></iframe>
<script src="${PREFIX}${id}/stage.js"></script>
</body></html>
`

const script = (id: string, frameOrigin: string) => `
const say = (kind, text) => fetch(${JSON.stringify(`${PREFIX}${id}/said`)}, { method: 'POST', body: JSON.stringify({ kind, text }) })
document.addEventListener('securitypolicyviolation', (event) => say('violation', event.violatedDirective + ' ' + event.blockedURI))
addEventListener('message', (event) => {
  if (event.origin === ${JSON.stringify(frameOrigin)} || /officeapps\\.live\\.com$/.test(event.origin)) say('message', String(event.data).slice(0, 200))
})
document.forms[0].submit()
`

/** `heard` is called whenever the page says something. */
export function setStage(app: Pick<App, 'db' | 'now'>, canary: Canary, actionUrl: string, heard: () => void = () => {}): Stage {
  const id = randomBytes(18).toString('base64url')
  const known = stages.get(app.db) ?? new Map<string, Staged>()
  stages.set(app.db, known)
  const frameOrigin = new URL(actionUrl).origin
  const stage: Stage = {
    path: `${PREFIX}${id}`,
    policy: hostPagePolicy(frameOrigin),
    asked: false,
    said: [],
    end: () => void known.delete(id),
  }
  const html = page(id, actionUrl, canary, app.now() + 10 * 60_000)
  known.set(id, { stage, html, script: script(id, frameOrigin), heard })
  return stage
}

/** Answers whether the request was for a stage that stands. */
export function answerStage(app: Pick<App, 'db'>, request: IncomingMessage, response: ServerResponse): boolean {
  const known = stages.get(app.db)
  if (!known?.size || !request.url?.startsWith(PREFIX)) return false
  const [id = '', part] = request.url.slice(PREFIX.length).split('/')
  const set = known.get(id)
  if (!set) return false
  response.setHeader('cache-control', 'no-store')
  response.setHeader('x-content-type-options', 'nosniff')
  if (part === 'said') void listen(set, request, response)
  else if (part === 'stage.js') response.setHeader('content-type', 'text/javascript').end(set.script)
  else {
    set.stage.asked = true
    response.setHeader('content-security-policy', set.stage.policy).setHeader('content-type', 'text/html; charset=utf-8')
    response.end(set.html)
  }
  return true
}

async function listen({ stage, heard }: Staged, request: IncomingMessage, response: ServerResponse) {
  let text = ''
  try {
    for await (const piece of request.setEncoding('utf8')) if (text.length < MOST) text += piece
    const { kind, text: said } = JSON.parse(text) as Stage['said'][number]
    if (stage.said.length < 50) stage.said.push({ kind: kind === 'message' ? 'message' : 'violation', text: String(said).slice(0, 300) })
    heard()
    response.writeHead(204).end()
  } catch {
    response.writeHead(400).end()
  }
}
