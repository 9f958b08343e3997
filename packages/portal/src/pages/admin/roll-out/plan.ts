import type { Audience, Brake, Rollout, RolloutStage } from '@moorage/api'
import { wordsRollOut } from '../../../words-roll-out.ts'
import { moved } from '../editors/order.ts'

const [SUNDAY, SATURDAY] = [0, 6]
const HOUR_OF_DAY = 9
export const STAGES_MAX = 20

/** What can be changed of a roll-out. */
export interface Plan {
  stages: RolloutStage[]
  brake: Brake
}

export const FIRST_BRAKE: Brake = {
  does: 'step-back',
  minutes: 10,
  minOpens: 20,
  errors: 0.02,
  openFailures: 0.05,
  conflicts: 0.1,
  saveMs: 3000,
  worse: 3,
}

/** Nine in the morning of a working day, that many of them after today. */
function morning(now: number, workingDays: number): number {
  const day = new Date(now)
  for (let left = workingDays; left > 0; ) {
    day.setDate(day.getDate() + 1)
    if (day.getDay() !== SUNDAY && day.getDay() !== SATURDAY) left--
  }
  return day.setHours(HOUR_OF_DAY, 0, 0, 0)
}

/** 10 %, 50 %, everybody, a working day apart. A share of organizations needs several of them. */
export function usualPlan(now: number, organizations: number): Plan {
  const of = organizations > 1 ? 'organizations' : 'people'
  const share = (percent: number): Audience => ({ kind: 'share', percent, of })
  return {
    stages: [
      { name: '10 %', audience: share(10), ceilings: {} },
      { name: '50 %', audience: share(50), startsAt: morning(now, 1), ceilings: {} },
      { name: 'Everybody', audience: { kind: 'everybody' }, startsAt: morning(now, 2), ceilings: {} },
    ],
    brake: FIRST_BRAKE,
  }
}

/** How many stages, from the first, cannot be changed any more. */
export const reachedOf = (rollout: Pick<Rollout, 'state' | 'stage'> | undefined): number =>
  rollout && (rollout.state === 'running' || rollout.state === 'held') ? rollout.stage + 1 : 0

/** Moves a stage by one place; days and times stay at their places, so that they keep their order. */
export function movedStage(stages: RolloutStage[], from: number, to: number): RolloutStage[] {
  const times = stages.map(({ startsAt }) => startsAt)
  return moved(stages, from, to).map(({ startsAt: _, ...stage }, index) => {
    const startsAt = times[index]
    return startsAt === undefined ? stage : { ...stage, startsAt }
  })
}

const NAMED = 3
const words = wordsRollOut.audience

function listed(ids: string[], nameOf: (id: string) => string | undefined): string[] {
  const names = ids.slice(0, NAMED).map((id) => nameOf(id) ?? words.gone)
  return ids.length > NAMED ? [...names, words.andMore(ids.length - NAMED)] : names
}

/** Whom a stage brings in, in a few words; `nameOf` knows people, Team Shares and organizations. */
export function audienceWords(audience: Audience, nameOf: (id: string) => string | undefined): string {
  switch (audience.kind) {
    case 'people':
      return words.people(listed(audience.accountIds, nameOf))
    case 'team-shares':
      return words['team-shares'](listed(audience.teamShareIds, nameOf))
    case 'organizations':
      return words.organizations(listed(audience.organizationIds, nameOf))
    case 'share':
      return words.share(audience.percent, audience.of)
    case 'everybody':
      return words.everybody
  }
}
