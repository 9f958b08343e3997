import type { Generated } from 'kysely'

/**
 * The tables. Times are epoch milliseconds, booleans 0/1, JSON is text, ids 26 base32 characters. Every key of
 * organization data begins with the organization, so that a reference across organizations cannot be stored.
 * The SQL stays within what SQLite and PostgreSQL both speak.
 */
export interface Database {
  setting: SettingTable
  discovery: DiscoveryTable
  organization: OrganizationTable
  account: AccountTable
  sign_in_session: SignInSessionTable
  root: RootTable
  subscriber: SubscriberTable
  node: NodeTable
  name_word: NameWordTable
  revision: RevisionTable
  extent: ExtentTable
  access_grant: AccessGrantTable
  change: ChangeTable
  activity: ActivityTable
  oauth_state: OAuthStateTable
  policy: PolicyTable
  item_share: ItemShareTable
  tester: TesterTable
  licence: LicenceTable
  editor: EditorTable
  editor_order: EditorOrderTable
  account_link: AccountLinkTable
  mail: MailTable
  activity_log: ActivityLogTable
  launch_finding: LaunchFindingTable
  launch_finding_change: LaunchFindingChangeTable
  launch_screenshot: LaunchScreenshotTable
  validation_report: ValidationReportTable
  launch_sent: LaunchSentTable
  opened_per_day: OpenedPerDayTable
  opened_per_hour: OpenedPerHourTable
  editing_session: EditingSessionTable
  session_event: SessionEventTable
  measure: MeasureTable
  alert: AlertTable
  alert_call: AlertCallTable
}

/** One value of the whole installation: `secret` (HMAC key, base64url), `restore_epoch`, `demo` … */
export interface SettingTable {
  name: string
  value: string
}

/** The last good discovery document of each editor and address, so that a start needs no network. */
export interface DiscoveryTable {
  editor: string
  url: string
  fetched_at: number
  document: string
  /** when another address took its place; grants made before may still be signed with its keys */
  replaced_at: number | null
}

export interface OrganizationTable {
  id: string
  name: string
  slug: string
  parent_id: string | null
  created_at: number
  /** bytes; null = none */
  quota: number | null
  /** bytes of all revisions kept */
  used: number
  /** the name under which its people reach the portal */
  hostname: string | null
  disabled_at: number | null
  /** it or one above it is disabled */
  blocked: Generated<number>
  /** to Microsoft 365 */
  subscription: Generated<'none' | 'commercial'>
}

export interface AccountTable {
  organization_id: string
  id: string
  email: string
  /** lower case; unique over the installation */
  email_key: string
  name: string
  /** folded (no accents, no case): to find and sort people by */
  name_key: string
  kind: 'system-administrator' | 'organization-administrator' | 'standard' | 'guest'
  password_hash: string
  /** PutUserInfo */
  user_info: string | null
  created_at: number
  disabled_at: number | null
  /** within the hour */
  last_seen_at: number | null
  /** mails that were asked for on the sign-in page, and since when they are counted */
  resets: Generated<number>
  resets_since: number | null
}

export interface SignInSessionTable {
  organization_id: string
  /** SHA-256 of the cookie's secret, base64url */
  id: string
  account_id: string
  created_at: number
  expires_at: number
}

/** A file store of its own: somebody's My Files or a Team Share. Its id is also its top folder's node id. */
export interface RootTable {
  organization_id: string
  id: string
  kind: 'personal' | 'team'
  name: string
  /** whose My Files; null for a Team Share */
  owner_id: string | null
  created_at: number
}

export interface SubscriberTable {
  organization_id: string
  root_id: string
  account_id: string
  role: 'co-owner' | 'editor' | 'viewer'
}

