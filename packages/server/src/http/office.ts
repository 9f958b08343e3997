import { AppError } from '@moorage/api'
import type { Actor } from '../access/actor.ts'
import type { App } from '../app.ts'
import type { HeldBy } from '../files/locks.ts'
import type { Office } from '../files/present.ts'
import { entitlementOf } from '../office/entitlement.ts'
import { accountName } from '../office/held-by.ts'
import { openingFor } from '../office/opening.ts'
import { editorById } from '../office/registry.ts'

export const editorNameIn = (app: App) => (client: string) => editorById(app, client)?.name ?? 'another editor'

/** What the office storey tells about files, for files/present. One for a request: what it costs does not grow with the list. */
export async function officeFor(app: App, actor: Actor): Promise<Office> {
  const entitlement = await entitlementOf(app, actor)
  return { opening: (node, can) => openingFor(app, entitlement, node, can), editorName: editorNameIn(app) }
}

/** LOCKED in words: who, in which editor, and what to do. */
export async function lockedError(app: App, actor: Actor, name: string, heldBy: HeldBy | undefined): Promise<AppError> {
  if (!heldBy) return new AppError('LOCKED')
  const where = heldBy.client ? ` in ${editorNameIn(app)(heldBy.client)}` : ''
  const data = { since: heldBy.since }
  if (heldBy.accountId === actor.accountId)
    return new AppError('LOCKED', { detail: `You have “${name}” open${where}. Close it there first.`, data })
  const who = (await accountName(app, actor.organizationId, heldBy.accountId)) ?? 'Somebody'
  return new AppError('LOCKED', { detail: `${who} is editing “${name}”${where}. Try again when it is closed.`, data })
}
