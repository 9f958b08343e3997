import { type Static, Type } from 'typebox'
import { EditorId } from './editors.ts'
import { Id, Time } from './items.ts'
import type { Route } from './route.ts'

/**
 * Whom a stage brings in, beside everybody of the stages before it. A share draws by a stable hash, so that a larger
 * one has everybody of a smaller one; `people` as its unit draws each person alone, which splits teams.
 */
export const Audience = Type.Union([
  Type.Object({ kind: Type.Literal('people'), accountIds: Type.Array(Id, { minItems: 1, maxItems: 500 }) }),
  /** whoever is in one of these Team Shares */
  Type.Object({ kind: Type.Literal('team-shares'), teamShareIds: Type.Array(Id, { minItems: 1, maxItems: 100 }) }),
  /** and the organizations below them */
  Type.Object({ kind: Type.Literal('organizations'), organizationIds: Type.Array(Id, { minItems: 1, maxItems: 500 }) }),
  Type.Object({
    kind: Type.Literal('share'),
    percent: Type.Integer({ minimum: 1, maximum: 100 }),
    of: Type.Union([Type.Literal('organizations'), Type.Literal('people')]),
  }),
  Type.Object({ kind: Type.Literal('everybody') }),
])
export type Audience = Static<typeof Audience>

/** Above a ceiling people keep the editor that they had; who is editing already is never counted out. */
export const Ceilings = Type.Object({
  /** new editing sessions within any 60 seconds */
  perMinute: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
  /** files that are being edited at once */
  open: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
})
export type Ceilings = Static<typeof Ceilings>

export const RolloutStage = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }),
  audience: Audience,
  /** absent: a person starts it */
  startsAt: Type.Optional(Time),
  ceilings: Ceilings,
})
export type RolloutStage = Static<typeof RolloutStage>

const Share = Type.Number({ minimum: 0, maximum: 1 })
/** When the brake stops a roll-out by itself. A measure is absent where it is not to be looked at. */
export const Brake = Type.Object({
  does: Type.Union([Type.Literal('hold'), Type.Literal('step-back'), Type.Literal('nothing')]),
  /** of the time looked at */
  minutes: Type.Integer({ minimum: 1, maximum: 120 }),
  /** documents opened in it, below which nothing is judged */
  minOpens: Type.Integer({ minimum: 1, maximum: 100_000 }),
  /** of WOPI calls, 0–1 */
  errors: Type.Optional(Share),
  /** of opened documents, 0–1 */
  openFailures: Type.Optional(Share),
  /** of WOPI calls, 0–1 */
  conflicts: Type.Optional(Share),
  /** milliseconds that 95 of 100 saves must keep */
  saveMs: Type.Optional(Type.Integer({ minimum: 1, maximum: 600_000 })),
  /** times as bad as the stage before; absent: only the limits count */
  worse: Type.Optional(Type.Number({ minimum: 1.1, maximum: 100 })),
})
export type Brake = Static<typeof Brake>

/** What was decided, by whom, and why. */
export const RolloutDecision = Type.Object({
  at: Time,
  what: Type.Union([
    Type.Literal('started'),
    Type.Literal('advanced'),
    Type.Literal('held'),
    Type.Literal('resumed'),
    Type.Literal('stepped-back'),
    Type.Literal('changed'),
    Type.Literal('ended'),
  ]),
  /** that it came to; absent: none is in force */
  stage: Type.Optional(Type.String()),
  by: Type.Union([Type.Literal('person'), Type.Literal('schedule'), Type.Literal('brake')]),
  /** of the person */
  name: Type.Optional(Type.String()),
  reason: Type.Optional(Type.String()),
})
export type RolloutDecision = Static<typeof RolloutDecision>

/**
 * `draft`: nobody is kept out. `running` and `held`: only whom the stages up to `stage` bring in. `ended`: everybody has it.
 */
export const RolloutState = Type.Union([Type.Literal('draft'), Type.Literal('running'), Type.Literal('held'), Type.Literal('ended')])
export type RolloutState = Static<typeof RolloutState>

