import type { Audience, RolloutStage } from '@moorage/api'
import { drawn } from './draw.ts'

/** What a draw asks of somebody. */
export interface Candidate {
  accountId: string
  organizationId: string
  /** their organization and all above it */
  line: readonly string[]
  /** Team Shares that they are in */
  teamShares: readonly string[]
}

/** Whether an audience has somebody in it, and how that is said to an administrator: "is …" or "is not …" goes before. */
function inAudience(editor: string, audience: Audience, who: Candidate): { in: boolean; words: string } {
  switch (audience.kind) {
    case 'everybody':
      return { in: true, words: 'everybody is in it' }
    case 'people':
      return audience.accountIds.includes(who.accountId)
        ? { in: true, words: 'named in it' }
        : { in: false, words: 'it names other people' }
    case 'team-shares':
      return audience.teamShareIds.some((id) => who.teamShares.includes(id))
        ? { in: true, words: 'in one of its Team Shares' }
        : { in: false, words: 'in none of its Team Shares' }
    case 'organizations':
      return audience.organizationIds.some((id) => who.line.includes(id))
        ? { in: true, words: 'in one of its organizations' }
        : { in: false, words: 'in none of its organizations' }
    case 'share': {
      const place = drawn(editor, audience.of === 'people' ? who.accountId : who.organizationId)
      const whose = audience.of === 'people' ? 'drawn' : 'their organization was drawn'
      const words = `${whose} at ${place.toFixed(1)} of 100, and it takes the first ${audience.percent}`
      return { in: place < audience.percent, words }
    }
  }
}

export interface Standing {
  /** the first stage that has them in it, whether it is in force or not; -1: none has */
  first: number
  /** why, stage by stage, for administrators */
  words: string[]
}

/** Where somebody stands in a roll-out, whatever stage is in force. Pure. */
export function standingIn(editor: string, stages: readonly RolloutStage[], who: Candidate): Standing {
  const each = stages.map(({ audience }) => inAudience(editor, audience, who))
  return {
    first: each.findIndex(({ in: isIn }) => isIn),
    words: each.map(({ words }, index) => `${stages[index]?.name}: ${words}.`),
  }
}
