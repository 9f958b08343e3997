import { type Static, Type } from 'typebox'
import { Time } from './items.ts'
import { FlowName, FlowState, LaunchFlow } from './launch-flows.ts'
import { LAUNCH_STEPS, type LaunchStepName } from './launch-steps.ts'
import type { Route } from './route.ts'

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

/** Days that Microsoft tells: when host names came onto its allow lists (PROTOCOL 16.3). */
export const LAUNCH_DATES = {
  testDomainsOn: 'Test domains on the allow list since',
  productionDomainsOn: 'Production domains on the allow list since',
} as const
export type LaunchDateName = keyof typeof LAUNCH_DATES

const StepName = Type.Unsafe<LaunchStepName>(Type.String({ enum: Object.keys(LAUNCH_STEPS) }))
const Field = Type.String({ maxLength: 300 })
/** YYYY-MM-DD; '' is not known yet */
const Day = Type.String({ pattern: '^([0-9]{4}-[0-9]{2}-[0-9]{2})?$' })
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
    testDomainsOn: Day,
    productionDomainsOn: Day,
  }),
)
export type LaunchFields = Static<typeof LaunchFields>

export const LaunchStep = Type.Object({
  name: StepName,
  state: Type.Union([Type.Literal('to-do'), Type.Literal('under-way'), Type.Literal('done')]),
  startedAt: Type.Optional(Time),
  doneAt: Type.Optional(Time),
  note: Type.Optional(Type.String()),
  /** what is still to be done or mended before it, found by looking; absent where nothing of the step can be measured */
  missing: Type.Optional(Type.Array(Type.String())),
  /** when it ends if all goes well, and if everything takes as long as it usually may */
  earliest: Time,
  latest: Time,
})
export type LaunchStep = Static<typeof LaunchStep>

/** What was last sent to Microsoft of it. */
const LastSent = Type.Object({
  at: Time,
  by: Type.String(),
  /** what it said then, where that is no longer what it says now */
  before: Type.Optional(Type.String()),
})

export const LaunchText = Type.Object({
  id: Type.String(),
  title: Type.String(),
  /** the form or address that it is for */
  to: Type.String(),
  text: Type.String(),
  /** labels of the fields that are still empty in it */
  missing: Type.Array(Type.String()),
  sent: Type.Optional(LastSent),
})
export type LaunchText = Static<typeof LaunchText>

export const LaunchAnswer = Type.Object({
  question: Type.String(),
  answer: Type.String(),
  /** the setting or the measurement that it comes from */
  source: Type.String(),
  sent: Type.Optional(LastSent),
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
          name: StepName,
          state: Type.Optional(LaunchStep.properties.state),
          /** epoch milliseconds of the day on which it came to that state; default today */
          at: Type.Optional(Time),
          note: Type.Optional(Type.String({ maxLength: 2000 })),
        }),
      ),
      flow: Type.Optional(Type.Object({ name: FlowName, state: FlowState, note: Type.Optional(Type.String({ maxLength: 2000 })) })),
      /** one line of a flow's `todo`, from 0, was done, or was not */
      tick: Type.Optional(Type.Object({ flow: FlowName, line: Type.Integer({ minimum: 0 }), done: Type.Boolean() })),
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