export interface NodeTable {
  organization_id: string
  id: string
  root_id: string
  /** null: the root's top folder */
  parent_id: string | null
  kind: 'file' | 'folder'
  name: string
  /** NFC and case folded (files/names.ts): unique among the living of a parent */
  name_key: string
  /** folded (no accents, no case) with digit runs measured, so that "9" comes before "10" */
  name_sort: string
  /** lower case, no dot */
  extension: string
  size: number
  /** base64; null for folders */
  sha256: string | null
  /** counts every content change, from 1; 0 for folders */
  version: number
  /** the revision that is the content now; null for folders */
  revision_id: string | null
  created_at: number
  created_by: string
  modified_at: number
  modified_by: string
  /** the name of modified_by then, for sorting */
  modified_by_name: string
  deleted_at: number | null
  deleted_by: string | null
  /** the item whose deletion took this one along (itself for the item deleted) */
  deleted_with: string | null
  /**
   * Children that live, or that went along when this folder was deleted; and all children. Folders only. Of them
   * folders: listing needs both to scan from the nearer end.
   */
  child_count: Generated<number>
  child_count_all: Generated<number>
  folder_count: Generated<number>
  folder_count_all: Generated<number>
  lock_id: string | null
  lock_kind: 'wopi' | 'manual' | null
  /** id of the editor (WOPI client) */
  lock_client: string | null
  lock_grant: string | null
  lock_account: string | null
  lock_since: number | null
  lock_expires_at: number | null
  /** from the first lock on an unlocked file until none is left */
  tenure_id: string | null
}

/** Words of living nodes' names, folded (accents and case), for search by beginning of word. */
export interface NameWordTable {
  organization_id: string
  root_id: string
  word: string
  node_id: string
}

export interface RevisionTable {
  organization_id: string
  file_id: string
  id: string
  /** the file's version counter that it made; 0 for a rescue revision */
  version: number
  size: number
  sha256: string
  created_at: number
  author_id: string
  /** JSON: account ids from X-WOPI-Editors, proof-checked */
  editors: string
  /** revisions fold by it; the revision's own id where no lock was held */
  tenure_id: string
  kind: 'created' | 'edit' | 'upload' | 'restore' | 'rescue' | 'rescued'
  /** editor id, null for the portal */
  client: string | null
  /** rescue revisions: ERROR-like word for why; null otherwise */
  rescue_reason: string | null
}

/** A revision is a list of extents in order of seq; one in the ordinary case. Never shared across files. */
export interface ExtentTable {
  organization_id: string
  file_id: string
  revision_id: string
  seq: number
  blob_key: string
  start: number
  length: number
}

/** One launch: user, client, resource, ceiling, absolute expiry. Tokens are derived (office/access-token.ts). */
export interface AccessGrantTable {
  organization_id: string
  /** 18 base32 characters: it is the first part of the token */
  id: string
  account_id: string
  client: string
  node_id: string
  /** set when an old revision is being viewed */
  revision_id: string | null
  ceiling: 'edit' | 'view'
  created_at: number
  expires_at: number
  ended_at: number | null
  /** the tenure that it last locked, refreshed or saved in: only then may a refused save be rescued */
  tenure_id: string | null
  /** the portal's address that the host page was opened at; null: there is no host page */
  portal_origin: string | null
  /** of the test client only: which capabilities it is shown (office/capabilities.ts) */
  profile: string | null
  /** of the roll-out of its editor, that it was launched in; null: its editor is not being rolled out */
  stage: string | null
}

/** What a WOPI client told of a comment in a document (AddActivities). Every text is the client's. */
export interface ActivityTable {
  organization_id: string
  file_id: string
  /** the client's id of it, as it wrote it */
  id: string
  /** whose grant told it */
  account_id: string
  /** the editor (WOPI client) */
  client: string
  action: 'created' | 'updated' | 'deleted' | null
  /** the client's id of the comment, to tell which activities are about the same one */
  content: string
  text: string
  is_reply: number
  /** JSON: { id, name, provider, mentioned, inThread, repliedTo }[] */
  people: string
  /** when the client says that it happened, null where that cannot be read; `at` is when it was told */
  created_at: number | null
  at: number
}

