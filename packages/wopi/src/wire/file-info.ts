/** Who may see the version panel, the share dialog and so on is the token's business: these flags only shape a UI. */
export interface CheckFileInfoRequired {
  /** with extension, without path, not beginning with a dot */
  BaseFileName: string
  /** letters and digits, stable for ever */
  OwnerId: string
  /** bytes; 0 makes `editnew` fill the file from a template */
  Size: number
  /** letters and digits, stable for ever; needed for anonymous users too */
  UserId: string
  /** changes with every save, is never used twice for one file */
  Version: string
}

/** A `true` promises every operation of its group; flags may differ by user and by file. */
export interface CheckFileInfoCapabilities {
  SupportsUpdate?: boolean
  SupportsLocks?: boolean
  SupportsGetLock?: boolean
  /** lock ids of up to 1,024 characters instead of 256 */
  SupportsExtendedLockLength?: boolean
  SupportsRename?: boolean
  SupportsDeleteFile?: boolean
  SupportsUserInfo?: boolean
  SupportsContainers?: boolean
  SupportsEcosystem?: boolean
  SupportsGetFileWopiSrc?: boolean
  SupportedShareUrlTypes?: ('ReadOnly' | 'ReadWrite')[]
  SupportsAddActivities?: boolean
  SupportsCobalt?: boolean
  SupportsFolders?: boolean
  SupportsFileCreation?: boolean
  SupportsScenarioLinks?: boolean
  SupportsSecureStore?: boolean
  /** ONLYOFFICE: review mode, together with UserCanReview */
  SupportsReviewing?: boolean
}

export interface CheckFileInfoUser {
  /** shown to co-authors */
  UserFriendlyName?: string
  /** what this user's last PutUserInfo said */
  UserInfo?: string
  IsAnonymousUser?: boolean
  IsEduUser?: boolean
  /** business user; must agree with BUSINESS_USER=1 in the action URL */
  LicenseCheckForEditIsEnabled?: boolean
  UserCanWrite?: boolean
  ReadOnly?: boolean
  /** true: every PutRelativeFile of this user is answered 501 */
  UserCanNotWriteRelative?: boolean
  UserCanRename?: boolean
  UserCanAttend?: boolean
  UserCanPresent?: boolean
  /** ONLYOFFICE */
  UserCanReview?: boolean
  /** Collabora, and ONLYOFFICE since 9.1 */
  UserCanOnlyComment?: boolean
  RestrictedWebViewOnly?: boolean
  WebEditingDisabled?: boolean
  TemporarilyNotWritable?: boolean
  TenantId?: string
  UserPrincipalName?: string
  PresenceProvider?: string
  PresenceUserId?: string
}

/** Absolute URLs of the host's own pages, never action URLs. Absent: the client hides that part of its UI. */
export interface CheckFileInfoUrls {
  HostEditUrl?: string
  HostViewUrl?: string
  HostEmbeddedViewUrl?: string
  HostEmbeddedEditUrl?: string
  /** needed for the close button even when ClosePostMessage is true */
  CloseUrl?: string
  /** answers the newest bytes directly, without a page in between */
  DownloadUrl?: string
  FileSharingUrl?: string
  FileVersionUrl?: string
  FileEmbedCommandUrl?: string
  /** fetched exactly as given: no token is added, no proof is sent */
  FileUrl?: string
  SignoutUrl?: string
  SignInUrl?: string
  WorkflowUrl?: string
  ClientUrl?: string
  HostRestUrl?: string
  EditAndReplyUrl?: string
  BreadcrumbBrandUrl?: string
  BreadcrumbFolderUrl?: string
}

export interface CheckFileInfoInterface {
  /** scheme, host and any unusual port of the page around the frame; without it nothing is posted */
  PostMessageOrigin?: string
  ClosePostMessage?: boolean
  EditModePostMessage?: boolean
  EditNotificationPostMessage?: boolean
  FileSharingPostMessage?: boolean
  FileVersionPostMessage?: boolean
  FileEmbedCommandPostMessage?: boolean
  WorkflowPostMessage?: boolean
  AppStateHistoryPostMessage?: boolean
  CloseButtonClosesWindow?: boolean
  BreadcrumbBrandName?: string
  BreadcrumbFolderName?: string
  /** BaseFileName when absent; Collabora's title */
  BreadcrumbDocName?: string
  WorkflowType?: ('Assign' | 'Submit')[]
  DisablePrint?: boolean
  DisableTranslation?: boolean
  AllowAdditionalMicrosoftServices?: boolean
  AllowExternalMarketplace?: boolean
  AllowErrorReportPrompt?: boolean
  CopyPasteRestrictions?: 'BlockAll' | 'CurrentDocumentOnly'
  ProtectInClient?: boolean
  IrmPolicyTitle?: string
  IrmPolicyDescription?: string
  DisableBrowserCachingOfUserContent?: boolean
}

