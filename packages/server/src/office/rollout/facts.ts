import type { Actor } from '../../access/actor.ts'
import type { App } from '../../app.ts'
import { lineOf } from '../../organizations/scope.ts'
import { build } from '../../storage/db/statement.ts'
import type { Facts } from '../decision-facts.ts'
import { type Candidate, standingIn } from './standing.ts'
import { inEffect, type StoredRollout, storedRollouts } from './stored.ts'

type Handles = Pick<App, 'db'>

async function candidateOf({ db }: Handles, { accountId, organizationId }: Actor, teamShares: string[]): Promise<Candidate> {
  const subscribed = build
    .selectFrom('subscriber')
    .select('root_id as id')
    .where('organization_id', '=', organizationId)
    .where('account_id', '=', accountId)
    .where('root_id', 'in', teamShares)
  const [line, inThem] = await Promise.all([
    lineOf(db.read, organizationId),
    teamShares.length === 0 ? [] : db.read.query<{ id: string }>(subscribed),
  ])
  return { accountId, organizationId, line, teamShares: inThem.map(({ id }) => id) }
}

const teamSharesIn = (rollouts: StoredRollout[]) =>
  rollouts.flatMap(({ stages }) => stages.flatMap(({ audience }) => (audience.kind === 'team-shares' ? audience.teamShareIds : [])))

type OfEditor = (editor: string) => Facts['rollout']

/**
 * Where somebody stands in every roll-out that is under way, read once per request; nothing is read where none is.
 */
export async function rolloutsFor(app: Handles, actor: Actor): Promise<OfEditor> {
  const running = Object.entries(storedRollouts(app)).filter(([, rollout]) => inEffect(rollout))
  if (running.length === 0) return () => undefined
  const who = await candidateOf(app, actor, teamSharesIn(running.map(([, rollout]) => rollout)))
  return (editor) => {
    const rollout = storedRollouts(app)[editor]
    return inEffect(rollout) ? factsOf(editor, rollout, who) : undefined
  }
}

/** Of one roll-out, as the one place that decides it wants them. */
export function factsOf(editor: string, rollout: StoredRollout, who: Candidate): NonNullable<Facts['rollout']> {
  const { first, words } = standingIn(editor, rollout.stages, who)
  const stage = rollout.stages[first]?.name
  return {
    in: first >= 0 && first <= rollout.stage,
    ...(stage === undefined ? {} : { stage }),
    ...(first > rollout.stage && rollout.stages[first]?.startsAt !== undefined ? { startsAt: rollout.stages[first].startsAt } : {}),
    held: rollout.state === 'held',
    words,
  }
}
