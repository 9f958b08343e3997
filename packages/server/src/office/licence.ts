import type { Subscription } from '@moorage/api'
import type { Actor } from '../access/actor.ts'
import type { App } from '../app.ts'
import { statement } from '../storage/db/statement.ts'
import type { Transaction } from '../storage/db/transaction.ts'

/** How long an answer is believed: a licence seldom goes, and one that was just bought must be seen soon. */
const HELD_MS = 7 * 24 * 60 * 60 * 1000
const NOT_HELD_MS = 60 * 60 * 1000

export interface Licence {
  subscription: Subscription
  /** undefined: never checked, or so long ago that it has to be asked again */
  held: boolean | undefined
}

const read = statement<{ organizationId: string; accountId: string }>()((db, arg) =>
  db
    .selectFrom('organization as o')
    .leftJoin('licence as l', (join) => join.onRef('l.organization_id', '=', 'o.id').on('l.account_id', '=', arg('accountId')))
    .select(['o.subscription', 'l.held', 'l.expires_at as expiresAt'])
    .where('o.id', '=', arg('organizationId')),
)

/** The organization's Microsoft 365 subscription, and what Microsoft last said of this person's licence. One point read. */
export async function licenceOf(
  app: Pick<App, 'db' | 'now'>,
  { organizationId, accountId }: Pick<Actor, 'organizationId' | 'accountId'>,
): Promise<Licence> {
  const row = await app.db.read.get(read, { organizationId, accountId })
  const fresh = row?.expiresAt !== null && row?.expiresAt !== undefined && row.expiresAt > app.now()
  return { subscription: row?.subscription ?? 'none', held: fresh ? row.held === 1 : undefined }
}

type Checked = { organizationId: string; accountId: string; held: boolean; now: number }

const upsert = statement<{ organizationId: string; accountId: string; held: number; now: number; expiresAt: number }>()((db, arg) =>
  db
    .insertInto('licence')
    .values({
      organization_id: arg('organizationId'),
      account_id: arg('accountId'),
      held: arg('held'),
      checked_at: arg('now'),
      expires_at: arg('expiresAt'),
    })
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'account_id']).doUpdateSet((eb) => ({
        held: eb.ref('excluded.held'),
        checked_at: eb.ref('excluded.checked_at'),
        expires_at: eb.ref('excluded.expires_at'),
      })),
    ),
)

const keepLicence: Transaction<Checked, void> = async (sql, { held, now, ...who }) => {
  await sql.run(upsert, { ...who, held: held ? 1 : 0, now, expiresAt: now + (held ? HELD_MS : NOT_HELD_MS) })
}

export const licenceTransactions = { keepLicence }
