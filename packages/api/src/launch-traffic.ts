import { type Static, Type } from 'typebox'
import { Id, Time } from './items.ts'
import type { Route } from './route.ts'

export const TRAFFIC_KINDS = { word: 'Word', excel: 'Excel', powerpoint: 'PowerPoint' } as const
export type TrafficKind = keyof typeof TRAFFIC_KINDS

const Percent = Type.Number({ minimum: 0, maximum: 100 })
const Kinds = Type.Object({ word: Percent, excel: Percent, powerpoint: Percent })

/** What the administrator states. */
export const TrafficAssumptions = Type.Object({
  /** what is counted or assumed, times this, is what Microsoft is told */
  growth: Type.Number({ minimum: 0.1, maximum: 1000 }),
  /** for as long as nothing has been counted: people, and how often each opens a document on a working day */
  users: Type.Integer({ minimum: 0, maximum: 1_000_000_000 }),
  opensPerDay: Type.Number({ minimum: 0, maximum: 1000 }),
  /** of those opens, to edit */
  editPercent: Percent,
  /** of those opens, by application; together 100 */
  kinds: Kinds,
  /** of a day's opens, in its busiest hour */
  peakHourPercent: Percent,
  /** where the people are: a share stated in percent, or the organizations whose opens are counted there */
  regions: Type.Array(
    Type.Object({
      name: Type.String({ minLength: 1, maxLength: 80 }),
      percent: Type.Optional(Percent),
      organizationIds: Type.Optional(Type.Array(Id, { maxItems: 500 })),
    }),
    { maxItems: 30 },
  ),
})
export type TrafficAssumptions = Static<typeof TrafficAssumptions>

/** Opens, whole numbers, growth included. */
const Opens = Type.Object({ perDay: Type.Integer(), peakHour: Type.Integer() })

export const Traffic = Type.Object({
  basis: Type.Union([Type.Literal('counted'), Type.Literal('assumed')]),
  /** where the figures are from, as a sentence */
  source: Type.String(),
  /** days that were counted; 0 where it is assumed */
  days: Type.Integer(),
  /** the first of these days */
  since: Type.Optional(Time),
  total: Opens,
  rows: Type.Array(
    Type.Object({
      kind: Type.Unsafe<TrafficKind>(Type.String({ enum: Object.keys(TRAFFIC_KINDS) })),
      action: Type.Union([Type.Literal('view'), Type.Literal('edit')]),
      opens: Opens,
    }),
  ),
  regions: Type.Array(Type.Object({ name: Type.String(), percent: Type.Number(), opens: Opens, source: Type.String() })),
  assumptions: TrafficAssumptions,
  /** the accounts that there are, for whoever states another number of people */
  accounts: Type.Integer(),
})
export type Traffic = Static<typeof Traffic>

const PATH = '/api/admin/microsoft-365/launch-kit/traffic'

export const launchTrafficRoutes = {
  getLaunchTraffic: {
    method: 'GET',
    path: PATH,
    access: 'system-administrator',
    summary: 'How much will be opened in Microsoft 365: counted over the last 30 days, or out of stated assumptions.',
    response: Traffic,
  },
  changeLaunchTraffic: {
    method: 'PATCH',
    path: PATH,
    access: 'system-administrator',
    records: 'launch-kit-changed',
    summary: 'State growth, regions, and what is assumed for as long as nothing was counted.',
    body: TrafficAssumptions,
    response: Traffic,
  },
} as const satisfies Record<string, Route>
