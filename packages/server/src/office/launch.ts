import type { Launch, LaunchFailure } from '@moorage/api'
import { type ActionUrl, expandActionUrl } from '@moorage/wopi'
import type { Actor } from '../access/actor.ts'
import { takingPart } from '../access/grants.ts'
import type { App } from '../app.ts'
import { count } from '../editing-sessions/recorder.ts'
import { hostSessionId } from '../editing-sessions/sessions.ts'
import { lockOf } from '../files/locks.ts'
import { tokenFor } from './access-token.ts'
import { downloadUrl, hostPageUrl, licenceUrl, placeUrl, wopiSrc } from './addresses.ts'
import { BUSINESS, validatorProfile } from './capabilities.ts'
import { firstDiscovery } from './discovery.ts'
import { entitlementOf, environmentOf } from './entitlement.ts'
import { failedOpening } from './failed-opening.ts'
import { accountName } from './held-by.ts'
import { type Circumstances, choose, type Way, wayOf, waysOf, whyNone } from './opening.ts'
import { type FileNode, type Reached, reach, readOnly, revisionOf } from './reach.ts'
import type { Editor } from './registry.ts'
import { ceilingsNow, countLaunch } from './rollout/ceilings.ts'

export interface LaunchRequest {
  action: 'edit' | 'view'
  /** "Open with": this editor or none */
  editorId?: string
  /** an old revision of the item, to look at */
  revisionId?: string
  /** the portal's address that the host page is opened at */
  portalOrigin: string
  /** BCP 47, of the browser */
  locale: string
  phone: boolean
  /** the page's own `wd…` parameters, which belong to the editor */
  wd: [name: string, value: string][]
  /** the network address of the browser */
  address: string
}

type Handles = Pick<App, 'config' | 'db' | 'fetch' | 'log' | 'now'>

/**
 * Makes everything that the host page needs to put an editor around a file: picks editor and action, makes the
 * grant and its token. LaunchFailure says in words why no editor can, and what works instead. Undefined when there
 * is no such file for this actor.
 */
export async function launch(
  app: Handles,
  actor: Actor,
  itemId: string,
  request: LaunchRequest,
): Promise<Launch | LaunchFailure | undefined> {
  const found = await reachForLaunch(app, actor, itemId, request.revisionId)
  if (!found) return undefined
  const { node, can } = found
  await firstDiscovery(app, { nothingOpens: false })
  const lock = lockOf(node, app.now())
  const holder = lock && (await holderOf(app, actor, lock.accountId))
  const at: Circumstances = {
    phone: request.phone,
    ...(holder ? { holder } : {}),
    oldRevision: Boolean(found.revision),
    ceilings: await ceilingsNow(app),
    takingPart: await editorTakenPartIn(app, actor, node),
  }
  const entitlement = await entitlementOf(app, actor)
  const pick = () => {
    const ways = waysOf(app, entitlement, node, can, at)
    const usual = found.revision ? ways.find(({ action }) => action !== 'none') : choose(app, node, ways)
    return { ways, way: request.editorId ? ways.find(({ editor }) => editor.id === request.editorId) : usual }
  }
  let { ways, way } = pick()
  if (!way?.entry) {
    await firstDiscovery(app, { nothingOpens: true })
    ;({ ways, way } = pick())
  }
  const viewing = request.action === 'view' && way?.action === 'edit' ? wayOf(app, entitlement, way.editor, node, readOnly(can), at) : way
  if (!viewing?.entry) {
    // what is not for this person, or not this editor's kind of file, is no fault of the editor
    const text = viewing?.why ?? whyNone(app, entitlement, node, ways)
    const failed = failure(request.portalOrigin, found, ways, text)
    return viewing?.clause === 'unreachable' ? atFault(app, actor, found, viewing, request, failed) : failed
  }
  const business = environmentOf(viewing.editor) !== undefined && entitlement.microsoft365.licence?.subscription === 'commercial'
  const offer = lock ? undefined : offerOf(viewing, ways, request)
  const why = noticeOf(viewing, way, ways, request) ?? offer?.sentence
  return start(app, actor, found, { ...viewing, why, business, signInTo: viewing.signIn ? viewing.editor.id : offer?.editorId }, request)
}

/** The editor of a live launch of theirs that took part in the editing that goes on in the file now. */
export async function editorTakenPartIn(
  app: Pick<App, 'db' | 'now'>,
  { organizationId, accountId }: Actor,
  node: FileNode,
): Promise<string | undefined> {
  if (node.tenure_id === null || !lockOf(node, app.now())) return undefined
  return (await app.db.read.get(takingPart, { organizationId, accountId, tenureId: node.tenure_id, now: app.now() }))?.client
}

const countOpen = (app: Handles, { id }: Pick<Editor, 'id'>, stage: string | undefined, failed: boolean) =>
  count(app, { client: id, stage: stage ?? '', at: app.now(), measures: failed ? ['open', 'open-failed'] : ['open'] })

