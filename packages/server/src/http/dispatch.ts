import type { App } from '../app.ts'
import { answerProbe } from '../doctor/probe.ts'
import { answerStage } from '../doctor/stage.ts'
import { organizationAt } from '../organizations/hostnames.ts'
import type { Listener } from './listen.ts'
import { answerMachine } from './machines.ts'
import { PLAIN_PAGE_HEADERS, plainPage } from './plain-page.ts'
import { bareHost } from './portal-origin.ts'

export type Scopes = Record<'portal' | 'wopi' | 'editor', Listener>

const hostOf = (origin: string) => new URL(origin).host

/**
 * Which of the three origins a request is for: by port, then by host name, so that one port may serve all three.
 * Hostnames of organizations are the portal's too. A wrong name gets one page with the right address. Health checks may come by any name.
 */
export function dispatcher(app: App, scopes: Scopes): Listener {
  const { ports, portalOrigin, editorOrigin } = app.config
  const [portalHost, editorHost] = [hostOf(portalOrigin), hostOf(editorOrigin)]
  let known: { config: App['config']; hosts: string[] } | undefined
  // a reload may bring other editors
  const wopiHosts = () => {
    const { config } = app
    if (known?.config === config) return known.hosts
    const origins = [config.wopiOrigin, config.wopiTestOrigin, ...config.editors.flatMap(({ wopiOrigin }) => wopiOrigin ?? [])]
    known = { config, hosts: origins.map(hostOf) }
    return known.hosts
  }
  const scopeOf = (port: number, host: string | undefined) => {
    if (port === ports.portal && host === portalHost) return scopes.portal
    if (port === ports.wopi && host !== undefined && wopiHosts().includes(host)) return scopes.wopi
    if (port === ports.editor && host === editorHost) return scopes.editor
    if (port === ports.portal && host !== undefined && organizationAt(app, host)) return scopes.portal
    return undefined
  }
  return (request, response, port) => {
    if (answerProbe(app, request, response, port) || answerStage(app, request, response) || answerMachine(app, request, response, port))
      return
    const host = bareHost(request.headers.host)
    const healthCheck = port === ports.wopi && request.url === '/health'
    const scope = scopeOf(port, host) ?? (healthCheck ? scopes.wopi : undefined)
    if (scope) return scope(request, response, port)
    const path = port === ports.portal && request.method === 'GET' && request.url?.startsWith('/') ? request.url : '/'
    const body = plainPage('This is not the address', 'Moorage answers at this address:', new URL(path, `${portalOrigin}/`).href)
    // a body that nobody will read must not keep the connection waiting
    response.writeHead(421, { ...PLAIN_PAGE_HEADERS, connection: 'close' }).end(body)
  }
}
