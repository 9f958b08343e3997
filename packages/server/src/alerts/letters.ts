import type { AlertEvent } from '@moorage/api'

export interface Told {
  title: string
  text: string
  remedy: string
  link: string
  openedAt: number
  closedAt: number | null
}

const SUBJECTS: Record<AlertEvent, (title: string) => string> = {
  opened: (title) => `Moorage: ${title}`,
  'still-open': (title) => `Moorage, still so: ${title}`,
  over: (title) => `Moorage, over: ${title}`,
}

/** In UTC: whoever reads it may be anywhere. */
const time = (at: number) => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** Plain text, without anybody's name. */
export function letterOf(event: AlertEvent, { title, text, remedy, link, openedAt, closedAt }: Told, portalOrigin: string) {
  const when = event === 'over' ? `From ${time(openedAt)} to ${time(closedAt ?? openedAt)}; it is over.` : `Since ${time(openedAt)}.`
  const what = event === 'over' ? [] : [`What to do: ${remedy}`, `${portalOrigin}${link}`]
  const why = `Who gets these mails: ${portalOrigin}/admin/alerts`
  return { subject: SUBJECTS[event](title), text: [text, when, ...what, why].join('\n\n') }
}
