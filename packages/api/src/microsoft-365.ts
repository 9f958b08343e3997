import { type Static, Type } from 'typebox'
import { DiscoveryState, EditorId, Trial } from './editors.ts'
import { Clause, Id, Time } from './items.ts'
import { EditingNow, Running } from './organizations.ts'
import { Account } from './people.ts'
import type { Route } from './route.ts'

export const Microsoft365State = Type.Union([Type.Literal('off'), Type.Literal('testing'), Type.Literal('production')])
export type Microsoft365State = Static<typeof Microsoft365State>

/** One of the two: "Microsoft 365 (test)" and "Microsoft 365". */
const Environment = Type.Object({
  editorId: EditorId,
  name: Type.String(),
  url: Type.String(),
  defaultUrl: Type.String(),
  /** host name that goes on Microsoft's allow list for this environment */
  wopiHost: Type.String(),
  discovery: DiscoveryState,
  open: Type.Integer(),
})

export const Tester = Type.Object({
  account: Account,
  addedAt: Time,
  addedBy: Type.String(),
  /** in Production too this tester is launched into "Microsoft 365 (test)" */
  staysOnTest: Type.Boolean(),
})
export type Tester = Static<typeof Tester>

/** The way to Microsoft's admission. */
export const STEPS = ['join', 'configure', 'validate', 'roll-out'] as const
export type StepName = (typeof STEPS)[number]
const StepName = Type.Union([Type.Literal('join'), Type.Literal('configure'), Type.Literal('validate'), Type.Literal('roll-out')])
export const Step = Type.Object({
  name: StepName,
  state: Type.Union([Type.Literal('to-do'), Type.Literal('under-way'), Type.Literal('done')]),
  /** who must act now */
  who: Type.Union([Type.Literal('you'), Type.Literal('microsoft'), Type.Literal('nobody')]),
  startedAt: Type.Optional(Time),
  doneAt: Type.Optional(Time),
  note: Type.Optional(Type.String()),
})
export type Step = Static<typeof Step>

/** Microsoft's conditions (PROTOCOL 16.1), as questions whose answer has to be yes; the portal has the words. */
export const ELIGIBILITY = [
  'software-vendor',
  'own-saas',
  'files-at-rest',
  'own-domains',
  'manages-identity',
  'several-customers',
  'all-three-apps',
] as const
export type EligibilityQuestion = (typeof ELIGIBILITY)[number]

export const Microsoft365 = Type.Object({
  state: Microsoft365State,
  enabled: Type.Boolean(),
  testing: Type.Boolean(),
  /** the test environment is the built-in editor in Microsoft's place */
  rehearsal: Type.Boolean(),
  /** settings that the settings file or the environment gives: read-only here. `where` as people find it */
  fixed: Type.Array(
    Type.Object({
      setting: Type.Union([
        Type.Literal('WOPI_ENABLED'),
        Type.Literal('WOPI_TESTING'),
        Type.Literal('WOPI_TEST_URL'),
        Type.Literal('WOPI_PRODUCTION_URL'),
      ]),
      where: Type.String(),
    }),
  ),
  test: Environment,
  production: Environment,
  /** why Microsoft could not reach this server, in words; absent where its names are public */
  notPublic: Type.Optional(Type.String()),
  testers: Type.Array(Tester),
  /** until then editing sessions that were running when it was switched off may still save */
  finishUntil: Type.Optional(Time),
  /** in either of the two, now */
  editing: Type.Array(EditingNow),
  steps: Type.Array(Step),
  eligibility: Type.Object({
    answers: Type.Record(Type.String(), Type.Boolean()),
    /** unlikely: an answer is no */
    outlook: Type.Union([Type.Literal('unanswered'), Type.Literal('likely'), Type.Literal('unlikely')]),
  }),
  /** organizations whose effective policy lets somebody view or edit */
  organizationsOn: Type.Integer(),
  /** Microsoft Graph is set up, so that licences of commercial subscriptions can be checked */
  licenceCheck: Type.Boolean(),
})
export type Microsoft365 = Static<typeof Microsoft365>

