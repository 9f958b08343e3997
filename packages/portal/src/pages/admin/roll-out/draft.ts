import type { Audience, RolloutStage } from '@moorage/api'
import { wordsRollOut } from '../../../words-roll-out.ts'

const words = wordsRollOut.stage

/** A stage as its form has it: every kind of audience at once, figures as they were typed. */
export interface Draft {
  name: string
  kind: Audience['kind']
  people: string[]
  teamShares: string[]
  organizations: string[]
  percent: string
  of: 'organizations' | 'people'
  timed: boolean
  /** as an input of days and times has it, in the reader's time zone */
  when: string
  perMinute: string
  open: string
}

const asLocal = (time: number) => {
  const date = new Date(time)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`
}

export function draftOf(stage: RolloutStage | undefined, organizations: number): Draft {
  const audience = stage?.audience
  const { perMinute, open } = stage?.ceilings ?? {}
  return {
    name: stage?.name ?? '',
    kind: audience?.kind ?? 'people',
    people: audience?.kind === 'people' ? audience.accountIds : [],
    teamShares: audience?.kind === 'team-shares' ? audience.teamShareIds : [],
    organizations: audience?.kind === 'organizations' ? audience.organizationIds : [],
    percent: audience?.kind === 'share' ? String(audience.percent) : '10',
    of: audience?.kind === 'share' ? audience.of : organizations > 1 ? 'organizations' : 'people',
    timed: stage?.startsAt !== undefined,
    when: stage?.startsAt === undefined ? '' : asLocal(stage.startsAt),
    perMinute: perMinute === undefined ? '' : String(perMinute),
    open: open === undefined ? '' : String(open),
  }
}

const isWhole = (text: string, max: number) => /^\d+$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= max
const isCeiling = (text: string) => text.trim() === '' || isWhole(text, 100_000)

export type Problems = Partial<Record<'name' | 'audience' | 'when' | 'perMinute' | 'open', string>>

function audienceProblem({ kind, people, teamShares, organizations, percent }: Draft): string | undefined {
  if (kind === 'share') return isWhole(percent, 100) ? undefined : words.percentWrong
  if (kind === 'everybody') return undefined
  const chosen = { people, 'team-shares': teamShares, organizations }[kind]
  return chosen.length === 0 ? words.nobody : undefined
}

/** What is not right yet, by field. `first`: the stage starts with the roll-out. */
export function problemsOf(draft: Draft, { first, taken }: { first: boolean; taken: string[] }): Problems {
  const name = draft.name.trim()
  const audience = audienceProblem(draft)
  return {
    ...(name ? (taken.includes(name) ? { name: words.nameTaken } : {}) : { name: words.nameMissing }),
    ...(audience ? { audience } : {}),
    ...(!first && draft.timed && Number.isNaN(new Date(draft.when).getTime()) ? { when: words.whenMissing } : {}),
    ...(isCeiling(draft.perMinute) ? {} : { perMinute: words.ceilingWrong }),
    ...(isCeiling(draft.open) ? {} : { open: words.ceilingWrong }),
  }
}

function audienceOf({ kind, people, teamShares, organizations, percent, of }: Draft): Audience {
  switch (kind) {
    case 'people':
      return { kind, accountIds: people }
    case 'team-shares':
      return { kind, teamShareIds: teamShares }
    case 'organizations':
      return { kind, organizationIds: organizations }
    case 'share':
      return { kind, percent: Number(percent), of }
    case 'everybody':
      return { kind }
  }
}

/** Of a draft without problems. */
export const stageOf = (draft: Draft, first: boolean): RolloutStage => ({
  name: draft.name.trim(),
  audience: audienceOf(draft),
  ...(!first && draft.timed ? { startsAt: new Date(draft.when).getTime() } : {}),
  ceilings: {
    ...(draft.perMinute.trim() ? { perMinute: Number(draft.perMinute) } : {}),
    ...(draft.open.trim() ? { open: Number(draft.open) } : {}),
  },
})
