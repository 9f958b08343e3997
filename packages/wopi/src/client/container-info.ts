import type { CheckContainerInfo } from '../wire/container-info.ts'
import { clientRequest, type WopiTarget } from './request.ts'
import { type ClientFailure, type ClientResponse, failureOf, jsonObject, nonsense, pointersOf, textOf } from './response.ts'

/** `target` is a container's address as some other operation gave it; see `targetOfUrl`. */
export const checkContainerInfoRequest = (target: WopiTarget) => clientRequest('CheckContainerInfo', target)

/** Absent and null properties alike mean their default. */
const containerInfoOf = (value: unknown): CheckContainerInfo | undefined => {
  if (typeof value !== 'object' || value === null || !textOf((value as { Name?: unknown }).Name)) return undefined
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== null)) as unknown as CheckContainerInfo
}

export function processCheckContainerInfoResponse(response: ClientResponse): { outcome: 'ok'; info: CheckContainerInfo } | ClientFailure {
  if (response.status !== 200) return failureOf(response)
  const info = containerInfoOf(jsonObject(response))
  return info ? { outcome: 'ok', info } : nonsense(response, 'CheckContainerInfo lacks Name')
}

export type ContainerAnswer =
  | { outcome: 'ok'; pointer: { name: string; url: string }; info: CheckContainerInfo | undefined }
  | ClientFailure

/** A container as CreateChildContainer and GetRootContainer answer it. */
export function containerAnswer(response: ClientResponse): ContainerAnswer {
  if (response.status !== 200) return failureOf(response)
  const json = jsonObject(response)
  const [pointer] = pointersOf([json?.ContainerPointer])
  return pointer
    ? { outcome: 'ok', pointer, info: containerInfoOf(json?.ContainerInfo) }
    : nonsense(response, 'The answer lacks ContainerPointer')
}
