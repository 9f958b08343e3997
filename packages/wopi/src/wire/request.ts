import { WopiError } from '../errors.ts'
import type { ContainerTarget, LockRequest, RelativeTarget, Resource, WriteRequest } from '../host/store.ts'
import { findOperation, OPERATIONS, type OperationName } from '../operations.ts'
import type { ShareUrlType } from './container-info.ts'
import { booleanHeader, collaboraHeader, HEADERS, type HeaderBag, header, numberHeader } from './headers.ts'
import { parsePath } from './path.ts'
import { decodeUtf7 } from './utf7.ts'

/** A request as whoever speaks HTTP hands it over. */
export interface WopiRequest {
  method: string
  /** below the WOPI prefix, raw: files/abc/contents */
  path: string
  /** raw, with or without its question mark */
  query: string
  headers: HeaderBag
  /** read at most once; empty where the request has none */
  body: AsyncIterable<Uint8Array>
}

/** Where a request goes and by whose token, before anything else is judged. */
export interface WopiEnvelope {
  /** undefined: no operation has this method, path and override */
  name: OperationName | undefined
  resource: Resource
  accessToken: string
}

/** One operation with its headers read. The body stays with the request. */
export type ParsedOperation =
  | { name: 'CheckFileInfo'; id: string; sessionContext: string | undefined }
  | { name: 'GetFile'; id: string; maxExpectedSize: number }
  | { name: 'Lock' | 'RefreshLock' | 'Unlock' | 'UnlockAndRelock' | 'GetLock'; id: string; lock: LockRequest }
  | { name: 'PutFile'; id: string; write: WriteRequest }
  | { name: 'PutRelativeFile'; id: string; target: RelativeTarget; conversion: boolean; declaredSize: number | undefined }
  | { name: 'RenameFile'; id: string; requestedName: string; lock: string | undefined }
  | { name: 'DeleteFile' | 'PutUserInfo' | 'EnumerateAncestors' | 'AddActivities'; id: string }
  | { name: 'GetShareUrl' | 'GetContainerShareUrl'; id: string; urlType: ShareUrlType }
  | { name: 'CheckContainerInfo' | 'DeleteContainer' | 'EnumerateContainerAncestors'; id: string }
  | { name: 'CreateChildContainer'; id: string; target: ContainerTarget }
  | { name: 'CreateChildFile'; id: string; target: RelativeTarget }
  | { name: 'RenameContainer'; id: string; requestedName: string }
  | { name: 'EnumerateChildren'; id: string; extensions: string[] | undefined }
  | { name: 'GetEcosystem' | 'GetContainerEcosystem'; id: string }
  | { name: 'CheckEcosystem' | 'GetRootContainer' }

/** WOPI: SupportsExtendedLockLength allows 1,024 characters. */
export const MAX_LOCK_LENGTH = 1024
/** WOPI: what a client expects that does not say. */
const DEFAULT_MAX_EXPECTED_SIZE = 2_147_483_647
const MAX_EDITORS = 1000

/** Most queries hold nothing else, and no character that is written in another way. */
const PLAIN_TOKEN = /^access_token=([\w.~-]+)$/

const tokenOf = (query: string) => PLAIN_TOKEN.exec(query)?.[1] ?? new URLSearchParams(query).get('access_token')

/**
 * Path, operation and token. Throws WopiError NO_SUCH_ENDPOINT, TOKEN_INVALID or OVERRIDE_MISSING.
 * WOPI: the token is a query parameter; the Authorization header only repeats it.
 */
export function parseEnvelope(request: WopiRequest): WopiEnvelope {
  const place = parsePath(request.path)
  if (!place) throw new WopiError('NO_SUCH_ENDPOINT')
  const accessToken = tokenOf(request.query)
  if (!accessToken) throw new WopiError('TOKEN_INVALID')
  const { shape: path, resource } = place
  const verb = request.method.toUpperCase()
  // WOPI: only what is posted is told apart by headers
  if (verb === 'GET') return { name: findOperation({ verb, path, override: undefined, hasOldLock: false }), resource, accessToken }
  // some clients leave it out where only PutFile makes sense
  const override = header(request.headers, HEADERS.override)?.trim() || (path === 'files/{id}/contents' ? 'PUT' : undefined)
  if (verb === 'POST' && !override) throw new WopiError('OVERRIDE_MISSING')
  const hasOldLock = Boolean(header(request.headers, HEADERS.oldLock))
  return { name: findOperation({ verb, path, override, hasOldLock }), resource, accessToken }
}

const isLockId = (text: string) => text.length <= MAX_LOCK_LENGTH && /^[\x20-\x7e]+$/.test(text)

function optionalLock(headers: HeaderBag, name: string): string | undefined {
  const lock = header(headers, name) || undefined
  if (lock !== undefined && !isLockId(lock)) throw new WopiError('LOCK_MALFORMED')
  return lock
}

function requiredLock(headers: HeaderBag, name: string): string {
  const lock = optionalLock(headers, name)
  if (lock === undefined) throw new WopiError('LOCK_MISSING')
  return lock
}

/** A name from its header: UTF-7, or what a careless client sends: UTF-8 bytes, which arrive as Latin-1. */
function nameHeader(headers: HeaderBag, name: string): string | undefined {
  const raw = header(headers, name)
  if (!raw) return undefined
  if (!/[\x80-\xff]/.test(raw) || /[^\0-\xff]/.test(raw)) return decodeUtf7(raw)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(raw, (character) => character.charCodeAt(0)))
  } catch {
    return raw
  }
}

