import type { ChildFile, Pointer } from '../host/store.ts'
import { HEADERS } from '../wire/headers.ts'
import { clientRequest, type WopiTarget } from './request.ts'
import { type ClientFailure, type ClientResponse, failureOf, jsonObject, nonsense, pointersOf, textOf } from './response.ts'

/** `extensions` with their dots choose among files; folders are always listed. */
export const enumerateChildrenRequest = (target: WopiTarget, extensions: readonly string[] = []) =>
  clientRequest('EnumerateChildren', target, { [HEADERS.fileExtensionFilterList]: extensions.join(',') || undefined })

const childOf = (entry: Record<string, unknown>): ChildFile[] => {
  const [pointer] = pointersOf([entry])
  const version = textOf(entry.Version)
  if (!pointer || version === undefined || typeof entry.Size !== 'number') return []
  const lastModifiedTime = textOf(entry.LastModifiedTime)
  return [{ ...pointer, version, size: entry.Size, ...(lastModifiedTime === undefined ? {} : { lastModifiedTime }) }]
}

export function processEnumerateChildrenResponse(
  response: ClientResponse,
): { outcome: 'ok'; containers: Pointer[]; files: ChildFile[] } | ClientFailure {
  if (response.status !== 200) return failureOf(response)
  const { ChildContainers, ChildFiles } = jsonObject(response) ?? {}
  if (!Array.isArray(ChildContainers) || !Array.isArray(ChildFiles)) return nonsense(response, 'EnumerateChildren lacks a list')
  const files = ChildFiles.flatMap((entry: Record<string, unknown> | null) => (entry ? childOf(entry) : []))
  return { outcome: 'ok', containers: pointersOf(ChildContainers), files }
}
