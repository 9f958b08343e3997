import type { CheckContainerInfo } from '@moorage/wopi'
import type { App } from '../app.ts'
import { folderUrl, portalOf } from './addresses.ts'
import type { Capabilities } from './capabilities.ts'
import type { ReachedFolder } from './reach.ts'
import type { WopiActor } from './wopi-actor.ts'

/**
 * WOPI: phones must find both in every file and every folder, and the same. Nobody here is a pupil; whoever is of an
 * organization with a commercial subscription to Microsoft 365 is a business user, whom other clients are told of too.
 */
export const licencesOf = ({ licences, business }: Pick<Capabilities, 'licences' | 'business'>) => ({
  ...(licences ? { IsEduUser: false } : {}),
  ...(licences || business ? { LicenseCheckForEditIsEnabled: business } : {}),
})

/** CheckContainerInfo's answer for this user, client, folder and moment. */
export function containerInfo(
  app: Pick<App, 'config' | 'db'>,
  { offers, grant }: Pick<WopiActor, 'offers' | 'grant'>,
  { node, can }: ReachedFolder,
): CheckContainerInfo {
  const portal = portalOf(app, grant)
  return {
    Name: node.name,
    HostUrl: folderUrl(portal, node.id),
    // a top folder is shared from within itself
    SharingUrl: node.parent_id === null ? folderUrl(portal, node.id) : folderUrl(portal, node.parent_id, node.id, 'sharing'),
    ...(offers.shareUrlTypes.length > 0 ? { SupportedShareUrlTypes: offers.shareUrlTypes } : {}),
    ...licencesOf(offers),
    UserCanCreateChildContainer: can.write,
    UserCanCreateChildFile: can.write,
    UserCanDelete: can.delete,
    UserCanRename: can.rename,
  }
}
