import type { ActivityGroup } from '@moorage/api'

const DAY = 24 * 60 * 60 * 1000
export const SPANS = ['week', 'day', 'month', 'all', 'own'] as const
export type Span = (typeof SPANS)[number]
export const GROUPS = [
  'sign-in',
  'editing',
  'files',
  'sharing',
  'administration',
  'policy',
  'microsoft-365',
] as const satisfies ActivityGroup[]

/** What the page is narrowed down to, as it stands in its address. */
export interface Filter {
  organization: string | undefined
  person: string | undefined
  group: ActivityGroup | undefined
  span: Span
  /** of an own span: first and last day, as 2026-11-25 */
  from: string | undefined
  to: string | undefined
}

const DATE = /^\d{4}-\d\d-\d\d$/
export const dateIn = (params: URLSearchParams, name: string) =>
  DATE.test(params.get(name) ?? '') ? (params.get(name) ?? undefined) : undefined

/** Whatever is not understood is left out. */
export function filterOf(params: URLSearchParams): Filter {
  return {
    organization: params.get('organization') ?? undefined,
    person: params.get('person') ?? undefined,
    group: GROUPS.find((group) => group === params.get('group')),
    span: SPANS.find((span) => span === params.get('span')) ?? 'week',
    from: dateIn(params, 'from'),
    to: dateIn(params, 'to'),
  }
}

/** A day's first moment here, or `days` later. */
const startOf = (date: string, days = 0): number => {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  return new Date(year, month - 1, day + days).getTime()
}

/** The first and the last moment of a span, where it has them. */
export function timesOf({ span, from, to }: Pick<Filter, 'span' | 'from' | 'to'>, now: number): { from?: number; to?: number } {
  const since = { day: now - DAY, week: now - 7 * DAY, month: now - 30 * DAY, all: undefined, own: from ? startOf(from) : undefined }[span]
  const until = span === 'own' && to ? startOf(to, 1) - 1 : undefined
  return { ...(since === undefined ? {} : { from: since }), ...(until === undefined ? {} : { to: until }) }
}

/** As the API takes it, for the list as for the CSV. */
export const queryOf = ({ organization, person, group, ...times }: Filter, now: number) => ({
  ...(organization ? { organizationId: organization } : {}),
  ...(person ? { accountId: person } : {}),
  ...(group ? { group } : {}),
  ...timesOf(times, now),
})
