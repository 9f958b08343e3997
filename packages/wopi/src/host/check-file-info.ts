import { serializeFileInfo } from '../wire/file-info.ts'
import { jsonResponse, refusalResponse, type WopiResponse } from '../wire/response.ts'
import type { WopiStore } from './store.ts'

export async function checkFileInfo<Actor>(
  store: WopiStore<Actor>,
  actor: Actor,
  { id, sessionContext }: { id: string; sessionContext: string | undefined },
): Promise<WopiResponse> {
  const info = await store.checkFileInfo(actor, id, sessionContext === undefined ? {} : { sessionContext })
  return 'outcome' in info ? refusalResponse(info) : jsonResponse(200, serializeFileInfo(info))
}
