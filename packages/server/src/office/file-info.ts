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
async function content(app: Handles, { node, revision }: Reached) {
  const shown = revision ?? { size: node.size, sha256: node.sha256, version: node.version, created_at: node.modified_at }
  return {
    Size: shown.size,
    Version: await versionOf(app, shown.version),
    // WOPI: the viewer's cache key, so it must be of exactly these bytes
    ...(shown.sha256 ? { SHA256: shown.sha256 } : {}),
    LastModifiedTime: lastModifiedTime(shown.created_at),
  }
}

/** WOPI: a true flag promises every operation of its group, for this user and this file. */
function capabilities(who: WopiActor, file: Reached): Partial<CheckFileInfo> {
  const { can, revision } = file
  const { offers } = who
  const changeable = !revision
  return {
    SupportsUpdate: changeable,
    SupportsLocks: changeable,
    SupportsGetLock: changeable,
    SupportsExtendedLockLength: changeable,
    SupportsRename: changeable,
    SupportsDeleteFile: changeable,
    SupportsUserInfo: true,
    ...(offers.containers ? { SupportsContainers: true } : {}),
    ...(offers.ecosystem ? { SupportsEcosystem: true } : {}),
    ...(offers.activities && changeable ? { SupportsAddActivities: true } : {}),
    ...(offers.shareUrlTypes.length > 0 ? { SupportedShareUrlTypes: offers.shareUrlTypes } : {}),
    ...licencesOf(offers),
    UserCanWrite: can.write,
    ReadOnly: !can.write,
    UserCanRename: can.rename,
    UserCanNotWriteRelative: !mayWriteRelative(who, file),
    ...(can.download ? {} : { DisablePrint: true }),
  }
}

/**
 * WOPI: UserCanNotWriteRelative and the 501 of every PutRelativeFile have to agree, so both ask here. A guest has no
 * place of their own that the copy of a shared file could go to.
 */
export const mayWriteRelative = ({ actor, offers }: Pick<WopiActor, 'actor' | 'offers'>, { can }: Pick<Reached, 'can'>) =>
  offers.putRelativeFile && can.write && actor.kind !== 'guest'

/** WOPI: fetched exactly as it is given, without a token added and without a proof: so it has a token of its own kind. */
const fileUrlOf = async (app: Handles, { grant, editor }: WopiActor, id: string) =>
  fileUrl(editor, id, await tokenFor(app, grant.id, { kind: 'file-url', id }))

/** The folder above, as far as this person knows of one. */
function breadcrumb(portal: string, { node, standing, folder }: Reached): Partial<CheckFileInfo> {
  if (!standing.role) return { BreadcrumbFolderName: SHARED_WITH_ME, BreadcrumbFolderUrl: sharedUrl(portal) }
  return {
    ...(folder === null ? {} : { BreadcrumbFolderName: folder }),
    BreadcrumbFolderUrl: folderUrl(portal, node.parent_id ?? node.root_id),
  }
}

const SHARED_WITH_ME = 'Shared with me'

async function places(app: Handles, who: WopiActor, file: Reached): Promise<Partial<CheckFileInfo>> {
  const { node, revision, can } = file
  const portal = portalOf(app, who.grant)
  const page = { editor: who.editor.discoveryUrl ? who.editor.id : undefined, revision: revision?.id }
  return {
    ...(revision ? {} : { HostEditUrl: hostPageUrl(portal, node.id, { ...page, action: 'edit' }) }),
    HostViewUrl: hostPageUrl(portal, node.id, { ...page, action: 'view' }),
    CloseUrl: placeUrl(portal, file),
    ...(can.download ? { DownloadUrl: downloadUrl(portal, node.id, revision?.id) } : {}),
    ...(can.download && who.offers.fileUrl ? { FileUrl: await fileUrlOf(app, who, revision?.id ?? node.id) } : {}),
    FileSharingUrl: placeUrl(portal, file, 'sharing'),
    FileVersionUrl: placeUrl(portal, file, 'revisions'),
    // of the page that the frame is in, whatever became of its address since
    PostMessageOrigin: who.grant.portalOrigin ?? portal,
    // each has its URL above too: not every client can post
    ClosePostMessage: true,
    EditModePostMessage: !revision,
    FileSharingPostMessage: true,
    FileVersionPostMessage: true,
    BreadcrumbBrandName: 'Moorage',
    BreadcrumbBrandUrl: homeUrl(portal),
    ...breadcrumb(portal, file),
  }
}

/** What only one family of clients knows. Never a name of CSPP Plus: one makes the whole answer invalid for Office. */
function extras({ editor }: WopiActor, { node, can }: Reached): Partial<CheckFileInfo> {
  switch (editor.profile) {
    case 'collabora':
      return {
        BreadcrumbDocName: node.name,
        ...(can.download ? {} : { HidePrintOption: true, HideExportOption: true, DisableExport: true }),
      }
    case 'onlyoffice':
      return { SupportsReviewing: true, UserCanReview: can.write, ...(can.download ? {} : { HidePrintOption: true }) }
    default:
      return {}
  }
}

/** CheckFileInfo's answer for this user, client, file and moment; never cached across users. */
export async function fileInfo(app: Handles, who: WopiActor, file: Reached): Promise<CheckFileInfo> {
  const { node } = file
  return {
    BaseFileName: node.name,
    ...(node.extension ? { FileExtension: `.${node.extension}` } : {}),
    FileNameMaxLength: NAME_MAX - (node.extension ? node.extension.length + 1 : 0),
    OwnerId: file.ownerId,
    UserId: who.actor.accountId,
    UserFriendlyName: who.actor.name,
    ...(who.grant.userInfo === null ? {} : { UserInfo: who.grant.userInfo }),
    ...(await content(app, file)),
    ...capabilities(who, file),
    ...(await places(app, who, file)),
    ...extras(who, file),
  }
}