/** The editor's fault: it counts, and has a number that it is found by. */
async function atFault(
  app: Handles,
  actor: Actor,
  { node }: Reached,
  { editor, stage }: Pick<Way, 'editor' | 'stage'>,
  { action }: LaunchRequest,
  failed: LaunchFailure,
): Promise<LaunchFailure> {
  countOpen(app, editor, stage, true)
  return { ...failed, session: await failedOpening(app, { actor, node, client: editor.id, action, stage, why: failed.text }) }
}

async function reachForLaunch(app: Handles, actor: Actor, itemId: string, revisionId: string | undefined): Promise<Reached | undefined> {
  const found = await reach(app, actor, itemId)
  if (!found || found.revision || !revisionId) return found?.revision ? undefined : found
  const revision = await revisionOf(app, actor.organizationId, revisionId)
  if (!revision || revision.file_id !== itemId || revision.kind === 'rescue') return undefined
  // the old bytes decide what can open them
  return { ...found, node: { ...found.node, size: revision.size }, can: readOnly(found.can), revision }
}

async function holderOf(app: Handles, actor: Actor, accountId: string): Promise<string | undefined> {
  if (accountId === actor.accountId) return 'You are'
  const name = await accountName(app, actor.organizationId, accountId)
  return name && `${name} is`
}

/** Said once over the corner of the frame: only what the person did not ask for. */
function noticeOf(shown: Way, chosen: Way | undefined, ways: Way[], request: LaunchRequest): string | undefined {
  // viewing was asked for
  if (shown !== chosen) return undefined
  if (shown.action === 'edit')
    return request.editorId ? undefined : (ways.find(({ clause }) => clause === 'lock')?.why ?? insteadOf(shown, ways))
  // the built-in editor says these two itself
  const said = shown.editor.profile === 'built-in' && (shown.clause === 'type' || shown.clause === 'right')
  return said ? undefined : shown.why
}

/** Somebody gets the editor that they had because one that comes first takes no more people just now. */
function insteadOf(shown: Way, ways: Way[]): string | undefined {
  const first = ways.find(({ editor, clause }) => clause === 'ceiling' || editor.id === shown.editor.id)
  return first?.clause === 'ceiling' ? `${first.why} This file is open in ${shown.editor.name} instead.` : undefined
}

/** Somebody edits in another editor because Microsoft 365, which would come first, wants them to sign in once: offered, never asked. */
function offerOf(shown: Way, ways: Way[], request: LaunchRequest): { editorId: string; sentence: string } | undefined {
  if (shown.action !== 'edit' || request.editorId) return undefined
  const first = ways.find(({ editor, signIn }) => signIn || editor.id === shown.editor.id)
  if (!first?.signIn) return undefined
  return { editorId: first.editor.id, sentence: `Once you have signed in to Microsoft 365, this file opens in ${first.editor.name}.` }
}

/**
 * What is launched. `business`: a Microsoft 365 editor, and the organization has a commercial subscription. `signInTo`:
 * the editor of Microsoft 365 that a sign-in leads to.
 */
type Launching = Omit<Way, 'why'> & { why: string | undefined; business: boolean; signInTo: string | undefined }

/** Fits the address into what clients promise to take: first our own session id goes, then the page's parameters. */
function addressOf(
  way: Launching,
  source: string,
  request: LaunchRequest,
  sessionId: string,
): ActionUrl & { entry: NonNullable<Way['entry']> } {
  const entry = way.entry as NonNullable<Way['entry']>
  const { editor } = way
  const own: [string, string][] = [
    ...(editor.profile === 'collabora' ? [['lang', request.locale] as [string, string]] : []),
    ...(editor.profile === 'collabora' && way.readOnlyParameter ? [['permission', 'readonly'] as [string, string]] : []),
    // it is the built-in editor, which then says that it stands in for Microsoft 365
    ...(editor.rehearsal ? [['rehearsal', '1'] as [string, string]] : []),
  ]
  // WOPI: on every action that has it, exactly where CheckFileInfo says LicenseCheckForEditIsEnabled
  const values = { wopiSrc: source, uiLanguage: request.locale, dataLanguage: request.locale, isBusinessUser: way.business }
  const attempts = [
    { ...values, hostSessionId: sessionId, extra: [...own, ...request.wd] },
    { ...values, extra: [...own, ...request.wd] },
    { ...values, extra: own },
  ].map((attempt) => expandActionUrl(entry.action.urlsrc, attempt))
  return { ...((attempts.find(({ tooLong }) => !tooLong) ?? attempts.at(-1)) as ActionUrl), entry }
}

