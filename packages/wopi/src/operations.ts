/** Where an operation lives, below whatever prefix the host has. */
export type PathShape =
  | 'files/{id}'
  | 'files/{id}/contents'
  | 'files/{id}/ancestry'
  | 'files/{id}/ecosystem_pointer'
  | 'containers/{id}'
  | 'containers/{id}/children'
  | 'containers/{id}/ancestry'
  | 'containers/{id}/ecosystem_pointer'
  | 'ecosystem'
  | 'ecosystem/root_container_pointer'
  | 'folders/{id}'
  | 'folders/{id}/children'

/**
 * What the token's user must be allowed to do with the resource; `create` is about the folder: the container itself,
 * or the one that the file is in. Without it: 501 for `create`, 404 for the rest.
 */
export type Right = 'read' | 'edit' | 'rename' | 'delete' | 'create'

export interface OperationRow {
  verb: 'GET' | 'POST'
  path: PathShape
  /** the value of X-WOPI-Override; absent on GET */
  override?: string
  /** tells rows with the same override apart */
  when?: 'with X-WOPI-OldLock' | 'without X-WOPI-OldLock'
  /** request headers that change the answer */
  headers: readonly string[]
  right: Right
  /**
   * What becomes of it once the user of a token that still lives may no longer use the file in this client: `answered`
   * (Unlock: with the right lock), or refused as if the file were not there but with the bytes kept for the user
   * (`rescued`). Absent: refused as if the file were not there.
   */
  afterWithdrawal?: 'answered' | 'rescued'
  /** false: answered 501 by every host */
  built: boolean
  /** the optional part of a store that carries it: a store without that part answers 501 */
  needs?: 'containers' | 'ecosystem' | 'shareUrl' | 'addActivities'
  /** names of CheckFileInfo, one of which being true (or, of a list, filled) promises it; none: always there */
  advertisedBy: readonly string[]
  /** groups of Microsoft's TestCases.xml whose cases ask for it */
  groups: readonly string[]
  /** the page that defines it */
  spec: string
}

const CSPP = 'https://learn.microsoft.com/en-us/microsoft-365/cloud-storage-partner-program'
const FILES = `${CSPP}/rest/files`
const CONTAINERS = `${CSPP}/rest/containers`
const ECOSYSTEM = `${CSPP}/rest/ecosystem`
const PLUS = `${CSPP}/plus`
const MS_WOPI = 'https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-wopi'

const LOCK = 'X-WOPI-Lock'
const TARGETS = ['X-WOPI-SuggestedTarget', 'X-WOPI-RelativeTarget', 'X-WOPI-OverwriteRelativeTarget'] as const
const COLLABORA = ['Timestamp', 'IsModifiedByUser', 'IsAutosave', 'IsExitSave'].flatMap((name) => [
  `X-COOL-WOPI-${name}`,
  `X-LOOL-WOPI-${name}`,
])

/** A row that is known so that it can be refused properly. */
const refused = (
  verb: 'GET' | 'POST',
  path: PathShape,
  override: string | undefined,
  spec: string,
  advertisedBy: readonly string[] = [],
  groups: readonly string[] = [],
): OperationRow => ({
  verb,
  path,
  ...(override === undefined ? {} : { override }),
  headers: [],
  right: 'read',
  built: false,
  advertisedBy,
  groups,
  spec,
})

const RENAME_GROUPS = ['RenameFileIfCreateChildFileIsNotSupported', 'RenameFileIfCreateChildFileIsSupported'] as const
const SHARE_GROUPS = ['TypeReadOnly', 'TypeReadWrite', 'UnknownType']
const COAUTH = ['SupportsCoauth']
const COAUTH_GROUPS = ['CoauthLocks', 'CoauthLockExpiration']
const TRANSFER_GROUPS = [
  'IncrementalFileTransferErrorCases',
  'IncrementalFileTransferWithFullFileChunkingScheme',
  'IncrementalFileTransferWithZipChunkingScheme',
]
const RESUMABLE = ['SupportsResumableFileTransfer']

