import type { Brake } from '@moorage/api'
import type { App } from '../../app.ts'
import { measuredSince } from '../../editing-sessions/measured.ts'
import { type Measured, type MeasureName, quantile, together } from '../../editing-sessions/measures.ts'
import { keepObserved } from '../../editing-sessions/recorder.ts'
import { editorById } from '../registry.ts'
import { inEffect, rememberRollouts, type StoredRollout, storedRollouts } from './stored.ts'

type Sum = Pick<Measured, 'count' | 'ms' | 'under'>
/** Of one stage, or of all before it together. */
export type Sums = Record<MeasureName, Sum>

function sumsOf(measured: Measured[]): Sums {
  const of = (name: MeasureName) => together(measured.filter((one) => one.name === name))
  return {
    open: of('open'),
    'open-failed': of('open-failed'),
    shown: of('shown'),
    call: of('call'),
    'call-failed': of('call-failed'),
    save: of('save'),
    'save-failed': of('save-failed'),
    conflict: of('conflict'),
    'proof-refused': of('proof-refused'),
  }
}

const SHARES = [
  { limit: 'errors', part: 'call-failed', whole: 'call', words: 'of WOPI calls failed' },
  { limit: 'openFailures', part: 'open-failed', whole: 'open', words: 'of documents did not open' },
  { limit: 'conflicts', part: 'conflict', whole: 'call', words: 'of WOPI calls met another lock' },
] as const

/** A single mishap is no trend, however small the share before was. */
const WORSE_AT_LEAST = 3
const percent = (share: number) => `${(share * 100).toFixed(1).replace(/\.0$/, '')} %`
const shareOf = (part: Sum, whole: Sum) => (whole.count === 0 ? 0 : part.count / whole.count)
const mean = ({ ms, count }: Sum) => (count === 0 ? 0 : ms / count)

/**
 * Which measure is crossed, in words; undefined: none, or too few documents were opened to mean something. `before`:
 * the stages before in the same time, for comparing; they too must have enough.
 */
export function crossed(brake: Brake, now: Sums, before: Sums): string | undefined {
  if (now.open.count < brake.minOpens) return undefined
  const comparable = brake.worse !== undefined && before.open.count >= brake.minOpens
  for (const { limit, part, whole, words } of SHARES) {
    const allowed = brake[limit]
    if (allowed === undefined) continue
    const [share, former] = [shareOf(now[part], now[whole]), shareOf(before[part], before[whole])]
    const counted = `${now[part].count} of ${now[whole].count}`
    if (share > allowed) return `${percent(share)} ${words} (${counted}); the limit is ${percent(allowed)}.`
    if (comparable && now[part].count >= WORSE_AT_LEAST && share > former * (brake.worse as number))
      return `${percent(share)} ${words} (${counted}), and ${percent(former)} in the stages before; ${brake.worse} times as many are the limit.`
  }
  return brake.saveMs === undefined ? undefined : slowSaves(brake, brake.saveMs, now.save, comparable ? before.save : undefined)
}

function slowSaves({ worse }: Brake, limit: number, now: Sum, before: Sum | undefined): string | undefined {
  const slowest = quantile(now, 0.95)
  if (slowest !== undefined && slowest > limit)
    return `95 of 100 saves took up to ${slowest === Number.POSITIVE_INFINITY ? 'more than 10' : slowest / 1000} s; the limit is ${limit / 1000} s.`
  if (!before || before.count === 0 || now.count < WORSE_AT_LEAST || mean(now) <= mean(before) * (worse as number)) return undefined
  return `A save takes ${Math.round(mean(now))} ms, and ${Math.round(mean(before))} ms in the stages before; ${worse} times as long is the limit.`
}

/** What the brake judges: the stage in force, and all before it together, since `from` (epoch milliseconds). */
export async function look(app: Pick<App, 'db' | 'log' | 'now'>, editor: string, { brake, stages, stage, since = 0 }: StoredRollout) {
  await keepObserved(app)
  const from = Math.max(since, app.now() - brake.minutes * 60_000)
  const measured = await measuredSince(app, from, editor)
  const former = new Set(stages.slice(0, stage).map(({ name }) => name))
  return {
    from,
    newest: sumsOf(measured.filter((one) => one.stage === stages[stage]?.name)),
    before: sumsOf(measured.filter((one) => former.has(one.stage))),
  }
}

export interface Tripped {
  editor: string
  does: 'hold' | 'step-back'
  /** the stage that it was judged by */
  stage: string
  reason: string
}

/** Looks at every roll-out that is under way, and stops those that do harm. Answers what it stopped. */
export async function watchBrakes(app: Pick<App, 'config' | 'db' | 'log' | 'now'>): Promise<Tripped[]> {
  const tripped: Tripped[] = []
  for (const [editor, rollout] of Object.entries(storedRollouts(app))) {
    const one = inEffect(rollout) ? await watch(app, editor, rollout) : undefined
    if (one) tripped.push(one)
  }
  return tripped
}

async function watch(
  app: Pick<App, 'config' | 'db' | 'log' | 'now'>,
  editor: string,
  rollout: StoredRollout,
): Promise<Tripped | undefined> {
  const { brake, stages, stage, state } = rollout
  const name = stages[stage]?.name
  // what is held already can only be stepped back from
  if (name === undefined || brake.does === 'nothing' || (brake.does === 'hold' && state === 'held')) return undefined
  const { newest, before } = await look(app, editor, rollout)
  const reason = crossed(brake, newest, before)
  if (reason === undefined) return undefined
  const editorName = editorById(app, editor)?.name ?? editor
  const decided = { editor, editorName, now: app.now(), by: 'brake' as const, reason }
  const changed =
    brake.does === 'hold'
      ? await app.db.transact('holdRollout', decided)
      : await app.db.transact('stepBackRollout', { ...decided, from: stage })
  if (!changed) return undefined
  rememberRollouts(app, changed)
  app.log.warn({ editor, stage: name, reason }, brake.does === 'hold' ? 'the brake held a roll-out' : 'the brake stepped a roll-out back')
  return { editor, does: brake.does, stage: name, reason }
}
