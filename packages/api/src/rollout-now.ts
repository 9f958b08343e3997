import { type Static, Type } from 'typebox'
import { EditorId } from './editors.ts'
import { Time } from './items.ts'
import { Traffic } from './launch-traffic.ts'
import type { Route } from './route.ts'

/** Of one stage, or of all before it together, in the time that the brake looks at. */
export const StageMeasures = Type.Object({
  /** documents opened, and how many of them did not open */
  opens: Type.Integer(),
  openFailures: Type.Integer(),
  /** WOPI calls, how many failed, and how many met another lock */
  calls: Type.Integer(),
  errors: Type.Integer(),
  conflicts: Type.Integer(),
  saves: Type.Integer(),
  /** milliseconds of a save, on average; absent: nothing was saved */
  saveMs: Type.Optional(Type.Integer()),
  /** milliseconds that 95 of 100 saves kept, as far as they are told apart; absent: nothing was saved, or they were slower than 10 s */
  save95Ms: Type.Optional(Type.Integer()),
})
export type StageMeasures = Static<typeof StageMeasures>

/** What the brake sees of a roll-out that is under way. */
export const RolloutNow = Type.Object({
  /** when what is looked at began: the brake's minutes ago, or when the stage came into force */
  from: Time,
  newest: StageMeasures,
  /** absent: there is none before it */
  before: Type.Optional(StageMeasures),
  /** why the brake would stop it, as a sentence */
  crossed: Type.Optional(Type.String()),
})
export type RolloutNow = Static<typeof RolloutNow>

const PerSecond = Type.Number({ exclusiveMinimum: 0 })
/** What `npm run bench` measured on this server: answers per second, each alone. */
export const BenchMeasured = Type.Object({
  at: Time,
  cores: Type.Integer({ minimum: 1 }),
  perSecond: Type.Object({ checkFileInfo: PerSecond, refreshLock: PerSecond, putFile100kB: PerSecond }),
})
export type BenchMeasured = Static<typeof BenchMeasured>

export const rolloutNowRoutes = {
  getRolloutNow: {
    method: 'GET',
    path: '/api/admin/rollouts/:editorId/now',
    access: 'system-administrator',
    summary: 'What the brake sees now: the newest stage beside the stages before it. 404 where none is in force.',
    params: Type.Object({ editorId: EditorId }),
    response: RolloutNow,
  },
  getRolloutTraffic: {
    method: 'GET',
    path: '/api/admin/rollouts-traffic',
    access: 'system-administrator',
    summary: 'What a roll-out is simulated from: how much is opened, and what this server was measured to answer.',
    response: Type.Object({ traffic: Traffic, bench: Type.Optional(BenchMeasured) }),
  },
} as const satisfies Record<string, Route>
