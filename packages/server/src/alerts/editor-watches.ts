import type { App } from '../app.ts'
import { counted, inPercent } from '../doctor/amounts.ts'
import { measuredSince } from '../editing-sessions/measured.ts'
import type { Measured, MeasureName } from '../editing-sessions/measures.ts'
import { keepObserved } from '../editing-sessions/recorder.ts'
import { editorById, registryOf } from '../office/registry.ts'
import { storedRollouts } from '../office/rollout/stored.ts'
import { type Condition, MINUTE_MS } from './condition.ts'

type Handles = Pick<App, 'config' | 'db' | 'log' | 'now'>

const WINDOW_MS = 10 * MINUTE_MS
/** a single mishap is nobody's alarm */
const SAVES_AT_LEAST = 5
const SAVES_SHARE = 0.1
const PROOFS_AT_LEAST = 20
const PROOFS_SHARE = 0.05

/** As long as nobody has decided since. */
export async function brakes(app: Handles): Promise<Condition[]> {
  return Object.entries(storedRollouts(app)).flatMap(
    ([
      editor,
      {
        decisions: [last],
      },
    ]) => {
      if (last?.by !== 'brake') return []
      const name = editorById(app, editor)?.name ?? editor
      const what = last.what === 'held' ? 'held' : 'stepped back'
      return [
        {
          ...{ kind: 'brake' as const, subject: editor, title: `The roll-out of ${name} was ${what} by the brake` },
          text: `${last.reason ?? ''} ${last.what === 'held' ? 'Nobody new gets it' : 'Whoever the stage had brought in gets the former editor'}; whoever is editing goes on.`.trim(),
          remedy: 'Find out what is wrong with the editor, and then resume or end the roll-out.',
          link: '/admin/roll-out',
        },
      ]
    },
  )
}

export async function discoveries(app: Handles): Promise<Condition[]> {
  return registryOf(app).ordered.flatMap(({ id, name, discoveryUrl, dormant, failures, problem, zone }) =>
    discoveryUrl && !dormant && failures > 0
      ? [
          {
            ...{ kind: 'discovery' as const, subject: id, title: `${name} cannot be reached` },
            text: `Its discovery address ${problem ?? 'does not answer'}. ${zone ? 'What was known of it is used for the time being.' : 'No file opens in it.'}`,
            remedy: 'See whether it runs, and whether this machine reaches it; the doctor looks at both.',
            link: '/admin/doctor',
          },
        ]
      : [],
  )
}

/** Of each editor; `names` together. */
function countsOf(measured: Measured[], names: MeasureName[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { client, name, count } of measured) if (names.includes(name)) counts.set(client, (counts.get(client) ?? 0) + count)
  return counts
}

async function lately(app: Handles): Promise<Measured[]> {
  await keepObserved(app)
  return measuredSince(app, app.now() - WINDOW_MS)
}

const minutes = `the last ${WINDOW_MS / MINUTE_MS} minutes`

export async function saves(app: Handles): Promise<Condition[]> {
  const measured = await lately(app)
  const all = countsOf(measured, ['save', 'save-failed'])
  return [...countsOf(measured, ['save-failed'])].flatMap(([client, failed]) => {
    const whole = all.get(client) ?? 0
    if (failed < SAVES_AT_LEAST || failed <= whole * SAVES_SHARE) return []
    const name = editorById(app, client)?.name ?? client
    return [
      {
        ...{ kind: 'saves' as const, subject: client, title: `Saves from ${name} fail` },
        text: `${failed.toLocaleString('en')} of ${counted(whole, 'save')} in ${minutes} failed (${inPercent(failed, whole)}). What could be kept is under Unsaved work.`,
        remedy: 'Look at the disk and at what stands between the editor and this server; the doctor tries a large save the whole way.',
        link: '/admin/doctor',
      },
    ]
  })
}

export async function proofs(app: Handles): Promise<Condition[]> {
  const measured = await lately(app)
  const all = countsOf(measured, ['call'])
  return [...countsOf(measured, ['proof-refused'])].flatMap(([client, refused]) => {
    const whole = all.get(client) ?? 0
    if (refused < PROOFS_AT_LEAST || refused <= whole * PROOFS_SHARE) return []
    const name = editorById(app, client)?.name ?? client
    return [
      {
        ...{ kind: 'proofs' as const, subject: client, title: `Requests from ${name} are refused` },
        text: `The proof of ${refused.toLocaleString('en')} of ${counted(whole, 'request')} in ${minutes} did not hold (${inPercent(refused, whole)}): people cannot open or save.`,
        remedy: 'Look at this machine’s clock, and at a proxy that changes addresses on the way; the doctor looks at both.',
        link: '/admin/doctor',
      },
    ]
  })
}
