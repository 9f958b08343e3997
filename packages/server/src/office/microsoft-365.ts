import type { Microsoft365State, StepName } from '@moorage/api'
import type { App } from '../app.ts'
import { MICROSOFT_PRODUCTION_URL, MICROSOFT_TEST_URL } from '../config-variables.ts'
import { putSettingRow, settingOf, settingRow } from '../installation.ts'
import type { Sql } from '../storage/db/sql.ts'
import type { Transaction } from '../storage/db/transaction.ts'

export const M365 = 'm365'
export const M365_TEST = 'm365test'

/** How long editing sessions that were running when it was switched off may still save. */
export const FINISH_MS = 10 * 60 * 1000

export type Microsoft365Step = {
  state?: 'to-do' | 'under-way' | 'done'
  startedAt?: number
  doneAt?: number
  note?: string
}

/** What is kept of it: JSON in the table of settings. Immutable, and in memory all the time. */
export interface StoredMicrosoft365 {
  /** the portal's choice */
  state: Microsoft365State
  /** the portal's addresses; absent: Microsoft's */
  testUrl?: string
  productionUrl?: string
  /** the state that was last in force, whoever said it, and the one before it */
  last: Microsoft365State
  previous?: Microsoft365State
  changedAt: number
  finishUntil?: number
  steps: Partial<Record<StepName, Microsoft365Step>>
  answers: Record<string, boolean>
}

/** What is in force now. */
export interface Microsoft365Now {
  state: Microsoft365State
  /** the test environment is the built-in editor in Microsoft's place */
  rehearsal: boolean
  testUrl: string
  productionUrl: string
  /** grants made before `changedAt` have this state until `finishUntil` */
  previousState?: Microsoft365State
  changedAt: number
  finishUntil?: number
}

const NOTHING: StoredMicrosoft365 = Object.freeze({ state: 'off', last: 'off', changedAt: 0, steps: {}, answers: {} })

/** One per open database: the world has one. */
const remembered = new WeakMap<App['db'], StoredMicrosoft365>()
const computed = new WeakMap<StoredMicrosoft365, { config: App['config']; now: Microsoft365Now }>()

export const storedMicrosoft365 = (app: Pick<App, 'db'>): StoredMicrosoft365 => remembered.get(app.db) ?? NOTHING

export const rehearsalUrl = ({ editorOrigin }: Pick<App['config'], 'editorOrigin'>) => `${editorOrigin}/hosting/discovery`

/**
 * The state of Microsoft 365 now: synchronous, from memory. The settings file and the environment win over what the
 * portal says.
 */
export function microsoft365(app: Pick<App, 'config' | 'db'>): Microsoft365Now {
  const stored = storedMicrosoft365(app)
  const known = computed.get(stored)
  if (known?.config === app.config) return known.now
  const { microsoft365: given } = app.config
  const testUrl = given.testUrl ?? stored.testUrl ?? MICROSOFT_TEST_URL
  const now = Object.freeze<Microsoft365Now>({
    state: given.state ?? stored.state,
    rehearsal: testUrl === rehearsalUrl(app.config),
    testUrl,
    productionUrl: given.productionUrl ?? stored.productionUrl ?? MICROSOFT_PRODUCTION_URL,
    ...(stored.previous ? { previousState: stored.previous } : {}),
    changedAt: stored.changedAt,
    ...(stored.finishUntil ? { finishUntil: stored.finishUntil } : {}),
  })
  computed.set(stored, { config: app.config, now })
  return now
}

/** From now on this is in force, for every request that begins. */
export const rememberMicrosoft365 = (app: Pick<App, 'db'>, stored: StoredMicrosoft365) => void remembered.set(app.db, stored)

const parse = (text: string | undefined): StoredMicrosoft365 =>
  text ? { ...NOTHING, ...(JSON.parse(text) as StoredMicrosoft365) } : NOTHING

/** Inside a transaction: reads, changes, keeps. */
export async function changeStored(sql: Sql, change: (stored: StoredMicrosoft365) => StoredMicrosoft365): Promise<StoredMicrosoft365> {
  const row = await sql.get(settingRow, { name: 'microsoft_365' })
  const next = change(parse(row?.value))
  await sql.run(putSettingRow, { name: 'microsoft_365', value: JSON.stringify(next) })
  return next
}

/** `state` came into force; who was editing before may finish, or not. */
export const inForce = (stored: StoredMicrosoft365, state: Microsoft365State, now: number, finish: boolean): StoredMicrosoft365 => {
  const { finishUntil: _, ...rest } = stored
  return { ...rest, last: state, previous: stored.last, changedAt: now, ...(finish ? { finishUntil: now + FINISH_MS } : {}) }
}

/** The settings changed the state: whoever is editing may finish, as nobody was asked. */
const noteState: Transaction<{ state: Microsoft365State; now: number }, StoredMicrosoft365> = (sql, { state, now }) =>
  changeStored(sql, (stored) => (stored.last === state ? stored : inForce(stored, state, now, true)))

export const microsoft365Transactions = { noteState }

/** When the database is opened. */
export async function loadMicrosoft365(app: Pick<App, 'db'>): Promise<void> {
  rememberMicrosoft365(app, parse(await settingOf(app, 'microsoft_365')))
}

/** When a server starts or reloads its settings: what they changed of the state is kept, with when. */
export async function noteMicrosoft365(app: Pick<App, 'config' | 'db' | 'now'>): Promise<void> {
  const { state } = microsoft365(app)
  if (state !== storedMicrosoft365(app).last) rememberMicrosoft365(app, await app.db.transact('noteState', { state, now: app.now() }))
}
