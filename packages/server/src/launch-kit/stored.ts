import type { LaunchFields, LaunchFlow, LaunchFlowName, LaunchStepName } from '@moorage/api'
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
  /** of the settings that it was tried with */
  settings: string
}

/** What people said: JSON in the table of settings. */
export interface StoredLaunchKit {
  fields: LaunchFields
  steps: Partial<Record<LaunchStepName, StoredStep>>
  flows: Partial<Record<LaunchFlowName, StoredFlow>>
}

const parse = (text: string | undefined): StoredLaunchKit => ({ fields: {}, steps: {}, flows: {}, ...(text ? JSON.parse(text) : {}) })

export const storedLaunchKit = async (app: Pick<App, 'db'>): Promise<StoredLaunchKit> => parse(await settingOf(app, 'launch_kit'))

type Change = {
  fields: LaunchFields
  step: { name: LaunchStepName; state: StoredStep['state']; at: number; note: string | undefined } | undefined
  flow: (StoredFlow & { name: LaunchFlowName }) | undefined
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

const changeLaunchKit: Transaction<Change, void> = async (sql, { fields, step, flow }) => {
  const stored = parse((await sql.get(settingRow, { name: 'launch_kit' }))?.value)
  const next: StoredLaunchKit = {
    fields: { ...stored.fields, ...fields },
    steps: step ? { ...stored.steps, [step.name]: stepAfter(stored.steps[step.name] ?? {}, step) } : stored.steps,
    flows: flow ? { ...stored.flows, [flow.name]: keptFlow(flow) } : stored.flows,
  }
  await sql.run(putSettingRow, { name: 'launch_kit', value: JSON.stringify(next) })
}

export const launchKitTransactions = { changeLaunchKit }
