import { type Static, Type } from 'typebox'
import { Id, Time } from './items.ts'
import { FlowName } from './launch-flows.ts'
import { SCREENSHOT_MAX_BYTES, Screenshot } from './launch-screenshots.ts'
import type { Route } from './route.ts'

/** What becomes of something that Microsoft’s people found, in this order. */
export const FINDING_STATES = {
  new: 'New',
  fixing: 'Fixing',
  'ready-for-retest': 'Ready for retest',
  closed: 'Closed',
} as const
export type FindingState = keyof typeof FINDING_STATES

/** What a person can change of a finding, as it is called. */
export const FINDING_FIELDS = {
  title: 'Title',
  text: 'What Microsoft wrote',
  pass: 'Verification pass',
  flow: 'Manual flow',
  test: 'Validator case',
  answer: 'Our answer',
  state: 'State',
} as const
export type FindingField = keyof typeof FINDING_FIELDS

const State = Type.Unsafe<FindingState>(Type.String({ enum: Object.keys(FINDING_STATES) }))

export const LaunchFinding = Type.Object({
  id: Id,
  /** what people call it by; never given twice */
  number: Type.Integer(),
  /** goes up with every change but screenshots; a change has to name the one that it was made on */
  version: Type.Integer(),
  title: Type.String(),
  text: Type.String(),
  pass: Type.Integer(),
  flow: Type.Optional(FlowName),
  /** a case or a group of the validator */
  test: Type.Optional(Type.String()),
  answer: Type.String(),
  state: State,
  addedAt: Time,
  addedBy: Type.String(),
  changedAt: Time,
  changedBy: Type.String(),
  screenshots: Type.Array(Screenshot),
})
export type LaunchFinding = Static<typeof LaunchFinding>

/** One change that somebody made. `from` and `to`: as people read it; absent where there was nothing, or is nothing now. */
export const FindingChange = Type.Object({
  at: Time,
  by: Type.String(),
  what: Type.Array(Type.Object({ field: Type.String(), from: Type.Optional(Type.String()), to: Type.Optional(Type.String()) })),
})
export type FindingChange = Static<typeof FindingChange>

const Title = Type.String({ minLength: 1, maxLength: 200 })
const Text = Type.String({ maxLength: 20_000 })
const Pass = Type.Integer({ minimum: 1, maximum: 99 })
const Test = Type.String({ maxLength: 200 })

const FINDINGS = '/api/admin/microsoft-365/findings'
const SCREENSHOTS = '/api/admin/microsoft-365/screenshots'
const ofFinding = Type.Object({ findingId: Id })
const ofScreenshot = Type.Object({ screenshotId: Id })

export const launchFindingRoutes = {
  listFindings: {
    method: 'GET',
    path: FINDINGS,
    access: 'system-administrator',
    summary: 'What Microsoft’s people found, in the order in which it was entered.',
    response: Type.Object({ findings: Type.Array(LaunchFinding) }),
  },
  getFinding: {
    method: 'GET',
    path: `${FINDINGS}/:findingId`,
    access: 'system-administrator',
    summary: 'One of them, with every change and who made it, the newest first.',
    params: ofFinding,
    response: Type.Object({ finding: LaunchFinding, history: Type.Array(FindingChange) }),
  },
  addFinding: {
    method: 'POST',
    path: FINDINGS,
    access: 'system-administrator',
    records: 'finding-added',
    summary: 'Enter something that Microsoft’s people found, in a verification pass.',
    body: Type.Object({
      title: Title,
      text: Type.Optional(Text),
      pass: Pass,
      flow: Type.Optional(FlowName),
      test: Type.Optional(Test),
      answer: Type.Optional(Text),
      state: Type.Optional(State),
    }),
    response: LaunchFinding,
  },
  changeFinding: {
    method: 'PATCH',
    path: `${FINDINGS}/:findingId`,
    access: 'system-administrator',
    records: 'finding-changed',
    summary:
      'Change what is given. `version` is the one that was changed: where somebody else was faster it is refused, and `data.finding` has what it is now.',
    params: ofFinding,
    body: Type.Object({
      version: Type.Integer(),
      title: Type.Optional(Title),
      text: Type.Optional(Text),
      pass: Type.Optional(Pass),
      /** null: of no flow any more */
      flow: Type.Optional(Type.Union([FlowName, Type.Null()])),
      test: Type.Optional(Type.Union([Test, Type.Null()])),
      answer: Type.Optional(Text),
      state: Type.Optional(State),
    }),
    response: LaunchFinding,
  },
  removeFinding: {
    method: 'DELETE',
    path: `${FINDINGS}/:findingId`,
    access: 'system-administrator',
    records: 'finding-removed',
    summary: 'Delete one with its screenshots and its history, unless somebody has changed it since `version`.',
    params: ofFinding,
    query: Type.Object({ version: Type.Integer() }),
  },
  downloadFindings: {
    method: 'GET',
    path: '/api/admin/microsoft-365/findings-file',
    access: 'system-administrator',
    summary: 'All of them as one file: CSV for spreadsheets (UTF-8 with BOM), or Markdown with the whole history.',
    query: Type.Object({ format: Type.Union([Type.Literal('csv'), Type.Literal('md')]) }),
  },
  listValidatorCases: {
    method: 'GET',
    path: '/api/admin/microsoft-365/validator-cases',
    access: 'system-administrator',
    summary: 'Every group of the validator and its cases, Microsoft’s where they are there, then our own.',
    response: Type.Object({
      groups: Type.Array(Type.Object({ name: Type.String(), cases: Type.Array(Type.String()) })),
    }),
  },
  addScreenshot: {
    method: 'POST',
    path: SCREENSHOTS,
    access: 'system-administrator',
    records: 'screenshot-added',
    summary: `Keep a picture (PNG, JPEG or WebP by its bytes, at most 10 MB) of a finding or of a manual flow; the body is the picture itself.`,
    query: Type.Object({
      findingId: Type.Optional(Id),
      flow: Type.Optional(FlowName),
      name: Type.Optional(Type.String({ maxLength: 255 })),
      /** the screenshot whose place it takes */
      replaces: Type.Optional(Id),
    }),
    bytes: SCREENSHOT_MAX_BYTES,
    response: Screenshot,
  },
  getScreenshot: {
    method: 'GET',
    path: `${SCREENSHOTS}/:screenshotId`,
    access: 'system-administrator',
    summary: 'The picture, to be shown.',
    params: ofScreenshot,
  },
  removeScreenshot: {
    method: 'DELETE',
    path: `${SCREENSHOTS}/:screenshotId`,
    access: 'system-administrator',
    records: 'screenshot-removed',
    summary: 'Delete a picture.',
    params: ofScreenshot,
  },
} as const satisfies Record<string, Route>
