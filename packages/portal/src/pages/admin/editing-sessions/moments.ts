import type { SessionEvent, SessionSave, SessionTimeline } from '@moorage/api'

/** Slower than this stands out, in milliseconds. */
const SLOW_MS = 3000

/** One line of the timeline: an event, or what was kept of the file. */
export type Moment = { key: string; at: number } & ({ event: SessionEvent } | { save: SessionSave })

/** "850 ms" · "12.3 s" */
export function tookOf(ms: number): string {
  if (ms < 1000) return `${Math.max(0, ms)} ms`
  return `${(ms / 1000).toLocaleString(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 })} s`
}

const two = (value: number) => String(value).padStart(2, '0')

/** "+12.345 s" · "+37:42.040" · "+1:02:03.004", from the opening on. */
export function sinceOpening(ms: number): string {
  const whole = Math.abs(ms)
  const sign = ms < 0 ? '−' : '+'
  const [hours, minutes] = [Math.floor(whole / 3_600_000), Math.floor(whole / 60_000) % 60]
  const seconds = ((whole % 60_000) / 1000).toFixed(3)
  if (whole < 60_000) return `${sign}${seconds} s`
  return `${sign}${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${seconds.padStart(6, '0')}`
}

const clock = new Intl.DateTimeFormat(undefined, {
  ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, hourCycle: 'h23' },
} as Intl.DateTimeFormatOptions)

/** "14:03:07.250" */
export const toTheMillisecond = (at: number) => clock.format(at)

const BAD_NAMES: ReadonlySet<string> = new Set(['refused', 'blocked', 'slow', 'script-error', 'offline', 'lock-released', 'open-failed'])

/** Whether it stands out: it failed, or it was slow. */
export function markOf(moment: Moment): 'bad' | 'slow' | undefined {
  if ('save' in moment) return moment.save.kind === 'rescue' ? 'bad' : undefined
  const { source, name, status, ms = 0, detail } = moment.event
  if (source !== 'editor') return BAD_NAMES.has(name) || (name === 'document-state' && detail === 'failed') ? 'bad' : undefined
  if (status !== undefined && (status === 0 || status >= 400)) return 'bad'
  return ms >= SLOW_MS ? 'slow' : undefined
}

/** A lock that nothing is heard of for so long is gone. */
const LOCK_MS = 30 * 60_000

/**
 * WOPI does not tell what a Lock that is granted found. Where nobody else was in the file, the calls before it do:
 * each by itself tells which lock it left.
 */
function withLocksBefore(events: SessionEvent[]): SessionEvent[] {
  let left: { lock: string; at: number } | undefined
  return events.map((event) => {
    const { name, at, lockBefore, lockAfter } = event
    const found = left && (left.lock === '' || at - left.at < LOCK_MS) ? left.lock : undefined
    if (name === 'lock-released') left = { lock: '', at }
    else if (lockAfter !== undefined) left = { lock: lockAfter, at }
    const asks = name === 'Lock' && lockAfter !== undefined && lockBefore === undefined
    return asks && found !== undefined ? { ...event, lockBefore: found } : event
  })
}

/**
 * Everything in the order of its time. What was kept of the file after the last event that is there belongs to what
 * is not read yet.
 */
export function momentsOf({ events, others, saves, next }: Pick<SessionTimeline, 'events' | 'others' | 'saves' | 'next'>): Moment[] {
  const last = next === undefined ? Number.POSITIVE_INFINITY : (events.at(-1)?.at ?? 0)
  return [
    ...(others.length === 0 ? withLocksBefore(events) : events).map((event) => ({ key: `event ${event.seq}`, at: event.at, event })),
    ...saves.filter(({ at }) => at <= last).map((save, index) => ({ key: `save ${index}`, at: save.at, save })),
  ].sort((a, b) => a.at - b.at)
}
