import { type Static, Type } from 'typebox'
import { Id, Time } from './items.ts'
import type { Route } from './route.ts'

/**
 * Everything that the Activity page can show: who did it is the entry's actor, what it was done to its subject.
 * THE TABLE: routes name a kind in `records`, the filters and the sentences of the portal follow it. `group` is what
 * people filter by.
 */
export const ACTIVITY = {
  'signed-in': { group: 'sign-in', sentence: 'signed in' },
  'sign-in-failed': { group: 'sign-in', sentence: 'failed to sign in' },
  'signed-out': { group: 'sign-in', sentence: 'signed out' },
  'signed-out-everywhere': { group: 'sign-in', sentence: 'signed out everywhere' },
  'password-set': { group: 'sign-in', sentence: 'chose a password' },
  'reset-asked': { group: 'sign-in', sentence: 'asked for a new password' },
  opened: { group: 'editing', sentence: 'opened' },
  saved: { group: 'editing', sentence: 'saved' },
  'save-kept': { group: 'editing', sentence: 'could not save; the work was kept' },
  'editing-ended': { group: 'editing', sentence: 'ended editing' },
  'lock-released': { group: 'editing', sentence: 'released the lock of' },
  'asked-to-edit': { group: 'editing', sentence: 'asked to edit' },
  uploaded: { group: 'files', sentence: 'uploaded' },
  'folder-created': { group: 'files', sentence: 'created' },
  'file-created': { group: 'files', sentence: 'created' },
  renamed: { group: 'files', sentence: 'renamed' },
  moved: { group: 'files', sentence: 'moved' },
  copied: { group: 'files', sentence: 'copied' },
  deleted: { group: 'files', sentence: 'deleted' },
  restored: { group: 'files', sentence: 'restored' },
  'revision-restored': { group: 'files', sentence: 'restored a revision of' },
  'unsaved-taken-over': { group: 'files', sentence: 'took over unsaved work of' },
  'unsaved-discarded': { group: 'files', sentence: 'discarded unsaved work of' },
  shared: { group: 'sharing', sentence: 'shared' },
  unshared: { group: 'sharing', sentence: 'stopped sharing' },
  'set-up': { group: 'administration', sentence: 'set this Moorage up' },
  'organization-created': { group: 'administration', sentence: 'created the organization' },
  'organization-changed': { group: 'administration', sentence: 'changed the organization' },
  'organization-disabled': { group: 'administration', sentence: 'disabled the organization' },
  'organization-enabled': { group: 'administration', sentence: 'enabled the organization' },
  'account-created': { group: 'administration', sentence: 'created the account' },
  'account-changed': { group: 'administration', sentence: 'changed the account' },
  'account-disabled': { group: 'administration', sentence: 'disabled the account' },
  'account-enabled': { group: 'administration', sentence: 'enabled the account' },
  'account-reset': { group: 'administration', sentence: 'sent a new password link to' },
  'team-share-created': { group: 'administration', sentence: 'created the Team Share' },
  'team-share-renamed': { group: 'administration', sentence: 'renamed the Team Share' },
  subscribed: { group: 'administration', sentence: 'subscribed somebody to' },
  unsubscribed: { group: 'administration', sentence: 'unsubscribed somebody from' },
  'mail-sent-again': { group: 'administration', sentence: 'sent a mail again' },
  'policy-changed': { group: 'policy', sentence: 'changed a policy of' },
  'editor-added': { group: 'microsoft-365', sentence: 'added the editor' },
  'editor-changed': { group: 'microsoft-365', sentence: 'changed the editor' },
  'editor-removed': { group: 'microsoft-365', sentence: 'removed the editor' },
  'editor-order-changed': { group: 'microsoft-365', sentence: 'changed the order of editors of' },
  'editor-tried': { group: 'microsoft-365', sentence: 'tried a discovery address' },
  'state-changed': { group: 'microsoft-365', sentence: 'changed the state of Microsoft 365' },
  'address-changed': { group: 'microsoft-365', sentence: 'changed a discovery address of Microsoft 365' },
  'rehearsal-started': { group: 'microsoft-365', sentence: 'started a rehearsal' },
  'tester-added': { group: 'microsoft-365', sentence: 'made a tester of' },
  'tester-changed': { group: 'microsoft-365', sentence: 'changed the tester' },
  'tester-removed': { group: 'microsoft-365', sentence: 'took the testing away from' },
  'step-changed': { group: 'microsoft-365', sentence: 'noted a step towards Microsoft 365' },
  'rollout-planned': { group: 'microsoft-365', sentence: 'planned the roll-out of' },
  'rollout-decided': { group: 'microsoft-365', sentence: 'decided on the roll-out of' },
  'rollout-tried': { group: 'microsoft-365', sentence: 'tried a roll-out of' },
  'rollout-moved': { group: 'microsoft-365', sentence: 'moved the roll-out of' },
  'launch-kit-changed': { group: 'microsoft-365', sentence: 'changed the launch kit' },
  'launch-validated': { group: 'microsoft-365', sentence: 'had the validator run' },
  'launch-sent': { group: 'microsoft-365', sentence: 'noted what was sent to Microsoft' },
  'test-accounts-made': { group: 'microsoft-365', sentence: 'made the test accounts for Microsoft anew' },
  'finding-added': { group: 'microsoft-365', sentence: 'entered what Microsoft found' },
  'finding-changed': { group: 'microsoft-365', sentence: 'changed what Microsoft found' },
  'finding-removed': { group: 'microsoft-365', sentence: 'deleted what Microsoft found' },
  'screenshot-added': { group: 'microsoft-365', sentence: 'added a screenshot to' },
  'screenshot-removed': { group: 'microsoft-365', sentence: 'deleted a screenshot of' },
  'films-recorded': { group: 'microsoft-365', sentence: 'had films recorded for Microsoft' },
  'alerts-changed': { group: 'administration', sentence: 'changed who is told of alerts' },
  'alerts-looked': { group: 'administration', sentence: 'had everything that is watched looked at' },
  'alerts-tested': { group: 'administration', sentence: 'had the webhook of alerts called' },
  'doctor-run': { group: 'administration', sentence: 'had the doctor look at this server' },
  'licence-checked': { group: 'microsoft-365', sentence: 'had a Microsoft 365 licence checked' },
} as const satisfies Record<string, { group: ActivityGroup; sentence: string }>
export type ActivityKind = keyof typeof ACTIVITY

