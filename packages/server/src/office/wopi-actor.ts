import type { ActivityKind } from '@moorage/api'
import { OPERATIONS, type OperationName, type Refusal } from '@moorage/wopi'
import type { Actor } from '../access/actor.ts'
import type { GrantAndAccount } from '../access/grants.ts'
import type { Entry } from '../activity.ts'
import type { App } from '../app.ts'
import { checkToken, type TokenResource } from './access-token.ts'
import { type Capabilities, capabilitiesOf } from './capabilities.ts'
import { decide } from './decision.ts'
import type { Action } from './decision-facts.ts'
import { entitlementOfGrant, environmentOf } from './entitlement.ts'
import { type Reached, type ReachedFolder, reach, reachFolder, readOnly } from './reach.ts'
import { type Editor, editorById } from './registry.ts'

/** Who a WOPI request speaks for: the account behind the token's grant, in the editor that the grant is bound to. */
export interface WopiActor {
  actor: Actor
  grant: GrantAndAccount
  /** what the token is for; it opens nothing else */
  resource: TokenResource
  editor: Editor
  /** what this client is told of and answered */
  offers: Capabilities
  /** an expired or ended grant is known so that a refused save can be kept for its user; it opens nothing */
  state: 'live' | 'expired' | 'ended'
  /** only what a signed request says about others is believed */
  proven: boolean
  /** what state and policy of Microsoft 365 leave this editing session; `edit` in every other editor */
  allowed: Action
  /** what is being asked; absent for FileUrl */
  operation?: OperationName | undefined
}

/** Undefined: the token is not one of ours, is for another file, or its editor is no longer set up. */
export async function actorOfToken(
  app: Pick<App, 'config' | 'db' | 'now'>,
  token: string,
  resource: TokenResource,
): Promise<WopiActor | undefined> {
  const checked = await checkToken(app, token, resource)
  const editor = checked && editorById(app, checked.grant.client)
  if (!checked || !editor) return undefined
  const { grant, state } = checked
  const { organizationId, accountId, name, email, kind } = grant
  const actor = { organizationId, accountId, name, email, kind }
  const allowed = environmentOf(editor) ? await allowedNow(app, actor, editor, grant) : 'edit'
  return { actor, grant, resource, editor, offers: capabilitiesOf(editor, grant), state, proven: false, allowed }
}

/** The same judgement as at the launch, for what an administrator can withdraw from a running editing session. */
async function allowedNow(app: Pick<App, 'config' | 'db' | 'now'>, actor: Actor, editor: Editor, grant: GrantAndAccount): Promise<Action> {
  const microsoft365 = await entitlementOfGrant(app, actor, editor, grant)
  return microsoft365 ? decide({ editorName: editor.name, personName: actor.name, microsoft365 }).action : 'edit'
}

/** So that an editor can leave in order: the few operations that still answer when everything was withdrawn. */
const stillAnswered = ({ operation }: WopiActor) => operation !== undefined && OPERATIONS[operation].afterWithdrawal === 'answered'

/** What a WOPI operation leaves in the activity. The address is the editor's server's, not the person's: it is left out. */
export const entryOf = ({ actor, editor }: WopiActor, kind: ActivityKind, detail?: string): Entry => ({
  kind,
  actor,
  client: editor.id,
  ...(detail ? { detail } : {}),
})

/** A token opens its own file, folder or ecosystem; whoever asks for another one is told of none. */
export const isFor = ({ resource }: WopiActor, kind: TokenResource['kind'], id?: string): boolean =>
  resource.kind === kind && (id === undefined || ('id' in resource && resource.id === id))

export type Entered = { outcome: 'entered'; file: Reached } | Refusal

/** The file behind the id for this actor, with the rights of now, capped by the grant. */
export async function enter(app: Pick<App, 'db'>, who: WopiActor, id: string): Promise<Entered> {
  if (who.state !== 'live') return { outcome: 'unauthorized' }
  if (!isFor(who, 'file', id) && !isFor(who, 'file-url', id)) return { outcome: 'not-found' }
  if (who.allowed === 'none' && !stillAnswered(who)) return { outcome: 'not-found' }
  const file = await reach(app, who.actor, id)
  if (!file) return { outcome: 'not-found' }
  const capped = who.grant.ceiling === 'view' || who.allowed !== 'edit'
  return { outcome: 'entered', file: capped ? { ...file, can: readOnly(file.can) } : file }
}

/**
 * For whatever changes the file. WOPI: a user who may see a file but not change it gets 404, never 403; of an old
 * revision nothing can be changed by anybody.
 */
export async function enterToChange(
  app: Pick<App, 'db'>,
  who: WopiActor,
  id: string,
  right: 'write' | 'rename' | 'delete',
): Promise<Entered> {
  const entered = await enter(app, who, id)
  if (entered.outcome !== 'entered') return entered
  if (entered.file.revision) return { outcome: 'unsupported' }
  return entered.file.can[right] ? entered : { outcome: 'not-found' }
}

export type EnteredFolder = { outcome: 'entered'; folder: ReachedFolder } | Refusal

/** The folder behind a container's id. WOPI: `unsupported` for whoever was not told that there are containers. */
export const enterFolder = (app: Pick<App, 'db'>, who: WopiActor, id: string): Promise<EnteredFolder> =>
  openFolder(app, who, id, isFor(who, 'container', id))

/** The folder that an ecosystem begins at, with the ecosystem's own token. */
export const enterRoot = (app: Pick<App, 'db'>, who: WopiActor, id: string): Promise<EnteredFolder> =>
  openFolder(app, who, id, isFor(who, 'ecosystem'))

async function openFolder(app: Pick<App, 'db'>, who: WopiActor, id: string, tokenFits: boolean): Promise<EnteredFolder> {
  if (who.state !== 'live') return { outcome: 'unauthorized' }
  if (!who.offers.containers) return { outcome: 'unsupported' }
  const folder = tokenFits ? await reachFolder(app, who.actor, id) : undefined
  if (!folder) return { outcome: 'not-found' }
  return { outcome: 'entered', folder: who.grant.ceiling === 'view' ? { ...folder, can: readOnly(folder.can) } : folder }
}

/** As enterToChange, for folders. */
export async function enterFolderToChange(
  app: Pick<App, 'db'>,
  who: WopiActor,
  id: string,
  right: 'write' | 'rename' | 'delete',
): Promise<EnteredFolder> {
  const entered = await enterFolder(app, who, id)
  if (entered.outcome !== 'entered') return entered
  return entered.folder.can[right] ? entered : { outcome: 'not-found' }
}
