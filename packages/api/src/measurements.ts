import { type Static, Type } from 'typebox'
import { EditorId } from './editors.ts'
import { Time } from './items.ts'
import type { Route } from './route.ts'

/** How far back, and in what steps. */
export const MEASURED_SPANS = ['3-hours', 'day', 'week', 'month'] as const
export type MeasuredSpan = (typeof MEASURED_SPANS)[number]

/** What happened in one step of time. A step in which nothing happened is left out. */
export const MeasuredStep = Type.Object({
  at: Time,
  opens: Type.Integer(),
  openFailures: Type.Integer(),
  calls: Type.Integer(),
  callFailures: Type.Integer(),
  saves: Type.Integer(),
  saveFailures: Type.Integer(),
  conflicts: Type.Integer(),
  proofsRefused: Type.Integer(),
  /** bounds that half and 95 of 100 saves kept, in milliseconds; SLOWER where too many took longer than ten seconds */
  saveHalf: Type.Optional(Type.Integer()),
  saveMost: Type.Optional(Type.Integer()),
})
export type MeasuredStep = Static<typeof MeasuredStep>

/** Stands for "more than ten seconds". */
export const SLOWER = 20_000

export const Measurements = Type.Object({
  from: Time,
  to: Time,
  /** milliseconds */
  step: Type.Integer(),
  /** those that anything was measured of */
  editors: Type.Array(Type.Object({ id: EditorId, name: Type.String() })),
  /** one of everything, or one of each editor or stage, the busiest first */
  lines: Type.Array(Type.Object({ name: Type.String(), steps: Type.Array(MeasuredStep) })),
})
export type Measurements = Static<typeof Measurements>

export const measurementRoutes = {
  getMeasurements: {
    method: 'GET',
    path: '/api/admin/measurements',
    access: 'system-administrator',
    summary: 'What editors did in the last hours or days, step by step: together, by editor, or by editor and stage of its roll-out.',
    query: Type.Object({
      span: Type.Unsafe<MeasuredSpan>(Type.String({ enum: [...MEASURED_SPANS] })),
      by: Type.Optional(Type.Union([Type.Literal('editor'), Type.Literal('stage')])),
      editor: Type.Optional(EditorId),
    }),
    response: Measurements,
  },
} as const satisfies Record<string, Route>
