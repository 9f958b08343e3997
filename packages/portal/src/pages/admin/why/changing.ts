import type { Account, Me, Verdict } from '@moorage/api'

type Clause = NonNullable<Verdict['clause']>

/** The page on which an administrator changes what stands in the way; undefined where no page of theirs does. */
export function placeToChange(clause: Clause, person: Account, administers: Me['administers']): string | undefined {
  const everything = administers === 'everything'
  const organization = encodeURIComponent(person.organization.id)
  switch (clause) {
    case 'state':
      return everything ? '/admin/microsoft-365#configure' : undefined
    case 'stage':
      return everything ? '/admin/microsoft-365#testers' : undefined
    case 'policy':
      return `/admin/policies?organization=${organization}`
    case 'account':
      return `/admin/accounts?organization=${organization}`
    case 'licence':
      return `/admin/organizations?organization=${organization}`
    case 'unreachable':
      return everything ? '/admin/editors' : undefined
    default:
      return undefined
  }
}
