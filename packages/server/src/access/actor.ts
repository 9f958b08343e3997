import type { AccountKind } from '@moorage/api'

/** Who is asking: a signed-in account, or the account behind an access grant. Read anew on every request. */
export interface Actor {
  organizationId: string
  accountId: string
  name: string
  email: string
  kind: AccountKind
}