const ROWS = {
  CheckFileInfo: {
    verb: 'GET',
    path: 'files/{id}',
    headers: ['X-WOPI-SessionContext'],
    right: 'read',
    afterWithdrawal: 'answered',
    built: true,
    advertisedBy: [],
    groups: ['CheckFileInfoSchema', 'BaseWopiViewing', 'FileVersion', 'ProofKeys'],
    spec: `${FILES}/checkfileinfo`,
  },
  GetFile: {
    verb: 'GET',
    path: 'files/{id}/contents',
    headers: ['X-WOPI-MaxExpectedSize'],
    right: 'read',
    built: true,
    advertisedBy: [],
    groups: ['BaseWopiViewing', 'EditFlows', 'FileVersion'],
    spec: `${FILES}/getfile`,
  },
  PutFile: {
    verb: 'POST',
    path: 'files/{id}/contents',
    override: 'PUT',
    headers: [LOCK, 'X-WOPI-Editors', ...COLLABORA],
    right: 'edit',
    afterWithdrawal: 'rescued',
    built: true,
    advertisedBy: ['SupportsUpdate'],
    groups: ['Locks', 'EditFlows', 'FileVersion', 'FileUrlUsage'],
    spec: `${FILES}/putfile`,
  },
  Lock: {
    verb: 'POST',
    path: 'files/{id}',
    override: 'LOCK',
    when: 'without X-WOPI-OldLock',
    headers: [LOCK],
    right: 'edit',
    built: true,
    advertisedBy: ['SupportsLocks'],
    groups: ['Locks', 'ExtendedLockLength', 'EditFlows', 'FileVersion'],
    spec: `${FILES}/lock`,
  },
  UnlockAndRelock: {
    verb: 'POST',
    path: 'files/{id}',
    override: 'LOCK',
    when: 'with X-WOPI-OldLock',
    headers: [LOCK, 'X-WOPI-OldLock'],
    right: 'edit',
    built: true,
    advertisedBy: ['SupportsLocks'],
    groups: ['Locks', 'GetLock'],
    spec: `${FILES}/unlockandrelock`,
  },
  GetLock: {
    verb: 'POST',
    path: 'files/{id}',
    override: 'GET_LOCK',
    headers: [],
    right: 'read',
    afterWithdrawal: 'answered',
    built: true,
    advertisedBy: ['SupportsGetLock'],
    groups: ['GetLock', 'ExtendedLockLength'],
    spec: `${FILES}/getlock`,
  },
  RefreshLock: {
    verb: 'POST',
    path: 'files/{id}',
    override: 'REFRESH_LOCK',
    headers: [LOCK],
    right: 'edit',
    built: true,
    advertisedBy: ['SupportsLocks'],
    groups: ['Locks'],
    spec: `${FILES}/refreshlock`,
  },
  Unlock: {
    verb: 'POST',
    path: 'files/{id}',
    override: 'UNLOCK',
    headers: [LOCK],
    right: 'edit',
    afterWithdrawal: 'answered',
    built: true,
    advertisedBy: ['SupportsLocks'],
    groups: ['Locks', 'EditFlows', 'FileVersion'],
    spec: `${FILES}/unlock`,
  },
  PutRelativeFile: {
    verb: 'POST',
    path: 'files/{id}',
    override: 'PUT_RELATIVE',
    headers: [...TARGETS, 'X-WOPI-FileConversion', 'X-WOPI-Size'],
    right: 'create',
    built: true,
    advertisedBy: ['SupportsUpdate'],
    groups: ['PutRelativeFile', 'PutRelativeFileUnsupported', RENAME_GROUPS[0]],
    spec: `${FILES}/putrelativefile`,
  },
  RenameFile: {
    verb: 'POST',
    path: 'files/{id}',
    override: 'RENAME_FILE',
    headers: ['X-WOPI-RequestedName', LOCK],
    right: 'rename',
    built: true,
    advertisedBy: ['SupportsRename'],
    groups: RENAME_GROUPS,
    spec: `${FILES}/renamefile`,
  },
  DeleteFile: {
    verb: 'POST',
    path: 'files/{id}',
    override: 'DELETE',
    headers: [],
    right: 'delete',
    built: true,
    advertisedBy: ['SupportsDeleteFile', 'SupportsContainers'],
    groups: ['CreateChildFileAndDeleteFile', ...RENAME_GROUPS],
    spec: `${FILES}/deletefile`,
  },
  PutUserInfo: {
    verb: 'POST',
    path: 'files/{id}',
    override: 'PUT_USER_INFO',
    headers: [],
    right: 'read',
    built: true,
    advertisedBy: ['SupportsUserInfo'],
    groups: ['PutUserInfo'],
    spec: `${FILES}/putuserinfo`,
  },
  EnumerateAncestors: {
    verb: 'GET',
    path: 'files/{id}/ancestry',
    headers: [],
    right: 'read',
    built: true,
    advertisedBy: ['SupportsContainers'],
    groups: ['EnumerateAncestorsAndChildren', 'Container', 'RenameContainer', 'CreateChildFileAndDeleteFile'],
    spec: `${FILES}/enumerateancestors`,
  },
  GetShareUrl: {
    verb: 'POST',
    path: 'files/{id}',
    override: 'GET_SHARE_URL',
    headers: ['X-WOPI-UrlType'],
    right: 'read',
    built: true,
    needs: 'shareUrl',
    advertisedBy: ['SupportedShareUrlTypes'],
    groups: SHARE_GROUPS.map((group) => `GetSharingUrlForFileWith${group}`),
    spec: `${FILES}/getshareurl`,
  },
  AddActivities: {
    verb: 'POST',
    path: 'files/{id}',
    override: 'ADD_ACTIVITIES',
    headers: [],
    right: 'edit',
    built: true,
    needs: 'addActivities',
    advertisedBy: ['SupportsAddActivities'],
    groups: ['AddActivities'],
    spec: MS_WOPI,
  },
  GetEcosystem: {
    verb: 'GET',
    path: 'files/{id}/ecosystem_pointer',
    headers: [],
    right: 'read',
    built: true,
    needs: 'ecosystem',
    advertisedBy: ['SupportsEcosystem'],
    groups: ['Ecosystem'],
    spec: `${FILES}/getecosystem`,
  },
  CheckContainerInfo: {
    verb: 'GET',
    path: 'containers/{id}',
    headers: [],
    right: 'read',
    built: true,
    needs: 'containers',
    advertisedBy: ['SupportsContainers'],
    groups: ['Container', 'RenameContainer', 'EnumerateAncestorsAndChildren', 'CreateChildFileAndDeleteFile'],
    spec: `${CONTAINERS}/checkcontainerinfo`,
  },
  CreateChildContainer: {
    verb: 'POST',
    path: 'containers/{id}',
    override: 'CREATE_CHILD_CONTAINER',
    headers: ['X-WOPI-SuggestedTarget', 'X-WOPI-RelativeTarget'],
    right: 'create',
    built: true,
    needs: 'containers',
    advertisedBy: ['SupportsContainers'],
    groups: ['Container', 'RenameContainer', 'EnumerateAncestorsAndChildren'],
    spec: `${CONTAINERS}/createchildcontainer`,
  },
  CreateChildFile: {
    verb: 'POST',
    path: 'containers/{id}',
    override: 'CREATE_CHILD_FILE',
    headers: TARGETS,
    right: 'create',
    built: true,
    needs: 'containers',
    advertisedBy: ['SupportsContainers'],
    groups: ['CreateChildFileAndDeleteFile', RENAME_GROUPS[1]],
    spec: `${CONTAINERS}/createchildfile`,
  },
  DeleteContainer: {
    verb: 'POST',
    path: 'containers/{id}',
    override: 'DELETE_CONTAINER',
    headers: [],
    right: 'delete',
    built: true,
    needs: 'containers',
    advertisedBy: ['SupportsContainers'],
    groups: ['Container', 'RenameContainer'],
    spec: `${CONTAINERS}/deletecontainer`,
  },
  RenameContainer: {
    verb: 'POST',
    path: 'containers/{id}',
    override: 'RENAME_CONTAINER',
    headers: ['X-WOPI-RequestedName'],
    right: 'rename',
    built: true,
    needs: 'containers',
    advertisedBy: ['SupportsContainers'],
    groups: ['RenameContainer'],
    spec: `${CONTAINERS}/renamecontainer`,
  },
  GetContainerShareUrl: {
    verb: 'POST',
    path: 'containers/{id}',
    override: 'GET_SHARE_URL',
    headers: ['X-WOPI-UrlType'],
    right: 'read',
    built: true,
    needs: 'shareUrl',
    advertisedBy: ['SupportedShareUrlTypes'],
    groups: SHARE_GROUPS.map((group) => `GetSharingUrlForContainerWith${group}`),
    spec: `${CONTAINERS}/getshareurl`,
  },
  EnumerateChildren: {
    verb: 'GET',
    path: 'containers/{id}/children',
    headers: ['X-WOPI-FileExtensionFilterList'],
    right: 'read',
    built: true,
    needs: 'containers',
    advertisedBy: ['SupportsContainers'],
    groups: ['EnumerateAncestorsAndChildren'],
    spec: `${CONTAINERS}/enumeratechildren`,
  },
  EnumerateContainerAncestors: {
    verb: 'GET',
    path: 'containers/{id}/ancestry',
    headers: [],
    right: 'read',
    built: true,
    needs: 'containers',
    advertisedBy: ['SupportsContainers'],
    groups: ['EnumerateAncestorsAndChildren'],
    spec: `${CONTAINERS}/enumerateancestors`,
  },
  GetContainerEcosystem: {
    verb: 'GET',
    path: 'containers/{id}/ecosystem_pointer',
    headers: [],
    right: 'read',
    built: true,
    needs: 'ecosystem',
    advertisedBy: ['SupportsEcosystem', 'SupportsContainers'],
    groups: ['Container'],
    spec: `${CONTAINERS}/getecosystem`,
  },
  CheckEcosystem: {
    verb: 'GET',
    path: 'ecosystem',
    headers: [],
    right: 'read',
    built: true,
    needs: 'ecosystem',
    advertisedBy: ['SupportsEcosystem'],
    groups: ['Ecosystem'],
    spec: `${ECOSYSTEM}/checkecosystem`,
  },
  GetRootContainer: {
    verb: 'GET',
    path: 'ecosystem/root_container_pointer',
    headers: [],
    right: 'read',
    built: true,
    needs: 'ecosystem',
    advertisedBy: ['SupportsEcosystem'],
    groups: ['Ecosystem'],
    spec: `${ECOSYSTEM}/getrootcontainer`,
  },
  GetFileWopiSrc: refused('POST', 'ecosystem', 'GET_WOPI_SRC_WITH_ACCESS_TOKEN', `${ECOSYSTEM}/getfilewopisrc`, ['SupportsGetFileWopiSrc']),
  GetCoauthLock: refused('POST', 'files/{id}', 'GET_COAUTH_LOCK', PLUS, COAUTH, COAUTH_GROUPS),
  RefreshCoauthLock: refused('POST', 'files/{id}', 'REFRESH_COAUTH_LOCK', PLUS, COAUTH, COAUTH_GROUPS),
  UnlockCoauthLock: refused('POST', 'files/{id}', 'UNLOCK_COAUTH_LOCK', PLUS, COAUTH, COAUTH_GROUPS),
  GetCoauthTable: refused('POST', 'files/{id}', 'GET_COAUTH_TABLE', PLUS, COAUTH, COAUTH_GROUPS),
  GetSequenceNumber: refused('POST', 'files/{id}', 'GET_SEQUENCE_NUMBER', PLUS, COAUTH),
  GetChunkedFile: refused('POST', 'files/{id}', 'GET_CHUNKED_FILE', PLUS, COAUTH, TRANSFER_GROUPS),
  PutChunkedFile: refused('POST', 'files/{id}/contents', 'PUT_CHUNKED_FILE', PLUS, COAUTH, TRANSFER_GROUPS),
  GetChunks: refused('POST', 'files/{id}', 'GET_CHUNKS', PLUS, RESUMABLE),
  CreateUploadSession: refused('POST', 'files/{id}', 'CREATE_UPLOAD_SESSION', PLUS, RESUMABLE),
  UpdateUploadSession: refused('POST', 'files/{id}', 'UPDATE_UPLOAD_SESSION', PLUS, RESUMABLE),
  ExecuteCellStorageRequest: refused('POST', 'files/{id}', 'COBALT', MS_WOPI),
  ReadSecureStore: refused('POST', 'files/{id}', 'READ_SECURE_STORE', MS_WOPI),
  GetRestrictedLink: refused('POST', 'files/{id}', 'GET_RESTRICTED_LINK', MS_WOPI),
  RevokeRestrictedLink: refused('POST', 'files/{id}', 'REVOKE_RESTRICTED_LINK', MS_WOPI),
  CheckPolicy: refused('POST', 'files/{id}', 'CHECK_POLICY', MS_WOPI),
  CheckUserAccess: refused('POST', 'files/{id}', 'CHECK_USER_ACCESS', MS_WOPI),
  GrantUserAccess: refused('POST', 'files/{id}', 'GRANT_USER_ACCESS', MS_WOPI),
  GetActivities: refused('POST', 'files/{id}', 'GET_ACTIVITIES', MS_WOPI),
  GetFileUserValue: refused('POST', 'files/{id}', 'GET_FILE_USER_VALUE', MS_WOPI),
  SetFileUserValue: refused('POST', 'files/{id}', 'SET_FILE_USER_VALUE', MS_WOPI),
  CheckFolderInfo: refused('GET', 'folders/{id}', undefined, MS_WOPI),
  EnumerateFolderChildren: refused('GET', 'folders/{id}/children', undefined, MS_WOPI),
} satisfies Record<string, OperationRow>

