import { CHECK_GROUPS, type Check, type CheckGroup, type CheckStatus, type DoctorReport } from '@moorage/api'

/** The worst comes first. */
const ORDER: readonly CheckStatus[] = ['failure', 'warning', 'ok', 'not-applicable']

export const isLooking = ({ startedAt, endedAt }: DoctorReport) => startedAt !== undefined && endedAt === undefined

export const isToMend = ({ status }: Check) => status === 'failure' || status === 'warning'

export function countsOf(checks: readonly Check[]): Record<CheckStatus, number> {
  const counts = { ok: 0, warning: 0, failure: 0, 'not-applicable': 0 }
  for (const { status } of checks) counts[status]++
  return counts
}

export const worstOf = (checks: readonly Check[]): CheckStatus =>
  ORDER.find((status) => checks.some((check) => check.status === status)) ?? 'not-applicable'

export interface Group {
  name: CheckGroup
  worst: CheckStatus
  /** failures, then warnings */
  toMend: Check[]
  ok: Check[]
  notApplicable: Check[]
}

/** The checks by group; groups with failures come first, then those with warnings, else in the API's order. */
export function groupsOf(checks: readonly Check[]): Group[] {
  const groups = CHECK_GROUPS.flatMap((name): Group[] => {
    const those = checks.filter(({ group }) => group === name)
    if (those.length === 0) return []
    const of = (status: CheckStatus) => those.filter((check) => check.status === status)
    return [
      {
        name,
        worst: worstOf(those),
        toMend: [...of('failure'), ...of('warning')],
        ok: of('ok'),
        notApplicable: of('not-applicable'),
      },
    ]
  })
  const rank = ({ worst }: Group) => Math.min(ORDER.indexOf(worst), ORDER.indexOf('ok'))
  return groups.toSorted((a, b) => rank(a) - rank(b))
}
