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
  listShares: 'GET /api/items/:itemId/shares',
  shareItem: 'POST /api/items/:itemId/shares',
  unshareItem: 'DELETE /api/items/:itemId/shares/:accountId',
  listSharedWithMe: 'GET /api/shared-with-me',
  listColleagues: 'GET /api/people',
  listAccounts: 'GET /api/admin/organizations/:organizationId/accounts',
  createAccount: 'POST /api/admin/organizations/:organizationId/accounts',
  changeAccount: 'PATCH /api/admin/accounts/:accountId',
  disableAccount: 'POST /api/admin/accounts/:accountId/disable',
  enableAccount: 'POST /api/admin/accounts/:accountId/enable',
  resetAccount: 'POST /api/admin/accounts/:accountId/reset',
  findPeople: 'GET /api/admin/people',
  checkAccountLink: 'POST /api/account-links/check',
  useAccountLink: 'POST /api/account-links/use',
  forgotPassword: 'POST /api/forgot-password',
  dashboard: 'GET /api/admin/dashboard',
  listOrganizations: 'GET /api/admin/organizations',
  createOrganization: 'POST /api/admin/organizations',
  getOrganization: 'GET /api/admin/organizations/:organizationId',
  changeOrganization: 'PATCH /api/admin/organizations/:organizationId',
  disableOrganization: 'POST /api/admin/organizations/:organizationId/disable',
  enableOrganization: 'POST /api/admin/organizations/:organizationId/enable',
  listPolicies: 'GET /api/admin/organizations/:organizationId/policies',
  listAffected: 'GET /api/admin/organizations/:organizationId/policies/microsoft-365/running',
  changePolicy: 'PATCH /api/admin/organizations/:organizationId/policies/:policy',
  listTeamShares: 'GET /api/admin/organizations/:organizationId/team-shares',
  createTeamShare: 'POST /api/admin/organizations/:organizationId/team-shares',
  renameTeamShare: 'PATCH /api/admin/team-shares/:teamShareId',
  subscribe: 'POST /api/admin/team-shares/:teamShareId/subscribers',
  unsubscribe: 'DELETE /api/admin/team-shares/:teamShareId/subscribers/:accountId',
  getMicrosoft365: 'GET /api/admin/microsoft-365',
  changeState: 'PATCH /api/admin/microsoft-365',
  changeAddress: 'PATCH /api/admin/microsoft-365/addresses',
  startRehearsal: 'POST /api/admin/microsoft-365/rehearsal',
  addTester: 'POST /api/admin/microsoft-365/testers',
  changeTester: 'PATCH /api/admin/microsoft-365/testers/:accountId',
  removeTester: 'DELETE /api/admin/microsoft-365/testers/:accountId',
  changeStep: 'PATCH /api/admin/microsoft-365/steps/:step',
  getLaunchFilms: 'GET /api/admin/microsoft-365/films',
  recordLaunchFilms: 'POST /api/admin/microsoft-365/films',
  getLaunchFilm: 'GET /api/admin/microsoft-365/films/:name',
  getLaunchKit: 'GET /api/admin/microsoft-365/launch-kit',
  changeLaunchKit: 'PATCH /api/admin/microsoft-365/launch-kit',
  makeTestAccounts: 'POST /api/admin/microsoft-365/test-accounts',
  listFindings: 'GET /api/admin/microsoft-365/findings',
  getFinding: 'GET /api/admin/microsoft-365/findings/:findingId',
  addFinding: 'POST /api/admin/microsoft-365/findings',
  changeFinding: 'PATCH /api/admin/microsoft-365/findings/:findingId',
  removeFinding: 'DELETE /api/admin/microsoft-365/findings/:findingId',
  downloadFindings: 'GET /api/admin/microsoft-365/findings-file',
  listValidatorCases: 'GET /api/admin/microsoft-365/validator-cases',
  addScreenshot: 'POST /api/admin/microsoft-365/screenshots',
  getScreenshot: 'GET /api/admin/microsoft-365/screenshots/:screenshotId',
  removeScreenshot: 'DELETE /api/admin/microsoft-365/screenshots/:screenshotId',
  listLaunchSent: 'GET /api/admin/microsoft-365/launch-kit/sent',
  markLaunchSent: 'POST /api/admin/microsoft-365/launch-kit/sent',
  downloadLaunchKit: 'GET /api/admin/microsoft-365/launch-kit/zip',
  getValidationReports: 'GET /api/admin/microsoft-365/launch-kit/reports',
  runValidation: 'POST /api/admin/microsoft-365/launch-kit/reports',
  downloadValidationReport: 'GET /api/admin/microsoft-365/launch-kit/reports/:reportId',
  getLaunchTraffic: 'GET /api/admin/microsoft-365/launch-kit/traffic',
  changeLaunchTraffic: 'PATCH /api/admin/microsoft-365/launch-kit/traffic',
  getDoctor: 'GET /api/admin/doctor',
  runDoctor: 'POST /api/admin/doctor',
  why: 'GET /api/admin/why',
  listAllEditors: 'GET /api/admin/editors',
  tryDiscovery: 'POST /api/admin/editors/try',
  addEditor: 'POST /api/admin/editors',
  changeEditor: 'PATCH /api/admin/editors/:editorId',
  removeEditor: 'DELETE /api/admin/editors/:editorId',
  listEditorOrder: 'GET /api/admin/organizations/:organizationId/editor-order',
  changeEditorOrder: 'PATCH /api/admin/organizations/:organizationId/editor-order',
  listActivity: 'GET /api/admin/activity',
  downloadActivity: 'GET /api/admin/activity.csv',
  listMail: 'GET /api/admin/mail',
  sendMailAgain: 'POST /api/admin/mail/:mailId/send-again',
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
