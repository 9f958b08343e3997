import { AppError, type Opening } from '@moorage/api'
import type { Actor } from '../access/actor.ts'
import type { App } from '../app.ts'
import { type HeldBy, lockOf } from '../files/locks.ts'
import type { Office } from '../files/present.ts'
import { entitlementOf } from '../office/entitlement.ts'
import { accountName } from '../office/held-by.ts'
import { LEAST_LIMIT } from '../office/limits.ts'
import { openingFor } from '../office/opening.ts'
import { editorById } from '../office/registry.ts'

export const editorNameIn = (app: App) => (client: string) => editorById(app, client)?.name ?? 'another editor'

/** What the office storey tells about files, for files/present. One for a request: what it costs does not grow with the list. */
export async function officeFor(app: App, actor: Actor): Promise<Office> {
  const entitlement = await entitlementOf(app, actor)
  // most files of a folder are opened alike
  const openings = new Map<string, Opening>()
  return {
    opening: (node, can) => {
      if (lockOf(node, app.now()) || node.size > LEAST_LIMIT) return openingFor(app, entitlement, node, can)
      const alike = `${node.extension} ${can.read} ${can.write} ${node.size === 0}`
      const opening = openings.get(alike) ?? openingFor(app, entitlement, node, can)
      openings.set(alike, opening)
      return opening
    },
    editorName: editorNameIn(app),
  }
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