const ACTIVITY_GROUPS = ['sign-in', 'editing', 'files', 'sharing', 'administration', 'policy', 'microsoft-365'] as const
export type ActivityGroup = (typeof ACTIVITY_GROUPS)[number]

export const ActivityEntry = Type.Object({
  /** ascending with time; what `before` takes */
  seq: Type.Integer(),
  at: Time,
  kind: Type.String({ description: 'a key of ACTIVITY' }),
  organization: Type.Object({ id: Id, name: Type.String() }),
  /** absent where nobody was signed in: a failed sign-in */
  actor: Type.Optional(Type.Object({ id: Id, name: Type.String() })),
  /** what it was done to; a file's name as it was then, but no name out of somebody else's My Files */
  subject: Type.Optional(Type.Object({ kind: Type.String(), id: Type.Optional(Type.String()), name: Type.String() })),
  /** the editor it was done in */
  editorName: Type.Optional(Type.String()),
  /** one plain sentence more: old and new value, how many */
  detail: Type.Optional(Type.String()),
  /** the address it came from */
  from: Type.Optional(Type.String()),
})
export type ActivityEntry = Static<typeof ActivityEntry>

const Group = Type.Union([
  Type.Literal('sign-in'),
  Type.Literal('editing'),
  Type.Literal('files'),
  Type.Literal('sharing'),
  Type.Literal('administration'),
  Type.Literal('policy'),
  Type.Literal('microsoft-365'),
])

const Filter = {
  /** it and everything below; default: all that you administer */
  organizationId: Type.Optional(Id),
  accountId: Type.Optional(Id),
  group: Type.Optional(Group),
  kind: Type.Optional(Type.String({ maxLength: 40 })),
  /** epoch milliseconds */
  from: Type.Optional(Type.Integer()),
  to: Type.Optional(Type.Integer()),
}

export const activityRoutes = {
  listActivity: {
    method: 'GET',
    path: '/api/admin/activity',
    access: 'administrator',
    summary: 'The newest entries first, of the organizations that you administer; `next` is what `before` of the next page is.',
    query: Type.Object({
      ...Filter,
      before: Type.Optional(Type.Integer()),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    }),
    response: Type.Object({
      entries: Type.Array(ActivityEntry),
      next: Type.Optional(Type.Integer()),
      keptDays: Type.Integer({ description: 'older entries are gone' }),
    }),
  },
  downloadActivity: {
    method: 'GET',
    path: '/api/admin/activity.csv',
    access: 'administrator',
    summary: 'The same, whole, as streamed CSV (UTF-8 with BOM).',
    query: Type.Object(Filter),
  },
} as const satisfies Record<string, Route>
