import { parsePath } from './path.ts'

/**
 * The file that a WopiSrc names, when it is one of ours: `wopiUrl` is the host's address up to and including its
 * wopi segment. WOPI: without this check a caller could have a token made for an address of its own choice.
 */
export function fileIdOfWopiSrc(wopiSrc: string, wopiUrl: string): string | undefined {
  const base = `${wopiUrl.replace(/\/$/, '')}/`
  if (!wopiSrc.startsWith(base)) return undefined
  const place = parsePath(wopiSrc.slice(base.length))
  return place?.shape === 'files/{id}' && place.resource.kind === 'file' ? place.resource.id : undefined
}
