import type { Brake, RolloutDecision, RolloutStage, RolloutState } from '@moorage/api'
import { logActivity } from '../../activity.ts'
import type { App } from '../../app.ts'
import { putSettingRow, settingOf, settingRow } from '../../installation.ts'
import { ALL_ORGANIZATIONS } from '../../organizations/organizations.ts'
import type { Sql } from '../../storage/db/sql.ts'
import type { Transaction } from '../../storage/db/transaction.ts'

/** One editor's. `stage` is the index of the one in force; -1: none, so nobody but testers gets it. */
export interface StoredRollout {
  state: RolloutState
  stages: RolloutStage[]
  stage: number
  brake: Brake
  heldAt?: number
  /** when the stage in force came into force: what was measured before says nothing of it */
  since?: number
  /** the newest first */
  decisions: RolloutDecision[]
}

/** By editor: JSON in the table of settings. Immutable, and in memory all the time. */
export type StoredRollouts = Readonly<Record<string, StoredRollout>>

const NONE: StoredRollouts = Object.freeze({})
const DECISIONS_KEPT = 500

/** One per open database: the world has one. */
const remembered = new WeakMap<App['db'], StoredRollouts>()

export const storedRollouts = ({ db }: Pick<App, 'db'>): StoredRollouts => remembered.get(db) ?? NONE

/** From now on this is in force, for every launch that begins. */
export const rememberRollouts = ({ db }: Pick<App, 'db'>, stored: StoredRollouts) => void remembered.set(db, stored)

/** It keeps people out now. */
export const inEffect = (rollout: StoredRollout | undefined): rollout is StoredRollout =>
  rollout?.state === 'running' || rollout?.state === 'held'

const parse = (text: string | undefined): StoredRollouts => (text ? (JSON.parse(text) as StoredRollouts) : NONE)

/** When the database is opened. */
export async function loadRollouts(app: Pick<App, 'db'>): Promise<void> {
  rememberRollouts(app, parse(await settingOf(app, 'rollouts')))
}

type Change = (before: StoredRollout | undefined) => StoredRollout | undefined

/** `undefined` from `change`: it does not apply any more, and nothing happened. */
async function change(sql: Sql, { editor, editorName, by, now, reason }: Decided, how: Change): Promise<StoredRollouts | undefined> {
  const stored = parse((await sql.get(settingRow, { name: 'rollouts' }))?.value)
  const next = how(stored[editor])
  if (!next) return undefined
  const all = { ...stored, [editor]: { ...next, decisions: next.decisions.slice(0, DECISIONS_KEPT) } }
  await sql.run(putSettingRow, { name: 'rollouts', value: JSON.stringify(all) })
  if (editorName === undefined) return all
  const [last] = next.decisions
  const detail = [`${last?.what}${last?.stage === undefined ? '' : `, “${last.stage}” is in force`}, by the ${by}`, reason]
    .filter(Boolean)
    .join(': ')
  const subject = { kind: 'editor' as const, id: editor, name: editorName }
  await logActivity(sql, { kind: 'rollout-moved', organizationId: ALL_ORGANIZATIONS, subject, detail, now })
  return all
}

/** `editorName`: where nobody asked for it, what it leaves in the activity. */
type Decided = { editor: string; now: number; editorName?: string } & Pick<RolloutDecision, 'by' | 'name' | 'reason'>
const decision = (what: RolloutDecision['what'], { now, by, name, reason }: Decided, stage: string | undefined): RolloutDecision => ({
  at: now,
  what,
  by,
  ...(stage === undefined ? {} : { stage }),
  ...(name === undefined ? {} : { name }),
  ...(reason === undefined ? {} : { reason }),
})

const at = (rollout: StoredRollout, stage: number, now: number): StoredRollout => ({ ...rollout, stage, since: now })
const nameAt = ({ stages }: Pick<StoredRollout, 'stages'>, index: number) => stages[index]?.name

