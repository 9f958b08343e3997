import type { ShareUrlType } from '../wire/container-info.ts'
import { writeJson } from '../wire/json.ts'
import { jsonResponse, refusalResponse, type WopiResponse } from '../wire/response.ts'
import type { WopiStore } from './store.ts'

/** Of a file and of a folder. WOPI: the address of a page for people, with no token in it. */
export async function getShareUrl<Actor>(
  store: WopiStore<Actor>,
  actor: Actor,
  resource: { kind: 'file' | 'container'; id: string },
  type: ShareUrlType,
): Promise<WopiResponse> {
  const result = (await store.shareUrl?.(actor, resource, type)) ?? { outcome: 'unsupported' }
  return result.outcome === 'ok' ? jsonResponse(200, writeJson({ ShareUrl: result.url })) : refusalResponse(result)
}