export const Rollout = Type.Object({
  editor: EditorId,
  editorName: Type.String(),
  state: RolloutState,
  stages: Type.Array(RolloutStage, { minItems: 1, maxItems: 20 }),
  /** index of the stage in force; -1: it was stepped back before the first */
  stage: Type.Integer({ minimum: -1 }),
  brake: Brake,
  /** of the people and Team Shares that its stages name, by id */
  names: Type.Record(Id, Type.String()),
  /** the newest first */
  decisions: Type.Array(RolloutDecision),
})
export type Rollout = Static<typeof Rollout>

/** Who would get what: of a plan, whether it is kept or not. */
export const DryRun = Type.Object({
  stages: Type.Array(
    Type.Object({
      name: Type.String(),
      /** accounts that it brings in first, and with all stages before it */
      brings: Type.Integer(),
      people: Type.Integer(),
      /** organizations of which somebody is in by then, and of these the ones of which not everybody is */
      organizations: Type.Integer(),
      split: Type.Integer(),
    }),
  ),
  /** accounts that could sign in */
  everybody: Type.Integer(),
  /** of those whose name or email address has what was searched for, by name */
  total: Type.Integer(),
  people: Type.Array(
    Type.Object({
      id: Id,
      name: Type.String(),
      organizationName: Type.String(),
      /** that brings them in; absent: none does */
      stage: Type.Optional(Type.String()),
      /** of every stage, why or why not */
      why: Type.Array(Type.String()),
    }),
  ),
})
export type DryRun = Static<typeof DryRun>

const EditorParams = Type.Object({ editorId: EditorId })
const Stages = Type.Array(RolloutStage, { minItems: 1, maxItems: 20 })

export const rolloutRoutes = {
  getRollouts: {
    method: 'GET',
    path: '/api/admin/rollouts',
    access: 'system-administrator',
    summary: 'Every roll-out, and the editors that could be rolled out.',
    response: Type.Object({
      rollouts: Type.Array(Rollout),
      editors: Type.Array(Type.Object({ id: EditorId, name: Type.String() })),
    }),
  },
  planRollout: {
    method: 'PATCH',
    path: '/api/admin/rollouts/:editorId',
    access: 'system-administrator',
    records: 'rollout-planned',
    summary:
      'Its stages and its brake. 409 CHANGED_MEANWHILE where a stage that has been reached would bring in others; its ceilings may change.',
    params: EditorParams,
    body: Type.Object({ stages: Stages, brake: Brake }),
    response: Rollout,
  },
  decideRollout: {
    method: 'POST',
    path: '/api/admin/rollouts/:editorId/decisions',
    access: 'system-administrator',
    records: 'rollout-decided',
    summary: 'Start, next stage, hold, resume, step back, or end it, at once; whoever is editing goes on. 409 CHANGED_MEANWHILE.',
    params: EditorParams,
    body: Type.Object({
      what: Type.Union([
        Type.Literal('start'),
        Type.Literal('advance'),
        Type.Literal('hold'),
        Type.Literal('resume'),
        Type.Literal('step-back'),
        Type.Literal('end'),
      ]),
      /** the stage in force that whoever decides saw */
      stage: Type.Integer({ minimum: -1 }),
      /** needed to hold and to step back */
      reason: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
    }),
    response: Rollout,
  },
  tryRollout: {
    method: 'POST',
    path: '/api/admin/rollouts/:editorId/dry-run',
    access: 'system-administrator',
    records: 'rollout-tried',
    summary: 'Who would get it by which stage, and why; nothing changes.',
    params: EditorParams,
    query: Type.Object({
      q: Type.Optional(Type.String({ maxLength: 200 })),
      offset: Type.Optional(Type.Integer({ minimum: 0 })),
    }),
    body: Type.Object({ stages: Stages }),
    response: DryRun,
  },
} as const satisfies Record<string, Route>
