import type { WopiResponse } from '../wire/response.ts'
import { createdFile } from './created-file.ts'
import type { ContainerStore, RelativeTarget } from './store.ts'

/** WOPI: the new file is empty, so that the editor fills it from a template. */
export async function createChildFile<Actor>(
  store: ContainerStore<Actor>,
  actor: Actor,
  { id, target }: { id: string; target: RelativeTarget },
): Promise<WopiResponse> {
  return createdFile(await store.createChildFile(actor, id, target))
}
