import type { ROUTES, RouteName } from '@moorage/api'

type RouteOf<N extends RouteName> = (typeof ROUTES)[N]

/**
 * Verb and path of every route. The compiler checks each row against the API's table, so that the portal needs none of
 * the schema builders at run time: a changed or new route does not compile until it is mended here.
 */
export const ADDRESSES: { [N in RouteName]: `${RouteOf<N>['method']} ${RouteOf<N>['path']}` } = {
  signInPage: 'GET /api/sign-in',
  signIn: 'POST /api/sign-in',
  signInDemo: 'POST /api/sign-in/demo',
  signOut: 'POST /api/sign-out',
  signOutEverywhere: 'POST /api/sign-out-everywhere',
  setUpAdministrator: 'POST /api/set-up',
  me: 'GET /api/me',
  events: 'GET /api/events',
  listFolder: 'GET /api/folders/:folderId/items',
  getItem: 'GET /api/items/:itemId',
  createFolder: 'POST /api/folders/:folderId/folders',
  createFile: 'POST /api/folders/:folderId/files',
  renameItem: 'PATCH /api/items/:itemId',
  moveItems: 'POST /api/items/move',
  copyItems: 'POST /api/items/copy',
  deleteItems: 'POST /api/items/delete',
  restoreItems: 'POST /api/items/restore',
  downloadItem: 'GET /api/items/:itemId/download',
  downloadZip: 'GET /api/download',
  listEditors: 'GET /api/items/:itemId/editors',
  askToEdit: 'POST /api/items/:itemId/ask-to-edit',
  search: 'GET /api/search',
  listRevisions: 'GET /api/items/:itemId/revisions',
  listActivities: 'GET /api/items/:itemId/activities',
  restoreRevision: 'POST /api/items/:itemId/revisions/:revisionId/restore',
  downloadRevision: 'GET /api/items/:itemId/revisions/:revisionId/download',
  listUnsaved: 'GET /api/unsaved',
  downloadUnsaved: 'GET /api/unsaved/:unsavedId/download',
  saveUnsavedAsCopy: 'POST /api/unsaved/:unsavedId/copy',
  saveUnsavedAsRevision: 'POST /api/unsaved/:unsavedId/revision',
  discardUnsaved: 'DELETE /api/unsaved/:unsavedId',
}

/**
 * Fills a route's path and query. Values left undefined are left out of the query.
 * Example: address('downloadItem', { itemId }) → '/api/items/…/download'.
 */
export function address(name: RouteName, params: Record<string, string> = {}, query: Record<string, unknown> = {}): string {
  const path = ADDRESSES[name].split(' ')[1] ?? ''
  const filled = path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(params[key] ?? ''))
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) if (value !== undefined) search.set(key, String(value))
  return search.size > 0 ? `${filled}?${search}` : filled
}

export function verb(name: RouteName): string {
  return ADDRESSES[name].split(' ')[0] ?? 'GET'
}
