import { writeJson } from '../wire/json.ts'
import { jsonResponse, refusalResponse, type WopiResponse } from '../wire/response.ts'
import { pointerJson } from './container-json.ts'
import type { ChildFile, ContainerStore } from './store.ts'

const childJson = ({ version, size, lastModifiedTime, ...pointer }: ChildFile) => ({
  ...pointerJson(pointer),
  Version: version,
  Size: size,
  LastModifiedTime: lastModifiedTime,
})

/** WOPI: one level, no pages; the extensions choose among files, folders are always listed. */
export async function enumerateChildren<Actor>(
  store: ContainerStore<Actor>,
  actor: Actor,
  { id, extensions }: { id: string; extensions: string[] | undefined },
): Promise<WopiResponse> {
  const result = await store.children(actor, id, { extensions })
  if (result.outcome !== 'ok') return refusalResponse(result)
  return jsonResponse(200, writeJson({ ChildContainers: result.containers.map(pointerJson), ChildFiles: result.files.map(childJson) }))
}