/** Of the authorization server for apps; what belongs to an account has its organization. */
export interface OAuthStateTable {
  /** what it is: AccessToken, RefreshToken, Grant … */
  kind: string
  /** SHA-256, base64url */
  id: string
  organization_id: string | null
  account_id: string | null
  grant_id: string | null
  uid: string | null
  /** JSON */
  payload: string
  consumed_at: number | null
  expires_at: number
}

/** Appended by every transaction that people should see; every process tails it. */
export interface ChangeTable {
  seq: Generated<number>
  organization_id: string
  root_id: string
  kind: 'folder' | 'item' | 'ask-to-edit' | 'unsaved' | 'account' | 'shared'
  node_id: string | null
  folder_id: string | null
  account_id: string | null
  /** JSON */
  data: string | null
  at: number
}

/** An organization's own value; the effective one is the lowest of it and all above (organizations/policies.ts). */
export interface PolicyTable {
  organization_id: string
  name: 'microsoft-365' | 'share-files'
  value: string
  changed_at: number
  /** grants made before changed_at have this value until finish_until */
  previous: string | null
  finish_until: number | null
}

/** One file shared with one person of the same organization. */
export interface ItemShareTable {
  organization_id: string
  node_id: string
  account_id: string
  role: 'editor' | 'viewer'
  shared_by: string
  shared_at: number
}

/** Who is launched into Microsoft 365 in Testing. */
export interface TesterTable {
  organization_id: string
  account_id: string
  added_at: number
  added_by: string
  /** in Production too */
  stays_on_test: Generated<number>
}

/** What Microsoft Graph said of somebody's Microsoft 365 licence. */
export interface LicenceTable {
  organization_id: string
  account_id: string
  held: number
  checked_at: number
  expires_at: number
}

/** An editor set up in the portal; a removed one stays known for the grants bound to it. */
export interface EditorTable {
  id: string
  name: string
  discovery_url: string
  profile: 'microsoft' | 'collabora' | 'onlyoffice' | 'built-in'
  proof: 'required' | 'if-present' | 'off'
  wopi_origin: string | null
  position: number
  added_at: number
  removed_at: number | null
}

export interface EditorOrderTable {
  organization_id: string
  /** '*' is every extension without a row of its own */
  extension: string
  /** JSON: editor ids */
  editors: string
}

/** An invitation or a reset: a one-time link for choosing a password. */
export interface AccountLinkTable {
  /** SHA-256 of the code, base64url */
  id: string
  organization_id: string
  account_id: string
  purpose: 'invitation' | 'reset'
  created_at: number
  expires_at: number
}

export interface MailTable {
  organization_id: string
  id: string
  recipient: string
  subject: string
  text: string
  created_at: number
  sent_at: number | null
  tries: Generated<number>
  /** null: not before somebody asks (there is no SMTP server, or it was tried often enough) */
  next_try_at: number | null
  problem: string | null
}

/** Who did what, where from: appended, never changed. `kind` is a key of the API's ACTIVITY. */
export interface ActivityLogTable {
  seq: Generated<number>
  organization_id: string
  at: number
  kind: string
  actor_id: string | null
  actor_name: string | null
  subject_kind: 'file' | 'folder' | 'account' | 'organization' | 'team-share' | 'editor' | 'policy' | 'setting' | 'mail' | null
  subject_id: string | null
  subject_name: string | null
  /** of a file or folder: the store that it was in */
  subject_root: string | null
  /** id of the editor */
  client: string | null
  detail: string | null
  /** where it came from */
  address: string | null
}

/** What Microsoft's people found in a verification pass: of the whole installation. */
export interface LaunchFindingTable {
  id: string
  number: number
  version: number
  pass: number
  title: string
  text: string
  flow: string | null
  test: string | null
  answer: string
  state: 'new' | 'fixing' | 'ready-for-retest' | 'closed'
  added_at: number
  /** names, for people */
  added_by: string
  changed_at: number
  changed_by: string
}

export interface LaunchFindingChangeTable {
  seq: Generated<number>
  finding_id: string
  at: number
  by: string
  /** JSON: the API's FindingChange.what */
  what: string
}