/** What one person gets with one file (or, without a file, whether they get Microsoft 365 at all), and why not more. */
export const Verdict = Type.Object({
  editor: EditorId,
  editorName: Type.String(),
  action: Type.Union([Type.Literal('edit'), Type.Literal('view'), Type.Literal('none')]),
  /** the first that fails of: state, stage, ceiling, policy, account, right, licence, type, size, lock */
  clause: Type.Optional(Clause),
  /** it is its roll-out that stops it */
  rollout: Type.Optional(Type.Boolean()),
  why: Type.Optional(Type.String()),
  /** the way to change it, for an administrator */
  change: Type.Optional(Type.String()),
})
export type Verdict = Static<typeof Verdict>

const TesterParams = Type.Object({ accountId: Id })

export const microsoft365Routes = {
  getMicrosoft365: {
    method: 'GET',
    path: '/api/admin/microsoft-365',
    access: 'system-administrator',
    summary: 'State, both environments, testers, steps.',
    response: Microsoft365,
  },
  changeState: {
    method: 'PATCH',
    path: '/api/admin/microsoft-365',
    access: 'system-administrator',
    records: 'state-changed',
    summary: 'Off, Testing or Production, at once. 409 SETTING_FIXED where the settings file says it.',
    body: Type.Object({ state: Microsoft365State, running: Type.Optional(Running) }),
    response: Microsoft365,
  },
  changeAddress: {
    method: 'PATCH',
    path: '/api/admin/microsoft-365/addresses',
    access: 'system-administrator',
    records: 'address-changed',
    summary: 'Replace a discovery address after trying it; null goes back to Microsoft’s. 400 DISCOVERY_UNUSABLE with `data.trial`.',
    body: Type.Object({
      environment: Type.Union([Type.Literal('test'), Type.Literal('production')]),
      url: Type.Union([Type.String({ minLength: 8, maxLength: 2000 }), Type.Null()]),
    }),
    response: Type.Object({ microsoft365: Microsoft365, trial: Trial }),
  },
  startRehearsal: {
    method: 'POST',
    path: '/api/admin/microsoft-365/rehearsal',
    access: 'system-administrator',
    records: 'rehearsal-started',
    summary:
      'Put the built-in editor in Microsoft’s place: test address and Testing; makes testers of `testers` and sets the policy to Edit for their organizations and all above them.',
    body: Type.Object({ testers: Type.Array(Id, { maxItems: 50 }) }),
    response: Microsoft365,
  },
  addTester: {
    method: 'POST',
    path: '/api/admin/microsoft-365/testers',
    access: 'system-administrator',
    records: 'tester-added',
    summary: 'Name a tester.',
    body: Type.Object({ accountId: Id }),
    response: Microsoft365,
  },
  changeTester: {
    method: 'PATCH',
    path: '/api/admin/microsoft-365/testers/:accountId',
    access: 'system-administrator',
    records: 'tester-changed',
    summary: 'Whether they stay on test in Production.',
    params: TesterParams,
    body: Type.Object({ staysOnTest: Type.Boolean() }),
    response: Microsoft365,
  },
  removeTester: {
    method: 'DELETE',
    path: '/api/admin/microsoft-365/testers/:accountId',
    access: 'system-administrator',
    records: 'tester-removed',
    summary: 'Take the testing away. What they have open goes on.',
    params: TesterParams,
    response: Microsoft365,
  },
  changeStep: {
    method: 'PATCH',
    path: '/api/admin/microsoft-365/steps/:step',
    access: 'system-administrator',
    records: 'step-changed',
    summary: 'Tick a step with a note; `answers` belong to Join.',
    params: Type.Object({ step: StepName }),
    body: Type.Object({
      state: Type.Optional(Step.properties.state),
      note: Type.Optional(Type.String({ maxLength: 2000 })),
      answers: Type.Optional(Type.Record(Type.String(), Type.Boolean())),
    }),
    response: Microsoft365,
  },
  why: {
    method: 'GET',
    path: '/api/admin/why',
    access: 'administrator',
    summary:
      'Which editor this person gets for this file (an id or a link of the portal), and why not another. Without a file: whether they get Microsoft 365 at all.',
    query: Type.Object({ accountId: Id, file: Type.Optional(Type.String({ maxLength: 2000 })) }),
    response: Type.Object({
      person: Account,
      /** absent: no file was asked about, or this person does not see it (`fileProblem` says so) */
      file: Type.Optional(Type.Object({ id: Id, name: Type.String() })),
      fileProblem: Type.Optional(Type.String()),
      verdicts: Type.Array(Verdict),
      /** the editor that a click opens */
      opens: Type.Optional(EditorId),
    }),
  },
} as const satisfies Record<string, Route>
