import type { AddressResult, ShareUrlType } from '@moorage/wopi'
import type { App } from '../app.ts'
import { originOf } from '../organizations/hostnames.ts'
import { folderUrl, hostPageUrl } from './addresses.ts'
import { enter, enterFolder, type WopiActor } from './wopi-actor.ts'

/**
 * GetShareUrl: the portal's own address of the item. It asks whoever follows it to sign in and gives them nothing that
 * they did not have; for a file, ReadOnly opens it for viewing.
 */
export async function shareUrl(
  app: Pick<App, 'config' | 'db'>,
  who: WopiActor,
  { kind, id }: { kind: 'file' | 'container'; id: string },
  type: ShareUrlType,
): Promise<AddressResult> {
  if (!who.offers.shareUrlTypes.includes(type)) return { outcome: 'unsupported' }
  // for others of the organization, wherever this editor was opened
  const portal = originOf(app, who.actor.organizationId)
  if (kind === 'container') {
    const entered = await enterFolder(app, who, id)
    return entered.outcome === 'entered' ? { outcome: 'ok', url: folderUrl(portal, id) } : entered
  }
  const entered = await enter(app, who, id)
  if (entered.outcome !== 'entered') return entered
  const { node, revision } = entered.file
  const page = revision
    ? { action: 'view' as const, revision: revision.id }
    : { action: type === 'ReadOnly' ? ('view' as const) : ('edit' as const) }
  return { outcome: 'ok', url: hostPageUrl(portal, node.id, page) }
}
