import { isIP } from 'node:net'
import type { App } from '../app.ts'
import { statement } from '../storage/db/statement.ts'

interface Known {
  organizations: Map<string, { hostname: string | null; parentId: string | null }>
  /** host as requests say it → the organization whose it is */
  byHost: Map<string, string>
}

/** Every organization's hostname and place, in memory: each request asks. Nothing is known before `readHostnames`. */
const memory = new WeakMap<App['db'], Known>()
const known = ({ db }: Pick<App, 'db'>): Known => memory.get(db) ?? { organizations: new Map(), byHost: new Map() }

const all = statement()((db) => db.selectFrom('organization').select(['id', 'hostname', 'parent_id as parentId']))

type Handles = Pick<App, 'config' | 'db'>

/** With the port that people type, if there is one. */
function hostOf({ config }: Pick<App, 'config'>, hostname: string): string {
  const { port } = new URL(config.portalOrigin)
  return port ? `${hostname}:${port}` : hostname
}

/** A name that a browser would take as it is: no IP address, no number. */
export const isHostname = (hostname: string) =>
  URL.canParse(`http://${hostname}`) && new URL(`http://${hostname}`).hostname === hostname && isIP(hostname) === 0

/** Whether the server answers under it already, as itself. */
export function isOurs({ config }: Pick<App, 'config'>, hostname: string): boolean {
  const { portalOrigin, wopiOrigin, wopiTestOrigin, editorOrigin, editors } = config
  const ours = [portalOrigin, wopiOrigin, wopiTestOrigin, editorOrigin, ...editors.flatMap((editor) => editor.wopiOrigin ?? [])]
  return ours.some((origin) => new URL(origin).hostname === hostname)
}

/** At the start, and after each change of a hostname or of the tree. */
export async function readHostnames(app: Handles) {
  const rows = await app.db.read.all(all, {})
  const named = rows.flatMap(({ id, hostname }) => (hostname === null ? [] : [[hostOf(app, hostname), id] as const]))
  memory.set(app.db, { organizations: new Map(rows.map(({ id, ...row }) => [id, row])), byHost: new Map(named) })
}

function* upwards(app: Pick<App, 'db'>, id: string) {
  const { organizations } = known(app)
  for (let at: string | null = id; at !== null; at = organizations.get(at)?.parentId ?? null) yield { id: at, ...organizations.get(at) }
}

/** The portal's address for an organization: under its own hostname, the nearest above it, or the public address. */
export function originOf(app: Handles, organizationId: string): string {
  for (const { hostname } of upwards(app, organizationId))
    if (hostname) return `${new URL(app.config.portalOrigin).protocol}//${hostOf(app, hostname)}`
  return app.config.portalOrigin
}

/** Whose hostname it is; `host` in lower case, with a port other than the usual one. */
export const organizationAt = (app: Pick<App, 'db'>, host: string): string | undefined => known(app).byHost.get(host)

/** Whether an organization's people sign in at this organization's hostname: it, and all below. */
export function isBelow(app: Pick<App, 'db'>, organizationId: string, top: string): boolean {
  for (const { id } of upwards(app, organizationId)) if (id === top) return true
  return false
}

/** Whether the portal answers at this address now. */
export function isPortalOrigin(app: Handles, origin: string): boolean {
  if (origin === app.config.portalOrigin) return true
  const { protocol, host } = new URL(origin)
  return protocol === new URL(app.config.portalOrigin).protocol && organizationAt(app, host) !== undefined
}

/** Every address that the portal answers at. */
export function portalOrigins(app: Handles): string[] {
  const { protocol } = new URL(app.config.portalOrigin)
  return [app.config.portalOrigin, ...[...known(app).byHost.keys()].map((host) => `${protocol}//${host}`)]
}
