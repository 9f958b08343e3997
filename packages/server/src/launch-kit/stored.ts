import type { LaunchFields, LaunchFlow, LaunchFlowName, LaunchStepName, TrafficAssumptions } from '@moorage/api'
import type { App } from '../app.ts'
import { putSettingRow, settingOf, settingRow } from '../installation.ts'
import type { Transaction } from '../storage/db/transaction.ts'

export interface StoredStep {
  state?: 'to-do' | 'under-way' | 'done'
  startedAt?: number
  doneAt?: number
  note?: string
}

export interface StoredFlow extends Pick<LaunchFlow, 'state' | 'note'> {
  at: number
  /** a name, for people; the first flows that were kept have none */
  by?: string
  /** of the settings that it was tried with */
  settings: string
}

/** One line of a flow that was done. */
export interface StoredTick {
  at: number
  by: string
  settings: string
}

/** What people said: JSON in the table of settings. */
export interface StoredLaunchKit {
  fields: LaunchFields
  steps: Partial<Record<LaunchStepName, StoredStep>>
  flows: Partial<Record<LaunchFlowName, StoredFlow>>
  /** by flow, then by line */
  ticks: Partial<Record<LaunchFlowName, Record<number, StoredTick>>>
  /** absent: nobody stated any */
  traffic?: TrafficAssumptions
}

const parse = (text: string | undefined): StoredLaunchKit => ({
  fields: {},
  steps: {},
  flows: {},
  ticks: {},
  ...(text ? JSON.parse(text) : {}),
})

export const storedLaunchKit = async (app: Pick<App, 'db'>): Promise<StoredLaunchKit> => parse(await settingOf(app, 'launch_kit'))

type Change = {
  fields: LaunchFields
  step: { name: LaunchStepName; state: StoredStep['state']; at: number; note: string | undefined } | undefined
  flow: (StoredFlow & { name: LaunchFlowName }) | undefined
  tick: (StoredTick & { flow: LaunchFlowName; line: number; done: boolean }) | undefined
  traffic?: TrafficAssumptions
}

function stepAfter(before: StoredStep, { state, at, note }: NonNullable<Change['step']>): StoredStep {
  const said = note === undefined ? before : { ...before, note }
  if (state === undefined) return said
  const { startedAt, doneAt: _, ...rest } = said
  if (state === 'to-do') return { ...rest, state }
  if (state === 'under-way') return { ...rest, state, startedAt: at }
  return { ...rest, state, startedAt: Math.min(startedAt ?? at, at), doneAt: at }
}

const keptFlow = ({ name: _, ...flow }: NonNullable<Change['flow']>): StoredFlow => flow

function ticksAfter(before: StoredLaunchKit['ticks'], { flow, tick }: Pick<Change, 'flow' | 'tick'>): StoredLaunchKit['ticks'] {
  // who begins anew begins with the first line
  const kept = flow?.state === 'to-do' ? { ...before, [flow.name]: {} } : before
  if (!tick) return kept
  const { flow: name, line, done, ...ticked } = tick
  const { [line]: _, ...others } = kept[name] ?? {}
  return { ...kept, [name]: done ? { ...others, [line]: ticked } : others }
}

const changeLaunchKit: Transaction<Change, void> = async (sql, { fields, step, flow, tick, traffic }) => {
  const stored = parse((await sql.get(settingRow, { name: 'launch_kit' }))?.value)
  const next: StoredLaunchKit = {
    ...stored,
    ...(traffic ? { traffic } : {}),
    fields: { ...stored.fields, ...fields },
    steps: step ? { ...stored.steps, [step.name]: stepAfter(stored.steps[step.name] ?? {}, step) } : stored.steps,
    flows: flow ? { ...stored.flows, [flow.name]: keptFlow(flow) } : stored.flows,
    ticks: ticksAfter(stored.ticks, { flow, tick }),
  }
  await sql.run(putSettingRow, { name: 'launch_kit', value: JSON.stringify(next) })
}

export const launchKitTransactions = { changeLaunchKit }
