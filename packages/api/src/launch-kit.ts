import { type Static, Type } from 'typebox'
import { Time } from './items.ts'
import type { Route } from './route.ts'

/**
 * The way from the application to the last user, as Microsoft describes it (PROTOCOL 16.2). `days`: how long it usually
 * takes, shortest and longest; what Microsoft gives no time for is counted as its shortest.
 */
export const LAUNCH_STEPS = {
  apply: {
    title: 'Apply',
    who: 'you',
    days: [0, 1],
    about: 'Send the application to the Cloud Storage Partner Program, and accept its terms.',
  },
  approval: {
    title: 'Approval',
    who: 'microsoft',
    days: [7, 14],
    about: 'Microsoft reviews the application: a week or more.',
  },
  'test-domains': {
    title: 'Test domains',
    who: 'microsoft',
    days: [1, 7],
    about: 'Microsoft puts your WOPI test host name on the allow list of its test environment.',
  },
  'self-test': {
    title: 'Test it yourself',
    who: 'you',
    days: [1, 5],
    about: 'The doctor without a failure, the Validation application green, the manual flows in Word, Excel and PowerPoint.',
  },
  submit: {
    title: 'Submit for verification',
    who: 'you',
    days: [0, 1],
    about: 'Two test accounts, the address to sign in at, videos, the questionnaire, a contact who is always there.',
  },
  verification: {
    title: 'Verification passes',
    who: 'microsoft',
    days: [10, 30],
    about: 'Each pass takes up to 10 days; most hosts need more than one.',
  },
  'production-settings': {
    title: 'Production settings',
    who: 'microsoft',
    days: [28, 35],
    about: 'Microsoft deploys your final host names: four to five weeks.',
  },
  'smoke-test': {
    title: 'Smoke test in production',
    who: 'you',
    days: [0, 1],
    about: 'One document of each kind, opened, edited and saved by a named tester.',
  },
  'roll-out': {
    title: 'Roll-out',
    who: 'you',
    days: [2, 14],
    about: 'Over some days, as you told Microsoft, so that neither side is overloaded.',
  },
} as const satisfies Record<string, { title: string; who: 'you' | 'microsoft'; days: [number, number]; about: string }>
export type LaunchStepName = keyof typeof LAUNCH_STEPS

/** What Microsoft's people try by hand (PROTOCOL 16.6), to be tried before they do: what to do, and what has to be seen. */
export const LAUNCH_FLOWS = {
  coauthoring: {
    title: 'Two people in one document',
    todo: [
      'Sign in as the first test account, and share a Word document with the second as Editor.',
      'Open it for editing as both, in two browsers, and write in it as both.',
      'Close both, and open the document again. Do the same in Excel and in PowerPoint.',
    ],
    seen: 'Both appear in one editing session, stay connected, and the saved document has what both wrote.',
  },
  'one-account-twice': {
    title: 'One account in two browsers',
    todo: ['Open the same document for editing in two browsers as the same account.', 'Write in both.'],
    seen: 'Both are in one editing session, and the account is shown as one person.',
  },
  'download-a-copy': {
    title: 'Download a Copy',
    todo: ['Write something, and wait for “Saved to …”.', 'Choose File › Save As › Download a Copy.'],
    seen: 'The download begins at once, without a page between, and has what was written last.',
  },
  rename: {
    title: 'Rename in the title bar',
    todo: ['Click the name in the editor’s title bar, and write another.', 'Go back to the list of files.'],
    seen: 'The browser’s tab and the list of files show the new name.',
  },
  'save-as': {
    title: 'Save As in Excel',
    todo: ['Open a workbook, and choose File › Save As › Save As.', 'Give it a new name.'],
    seen: 'The copy opens, and lies beside the workbook in the list of files.',
  },
  appearance: {
    title: 'How it looks',
    todo: [
      'Open a document of each kind, for viewing and for editing.',
      'Look at the edges of the editor, the browser’s tab, the breadcrumbs, and the icons of the list of files.',
      'Follow both breadcrumbs.',
    ],
    seen: 'The editor fills the window, with nothing around it and no page before it; the tab has the document’s name and the application’s icon; one breadcrumb leads home, the other to the folder.',
  },
} as const satisfies Record<string, { title: string; todo: string[]; seen: string }>
export type LaunchFlowName = keyof typeof LAUNCH_FLOWS

/** What only people know: it goes into the texts, and what is missing there is named. */
export const LAUNCH_FIELDS = {
  company: 'Company',
  product: 'Product name',
  contact: 'Contact person and email address',
  onCall: 'Contact who answers at any hour',
  partnerId: 'Partner ID, from Microsoft',
  supportChannel: 'Support channel, from Microsoft',
  documentation: 'Documentation link, from Microsoft',
  launchBoard: 'Launch link, from Microsoft',
} as const
export type LaunchFieldName = keyof typeof LAUNCH_FIELDS

const LaunchStepName = Type.Unsafe<LaunchStepName>(Type.String({ enum: Object.keys(LAUNCH_STEPS) }))
const Field = Type.String({ maxLength: 300 })
const LaunchFields = Type.Partial(
  Type.Object({
    company: Field,
    product: Field,
    contact: Field,
    onCall: Field,
    partnerId: Field,
    supportChannel: Field,
    documentation: Field,
    launchBoard: Field,
  }),
)
export type LaunchFields = Static<typeof LaunchFields>

export const LaunchStep = Type.Object({
  name: LaunchStepName,
  state: Type.Union([Type.Literal('to-do'), Type.Literal('under-way'), Type.Literal('done')]),
  startedAt: Type.Optional(Time),
  doneAt: Type.Optional(Time),
  note: Type.Optional(Type.String()),
  /** when it ends if all goes well, and if everything takes as long as it usually may */
  earliest: Time,
  latest: Time,
})
export type LaunchStep = Static<typeof LaunchStep>

const FlowName = Type.Unsafe<LaunchFlowName>(Type.String({ enum: Object.keys(LAUNCH_FLOWS) }))
const FlowState = Type.Union([Type.Literal('to-do'), Type.Literal('passed'), Type.Literal('failed')])
export const LaunchFlow = Type.Object({
  name: FlowName,
  state: FlowState,
  /** when it was tried */
  at: Type.Optional(Time),
  /** what the settings of Microsoft 365 were then is no longer what they are now */
  stale: Type.Optional(Type.Boolean()),
  note: Type.Optional(Type.String()),
})
export type LaunchFlow = Static<typeof LaunchFlow>

export const LaunchText = Type.Object({
  id: Type.String(),
  title: Type.String(),
  /** the form or address that it is for */
  to: Type.String(),
  text: Type.String(),
  /** labels of the fields that are still empty in it */
  missing: Type.Array(Type.String()),
})
export type LaunchText = Static<typeof LaunchText>

export const LaunchAnswer = Type.Object({
  question: Type.String(),
  answer: Type.String(),
  /** the setting or the measurement that it comes from */
  source: Type.String(),
})
export type LaunchAnswer = Static<typeof LaunchAnswer>

export const LaunchKit = Type.Object({
  /** the built-in editor is in Microsoft's place: nothing of this may be sent */
  rehearsal: Type.Boolean(),
  /** why Microsoft could not reach this server; absent where its names are public */
  notPublic: Type.Optional(Type.String()),
  fields: LaunchFields,
  steps: Type.Array(LaunchStep),
  /** users get it on this day at the earliest, and by that day if everything takes long */
  users: Type.Object({ earliest: Time, latest: Time }),
  texts: Type.Array(LaunchText),
  flows: Type.Array(LaunchFlow),
  questionnaire: Type.Array(LaunchAnswer),
})
export type LaunchKit = Static<typeof LaunchKit>

/** The only answer that ever has their passwords. */
export const TestAccounts = Type.Object({
  /** where they sign in */
  address: Type.String(),
  organization: Type.String(),
  accounts: Type.Array(Type.Object({ email: Type.String(), password: Type.String() })),
  /** what lies in the first one's My Files, and is shared with the second as Editor */
  files: Type.Array(Type.String()),
  /** what still keeps them from editing, and how to change it */
  attention: Type.Optional(Type.String()),
})
export type TestAccounts = Static<typeof TestAccounts>

export const launchKitRoutes = {
  getLaunchKit: {
    method: 'GET',
    path: '/api/admin/microsoft-365/launch-kit',
    access: 'system-administrator',
    summary: 'The calendar up to the last user, texts to send, and the questionnaire, out of the live settings.',
    response: LaunchKit,
  },
  changeLaunchKit: {
    method: 'PATCH',
    path: '/api/admin/microsoft-365/launch-kit',
    access: 'system-administrator',
    records: 'launch-kit-changed',
    summary: 'What Microsoft gave and who is responsible; how far a step is, with the day and a note; what came of trying a flow by hand.',
    body: Type.Object({
      fields: Type.Optional(LaunchFields),
      step: Type.Optional(
        Type.Object({
          name: LaunchStepName,
          state: Type.Optional(LaunchStep.properties.state),
          /** epoch milliseconds of the day on which it came to that state; default today */
          at: Type.Optional(Time),
          note: Type.Optional(Type.String({ maxLength: 2000 })),
        }),
      ),
      flow: Type.Optional(Type.Object({ name: FlowName, state: FlowState, note: Type.Optional(Type.String({ maxLength: 2000 })) })),
    }),
    response: LaunchKit,
  },
  makeTestAccounts: {
    method: 'POST',
    path: '/api/admin/microsoft-365/test-accounts',
    access: 'system-administrator',
    records: 'test-accounts-made',
    summary:
      'Make Microsoft’s two test accounts in an organization of their own, or put them back as they were: new passwords, fresh files.',
    response: TestAccounts,
  },
} as const satisfies Record<string, Route>
