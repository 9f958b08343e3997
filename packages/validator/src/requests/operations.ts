import { encodeUtf7 } from '@moorage/wopi'
import type { RequestAttributes } from '../suite/model.ts'

/** What a request may take from the case that it runs in. */
export interface RequestContext {
  state: ReadonlyMap<string, string>
  wopiSrc: string
  /** bytes of a resource of the test file */
  resource(id: string): Promise<Uint8Array>
}

export type HeaderList = [name: string, value: string][]

export interface Operation {
  method: 'GET' | 'POST'
  /** appended to the path of the WOPISrc or of the address that the host returned */
  suffix?: '/contents' | '/ancestry' | '/ecosystem_pointer' | '/root_container_pointer' | '/children'
  override?: string
  headers?(request: RequestAttributes, context: RequestContext): HeaderList | Promise<HeaderList>
  body?: 'resource' | 'text' | 'coauth-metadata' | 'get-chunked' | 'put-chunked'
  /** never run against the file under test itself */
  needsOverrideUrl?: true
  /** no token, no proof: the address as it stands */
  bare?: true
}

/** Booleans travel as .NET writes them. */
const dotNetBoolean = (value: boolean) => (value ? 'True' : 'False')

const optional = (name: string, value: string | undefined): HeaderList => (value === undefined ? [] : [[name, value]])
const lockHeader = (request: RequestAttributes): HeaderList => (request.lock ? [['X-WOPI-Lock', request.lock]] : [])

function targetHeaders(request: RequestAttributes, name: string): HeaderList {
  const suggested: HeaderList = [['X-WOPI-SuggestedTarget', encodeUtf7(name)]]
  const relative: HeaderList = [['X-WOPI-RelativeTarget', encodeUtf7(name)]]
  if (request.targetMode === 'Suggested') return suggested
  if (request.targetMode === 'Conflicting') return [...suggested, ...relative]
  const overwrite = request.overwrite === undefined ? undefined : dotNetBoolean(request.overwrite)
  return [...relative, ...optional('X-WOPI-OverwriteRelativeTarget', overwrite)]
}

function coauthHeaders(request: RequestAttributes): HeaderList {
  return [
    // an empty type or time is a header that is not sent: these tests want "missing"
    ...optional('X-WOPI-CoauthLockType', request.coauthLockType || undefined),
    ...optional('X-WOPI-CoauthLockMetadata', request.coauthLockMetadata),
    ...optional('X-WOPI-CoauthLockId', request.coauthLockId),
    ...optional('X-WOPI-CoauthLockExpirationTimeout', request.coauthLockExpirationTimeout || undefined),
  ]
}

/** A number saved earlier wins over the file's own. */
function sequenceNumber(request: RequestAttributes, { state }: RequestContext): string {
  const saved = request.sequenceNumberStateKey ? state.get(request.sequenceNumberStateKey) : undefined
  const value = saved !== undefined && /^-?[0-9]+$/.test(saved) ? saved : request.sequenceNumber
  if (value === undefined) throw new Error(`No sequence number: "${request.sequenceNumberStateKey ?? ''}" was never saved`)
  return value
}

const tableVersion = (request: RequestAttributes, { state }: RequestContext) =>
  (request.coauthTableVersionStateKey && state.get(request.coauthTableVersionStateKey)) || request.coauthTableVersion || ''

