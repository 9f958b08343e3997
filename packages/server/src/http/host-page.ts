import type { Launch, LaunchFailure } from '@moorage/api'
import { clientParameters } from '@moorage/wopi'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../app.ts'
import { folderUrl, homeUrl } from '../office/addresses.ts'
import { hostPagePolicy } from '../office/host-page-policy.ts'
import { launch } from '../office/launch.ts'
import { reachFolder } from '../office/reach.ts'
import { PLAIN_PAGE_HEADERS, plainPage } from './plain-page.ts'
import { portalOriginOf } from './portal-origin.ts'

/** WOPI: a host page must never come out of a cache, as its token would be an old one. */
const NEVER_CACHED = { 'cache-control': 'no-cache, no-store', pragma: 'no-cache', expires: '-1' }

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
/** `<` would let a file's name end the script element; the line separators are for old parsers. */
const embedJson = (value: unknown) =>
  JSON.stringify(value).replace(/[<\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)

function page(subject: Launch | LaunchFailure): string {
  const title = 'title' in subject ? subject.title : subject.name
  const icon = ('favIconUrl' in subject && subject.favIconUrl) || '/favicon.svg'
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=1, minimum-scale=1, user-scalable=no">
<meta name="referrer" content="same-origin">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="${escapeHtml(icon)}">
<script src="/theme.js"></script>
<link rel="stylesheet" href="/host-page/host-page.css">
<script type="application/json" id="launch">${embedJson(subject)}</script>
<script type="module" src="/host-page/host-page.js"></script>
</head>
<body></body>
</html>
`
}

interface PageQuery {
  action?: string
  editor?: string
  revision?: string
}

const single = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)

/** Office can only take one of its own tags; a browser's first preference is one. */
function localeOf(request: FastifyRequest): string {
  const first = request.headers['accept-language']?.split(',')[0]?.split(';')[0]?.trim()
  return first && /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(first) ? first : 'en-US'
}

/** Words of a phone's User-Agent, all of one row. */
const PHONES = [['iPhone'], ['Android', 'Mobile'], ['Windows Phone']]
/** The client hint where the browser sends it; tablets are no phones. */
const isPhone = ({ headers }: FastifyRequest) =>
  headers['sec-ch-ua-mobile'] !== undefined
    ? headers['sec-ch-ua-mobile'] === '?1'
    : PHONES.some((words) => words.every((word) => headers['user-agent']?.includes(word)))

const notFound = (portalOrigin: string, reply: FastifyReply) =>
  reply
    .code(404)
    .headers({ ...PLAIN_PAGE_HEADERS, ...NEVER_CACHED })
    .send(
      plainPage(
        'This file is not here',
        'It was deleted or moved, or it is not shared with you. Your files are at:',
        homeUrl(portalOrigin),
      ),
    )

/**
 * GET /open/:itemId, the page around an editor. Query: `action` (edit, view), `editor`, `revision`, and the editor's
 * own `wd…` parameters. Register it where sessions are read.
 */
export function mountHostPage(fastify: FastifyInstance, app: App) {
  // a HEAD would launch for nobody
  const options = { exposeHeadRoute: false }
  fastify.get<{ Params: { itemId: string }; Querystring: PageQuery }>('/open/:itemId', options, async (request, reply) => {
    const { actor, query, params } = request
    const portalOrigin = portalOriginOf(app, request)
    if (!actor) return reply.headers(NEVER_CACHED).redirect(`/sign-in?next=${encodeURIComponent(request.raw.url ?? '/')}`, 303)
    const subject = await launch(app, actor, params.itemId, {
      action: query.action === 'view' ? 'view' : 'edit',
      editorId: single(query.editor),
      revisionId: single(query.revision),
      portalOrigin,
      locale: localeOf(request),
      phone: isPhone(request),
      address: request.ip,
      wd: clientParameters(new URL(request.raw.url ?? '/', portalOrigin).searchParams),
    })
    if (!subject) {
      const folder = await reachFolder(app, actor, params.itemId)
      return folder ? reply.headers(NEVER_CACHED).redirect(folderUrl(portalOrigin, folder.node.id), 303) : notFound(portalOrigin, reply)
    }
    const opened = 'actionUrl' in subject
    const icon = opened && subject.favIconUrl && URL.canParse(subject.favIconUrl) ? new URL(subject.favIconUrl).origin : ''
    return reply
      .headers({
        ...NEVER_CACHED,
        'content-security-policy': hostPagePolicy(opened ? subject.frameOrigin : undefined, icon),
        'referrer-policy': 'same-origin',
      })
      .type('text/html; charset=utf-8')
      .send(page(subject))
  })
}
