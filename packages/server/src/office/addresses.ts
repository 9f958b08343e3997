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

/** The folder view with the file selected, and one of its panels open. */
export function folderUrl({ config }: Handles, folderId: string, itemId?: string, panel?: 'revisions' | 'sharing'): string {
  const query = new URLSearchParams({ ...(itemId ? { select: itemId } : {}), ...(panel ? { panel } : {}) })
  return `${config.portalOrigin}/files/${folderId}${query.size > 0 ? `?${query}` : ''}`
}

export const homeUrl = ({ config }: Handles) => `${config.portalOrigin}/`

export const downloadUrl = ({ config }: Handles, itemId: string, revisionId?: string | null) =>
  `${config.portalOrigin}/api/items/${itemId}${revisionId ? `/revisions/${revisionId}` : ''}/download`
