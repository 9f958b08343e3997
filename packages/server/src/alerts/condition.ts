import type { AlertKind } from '@moorage/api'

/** Something that administrators ought to know, as long as it is the case. */
export interface Condition {
  kind: AlertKind
  /** which one of its kind: an editor's id, a job's name; empty where there is only one */
  subject: string
  /** in a few words, for a subject line */
  title: string
  /** one or two sentences with the figures */
  text: string
  /** what to do about it */
  remedy: string
  /** the portal's page that helps: /admin/… */
  link: string
}

export const MINUTE_MS = 60_000
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS
