import type { Brake } from '@moorage/api'
import { wordsRollOut } from '../../../words-roll-out.ts'

const words = wordsRollOut.brake.wrong
const SHARES = ['errors', 'openFailures', 'conflicts'] as const

/** Milliseconds; durations are told apart at these only. */
export const SAVE_LIMITS = [300, 1000, 3000, 10_000]

/** As its form has it: figures as they were typed, shares in percent. */
export type BrakeDraft = Record<'minutes' | 'minOpens' | 'errors' | 'openFailures' | 'conflicts' | 'saveMs' | 'worse', string> & {
  does: Brake['does']
}

const text = (value: number | undefined) => (value === undefined ? '' : String(value))
const percentText = (share: number | undefined) => (share === undefined ? '' : String(Math.round(share * 10_000) / 100))

/** Between two bounds the limit is the one above, which is what it has meant all along. */
const saveLimit = (ms: number | undefined) => (ms === undefined ? undefined : (SAVE_LIMITS.find((limit) => ms <= limit) ?? 10_000))

export const brakeDraftOf = ({ does, minutes, minOpens, errors, openFailures, conflicts, saveMs, worse }: Brake): BrakeDraft => ({
  does,
  minutes: String(minutes),
  minOpens: String(minOpens),
  errors: percentText(errors),
  openFailures: percentText(openFailures),
  conflicts: percentText(conflicts),
  saveMs: text(saveLimit(saveMs)),
  worse: text(worse),
})

const isWhole = (typed: string, max: number) => /^\d+$/.test(typed.trim()) && Number(typed) >= 1 && Number(typed) <= max
const isWithin = (typed: string, min: number, max: number) => typed.trim() === '' || (Number(typed) >= min && Number(typed) <= max)

export const brakeProblems = (draft: BrakeDraft): Partial<Record<keyof BrakeDraft, string>> => ({
  ...(isWhole(draft.minutes, 120) ? {} : { minutes: words.minutes }),
  ...(isWhole(draft.minOpens, 100_000) ? {} : { minOpens: words.minOpens }),
  ...Object.fromEntries(SHARES.flatMap((name) => (isWithin(draft[name], 0, 100) ? [] : [[name, words.percent]]))),
  ...(isWithin(draft.worse, 1.1, 100) ? {} : { worse: words.worse }),
})

/** Of a draft without problems. */
export function brakeOf({ does, minutes, minOpens, saveMs, worse, ...shares }: BrakeDraft): Brake {
  const limits = SHARES.flatMap((name) => (shares[name].trim() ? [[name, Number(shares[name]) / 100] as const] : []))
  return {
    ...{ does, minutes: Number(minutes), minOpens: Number(minOpens) },
    ...Object.fromEntries(limits),
    ...(saveMs ? { saveMs: Number(saveMs) } : {}),
    ...(worse.trim() ? { worse: Number(worse) } : {}),
  }
}