/** All that says whom a stage brings in, and when. */
const whomAndWhen = (stages: RolloutStage[]) => JSON.stringify(stages.map(({ name, audience, startsAt }) => [name, audience, startsAt]))

/** Stages that are in force or were bring in whom they did: what was decided by them would no longer be true. Their ceilings may change. */
const planRollout: Transaction<Decided & { stages: RolloutStage[]; brake: Brake }, StoredRollouts | undefined> = (
  sql,
  { stages, brake, ...decided },
) =>
  change(sql, decided, (before) => {
    if (!before || before.state === 'draft' || before.state === 'ended')
      return { state: 'draft', stages, stage: -1, brake, decisions: before?.decisions ?? [] }
    const reached = before.stages.slice(0, before.stage + 1)
    if (whomAndWhen(stages.slice(0, reached.length)) !== whomAndWhen(reached)) return undefined
    return {
      ...before,
      stages,
      brake,
      decisions: [decision('changed', decided, nameAt(before, before.stage)), ...before.decisions],
    }
  })

const startRollout: Transaction<Decided, StoredRollouts | undefined> = (sql, decided) =>
  change(sql, decided, (before) => {
    if (before?.state !== 'draft') return undefined
    const decisions = [decision('started', decided, nameAt(before, 0)), ...before.decisions]
    return { ...at(before, 0, decided.now), state: 'running', decisions }
  })

/** To the next stage, from the one that whoever decided saw. */
const advanceRollout: Transaction<Decided & { from: number }, StoredRollouts | undefined> = (sql, { from, ...decided }) =>
  change(sql, decided, (before) => {
    if (before?.state !== 'running' || before.stage !== from || from + 1 >= before.stages.length) return undefined
    return {
      ...at(before, from + 1, decided.now),
      decisions: [decision('advanced', decided, nameAt(before, from + 1)), ...before.decisions],
    }
  })

const holdRollout: Transaction<Decided, StoredRollouts | undefined> = (sql, decided) =>
  change(sql, decided, (before) => {
    if (before?.state !== 'running') return undefined
    const decisions = [decision('held', decided, nameAt(before, before.stage)), ...before.decisions]
    return { ...before, state: 'held', heldAt: decided.now, decisions }
  })

/** Held at the stage before: it goes on when a person says so. */
const stepBackRollout: Transaction<Decided & { from: number }, StoredRollouts | undefined> = (sql, { from, ...decided }) =>
  change(sql, decided, (before) => {
    if (!inEffect(before) || before.stage !== from || from < 0) return undefined
    const decisions = [decision('stepped-back', decided, nameAt(before, from - 1)), ...before.decisions]
    return { ...at(before, from - 1, decided.now), state: 'held', heldAt: before.heldAt ?? decided.now, decisions }
  })

/** What is still to come moves by the time that it was held for: nothing is made up for at once. */
const resumeRollout: Transaction<Decided, StoredRollouts | undefined> = (sql, decided) =>
  change(sql, decided, (before) => {
    if (before?.state !== 'held') return undefined
    const { heldAt = decided.now, ...rest } = before
    const stages = rest.stages.map((stage, index) =>
      index <= rest.stage || stage.startsAt === undefined ? stage : { ...stage, startsAt: stage.startsAt + decided.now - heldAt },
    )
    const decisions = [decision('resumed', decided, nameAt(rest, rest.stage)), ...rest.decisions]
    return { ...rest, stages, state: 'running', since: decided.now, decisions }
  })

/** Nobody is kept out any more. */
const endRollout: Transaction<Decided, StoredRollouts | undefined> = (sql, decided) =>
  change(sql, decided, (before) => {
    if (!inEffect(before)) return undefined
    const { heldAt: _, ...rest } = before
    return { ...rest, state: 'ended', decisions: [decision('ended', decided, undefined), ...before.decisions] }
  })

export const rolloutTransactions = {
  planRollout,
  startRollout,
  advanceRollout,
  holdRollout,
  stepBackRollout,
  resumeRollout,
  endRollout,
}
