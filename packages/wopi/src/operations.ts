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

/** What the token's user must be allowed to do with the resource; `create` is about the folder that the file is in. */
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
  /** false: answered 501 */
  built: boolean
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
const refused = (verb: 'GET' | 'POST', path: PathShape, override: string | undefined, spec: string): OperationRow => ({
  verb,
  path,
  ...(override === undefined ? {} : { override }),
  headers: [],
  right: 'read',
  built: false,
  spec,
})

const ROWS = {
  CheckFileInfo: {
    verb: 'GET',
    path: 'files/{id}',
    headers: ['X-WOPI-SessionContext'],
    right: 'read',
    built: true,
    spec: `${FILES}/checkfileinfo`,
  },
  GetFile: {
    verb: 'GET',
    path: 'files/{id}/contents',
    headers: ['X-WOPI-MaxExpectedSize'],
    right: 'read',
    built: true,
    spec: `${FILES}/getfile`,
  },
  PutFile: {
    verb: 'POST',
    path: 'files/{id}/contents',
    override: 'PUT',
    headers: [LOCK, 'X-WOPI-Editors', ...COLLABORA],
    right: 'edit',
    built: true,
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
    spec: `${FILES}/unlockandrelock`,
  },
  GetLock: {
    verb: 'POST',
    path: 'files/{id}',
    override: 'GET_LOCK',
    headers: [],
    right: 'read',
    built: true,
    spec: `${FILES}/getlock`,
  },
  RefreshLock: {
    verb: 'POST',
    path: 'files/{id}',
    override: 'REFRESH_LOCK',
    headers: [LOCK],
    right: 'edit',
    built: true,
    spec: `${FILES}/refreshlock`,
  },
  Unlock: {
    verb: 'POST',
    path: 'files/{id}',
    override: 'UNLOCK',
    headers: [LOCK],
    right: 'edit',
    built: true,
    spec: `${FILES}/unlock`,
  },
  PutRelativeFile: {
    verb: 'POST',
    path: 'files/{id}',
    override: 'PUT_RELATIVE',
    headers: [...TARGETS, 'X-WOPI-FileConversion', 'X-WOPI-Size'],
    right: 'create',
    built: true,
    spec: `${FILES}/putrelativefile`,
  },
  RenameFile: {
    verb: 'POST',
    path: 'files/{id}',
    override: 'RENAME_FILE',
    headers: ['X-WOPI-RequestedName', LOCK],
    right: 'rename',
    built: true,
    spec: `${FILES}/renamefile`,
  },
  DeleteFile: {
    verb: 'POST',
    path: 'files/{id}',
    override: 'DELETE',
    headers: [],
    right: 'delete',
    built: true,
    spec: `${FILES}/deletefile`,
  },
  PutUserInfo: {
    verb: 'POST',
    path: 'files/{id}',
    override: 'PUT_USER_INFO',
    headers: [],
    right: 'read',
    built: true,
    spec: `${FILES}/putuserinfo`,
  },
  EnumerateAncestors: {
    verb: 'GET',
    path: 'files/{id}/ancestry',
    headers: [],
    right: 'read',
    built: true,
    spec: `${FILES}/enumerateancestors`,
  },
  GetShareUrl: refused('POST', 'files/{id}', 'GET_SHARE_URL', `${FILES}/getshareurl`),
  AddActivities: refused('POST', 'files/{id}', 'ADD_ACTIVITIES', MS_WOPI),
  GetEcosystem: refused('GET', 'files/{id}/ecosystem_pointer', undefined, `${FILES}/getecosystem`),
  CheckContainerInfo: refused('GET', 'containers/{id}', undefined, `${CONTAINERS}/checkcontainerinfo`),
  CreateChildContainer: refused('POST', 'containers/{id}', 'CREATE_CHILD_CONTAINER', `${CONTAINERS}/createchildcontainer`),
  CreateChildFile: refused('POST', 'containers/{id}', 'CREATE_CHILD_FILE', `${CONTAINERS}/createchildfile`),
  DeleteContainer: refused('POST', 'containers/{id}', 'DELETE_CONTAINER', `${CONTAINERS}/deletecontainer`),
  RenameContainer: refused('POST', 'containers/{id}', 'RENAME_CONTAINER', `${CONTAINERS}/renamecontainer`),
  GetContainerShareUrl: refused('POST', 'containers/{id}', 'GET_SHARE_URL', `${CONTAINERS}/getshareurl`),
  EnumerateChildren: refused('GET', 'containers/{id}/children', undefined, `${CONTAINERS}/enumeratechildren`),
  EnumerateContainerAncestors: refused('GET', 'containers/{id}/ancestry', undefined, `${CONTAINERS}/enumerateancestors`),
  GetContainerEcosystem: refused('GET', 'containers/{id}/ecosystem_pointer', undefined, `${CONTAINERS}/getecosystem`),
  CheckEcosystem: refused('GET', 'ecosystem', undefined, `${ECOSYSTEM}/checkecosystem`),
  GetRootContainer: refused('GET', 'ecosystem/root_container_pointer', undefined, `${ECOSYSTEM}/getrootcontainer`),
  GetFileWopiSrc: refused('POST', 'ecosystem', 'GET_WOPI_SRC_WITH_ACCESS_TOKEN', `${ECOSYSTEM}/getfilewopisrc`),
  GetCoauthLock: refused('POST', 'files/{id}', 'GET_COAUTH_LOCK', PLUS),
  RefreshCoauthLock: refused('POST', 'files/{id}', 'REFRESH_COAUTH_LOCK', PLUS),
  UnlockCoauthLock: refused('POST', 'files/{id}', 'UNLOCK_COAUTH_LOCK', PLUS),
  GetCoauthTable: refused('POST', 'files/{id}', 'GET_COAUTH_TABLE', PLUS),
  GetSequenceNumber: refused('POST', 'files/{id}', 'GET_SEQUENCE_NUMBER', PLUS),
  GetChunkedFile: refused('POST', 'files/{id}', 'GET_CHUNKED_FILE', PLUS),
  PutChunkedFile: refused('POST', 'files/{id}/contents', 'PUT_CHUNKED_FILE', PLUS),
  GetChunks: refused('POST', 'files/{id}', 'GET_CHUNKS', PLUS),
  CreateUploadSession: refused('POST', 'files/{id}', 'CREATE_UPLOAD_SESSION', PLUS),
  UpdateUploadSession: refused('POST', 'files/{id}', 'UPDATE_UPLOAD_SESSION', PLUS),
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