/** WOPI: both target headers are 400 to PutRelativeFile, and nothing but 501 to what creates in a container. */
function targetOf(headers: HeaderBag, ambiguous: 'TARGET_AMBIGUOUS' | 'CHILD_TARGET_AMBIGUOUS'): RelativeTarget {
  const suggested = nameHeader(headers, HEADERS.suggestedTarget)
  const exact = nameHeader(headers, HEADERS.relativeTarget)
  if (suggested !== undefined && exact !== undefined) throw new WopiError(ambiguous)
  if (suggested !== undefined) return { mode: 'suggested', name: suggested }
  if (exact === undefined) throw new WopiError('TARGET_MISSING')
  return { mode: 'exact', name: exact, overwrite: booleanHeader(header(headers, HEADERS.overwriteRelativeTarget)) ?? false }
}

const editorsOf = (value: string | undefined) =>
  (value ?? '')
    .split(',')
    .flatMap((editor) => editor.trim() || [])
    .slice(0, MAX_EDITORS)

const declaredSizeOf = (headers: HeaderBag) =>
  numberHeader(header(headers, HEADERS.size)) ?? numberHeader(header(headers, 'Content-Length'))

const writeOf = (headers: HeaderBag): WriteRequest => ({
  lock: optionalLock(headers, HEADERS.lock),
  editors: editorsOf(header(headers, HEADERS.editors)),
  timestamp: collaboraHeader(headers, 'Timestamp') || undefined,
  isAutosave: booleanHeader(collaboraHeader(headers, 'IsAutosave')) ?? false,
  isExitSave: booleanHeader(collaboraHeader(headers, 'IsExitSave')) ?? false,
  isModifiedByUser: booleanHeader(collaboraHeader(headers, 'IsModifiedByUser')),
  declaredSize: declaredSizeOf(headers),
})

function maxExpectedSizeOf(headers: HeaderBag): number {
  const value = header(headers, HEADERS.maxExpectedSize)
  const size = value ? numberHeader(value) : DEFAULT_MAX_EXPECTED_SIZE
  if (size === undefined) throw new WopiError('SIZE_MALFORMED')
  return size
}

function requestedNameOf(headers: HeaderBag): string {
  const name = nameHeader(headers, HEADERS.requestedName)
  if (!name) throw new WopiError('NAME_MISSING')
  return name
}

/** WOPI: ".doc,.docx", matched without case. Blanks and missing dots of careless clients are forgiven; nothing means all. */
function extensionsOf(value: string | undefined): string[] | undefined {
  const extensions = (value ?? '').split(',').flatMap(
    (entry) =>
      entry
        .trim()
        .toLowerCase()
        .replace(/^\.?(?=.)/, '.') || [],
  )
  return extensions.length > 0 ? extensions : undefined
}

function urlTypeOf(value: string | undefined): ShareUrlType {
  if (value !== 'ReadOnly' && value !== 'ReadWrite') throw new WopiError('URL_TYPE_UNSUPPORTED')
  return value
}

/** Reads an operation's headers; `id` is '' for the ecosystem. Throws WopiError: UNSUPPORTED for rows that are not built. */
export function parseOperation(name: OperationName, id: string, headers: HeaderBag): ParsedOperation {
  switch (name) {
    case 'CheckFileInfo':
      return { name, id, sessionContext: header(headers, HEADERS.sessionContext) || undefined }
    case 'GetFile':
      return { name, id, maxExpectedSize: maxExpectedSizeOf(headers) }
    case 'Lock':
    case 'RefreshLock':
    case 'Unlock':
      return { name, id, lock: { operation: name, lock: requiredLock(headers, HEADERS.lock) } }
    case 'UnlockAndRelock': {
      const lock = requiredLock(headers, HEADERS.lock)
      return { name, id, lock: { operation: name, lock, oldLock: requiredLock(headers, HEADERS.oldLock) } }
    }
    case 'GetLock':
      return { name, id, lock: { operation: name } }
    case 'PutFile':
      return { name, id, write: writeOf(headers) }
    case 'PutRelativeFile':
      return {
        name,
        id,
        target: targetOf(headers, 'TARGET_AMBIGUOUS'),
        // WOPI: its presence says so, whatever its value
        conversion: header(headers, HEADERS.fileConversion) !== undefined,
        declaredSize: declaredSizeOf(headers),
      }
    case 'RenameFile':
      return { name, id, requestedName: requestedNameOf(headers), lock: optionalLock(headers, HEADERS.lock) }
    case 'DeleteFile':
    case 'PutUserInfo':
    case 'EnumerateAncestors':
    case 'AddActivities':
    case 'CheckContainerInfo':
    case 'DeleteContainer':
    case 'EnumerateContainerAncestors':
    case 'GetEcosystem':
    case 'GetContainerEcosystem':
      return { name, id }
    case 'CheckEcosystem':
    case 'GetRootContainer':
      return { name }
    case 'GetShareUrl':
    case 'GetContainerShareUrl':
      return { name, id, urlType: urlTypeOf(header(headers, HEADERS.urlType)?.trim()) }
    case 'CreateChildContainer': {
      const { mode, name: wish } = targetOf(headers, 'CHILD_TARGET_AMBIGUOUS')
      return { name, id, target: { mode, name: wish } }
    }
    case 'CreateChildFile':
      return { name, id, target: targetOf(headers, 'CHILD_TARGET_AMBIGUOUS') }
    case 'RenameContainer':
      return { name, id, requestedName: requestedNameOf(headers) }
    case 'EnumerateChildren':
      return { name, id, extensions: extensionsOf(header(headers, HEADERS.fileExtensionFilterList)) }
    default:
      throw new WopiError(OPERATIONS[name].built ? 'NO_SUCH_ENDPOINT' : 'UNSUPPORTED')
  }
}
