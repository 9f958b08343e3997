import type { CheckFileInfo } from '@moorage/wopi'
import type { App } from '../app.ts'
import { lastModifiedTime } from '../files/content.ts'
import { NAME_MAX } from '../files/names.ts'
import { tokenFor } from './access-token.ts'
import { downloadUrl, fileUrl, folderUrl, homeUrl, hostPageUrl, placeUrl, portalOf, sharedUrl } from './addresses.ts'
import { licencesOf } from './container-info.ts'
import type { Reached } from './reach.ts'
import { versionOf } from './version.ts'
import type { WopiActor } from './wopi-actor.ts'

type Handles = Pick<App, 'config' | 'db'>

/** Of the bytes: the newest, or those of the old revision that is being looked at. */
const contentOf = ({ node, revision }: Reached) =>
  revision
    ? { size: revision.size, sha256: revision.sha256, version: revision.version, modifiedAt: revision.created_at }
    : { size: node.size, sha256: node.sha256, version: node.version, modifiedAt: node.modified_at }

/**
 * WOPI: UserCanNotWriteRelative and the 501 of every PutRelativeFile have to agree, so both ask here. A guest has no
 * place of their own that the copy of a shared file could go to.
 */
export const mayWriteRelative = ({ actor, offers }: Pick<WopiActor, 'actor' | 'offers'>, { can }: Pick<Reached, 'can'>) =>
  offers.putRelativeFile && can.write && actor.kind !== 'guest'

/** What every answer has. WOPI: a true flag promises every operation of its group, for this user and this file. */
function always(app: Handles, who: WopiActor, file: Reached, portal: string): CheckFileInfo {
  const { node, can, revision } = file
  const { size, version, modifiedAt } = contentOf(file)
  const changeable = !revision
  return {
    BaseFileName: node.name,
    FileNameMaxLength: NAME_MAX - (node.extension ? node.extension.length + 1 : 0),
    OwnerId: file.ownerId,
    UserId: who.actor.accountId,
    UserFriendlyName: who.actor.name,
    Size: size,
    Version: versionOf(app, version),
    LastModifiedTime: lastModifiedTime(modifiedAt),
    SupportsUpdate: changeable,
    SupportsLocks: changeable,
    SupportsGetLock: changeable,
    SupportsExtendedLockLength: changeable,
    SupportsRename: changeable,
    SupportsDeleteFile: changeable,
    SupportsUserInfo: true,
    UserCanWrite: can.write,
    ReadOnly: !can.write,
    UserCanRename: can.rename,
    UserCanNotWriteRelative: !mayWriteRelative(who, file),
    HostViewUrl: hostPageUrl(portal, node.id, { ...pageOf(who, file), action: 'view' }),
    CloseUrl: placeUrl(portal, file),
    FileSharingUrl: placeUrl(portal, file, 'sharing'),
    FileVersionUrl: placeUrl(portal, file, 'revisions'),
    // of the page that the frame is in, whatever became of its address since
    PostMessageOrigin: who.grant.portalOrigin ?? portal,
    // each has its URL above too: not every client can post
    ClosePostMessage: true,
    EditModePostMessage: changeable,
    FileSharingPostMessage: true,
    FileVersionPostMessage: true,
    BreadcrumbBrandName: 'Moorage',
    BreadcrumbBrandUrl: homeUrl(portal),
  }
}

const pageOf = ({ editor }: WopiActor, { revision }: Reached) => ({
  editor: editor.discoveryUrl ? editor.id : undefined,
  revision: revision?.id,
})

/** What depends on the file and on what its user may do. */
function ofFile(app: Handles, info: CheckFileInfo, who: WopiActor, file: Reached, portal: string) {
  const { node, revision, can } = file
  const { sha256 } = contentOf(file)
  if (node.extension) info.FileExtension = `.${node.extension}`
  // WOPI: the viewer's cache key, so it must be of exactly these bytes
  if (sha256) info.SHA256 = sha256
  if (!revision) info.HostEditUrl = hostPageUrl(portal, node.id, { ...pageOf(who, file), action: 'edit' })
  if (!can.download) info.DisablePrint = true
  else {
    info.DownloadUrl = downloadUrl(portal, node.id, revision?.id)
    if (who.offers.fileUrl) info.FileUrl = fileUrlOf(app, who, revision?.id ?? node.id)
  }
}

/** WOPI: fetched exactly as it is given, without a token added and without a proof: so it has a token of its own kind. */
const fileUrlOf = (app: Handles, { grant, editor }: WopiActor, id: string) =>
  fileUrl(editor, id, tokenFor(app, grant.id, { kind: 'file-url', id }))

const SHARED_WITH_ME = 'Shared with me'

/** The folder above, as far as this person knows of one. */
function breadcrumb(info: CheckFileInfo, { node, standing, folder }: Reached, portal: string) {
  if (!standing.role) info.BreadcrumbFolderName = SHARED_WITH_ME
  else if (folder !== null) info.BreadcrumbFolderName = folder
  info.BreadcrumbFolderUrl = standing.role ? folderUrl(portal, node.parent_id ?? node.root_id) : sharedUrl(portal)
}

/** What only some clients are told. Never a name of CSPP Plus: one makes the whole answer invalid for Office. */
function ofClient(info: CheckFileInfo, { editor, grant, offers }: WopiActor, { node, revision, can }: Reached) {
  if (grant.userInfo !== null) info.UserInfo = grant.userInfo
  if (offers.containers) info.SupportsContainers = true
  if (offers.ecosystem) info.SupportsEcosystem = true
  if (offers.activities && !revision) info.SupportsAddActivities = true
  if (offers.shareUrlTypes.length > 0) info.SupportedShareUrlTypes = offers.shareUrlTypes
  Object.assign(info, licencesOf(offers))
  if (editor.profile === 'collabora') {
    info.BreadcrumbDocName = node.name
    if (!can.download) Object.assign(info, { HidePrintOption: true, HideExportOption: true, DisableExport: true })
  }
  if (editor.profile === 'onlyoffice') {
    Object.assign(info, { SupportsReviewing: true, UserCanReview: can.write })
    if (!can.download) info.HidePrintOption = true
  }
}

/**
 * CheckFileInfo's answer for this user, client, file and moment; never cached across users. Built in one object, as
 * every open and every look of every client asks for it.
 */
export function fileInfo(app: Handles, who: WopiActor, file: Reached): CheckFileInfo {
  const portal = portalOf(app, who.grant)
  const info = always(app, who, file, portal)
  ofFile(app, info, who, file, portal)
  breadcrumb(info, file, portal)
  ofClient(info, who, file)
  return info
}
