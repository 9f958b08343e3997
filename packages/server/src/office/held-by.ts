import type { Refusal } from '@moorage/wopi'
import type { App } from '../app.ts'
import type { HeldBy } from '../files/locks.ts'
import { statement } from '../storage/db/statement.ts'
import { editorById } from './registry.ts'
import type { WopiActor } from './wopi-actor.ts'

const nameOf = statement<{ organizationId: string; id: string }>()((db, arg) =>
  db
    .selectFrom('account')
    .select(['name', 'disabled_at as disabledAt'])
    .where('organization_id', '=', arg('organizationId'))
    .where('id', '=', arg('id')),
)

/** Somebody of the organization in short. */
export const accountInShort = ({ db }: Pick<App, 'db'>, organizationId: string, id: string) => db.read.get(nameOf, { organizationId, id })

export const accountName = async (app: Pick<App, 'db'>, organizationId: string, id: string): Promise<string | undefined> =>
  (await accountInShort(app, organizationId, id))?.name

/** WOPI's 409: the lock that is held, and who holds it in words. Collabora shows them, the others log them. */
export async function conflictOf(
  app: Pick<App, 'config' | 'db'>,
  { actor }: WopiActor,
  { held, heldBy }: { held: string; heldBy?: HeldBy },
): Promise<Refusal> {
  if (!heldBy) return { outcome: 'conflict', held, reason: 'The file is not locked.' }
  const name =
    heldBy.accountId === actor.accountId ? 'You' : ((await accountName(app, actor.organizationId, heldBy.accountId)) ?? 'Somebody')
  const where = editorById(app, heldBy.client)?.name ?? 'another program'
  return { outcome: 'conflict', held, reason: `${name} ${name === 'You' ? 'have' : 'has'} this file open in ${where}.` }
}
