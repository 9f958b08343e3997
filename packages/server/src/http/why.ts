import { AppError, type Verdict } from '@moorage/api'
import type { Actor } from '../access/actor.ts'
import { standingOn } from '../access/shares.ts'
import { accountOf } from '../accounts/administration.ts'
import type { App } from '../app.ts'
import { decide } from '../office/decision.ts'
import { firstDiscovery } from '../office/discovery.ts'
import { entitlementOf, environmentOf } from '../office/entitlement.ts'
import { editorTakenPartIn } from '../office/launch.ts'
import { type Circumstances, choose, waysOf } from '../office/opening.ts'
import { rootOfFile } from '../office/owner.ts'
import { type FileNode, reach } from '../office/reach.ts'
import { editorsOf } from '../office/registry.ts'
import { ceilingsNow } from '../office/rollout/ceilings.ts'
import { administers } from '../organizations/scope.ts'
import type { Handlers } from './api.ts'

/** An item's id in whatever was pasted: the id itself, or an address of the portal or of WOPI. */
export function idIn(app: App, pasted: string): string | undefined {
  const text = pasted.trim()
  if (/^[a-z2-7]{26}$/.test(text)) return text
  // without the host too: links are passed on as they are seen
  if (!URL.canParse(text, app.config.portalOrigin)) return undefined
  const url = new URL(text, app.config.portalOrigin)
  return (
    [url.searchParams.get('select'), ...url.pathname.split('/')].find((part) => part !== null && /^[a-z2-7]{26}$/.test(part)) ?? undefined
  )
}

type Reason = Pick<Verdict, 'action' | 'clause' | 'why' | 'change' | 'rollout'>
const forAdministrator = ({ action, clause, why, report, change, rollout }: Reason & { report?: string }): Reason => ({
  action,
  ...(rollout ? { rollout } : {}),
  ...(clause ? { clause } : {}),
  ...((report ?? why) ? { why: report ?? why } : {}),
  ...(change ? { change } : {}),
})

/** Whether this person gets Microsoft 365, and whatever else is being rolled out, whatever the file. */
async function withoutFile(app: App, person: Actor): Promise<Verdict[]> {
  const [entitlement, ceilings] = await Promise.all([entitlementOf(app, person), ceilingsNow(app)])
  return editorsOf(app).flatMap((editor) => {
    const environment = environmentOf(editor)
    const rollout = entitlement.rollout(editor.id)
    const ceiling = ceilings[editor.id]
    if (!environment && !rollout) return []
    const verdict = decide({
      editorName: editor.name,
      personName: person.name,
      ...(environment ? { microsoft365: { environment, ...entitlement.microsoft365 } } : {}),
      ...(rollout ? { rollout } : {}),
      ...(ceiling === undefined ? {} : { ceiling }),
    })
    return [{ editor: editor.id, editorName: editor.name, ...forAdministrator(verdict) }]
  })
}

/** Administrators do not learn what is in somebody's My Files, unless it is shared with them. */
async function nameFor(app: App, actor: Actor, node: FileNode): Promise<string> {
  const root = await rootOfFile(app, node)
  if (root?.kind !== 'personal') return node.name
  const theirs = actor.organizationId === node.organization_id && (await standingOn(app, actor, node)) !== undefined
  return theirs ? node.name : 'a file in My Files'
}

export const whyHandlers: Pick<Handlers, 'why'> = {
  why: async ({ app, actor, query }) => {
    const person = await accountOf(app, query.accountId)
    if (!person || !(await administers(app, actor, person.organization.id))) throw new AppError('NOT_FOUND')
    const as: Actor = {
      organizationId: person.organization.id,
      accountId: person.id,
      name: person.name,
      email: person.email,
      kind: person.kind,
    }
    if (!query.file?.trim()) return { person, verdicts: await withoutFile(app, as) }
    const id = idIn(app, query.file)
    const found = id && (await reach(app, as, id))
    if (!found) {
      const fileProblem = id ? `${person.name} does not see this file, or it is not there.` : 'This is no link to a file of this Moorage.'
      return { person, fileProblem, verdicts: await withoutFile(app, as) }
    }
    await firstDiscovery(app, { nothingOpens: false })
    const at: Circumstances = {
      oldRevision: Boolean(found.revision),
      ceilings: await ceilingsNow(app),
      takingPart: await editorTakenPartIn(app, as, found.node),
    }
    const ways = waysOf(app, await entitlementOf(app, as), found.node, found.can, at)
    const opens = choose(app, found.node, ways)?.editor.id
    return {
      person,
      file: { id: found.node.id, name: await nameFor(app, actor, found.node) },
      verdicts: ways.map(({ editor, ...way }) => ({ editor: editor.id, editorName: editor.name, ...forAdministrator(way) })),
      ...(opens ? { opens } : {}),
    }
  },
}