async function start(app: Handles, actor: Actor, found: Reached, way: Launching, request: LaunchRequest): Promise<Launch | LaunchFailure> {
  const { node, revision } = found
  const { editor } = way
  const { portalOrigin } = request
  const wopiId = revision?.id ?? node.id
  const profile =
    editor.profile === 'built-in' && way.entry ? validatorProfile(way.entry.app.name, request.wd) : way.business ? BUSINESS : undefined
  // asked before there is a grant, whose session id is as long: what cannot be opened was not opened
  const tried = addressOf(way, wopiSrc(editor, wopiId), request, hostSessionId(wopiId))
  const problem = addressProblem(app, tried.url, tried.tooLong, editor.name)
  if (problem) return atFault(app, actor, found, way, request, failure(portalOrigin, found, [], problem))
  countOpen(app, editor, way.stage, false)
  const grant = await app.db.transact('createGrant', {
    organizationId: actor.organizationId,
    accountId: actor.accountId,
    client: editor.id,
    nodeId: node.id,
    revisionId: revision?.id ?? null,
    // the frame goes from view to edit with the same token: only what can never be edited is capped
    ceiling: revision || way.unlicensed ? 'view' : 'edit',
    ...(profile ? { profile } : {}),
    portalOrigin,
    ...(way.stage === undefined ? {} : { stage: way.stage }),
    now: app.now(),
    opened: {
      actor,
      subject: { kind: 'file', id: node.id, name: node.name },
      action: way.action === 'edit' ? 'edit' : 'view',
      detail: revision ? 'an old revision, to view' : way.action === 'edit' ? 'to edit' : 'to view',
      address: request.address,
    },
    session: {
      accountName: actor.name,
      nodeId: node.id,
      nodeName: node.name,
      nodeRoot: node.root_id,
      action: way.action === 'edit' ? 'edit' : 'view',
    },
  })
  if (way.action === 'edit') countLaunch(app, editor.id)
  const session = hostSessionId(grant.id)
  const { url, entry } = addressOf(way, wopiSrc(editor, wopiId), request, session)
  app.log.info({ editor: editor.id, action: entry.action.name, item: node.id, session }, 'opened')
  return {
    itemId: node.id,
    name: node.name,
    title: `${node.name} - ${editor.name}`,
    ...(entry.app.favIconUrl ? { favIconUrl: entry.app.favIconUrl } : {}),
    actionUrl: url,
    frameOrigin: new URL(url).origin,
    accessToken: tokenFor(app, grant.id, { kind: 'file', id: wopiId }),
    accessTokenTtl: grant.expiresAt,
    userId: actor.accountId,
    ownerId: found.ownerId,
    action: way.action === 'edit' ? 'edit' : 'view',
    session,
    editorName: editor.name,
    profile: editor.profile === 'test' || editor.profile === 'native' ? 'microsoft' : editor.profile,
    closeUrl: placeUrl(portalOrigin, found),
    downloadUrl: downloadUrl(portalOrigin, node.id, revision?.id),
    editUrl: hostPageUrl(portalOrigin, node.id, { action: 'edit', editor: editor.id }),
    viewUrl: hostPageUrl(portalOrigin, node.id, { action: 'view', editor: editor.id, ...(revision ? { revision: revision.id } : {}) }),
    revisionsUrl: placeUrl(portalOrigin, found, 'revisions'),
    sharingUrl: placeUrl(portalOrigin, found, 'sharing'),
    ...(way.why ? { notice: way.why } : {}),
    ...(way.signInTo ? { licenceUrl: licenceUrl(portalOrigin, node.id, way.signInTo) } : {}),
  }
}

function addressProblem(app: Handles, url: string, tooLong: boolean, editorName: string): string | undefined {
  if (tooLong) return `The address for opening this file in ${editorName} is longer than it takes.`
  const scheme = URL.canParse(url) ? new URL(url).protocol : ''
  if (scheme !== 'https:' && scheme !== 'http:')
    return `${editorName} gives an address that cannot be opened. Its administrator can mend that.`
  if (scheme === 'http:' && app.config.portalOrigin.startsWith('https:'))
    return `${editorName} offers only an unencrypted address, which browsers refuse to show on this page. Its administrator has to switch on https there.`
  return undefined
}

function failure(portalOrigin: string, found: Reached, ways: Way[], text: string): LaunchFailure {
  const { node, can, revision } = found
  const others = ways.filter(({ action }) => action !== 'none')
  return {
    itemId: node.id,
    name: node.name,
    heading: 'This file cannot be opened here',
    text,
    closeUrl: placeUrl(portalOrigin, found),
    ...(can.download ? { downloadUrl: downloadUrl(portalOrigin, node.id, revision?.id) } : {}),
    alternatives: others.map(({ editor, action }) => ({
      label: action === 'edit' ? `Open in ${editor.name}` : `View in ${editor.name}`,
      url: hostPageUrl(portalOrigin, node.id, {
        action: action === 'edit' ? 'edit' : 'view',
        editor: editor.id,
        ...(revision ? { revision: revision.id } : {}),
      }),
    })),
  }
}