/** A picture; its bytes lie in the data folder under its id. */
export interface LaunchScreenshotTable {
  id: string
  owner_kind: 'finding' | 'flow'
  /** a finding's id, or a flow's name */
  owner_id: string
  name: string
  type: 'image/png' | 'image/jpeg' | 'image/webp'
  size: number
  added_at: number
  added_by: string
  /** its place among its owner's: a replacement takes the former one's */
  position: number
}

/** A whole run of the validator in one profile; the last of each profile are kept. */
export interface ValidationReportTable {
  seq: Generated<number>
  profile: string
  at: number
  /** of Moorage */
  version: string
  /** what it depends on, as it was then (office/settings-now.ts) */
  settings: string
  /** that it was run against */
  address: string
  failed: number
  /** JSON: KeptReport (launch-kit/validation-report.ts) */
  report: string
}

/** What was sent to Microsoft, word for word. */
export interface LaunchSentTable {
  seq: Generated<number>
  /** "questionnaire" or the id of a text */
  what: string
  at: number
  by_name: string
  note: string
  text: string
}

type OpenedKind = 'word' | 'excel' | 'powerpoint'

/** How often documents were opened in any editor, counted when it happens. Days and hours since 1970, UTC. */
export interface OpenedPerDayTable {
  day: number
  organization_id: string
  kind: OpenedKind
  action: 'view' | 'edit'
  count: number
}
export interface OpenedPerHourTable {
  hour: number
  kind: OpenedKind
  action: 'view' | 'edit'
  count: number
}

/** One launch, remembered longer than its grant; the names are those of then. */
export interface EditingSessionTable {
  organization_id: string
  /** made from the grant's id, one way: what people and editors are shown */
  id: string
  grant_id: string
  account_id: string
  account_name: string
  node_id: string
  node_name: string
  /** the store that the file was in */
  node_root: string | null
  client: string
  action: 'edit' | 'view'
  stage: string | null
  opened_at: number
  /** when the browser said that the document is there */
  shown_at: number | null
  last_at: number
  last_save_at: number | null
  calls: Generated<number>
  saves: Generated<number>
  failures: Generated<number>
  conflicts: Generated<number>
}

/** In the order in which they ended. */
export interface SessionEventTable {
  seq: Generated<number>
  session_id: string
  at: number
  source: 'server' | 'browser' | 'editor'
  /** a WOPI operation, or what the browser or the server says */
  name: string
  /** of HTTP; 0: the connection was gone */
  status: number | null
  ms: number | null
  /** in short (editing-sessions/calls.ts); empty: none */
  lock_before: string | null
  lock_after: string | null
  correlation_id: string | null
  request_id: string | null
  detail: string | null
}

/** How often and how fast, by minute and by hour. */
export interface MeasureTable {
  span: 'minute' | 'quarter' | 'hour' | 'six-hours'
  /** when it began */
  at: number
  client: string
  /** empty: the editor is not being rolled out */
  stage: string
  name: string
  count: number
  /** all of them together */
  ms: number
  under_100: number
  under_300: number
  under_1000: number
  under_3000: number
  under_10000: number
}

/** What administrators are told of by themselves. At most one of a kind and subject is open. */
export interface AlertTable {
  id: string
  kind: string
  /** an editor's id, a job's name; empty where there is only one of the kind */
  subject: string
  title: string
  text: string
  remedy: string
  /** the portal's page that helps */
  link: string
  opened_at: number
  /** when it was last seen to be so */
  last_at: number
  closed_at: number | null
  /** what was last said of it by mail */
  told: 'opened' | 'still-open' | 'over' | null
  told_at: number | null
  /** when the webhook was last called for it */
  called_at: number | null
}

/** What goes to the webhook of alerts, or went. */
export interface AlertCallTable {
  id: string
  event: string
  /** JSON, as it is sent */
  body: string
  created_at: number
  next_try_at: number | null
  tries: Generated<number>
  sent_at: number | null
  /** the last attempt's answer, in words */
  problem: string | null
}
