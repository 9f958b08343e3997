import type { Person } from '@moorage/api'
import { words } from './words.ts'

// Dates and numbers follow the browser's locale, not the page's language.
const time = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' })
const dayAndTime = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' })
const fullDay = new Intl.DateTimeFormat(undefined, { year: 'numeric', month: 'short', day: 'numeric' })
const wholeDay = new Intl.DateTimeFormat(undefined, { dateStyle: 'full' })
const coming = new Intl.DateTimeFormat(undefined, {
  ...{ weekday: 'short', year: 'numeric', month: 'short', day: 'numeric' },
  ...{ hour: 'numeric', minute: '2-digit' },
})
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' })
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' })
const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 0 })

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

const startOfDay = (at: number) => new Date(at).setHours(0, 0, 0, 0)

/** What stands within sentences, where it stands alone: "a test client" → "A test client". */
export const capital = (text: string) => text.charAt(0).toLocaleUpperCase() + text.slice(1)

/** "Today, 14:03" · "Yesterday, 9:10" · "Nov 3, 14:03" · "Nov 3, 2024" */
export const formatWhen = (at: number, now = Date.now()) => capital(sayWhen(at, now))

/** The same within a sentence: "today, 14:03" */
export function sayWhen(at: number, now = Date.now()): string {
  const days = Math.round((startOfDay(at) - startOfDay(now)) / (24 * HOUR))
  if (days === 0 || days === -1) return `${relative.format(days, 'day')}, ${time.format(at)}`
  return new Date(at).getFullYear() === new Date(now).getFullYear() ? dayAndTime.format(at) : fullDay.format(at)
}

/** "Nov 3, 2026" */
export const formatDate = (at: number) => fullDay.format(at)

export const formatTime = (at: number) => time.format(at)

/** "Today" · "Yesterday" · "Wednesday, November 25, 2026" */
export function formatDay(at: number, now = Date.now()): string {
  const days = Math.round((startOfDay(at) - startOfDay(now)) / (24 * HOUR))
  return days === 0 || days === -1 ? capital(relative.format(days, 'day')) : wholeDay.format(at)
}

/** "Mon, Nov 30, 2026, 9:00": of what is to come */
export const formatComing = (at: number) => coming.format(at)

export const formatExactly = (at: number) => full.format(at)

/** "14:01–14:05" on one day, else both with their days; one moment stays one. */
export function formatSpan(from: number, to: number, now = Date.now()): string {
  if (time.format(from) === time.format(to) && startOfDay(from) === startOfDay(to)) return formatSpanStart(from, now)
  if (startOfDay(from) !== startOfDay(to)) return `${formatWhen(from, now)} – ${formatWhen(to, now)}`
  return `${formatSpanStart(from, now)}–${time.format(to)}`
}

/** Today's times need no day: "14:01". */
function formatSpanStart(at: number, now: number): string {
  return startOfDay(at) === startOfDay(now) ? time.format(at) : formatWhen(at, now)
}

/** "just now" · "5 minutes ago"; undefined when more than an hour ago. */
export function formatRecent(at: number, now = Date.now()): string | undefined {
  const ago = now - at
  if (ago < MINUTE) return 'just now'
  if (ago < HOUR) return relative.format(-Math.floor(ago / MINUTE), 'minute')
  return undefined
}

export const nameOf = (person: Person | undefined) => (person ? (person.you ? words.list.you : person.name) : '')

/** "You, just now" while it is recent, else "Ben". */
export function formatChange(person: Person | undefined, at: number, now = Date.now()): string {
  const recent = formatRecent(at, now)
  const who = nameOf(person)
  if (!who) return recent ?? ''
  return recent ? words.list.since(who, recent) : who
}

/** Bytes for people, in steps of 1024 as file managers count. */
export function formatSize(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024
    unit++
  }
  const digits = unit > 0 && value < 10 ? 1 : 0
  return new Intl.NumberFormat(undefined, {
    style: 'unit',
    unit: UNITS[unit],
    unitDisplay: unit === 0 ? 'long' : 'short',
    maximumFractionDigits: digits,
  }).format(value)
}

export const formatPercent = (part: number) => percent.format(part)