export interface CheckFileInfoFile {
  /** with the leading dot */
  FileExtension?: string
  /** UTF-16 units without the extension; absent or 0 means 250 */
  FileNameMaxLength?: number
  /** UTC; Collabora reads the fraction as microseconds and compares the whole as text: write exactly six digits */
  LastModifiedTime?: string
  /** base64 of the content's hash: the viewer's cache key */
  SHA256?: string
  UniqueContentId?: string
  ClientThrottlingProtection?: 'MostProtected' | 'Protected' | 'Normal' | 'LessProtected' | 'LeastProtected'
  RequestedCallThrottling?: 'Normal' | 'Minor' | 'Medium' | 'Major' | 'Critical'
  HostNotes?: string
  TimeZone?: string
}

/** What Collabora Online reads beyond Microsoft's names. Other clients ignore all of it. */
export interface CheckFileInfoCollabora {
  HidePrintOption?: boolean
  HideSaveOption?: boolean
  HideExportOption?: boolean
  HideRepairOption?: boolean
  /** true, false, or a comma list of mobile, desktop, tablet */
  HideUserList?: string
  /** enforced by Collabora's own server, like DisablePrint */
  DisableExport?: boolean
  DisableCopy?: boolean
  DisableInactiveMessages?: boolean
  DownloadAsPostMessage?: boolean
  SaveAsPostmessage?: boolean
  /** the owner may close the document for everybody */
  EnableOwnerTermination?: boolean
  EnableInsertRemoteImage?: boolean
  EnableInsertRemoteFile?: boolean
  DisableInsertLocalImage?: boolean
  EnableRemoteLinkPicker?: boolean
  EnableShare?: boolean
  DisableChangeTrackingRecord?: boolean
  DisableChangeTrackingShow?: boolean
  HideChangeTrackingControls?: boolean
  /** drawn on every tile */
  WatermarkText?: string
  TemplateSource?: string
  TemplateSaveAs?: string
  /** seen by the other users: avatar, mail */
  UserExtraInfo?: Record<string, unknown>
  UserPrivateInfo?: Record<string, unknown>
  ServerPrivateInfo?: Record<string, unknown>
  UserSettings?: { uri?: string; url?: string; stamp: string }
  SharedSettings?: { uri?: string; url?: string; stamp: string }
  IsAdminUser?: boolean
  IsUserLocked?: boolean
  IsUserRestricted?: boolean
  ObfuscatedUserId?: string
}

/** CheckFileInfo's answer. Leave out what does not apply: absent means `false`, `""` or `[]`. */
export interface CheckFileInfo
  extends CheckFileInfoRequired,
    CheckFileInfoCapabilities,
    CheckFileInfoUser,
    CheckFileInfoUrls,
    CheckFileInfoInterface,
    CheckFileInfoFile,
    CheckFileInfoCollabora {}

/**
 * Names that belong to CSPP Plus. A host outside that program must send none of them: one stray name makes the
 * whole answer fail the schema that launch validation applies.
 */
export const CSPP_PLUS_NAMES = [
  'SupportsCoauth',
  'SequenceNumber',
  'OfficeCollaborationServiceEndpointUrl',
  'RealTimeChannelEndpointUrl',
  'AccessTokenExpiry',
  'ServerTime',
  'SharingStatus',
  'FileGeoLocationCode',
  'ComplianceDomainPrefix',
  'SupportsResumableFileTransfer',
] as const

const forbidden: ReadonlySet<string> = new Set(CSPP_PLUS_NAMES)
const isAbsent = (value: unknown) => value === undefined || value === null || (typeof value === 'number' && !Number.isFinite(value))

const mayGo = (name: string, value: unknown) => !isAbsent(value) && !forbidden.has(name)

function allMayGo(info: object): boolean {
  for (const name in info) if (!mayGo(name, info[name as keyof object])) return false
  return true
}

/** The JSON text. WOPI: never null – a client rejects it for booleans and numbers – so absent values are left out. */
export function serializeFileInfo(info: CheckFileInfo): string {
  const sent = allMayGo(info) ? info : Object.fromEntries(Object.entries(info).filter(([name, value]) => mayGo(name, value)))
  return JSON.stringify(sent)
}

/** Reads an answer leniently: undefined when the five required properties are not there in a usable form. */
export function parseFileInfo(text: string): CheckFileInfo | undefined {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const info = value as Partial<CheckFileInfo>
  const texts = [info.BaseFileName, info.OwnerId, info.UserId, info.Version]
  if (texts.some((text) => typeof text !== 'string') || typeof info.Size !== 'number') return undefined
  return Object.fromEntries(Object.entries(info).filter(([, entry]) => !isAbsent(entry))) as unknown as CheckFileInfo
}
