import { serializeEcosystemInfo } from '../wire/ecosystem-info.ts'
import { writeJson } from '../wire/json.ts'
import { jsonResponse, refusalResponse, type WopiResponse } from '../wire/response.ts'
import { containerJson } from './container-json.ts'
import type { EcosystemStore } from './store.ts'

export async function checkEcosystem<Actor>(store: EcosystemStore<Actor>, actor: Actor): Promise<WopiResponse> {
  const info = await store.checkEcosystem(actor)
  return 'outcome' in info ? refusalResponse(info) : jsonResponse(200, serializeEcosystemInfo(info))
}

export async function getRootContainer<Actor>(store: EcosystemStore<Actor>, actor: Actor): Promise<WopiResponse> {
  const result = await store.rootContainer(actor)
  return result.outcome === 'ok' ? jsonResponse(200, writeJson(containerJson(result))) : refusalResponse(result)
}

/** GetEcosystem, of a file and of a folder. */
export async function getEcosystem<Actor>(
  store: EcosystemStore<Actor>,
  actor: Actor,
  from: { kind: 'file' | 'container'; id: string },
): Promise<WopiResponse> {
  const result = await store.ecosystemPointer(actor, from)
  return result.outcome === 'ok' ? jsonResponse(200, writeJson({ Url: result.url })) : refusalResponse(result)
}
