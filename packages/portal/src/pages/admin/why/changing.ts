import type { Account, Me, Verdict } from '@moorage/api'
import { wordsMicrosoft365 } from '../../../words-microsoft-365.ts'

const words = wordsMicrosoft365.why.toChange
type Stopped = Pick<Verdict, 'clause' | 'editor' | 'rollout'>
type Place = { to: string; label: string }

/** The page on which an administrator changes what stands in the way; undefined where no page of theirs does. */
export function placeToChange({ clause, editor, rollout }: Stopped, person: Account, administers: Me['administers']): Place | undefined {
  const everything = administers === 'everything'
  const organization = encodeURIComponent(person.organization.id)
  if (rollout) return everything ? { to: `/admin/roll-out?editor=${encodeURIComponent(editor)}`, label: words.inRollout } : undefined
  switch (clause) {
    case 'state':
      return everything ? { to: '/admin/microsoft-365#configure', label: words.state } : undefined
    case 'stage':
      if (!everything) return undefined
      // nobody is added to Production one by one
      if (editor === 'm365') return { to: '/admin/microsoft-365#roll-out', label: words.rollOut }
      return { to: '/admin/microsoft-365#testers', label: words.stage }
    case 'policy':
      return { to: `/admin/policies?organization=${organization}`, label: words.policy }
    case 'account':
      return { to: `/admin/accounts?organization=${organization}`, label: words.account }
    case 'licence':
      return { to: `/admin/organizations?organization=${organization}`, label: words.licence }
    case 'unreachable':
      return everything ? { to: '/admin/editors', label: words.unreachable } : undefined
    default:
      return undefined
  }
}
