import type { Config } from '../config.ts'
import type { Listener } from './listen.ts'
import { PLAIN_PAGE_HEADERS, plainPage } from './plain-page.ts'

export type Scopes = Record<'portal' | 'wopi' | 'editor', Listener>

const hostOf = (origin: string) => new URL(origin).host
const bare = (host: string | undefined) =>
  host
    ?.toLowerCase()
    .replace(/\.(?=:|$)/, '')
    .replace(/:(80|443)$/, '')

/**
 * Which of the three origins a request is for: by port, then by host name, so that one port may serve all three.
 * A wrong name gets one page with the right address. Health checks may come by any name.
 */
export function dispatcher({ ports, portalOrigin, wopiOrigin, wopiTestOrigin, editorOrigin, editors }: Config, scopes: Scopes): Listener {
  const wopiHosts = [wopiOrigin, wopiTestOrigin, ...editors.flatMap((editor) => editor.wopiOrigin ?? [])].map(hostOf)
  const scopeOf = (port: number, host: string | undefined) => {
    if (port === ports.portal && host === hostOf(portalOrigin)) return scopes.portal
    if (port === ports.wopi && host !== undefined && wopiHosts.includes(host)) return scopes.wopi
    if (port === ports.editor && host === hostOf(editorOrigin)) return scopes.editor
    return undefined
  }
  return (request, response, port) => {
    const host = bare(request.headers.host)
    const healthCheck = port === ports.wopi && request.url === '/health'
    const scope = scopeOf(port, host) ?? (healthCheck ? scopes.wopi : undefined)
    if (scope) return scope(request, response, port)
    const path = port === ports.portal && request.method === 'GET' && request.url?.startsWith('/') ? request.url : '/'
    const body = plainPage('This is not the address', 'Moorage answers at this address:', new URL(path, `${portalOrigin}/`).href)
    // a body that nobody will read must not keep the connection waiting
    response.writeHead(421, { ...PLAIN_PAGE_HEADERS, connection: 'close' }).end(body)
  }
}
