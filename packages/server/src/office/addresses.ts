import type { GrantAndAccount } from '../access/grants.ts'
import type { Standing } from '../access/shares.ts'
import type { App } from '../app.ts'
import { isPortalOrigin, originOf } from '../organizations/hostnames.ts'

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

/**
 * The portal's address for an editing session: the one that its host page was opened at, as the sign-in session is
 * there; else that of the account's organization.
 */
export function portalOf(
  app: Pick<App, 'config' | 'db'>,
  { organizationId, portalOrigin }: Pick<GrantAndAccount, 'organizationId' | 'portalOrigin'>,
) {
  return portalOrigin !== null && isPortalOrigin(app, portalOrigin) ? portalOrigin : originOf(app, organizationId)
}

/** The host page of a file: the address that people bookmark. */
export const hostPageUrl = (portalOrigin: string, itemId: string, { action, editor, revision }: PageOptions = {}): string =>
  `${portalOrigin}/open/${itemId}${queryOf({ action, editor, revision })}`

/** Written by hand: every CheckFileInfo has five of them, and URLSearchParams cost more than its database look-ups. */
function queryOf(parameters: Record<string, string | undefined>): string {
  let query = ''
  for (const name in parameters) {
    const value = parameters[name]
    if (value) query += `${query ? '&' : '?'}${name}=${encodeURIComponent(value)}`
  }
  return query
}

type Panel = 'revisions' | 'sharing'

/** The folder view with the file selected, and one of its panels open. */
export const folderUrl = (portalOrigin: string, folderId: string, itemId?: string, panel?: Panel) =>
  `${portalOrigin}/files/${folderId}${queryOf({ select: itemId, panel })}`

/** "Shared with me": the place of what somebody has by a share alone. */
export const sharedUrl = (portalOrigin: string, itemId?: string, panel?: Panel) =>
  `${portalOrigin}/shared${queryOf({ select: itemId, panel })}`

/** Where a file lies for this person: in its folder, or in "Shared with me" where they do not see that. */
export const placeUrl = (
  portalOrigin: string,
  { node, standing }: { node: { id: string; parent_id: string | null; root_id: string }; standing: Standing },
  panel?: Panel,
) => (standing.role ? folderUrl(portalOrigin, node.parent_id ?? node.root_id, node.id, panel) : sharedUrl(portalOrigin, node.id, panel))

export const homeUrl = (portalOrigin: string) => `${portalOrigin}/`

export const downloadUrl = (portalOrigin: string, itemId: string, revisionId?: string | null) =>
  `${portalOrigin}/api/items/${itemId}${revisionId ? `/revisions/${revisionId}` : ''}/download`

/** Where somebody signs in to Microsoft once, so that their licence is known; it leads back to the file. */
export function licenceUrl(portalOrigin: string, itemId: string, editor: string): string {
  const { pathname, search } = new URL(hostPageUrl(portalOrigin, itemId, { action: 'edit', editor }))
  return `${portalOrigin}/licence/start?${new URLSearchParams({ next: pathname + search })}`
}