/** Every request that a test file may ask for. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['CheckFileInfo', { method: 'GET' }],
  ['GetFile', { method: 'GET', suffix: '/contents', headers: lockHeader }],
  ['PutFile', { method: 'POST', suffix: '/contents', override: 'PUT', headers: lockHeader, body: 'resource' }],
  [
    'PutRelativeFile',
    {
      method: 'POST',
      override: 'PUT_RELATIVE',
      body: 'resource',
      headers: async (request, context) => [
        ['X-WOPI-Size', String((await context.resource(request.resourceId ?? '')).length)],
        ...targetHeaders(request, request.name ?? ''),
      ],
    },
  ],
  [
    'Lock',
    {
      method: 'POST',
      override: 'LOCK',
      headers: (request) => [
        ['X-WOPI-Lock', request.lock ?? ''],
        ...optional('X-WOPI-LockUserVisible', request.lockUserVisible === undefined ? undefined : dotNetBoolean(request.lockUserVisible)),
      ],
    },
  ],
  ['Unlock', { method: 'POST', override: 'UNLOCK', headers: (request) => [['X-WOPI-Lock', request.lock ?? '']] }],
  ['RefreshLock', { method: 'POST', override: 'REFRESH_LOCK', headers: (request) => [['X-WOPI-Lock', request.lock ?? '']] }],
  ['GetLock', { method: 'POST', override: 'GET_LOCK' }],
  [
    'UnlockAndRelock',
    {
      method: 'POST',
      override: 'LOCK',
      headers: (request) => [
        ['X-WOPI-Lock', request.newLock ?? ''],
        ['X-WOPI-OldLock', request.oldLock ?? ''],
      ],
    },
  ],
  [
    'RenameFile',
    {
      method: 'POST',
      override: 'RENAME_FILE',
      // Microsoft's client always sends both lock headers, empty where the test gives none
      headers: (request) => [
        ['X-WOPI-RequestedName', encodeUtf7(request.name ?? '')],
        ['X-WOPI-Lock', request.lock ?? ''],
        ['X-WOPI-CoauthLockId', request.coauthLockId ?? ''],
      ],
    },
  ],
  ['DeleteFile', { method: 'POST', override: 'DELETE', needsOverrideUrl: true }],
  ['PutUserInfo', { method: 'POST', override: 'PUT_USER_INFO', body: 'text' }],
  ['AddActivities', { method: 'POST', override: 'ADD_ACTIVITIES', body: 'text' }],
  ['GetShareUrl', { method: 'POST', override: 'GET_SHARE_URL', headers: (request) => optional('X-WOPI-UrlType', request.urlType) }],
  ['EnumerateAncestors', { method: 'GET', suffix: '/ancestry' }],
  ['GetEcosystem', { method: 'GET', suffix: '/ecosystem_pointer' }],
  ['CheckEcosystem', { method: 'GET' }],
  ['GetRootContainer', { method: 'GET', suffix: '/root_container_pointer' }],
  [
    'GetNewAccessToken',
    {
      method: 'POST',
      headers: (_, context) => [
        ['X-WOPI-EcosystemOperation', 'GET_NEW_ACCESS_TOKEN'],
        ['X-WOPI-WopiSrc', context.wopiSrc],
      ],
    },
  ],
  ['CheckContainerInfo', { method: 'GET' }],
  [
    'EnumerateChildren',
    {
      method: 'GET',
      suffix: '/children',
      headers: (request) => optional('X-WOPI-FileExtensionFilterList', request.fileExtensionFilterList || undefined),
    },
  ],
  [
    'CreateChildContainer',
    { method: 'POST', override: 'CREATE_CHILD_CONTAINER', headers: (request) => targetHeaders(request, request.folderName ?? '') },
  ],
  ['CreateChildFile', { method: 'POST', override: 'CREATE_CHILD_FILE', headers: (request) => targetHeaders(request, request.name ?? '') }],
  ['DeleteContainer', { method: 'POST', override: 'DELETE_CONTAINER', needsOverrideUrl: true }],
  [
    'RenameContainer',
    {
      method: 'POST',
      override: 'RENAME_CONTAINER',
      headers: (request) => [['X-WOPI-RequestedName', encodeUtf7(request.name ?? '')]],
    },
  ],
  ['GetFromFileUrl', { method: 'GET', needsOverrideUrl: true, bare: true }],
  ['PutToFileUrl', { method: 'POST', needsOverrideUrl: true, bare: true, body: 'resource' }],
  ['GetCoauthLock', { method: 'POST', override: 'GET_COAUTH_LOCK', headers: coauthHeaders, body: 'coauth-metadata' }],
  ['RefreshCoauthLock', { method: 'POST', override: 'REFRESH_COAUTH_LOCK', headers: coauthHeaders, body: 'coauth-metadata' }],
  [
    'UnlockCoauthLock',
    { method: 'POST', override: 'UNLOCK_COAUTH_LOCK', headers: (request) => optional('X-WOPI-CoauthLockId', request.coauthLockId) },
  ],
  [
    'GetCoauthTable',
    {
      method: 'POST',
      override: 'GET_COAUTH_TABLE',
      headers: (request, context) => [['X-WOPI-CoauthTableVersion', tableVersion(request, context)]],
    },
  ],
  ['GetSequenceNumber', { method: 'POST', override: 'GET_SEQUENCE_NUMBER' }],
  ['GetChunkedFile', { method: 'POST', override: 'GET_CHUNKED_FILE', body: 'get-chunked' }],
  [
    'PutChunkedFile',
    {
      method: 'POST',
      suffix: '/contents',
      override: 'PUT_CHUNKED_FILE',
      body: 'put-chunked',
      headers: (request, context) => [
        ['X-WOPI-SequenceNumber', sequenceNumber(request, context)],
        ['X-WOPI-Lock', request.lock ?? ''],
        ['X-WOPI-CoauthLockId', request.coauthLockId ?? ''],
        ['X-WOPI-Editors', request.editors ?? ''],
      ],
    },
  ],
  ['Delay', { method: 'GET' }],
])
