import type { Standing } from '../access/shares.ts'
import type { App } from '../app.ts'

type Handles = Pick<App, 'config'>

/** What a WOPI client calls a file by: without a token. The id may be an old revision's. */
export const wopiSrc = (editor: { wopiOrigin: string }, fileId: string) => `${editor.wopiOrigin}/wopi/files/${fileId}`

/** A folder's address as WOPI's containers have it; without a token. */
export const containerSrc = (editor: { wopiOrigin: string }, folderId: string) => `${editor.wopiOrigin}/wopi/containers/${folderId}`

export const ecosystemSrc = (editor: { wopiOrigin: string }) => `${editor.wopiOrigin}/wopi/ecosystem`

/** Where FileUrl lies on the WOPI origin: beside the endpoints, as it is none of them. */
export const FILE_URL_PREFIX = '/file-url/'

/** `id` may be an old revision's. */
export const fileUrl = (editor: { wopiOrigin: string }, id: string, token: string) =>
  `${editor.wopiOrigin}${FILE_URL_PREFIX}${id}?token=${token}`

export interface PageOptions {
  action?: 'edit' | 'view'
  editor?: string
  revision?: string
}

/** The host page of a file: the address that people bookmark. */
export function hostPageUrl({ config }: Handles, itemId: string, options: PageOptions = {}): string {
  const query = new URLSearchParams(Object.entries(options).filter(([, value]) => value !== undefined))
  return `${config.portalOrigin}/open/${itemId}${query.size > 0 ? `?${query}` : ''}`
}

type Panel = 'revisions' | 'sharing'

/** The folder view with the file selected, and one of its panels open. */
export const folderUrl = ({ config }: Handles, folderId: string, itemId?: string, panel?: Panel) =>
  `${config.portalOrigin}/files/${folderId}${shown(itemId, panel)}`

/** "Shared with me": the place of what somebody has by a share alone. */
export const sharedUrl = ({ config }: Handles, itemId?: string, panel?: Panel) => `${config.portalOrigin}/shared${shown(itemId, panel)}`

function shown(itemId?: string, panel?: Panel): string {
  const query = new URLSearchParams({ ...(itemId ? { select: itemId } : {}), ...(panel ? { panel } : {}) })
  return query.size > 0 ? `?${query}` : ''
}

/** Where a file lies for this person: in its folder, or in "Shared with me" where they do not see that. */
export const placeUrl = (
  app: Handles,
  { node, standing }: { node: { id: string; parent_id: string | null; root_id: string }; standing: Standing },
  panel?: Panel,
) => (standing.role ? folderUrl(app, node.parent_id ?? node.root_id, node.id, panel) : sharedUrl(app, node.id, panel))

export const homeUrl = ({ config }: Handles) => `${config.portalOrigin}/`

export const downloadUrl = ({ config }: Handles, itemId: string, revisionId?: string | null) =>
  `${config.portalOrigin}/api/items/${itemId}${revisionId ? `/revisions/${revisionId}` : ''}/download`

/** Where somebody signs in to Microsoft once, so that their licence is known; it leads back to the file. */
export function licenceUrl(app: Handles, itemId: string, editor: string): string {
  const { pathname, search } = new URL(hostPageUrl(app, itemId, { action: 'edit', editor }))
  return `${app.config.portalOrigin}/licence/start?${new URLSearchParams({ next: pathname + search })}`
}
