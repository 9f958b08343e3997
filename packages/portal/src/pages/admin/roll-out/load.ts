import type { BenchMeasured, Traffic, TrafficKind } from '@moorage/api'

/** What is stated of how people work. */
export interface Pace {
  /** minutes that a file is edited for */
  editMinutes: number
  /** of that time, in percent, in which it is being changed */
  changingPercent: number
}
export const FIRST_PACE: Pace = { editMinutes: 20, changingPercent: 50 }

/** Seconds between two of them, as Office for the web has them (WOPI documentation, "Coauthoring"). */
const SAVES: Record<TrafficKind, number> = { word: 30, excel: 120, powerpoint: 60 }
const CHECKS: Partial<Record<TrafficKind, number>> = { word: 300, powerpoint: 300 }
const REFRESH = 900
const HOUR = 3600

/** In the busiest hour. */
export interface Load {
  /** documents per second */
  opens: number
  /** requests per second: CheckFileInfo and GetFile, and Lock and Unlock of what is opened to edit */
  opening: number
  /** CheckFileInfo and RefreshLock of open editing sessions, per second */
  refreshing: number
  /** PutFile per second */
  saving: number
  /** editing sessions open at once */
  sessions: number
  /** of what the server answered when it was measured, 0–1 and above; GetFile was not measured */
  ofBench?: number
}

/**
 * What a stage asks of the server once `share` (0–1) of the people have the editor: as many open documents as are opened
 * in the time that each stays open. Pure.
 */
export function loadOf({ rows, total }: Pick<Traffic, 'rows' | 'total'>, share: number, pace: Pace, bench?: BenchMeasured): Load {
  // kinds have their busiest hours at different times: together they are no more than the busiest of all
  const sum = rows.reduce((all, { opens }) => all + opens.peakHour, 0)
  const scale = sum === 0 ? 0 : (total.peakHour / sum) * share
  const load = { opens: 0, edits: 0, checks: 0, refreshes: 0, saving: 0, sessions: 0 }
  for (const { kind, action, opens } of rows) {
    const perSecond = (opens.peakHour * scale) / HOUR
    load.opens += perSecond
    if (action === 'view') continue
    const sessions = perSecond * pace.editMinutes * 60
    load.edits += perSecond
    load.sessions += sessions
    load.checks += sessions / (CHECKS[kind] ?? Number.POSITIVE_INFINITY)
    load.refreshes += sessions / REFRESH
    load.saving += (sessions * pace.changingPercent) / 100 / SAVES[kind]
  }
  const { opens, edits, checks, refreshes, saving, sessions } = load
  return {
    ...{ opens, saving, sessions },
    opening: 2 * opens + 2 * edits,
    refreshing: checks + refreshes,
    ...(bench
      ? {
          ofBench:
            (opens + checks) / bench.perSecond.checkFileInfo +
            (2 * edits + refreshes) / bench.perSecond.refreshLock +
            saving / bench.perSecond.putFile100kB,
        }
      : {}),
  }
}
