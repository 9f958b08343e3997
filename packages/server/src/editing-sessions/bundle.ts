import type { EditingSession, SessionEvent, SessionSave } from '@moorage/api'
import { redactor } from './redaction.ts'

/** One session as it goes to support. */
export interface BundleOf {
  session: EditingSession
  others: EditingSession[]
  events: SessionEvent[]
  saves: SessionSave[]
  /** not everything is in it: there were more events than go in */
  cut: boolean
}

/** What of the installation support has to know, without names, addresses or secrets. */
export type Installation = Record<string, string | number | boolean | null>

interface Options {
  /** of people, files and organizations */
  names: boolean
  /** names that whoever downloads it may not know: never in it */
  hidden: readonly string[]
  now: number
  installation: Installation
}

/** Names as they stand in a bundle without names: the same person is the same letter everywhere in it. */
function stands({ session, others, saves }: BundleOf): Map<string, string> {
  const found = new Map<string, string>()
  const add = (name: string | undefined, stand: string) => {
    if (name && !found.has(name)) found.set(name, stand)
  }
  let people = 0
  const person = (name: string | undefined) => name && !found.has(name) && add(name, `Person ${++people}`)
  for (const { person: somebody } of [session, ...others]) person(somebody.name)
  for (const { by } of saves) person(by)
  for (const { item, organization } of [session, ...others]) {
    const extension = /\.[A-Za-z0-9]{1,10}$/.exec(item.name ?? '')?.[0] ?? ''
    add(item.name, `the file${extension}`)
    add(organization.name, 'the organization')
  }
  return found
}

const sinceOpened = (at: number, openedAt: number) => {
  const ms = at - openedAt
  return `${ms < 0 ? '-' : '+'}${(Math.abs(ms) / 1000).toFixed(3)} s`
}

/** The JSON of a bundle and the same to read. */
export function bundleOf(of: BundleOf, { names, hidden, now, installation }: Options): { json: string; text: string } {
  const found = stands(of)
  const named = (name: string | undefined) => (name === undefined ? undefined : names ? name : (found.get(name) ?? 'somebody'))
  // where its name is shown, the administrator may know it
  const unknown = of.session.item.name === undefined ? hidden : []
  const safe = redactor(new Map([...(names ? [] : found), ...unknown.map((name) => [name, 'the file'] as const)]))
  const { openedAt } = of.session
  const facts = ({ number, person, item, organization, openedAt: opened, shownAt, lastAt, lastSaveAt, ...rest }: EditingSession) => ({
    number,
    person: named(person.name),
    file: named(item.name) ?? 'a file in My Files',
    organization: named(organization.name),
    opened: new Date(opened).toISOString(),
    shown: shownAt === undefined ? null : new Date(shownAt).toISOString(),
    lastHeard: new Date(lastAt).toISOString(),
    lastSave: lastSaveAt === undefined ? null : new Date(lastSaveAt).toISOString(),
    // an administrator's words, and the name of an editor may be one too
    ...{ ...rest, editorName: safe(rest.editorName), ...(rest.stage === undefined ? {} : { stage: safe(rest.stage) }) },
  })
  const events = of.events.map(({ seq: _, at, detail, ...rest }) => ({
    at: new Date(at).toISOString(),
    sinceOpened: sinceOpened(at, openedAt),
    ...rest,
    ...(detail === undefined ? {} : { detail: safe(detail) }),
  }))
  const saves = of.saves.map(({ at, by, editorName, ...rest }) => ({
    at: new Date(at).toISOString(),
    sinceOpened: sinceOpened(at, openedAt),
    ...rest,
    by: named(by),
    ...(editorName === undefined ? {} : { editorName: safe(editorName) }),
  }))
  const bundle = {
    made: new Date(now).toISOString(),
    names,
    complete: !of.cut,
    installation,
    session: facts(of.session),
    others: of.others.map(facts),
    events,
    saves,
  }
  return { json: `${JSON.stringify(bundle, null, 2)}\n`, text: readable(bundle) }
}

const lines = (facts: object) =>
  Object.entries(facts)
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([name, value]) => `${name}: ${String(value)}`)

interface Bundle {
  made: string
  complete: boolean
  installation: Installation
  session: { number: string }
  others: object[]
  events: { at: string; sinceOpened: string; source: string; name: string }[]
  saves: { at: string; sinceOpened: string }[]
}

function readable({ made, complete, installation, session, others, events, saves }: Bundle): string {
  const moments = [
    ...events.map(({ at, sinceOpened: since, source, name, ...more }) => ({ at, since, what: `${source} ${name}`, more })),
    ...saves.map(({ at, sinceOpened: since, ...more }) => ({ at, since, what: 'kept', more })),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  const line = ({ at, since, what, more }: (typeof moments)[number]) =>
    `${at} ${since.padStart(14)} ${what} ${lines(more).join(', ')}`.trimEnd()
  return [
    `Editing session ${session.number}`,
    `Written down ${made}. Locks are told apart by the first letters of a checksum.`,
    ...(complete ? [] : ['There were more events than are in here: the last ones are missing.']),
    '',
    ...lines(session),
    '',
    'Installation',
    ...lines(installation),
    '',
    `In the same file meanwhile: ${others.length}`,
    ...others.map((other) => lines(other).join(', ')),
    '',
    'What happened',
    ...moments.map(line),
    '',
  ].join('\n')
}
