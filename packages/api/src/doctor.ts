import { type Static, Type } from 'typebox'
import { Time } from './items.ts'
import type { Route } from './route.ts'

/** What the doctor looks at, in the order in which it is shown; the portal has the words. */
export const CHECK_GROUPS = ['addresses', 'tls', 'proxy', 'editors', 'framing', 'storage', 'settings', 'conformance'] as const
export type CheckGroup = (typeof CHECK_GROUPS)[number]

export const CheckStatus = Type.Union([
  Type.Literal('ok'),
  Type.Literal('warning'),
  Type.Literal('failure'),
  Type.Literal('not-applicable'),
])
export type CheckStatus = Static<typeof CheckStatus>

export const Check = Type.Object({
  /** kebab-case; checks of one editor end in its id: `discovery:built-in` */
  id: Type.String(),
  group: Type.Unsafe<CheckGroup>(Type.String({ enum: [...CHECK_GROUPS] })),
  /** what ought to be true, in a few words */
  title: Type.String(),
  status: CheckStatus,
  /** what was found, one sentence with the figures */
  seen: Type.String(),
  /** what goes wrong for users because of it */
  why: Type.Optional(Type.String()),
  /** how to mend it: the exact lines for our settings, nginx, Caddy, Apache, an editor, Microsoft's form */
  change: Type.Optional(Type.String()),
  /** `fix` would mend it, safely */
  fixable: Type.Optional(Type.Boolean()),
  /** while the doctor looks: what the look before said of it, as this one has not come to it yet */
  former: Type.Optional(Type.Boolean()),
})
export type Check = Static<typeof Check>

export const DoctorReport = Type.Object({
  /** absent: it has not looked since the server started */
  startedAt: Type.Optional(Time),
  /** absent while it is looking */
  endedAt: Type.Optional(Time),
  /** the short form, which the server goes through by itself when it starts */
  short: Type.Boolean(),
  /** how many it goes through in all */
  total: Type.Integer(),
  /** those that have ended so far and, of the others, what the look before said; in the order of the groups */
  checks: Type.Array(Check),
  /** what `fix` did, a sentence each */
  fixed: Type.Array(Type.String()),
})
export type DoctorReport = Static<typeof DoctorReport>

export const doctorRoutes = {
  getDoctor: {
    method: 'GET',
    path: '/api/admin/doctor',
    access: 'system-administrator',
    summary: 'The last report, or as much of it as there is while the doctor is looking.',
    response: DoctorReport,
  },
  runDoctor: {
    method: 'POST',
    path: '/api/admin/doctor',
    access: 'system-administrator',
    records: 'doctor-run',
    summary: 'Go through all checks, with `fix` mend first what can be mended safely; ask getDoctor how far it is. One looks at a time.',
    body: Type.Object({
      fix: Type.Optional(Type.Boolean()),
      /** only this editor's checks among those of editors */
      editor: Type.Optional(Type.String({ maxLength: 100 })),
    }),
    response: DoctorReport,
  },
} as const satisfies Record<string, Route>
