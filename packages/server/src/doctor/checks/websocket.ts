import { createHash, randomBytes } from 'node:crypto'
import http from 'node:http'
import https from 'node:https'
import type { Editor } from '../../office/registry.ts'
import { connectionProblem } from '../ask.ts'
import { type CheckDefinition, type Finding, failure, notApplicable, ok, type World } from '../check.ts'
import { proxyLines } from '../reached.ts'
import { withPage } from './framing.ts'

const PATIENCE_MS = 8_000
/** RFC 6455: what the answer's key is made with */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

/** What came back: 101 and the right key, or another status. Rejects when nobody answers. */
function shakeHands(url: URL): Promise<{ status: number; accepted: boolean }> {
  const key = randomBytes(16).toString('base64')
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      agent: false,
      signal: AbortSignal.timeout(PATIENCE_MS),
      headers: { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': key },
    })
    request.on('error', reject)
    request.on('upgrade', ({ statusCode = 0, headers }, socket) => {
      socket.on('error', () => {}).destroy()
      const expected = createHash('sha1').update(`${key}${GUID}`).digest('base64')
      resolve({ status: statusCode, accepted: headers['sec-websocket-accept'] === expected })
    })
    request.on('response', (response) => {
      response.destroy()
      resolve({ status: response.statusCode ?? 0, accepted: false })
    })
    request.end()
  })
}

/** Where Collabora's pages open theirs: beside the folder that the pages are in. It shakes hands before it looks at the document. */
function websocketOf(page: string, wopiSrc: string): URL {
  const { origin, pathname } = new URL(page)
  const above = pathname.replace(/\/(browser|loleaflet)\/.*$/, '')
  const source = encodeURIComponent(wopiSrc)
  return new URL(`${above === pathname ? '' : above}/cool/${source}/ws?WOPISrc=${source}&compat=/ws`, origin)
}

const LINES = (above: string) =>
  proxyLines({
    nginx: `location ~ ^${above}/cool/(.*)/ws$ {
  proxy_pass http://127.0.0.1:9980;
  proxy_http_version 1.1;
  proxy_set_header Upgrade $http_upgrade;
  proxy_set_header Connection "Upgrade";
  proxy_set_header Host $http_host;
  proxy_read_timeout 36000s;
}`,
    Apache: `a2enmod proxy_wstunnel\nProxyPassMatch "${above}/cool/(.*)/ws$" ws://127.0.0.1:9980${above}/cool/$1/ws nocanon`,
    HAProxy: 'timeout tunnel 1h',
    Caddy: 'reverse_proxy passes websockets on by itself: take header_up Connection and Upgrade out of it',
  })

async function websocket(_world: World, editor: Editor, page: string): Promise<Finding> {
  if (editor.profile !== 'collabora') return notApplicable(`${editor.name} opens documents without a websocket of its own`)
  const url = websocketOf(page, `${editor.wopiOrigin}/wopi/files/doctor`)
  const place = `${url.protocol === 'https:' ? 'wss' : 'ws'}://${url.host}`
  const above = url.pathname.slice(0, url.pathname.indexOf('/cool/'))
  const mend = {
    why: `${editor.name}’s page opens, then stays empty: everything that is typed and shown goes through its websocket.`,
    change: `At the proxy before ${url.host}:\n${LINES(above)}`,
  }
  const started = performance.now()
  try {
    const { status, accepted } = await shakeHands(url)
    if (status === 101 && accepted)
      return ok(`A websocket to ${place} was opened in ${Math.round(performance.now() - started)} ms, and closed again`)
    return failure(
      status === 101
        ? `A websocket to ${place} was opened by something that is none (its key is wrong)`
        : `A websocket to ${place} was asked for and answered with status ${status} instead of 101: the headers that ask for it did not get through`,
      mend,
    )
  } catch (error) {
    return failure(`A websocket to ${place}: ${connectionProblem(error)}`, mend)
  }
}

export const websocketChecks: CheckDefinition[] = [
  { id: 'websocket', group: 'editors', title: 'its websocket gets through', lookAt: withPage(websocket) },
]