export type OperationName = keyof typeof ROWS

/**
 * Every operation of the protocol. The parser, the dispatcher, the client and the tests that try every operation
 * with a bad token are all derived from these rows.
 */
export const OPERATIONS: Readonly<Record<OperationName, OperationRow>> = ROWS

const keyOf = (verb: string, path: string, override: string | undefined, withOldLock: boolean) =>
  `${verb} ${path} ${override ?? ''}${withOldLock ? ' +' : ''}`
const INDEX = new Map(
  (Object.keys(OPERATIONS) as OperationName[]).map((name) => {
    const { verb, path, override, when } = OPERATIONS[name]
    return [keyOf(verb, path, override, when === 'with X-WOPI-OldLock'), name]
  }),
)

/** The row that a request selects; undefined when no operation has this combination. `override` is matched exactly. */
export function findOperation(request: {
  verb: string
  path: PathShape
  override: string | undefined
  hasOldLock: boolean
}): OperationName | undefined {
  const { verb, path, override, hasOldLock } = request
  return (
    (hasOldLock ? INDEX.get(keyOf(verb, path, override, true)) : undefined) ??
    INDEX.get(keyOf(verb, path, verb === 'GET' ? undefined : override, false))
  )
}

/**
 * What `createBootstrapper` answers at /wopibootstrapper. POST chooses by X-WOPI-EcosystemOperation; one that the host
 * does not know is answered like the GET.
 */
export const BOOTSTRAP_OPERATIONS = {
  Bootstrap: { verb: 'GET', headers: ['X-WOPI-SessionContext'], built: true, spec: `${CSPP}/rest/bootstrapper/bootstrap` },
  GetNewAccessToken: {
    verb: 'POST',
    operation: 'GET_NEW_ACCESS_TOKEN',
    headers: ['X-WOPI-WopiSrc'],
    built: true,
    spec: `${CSPP}/rest/bootstrapper/getnewaccesstoken`,
  },
  GetRootContainerShortcut: {
    verb: 'POST',
    operation: 'GET_ROOT_CONTAINER',
    headers: [],
    built: true,
    spec: `${CSPP}/rest/bootstrapper/shortcuts`,
  },
  GetFileWopiSrcShortcut: {
    verb: 'POST',
    operation: 'GET_WOPI_SRC_WITH_ACCESS_TOKEN',
    headers: ['X-WOPI-HostNativeFileName'],
    built: false,
    spec: `${CSPP}/rest/bootstrapper/shortcuts`,
  },
} as const satisfies Record<string, { verb: 'GET' | 'POST'; operation?: string; headers: readonly string[]; built: boolean; spec: string }>
