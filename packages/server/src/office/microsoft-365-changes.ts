import type { Microsoft365State, Running, Step } from '@moorage/api'
import { setPolicy } from '../organizations/policies.ts'
import { lineOf } from '../organizations/scope.ts'
import type { Transaction } from '../storage/db/transaction.ts'
import { changeStored, inForce, type StoredMicrosoft365 } from './microsoft-365.ts'
import { putTester } from './testers.ts'

/** The portal's choice of the state, in force at once. */
const setMicrosoft365State: Transaction<{ state: Microsoft365State; running: Running; now: number }, StoredMicrosoft365> = (
  sql,
  { state, running, now },
) =>
  changeStored(sql, (stored) =>
    stored.last === state ? { ...stored, state } : { ...inForce(stored, state, now, running === 'finish'), state },
  )

/** The portal's discovery address of one environment; undefined goes back to Microsoft's. */
const setMicrosoft365Address: Transaction<{ environment: 'test' | 'production'; url: string | undefined }, StoredMicrosoft365> = (
  sql,
  { environment, url },
) =>
  changeStored(sql, (stored) => {
    const name = environment === 'test' ? 'testUrl' : 'productionUrl'
    const { [name]: _, ...rest } = stored
    return url === undefined ? rest : { ...rest, [name]: url }
  })

type Rehearsal = {
  /** of the built-in editor; undefined where the settings say the address */
  url: string | undefined
  /** undefined where the settings say the state */
  state: 'testing' | undefined
  testers: { organizationId: string; accountId: string }[]
  addedBy: string
  now: number
}

/** Testing with the built-in editor in Microsoft's place, its testers, and the policy that lets them in: all or nothing. */
const beginRehearsal: Transaction<Rehearsal, StoredMicrosoft365> = async (sql, { url, state, testers, addedBy, now }) => {
  for (const tester of testers) await putTester(sql, { ...tester, addedBy, now })
  // from the top down: nothing may be higher than what is above it
  for (const organizationId of new Set(testers.map((tester) => tester.organizationId)))
    for (const id of (await lineOf(sql, organizationId)).reverse())
      await setPolicy(sql, { organizationId: id, policy: 'microsoft-365', value: 'edit', running: 'finish', below: false, now })
  return changeStored(sql, (stored) => {
    const changed = state === undefined || stored.last === state ? stored : inForce(stored, state, now, true)
    return { ...changed, ...(state === undefined ? {} : { state }), ...(url === undefined ? {} : { testUrl: url }) }
  })
}

type StepChange = {
  step: Step['name']
  state: Step['state'] | undefined
  note: string | undefined
  answers: Record<string, boolean> | undefined
  now: number
}

const noteMicrosoft365Step: Transaction<StepChange, StoredMicrosoft365> = (sql, { step, state, note, answers, now }) =>
  changeStored(sql, (stored) => {
    const before = stored.steps[step] ?? {}
    const { doneAt: _, startedAt, ...rest } = before
    const next = {
      ...(state === undefined ? before : { ...rest, state }),
      ...(state === 'under-way' || state === 'done' ? { startedAt: startedAt ?? now } : {}),
      ...(state === 'done' ? { doneAt: now } : {}),
      ...(note === undefined ? {} : { note }),
    }
    return {
      ...stored,
      steps: { ...stored.steps, [step]: next },
      ...(answers === undefined ? {} : { answers: { ...stored.answers, ...answers } }),
    }
  })

export const microsoft365ChangeTransactions = { setMicrosoft365State, setMicrosoft365Address, beginRehearsal, noteMicrosoft365Step }
