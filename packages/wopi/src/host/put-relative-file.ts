import { refusalResponse, type WopiResponse } from '../wire/response.ts'
import { createdFile } from './created-file.ts'
import type { RelativeTarget, WopiStore } from './store.ts'

/** WOPI: the lock of the source is of no interest; that of a target to be overwritten is. */
export async function putRelativeFile<Actor>(
  store: WopiStore<Actor>,
  actor: Actor,
  { id, target, conversion }: { id: string; target: RelativeTarget; conversion: boolean },
  body: AsyncIterable<Uint8Array>,
): Promise<WopiResponse> {
  return createdFile(await store.writeRelative(actor, id, target, body, { conversion }))
}

/**
 * Both target headers, or neither. WOPI: where the user may not use PutRelativeFile at all, this too is answered
 * 501 and not 400, so the file's own answer has to be asked for.
 */
export async function mayPutRelative<Actor>(store: WopiStore<Actor>, actor: Actor, id: string): Promise<WopiResponse | undefined> {
  const info = await store.checkFileInfo(actor, id, {})
  if ('outcome' in info) return refusalResponse(info)
  return info.UserCanNotWriteRelative ? refusalResponse({ outcome: 'unsupported' }) : undefined
}
