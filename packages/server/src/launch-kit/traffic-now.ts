import type { Traffic } from '@moorage/api'
import type { App } from '../app.ts'
import { openedLately } from '../opened.ts'
import { statement } from '../storage/db/statement.ts'
import type { StoredLaunchKit } from './stored.ts'
import { assumedAtFirst, trafficOf } from './traffic.ts'

const livingAccounts = statement()((db) =>
  db
    .selectFrom('account')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('disabled_at', 'is', null),
)

export async function trafficNow(app: Pick<App, 'db' | 'now'>, { traffic }: Pick<StoredLaunchKit, 'traffic'>): Promise<Traffic> {
  const accounts = Number((await app.db.read.get(livingAccounts, {}))?.count ?? 0)
  return trafficOf(await openedLately(app.db.read, app.now()), traffic ?? assumedAtFirst(accounts), accounts)
}
