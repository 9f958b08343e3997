import { ROUTES, type Route, type RouteName } from '@moorage/api'
import { type Chance, idOfNothing, inAddress, nearly, strangeText, wellFormed } from './chance.ts'

export interface Sent {
  origin: 'portal' | 'wopi' | 'editor'
  method: string
  /** as it goes on the wire */
  path: string
  headers: Record<string, string>
  body?: Buffer
  /** why an answer of 2xx would be a fault; absent: it would be none */
  mustRefuse?: string
  /** what it is, for the report: a pattern, never an address */
  what: string
}

export interface PortalVisitor {
  name: string
  kind: 'nobody' | 'standard' | 'organization-administrator' | 'system-administrator'
  cookie?: string
  /** ids that were seen in this one's answers */
  ids: string[]
  /** ids of an organization that this one is not of */
  foreign: string[]
}

/** They take seconds or a browser each, or have the server call Microsoft. Their shapes are asked of those who may not. */
const COSTLY = new Set<RouteName>(['runDoctor', 'runValidation', 'recordLaunchFilms', 'makeTestAccounts', 'signIn', 'downloadLaunchKit'])
/** They end the visit of somebody who is needed for the rest. */
const ENDING = new Set<RouteName>([
  ...(['signOut', 'signOutEverywhere', 'disableAccount', 'disableOrganization', 'changeAccount', 'resetAccount'] as const),
  ...(['changeOrganization', 'unsubscribe', 'releaseLock', 'useAccountLink'] as const),
])
const NAMES = Object.keys(ROUTES) as RouteName[]

const admits = ({ access }: Route, { kind }: PortalVisitor) =>
  access === 'public' ||
  (access === 'signed-in' && kind !== 'nobody') ||
  (access === 'administrator' && kind.endsWith('administrator')) ||
  (access === 'system-administrator' && kind === 'system-administrator')

const JUNK = ['%E0%A4%A', '%2e%2e%2f', '%00', '..', '%', '%ff', 'x'.repeat(3000), ';', '%0d%0aX:1']

/** One request to the portal's API: a route of the table, with ids, query and body that nearly fit. */
export function portalRequest(chance: Chance, visitor: PortalVisitor, origin: string): Sent | undefined {
  const name = chance.of(NAMES)
  const route: Route = ROUTES[name]
  const allowed = admits(route, visitor)
  // what most may not call would be most of it
  if (!allowed && !chance.oneIn(4)) return undefined
  if (allowed && ENDING.has(name) && visitor.kind !== 'nobody') return undefined
  if (allowed && COSTLY.has(name) && !chance.oneIn(400)) return undefined
  // who is of another organization is to find nothing by its ids
  const foreign = allowed && visitor.foreign.length > 0 && chance.oneIn(3)
  let onlyForeign = foreign
  let params = 0
  const path = route.path.replace(/:(\w+)/g, (_, param: string) => {
    params += 1
    if (chance.oneIn(12)) {
      onlyForeign = false
      return chance.oneIn(2) ? chance.of(JUNK) : inAddress(strangeText(chance))
    }
    if (!param.endsWith('Id') || param === 'editorId') onlyForeign = false
    const pool = foreign ? visitor.foreign : visitor.ids
    return pool[chance.below(pool.length)] ?? idOfNothing(chance)
  })
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries((nearly(route.query as never, chance, visitor.ids) ?? {}) as object))
    if (route.query) query.append(wellFormed(String(key)), wellFormed(String(typeof value === 'object' ? JSON.stringify(value) : value)))
  if (chance.oneIn(40)) query.append(inAddress(strangeText(chance)), inAddress(strangeText(chance)))
  const headers: Record<string, string> = { origin: chance.oneIn(60) ? 'https://evil.example' : origin }
  if (visitor.cookie) headers.cookie = visitor.cookie
  const sent: Sent = {
    origin: 'portal',
    method: chance.oneIn(60) ? chance.of(['PUT', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH']) : route.method,
    path: query.size > 0 ? `${path}?${query}` : path,
    headers,
    what: `${route.method} ${route.path} by ${visitor.name}`,
  }
  if (!allowed && sent.method === route.method) sent.mustRefuse = 'this one may not call it'
  if (onlyForeign && params > 0) sent.mustRefuse = 'the ids are another organization’s'
  if (sent.headers.origin !== origin && !['GET', 'HEAD', 'OPTIONS'].includes(sent.method)) sent.mustRefuse = 'another site asks'
  if (sent.method === 'GET' || sent.method === 'HEAD') return sent
  const spoiled = chance.oneIn(15)
  const text = spoiled
    ? chance.of(['{', '[', 'null', '"', '\u0000', '{"a":1}{', 'x'.repeat(70_000)])
    : JSON.stringify(nearly(route.body as never, chance, visitor.ids))
  if (text !== undefined) sent.body = Buffer.from(text)
  headers['content-type'] = chance.oneIn(20)
    ? chance.of(['text/plain', 'application/xml', 'image/png', 'multipart/form-data; boundary=x', 'application/json; charset=utf-16', ';'])
    : 'application/json'
  return sent
}

/** Uploads, and addresses that are in no table. */
export function otherRequest(chance: Chance, visitor: PortalVisitor, origin: string): Sent {
  const id = chance.oneIn(2) ? idOfNothing(chance) : (visitor.ids[chance.below(visitor.ids.length)] ?? 'x')
  const path = chance.of([
    '/api/uploads',
    `/api/uploads/${id}`,
    `/open/${id}`,
    `/open/${id}?editor=x&revision=${id}`,
    '/licence/callback?code=x',
    '/',
    '/admin',
    '/metrics',
  ])
  const headers: Record<string, string> = { origin, ...(visitor.cookie ? { cookie: visitor.cookie } : {}) }
  for (const name of [
    'tus-resumable',
    'upload-length',
    'upload-offset',
    'upload-metadata',
    'range',
    'if-none-match',
    'accept-encoding',
    'content-type',
  ])
    if (chance.oneIn(3))
      headers[name] = chance.of([
        '1.0.0',
        '0',
        '10',
        '-1',
        '99999999999999',
        'name YQ==,folderId',
        `folderId ${id}`,
        'bytes=0-',
        'bytes=5-1,9-',
        '*',
        'application/offset+octet-stream',
      ])
  return {
    origin: 'portal',
    method: chance.of(['GET', 'POST', 'PATCH', 'HEAD', 'DELETE', 'OPTIONS']),
    path,
    headers,
    body: Buffer.alloc(chance.below(50)),
    what: 'outside the table',
  }
}
