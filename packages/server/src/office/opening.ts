import type { Abilities, Clause, Opening } from '@moorage/api'
import type { App } from '../app.ts'
import { type LockColumns, lockOf } from '../files/locks.ts'
import type { TreeNode } from '../files/tree.ts'
import { VALIDATION_APP } from './capabilities.ts'
import { decide, lacksLicence } from './decision.ts'
import type { Facts, Verdict } from './decision-facts.ts'
import { actionOf, type EditorAction } from './discovery.ts'
import { inOrder } from './editor-order.ts'
import { type Entitlement, environmentOf } from './entitlement.ts'
import { overLimit } from './limits.ts'
import { type Editor, editorById, editorsOf } from './registry.ts'

type Handles = Pick<App, 'config' | 'db' | 'now'>

/** What there is to know of a file before it is opened. */
export type Openable = Pick<TreeNode, 'extension' | 'size'> & LockColumns

/** What one editor would do with a file, for one person. */
export interface Way extends Verdict {
  editor: Editor
  /** the discovery entry to launch; absent for `none` */
  entry?: EditorAction
  /** the editor only knows how to edit and has to be told not to */
  readOnlyParameter?: boolean
  /** the stage of its roll-out that brought it */
  stage?: string
  /** a Microsoft 365 licence is needed and not there: whatever else changes, this launch must not edit */
  unlicensed?: boolean
}

/** Phones get the actions made for them, where an editor has some. */
const VIEWING = { desk: ['view', 'embedview'], phone: ['mobileView', 'view', 'embedview'] }
const EDITING = { desk: ['edit'], phone: ['mobileEdit', 'edit'] }

export interface Circumstances {
  phone?: boolean
  /** who holds the lock, as a sentence begins: "You are", "Anna is"; "Somebody is" without it */
  holder?: string
  /** an old revision can only be viewed, whoever is editing the file */
  oldRevision?: boolean
  /** editors that take no new editing session just now, and why */
  ceilings?: Readonly<Record<string, string>>
  /** the editor in which this person is taking part in the editing that goes on: no stage and no ceiling ends that */
  takingPart?: string | undefined
}

const firstOf = (editor: Editor, extension: string, names: string[]) => {
  for (const name of names) {
    const entry = actionOf(editor, extension, name)
    if (entry) return entry
  }
  return undefined
}

/** WOPI: a zero-byte file is filled by `editnew`; binary formats are turned into modern ones by `convert`. */
function editEntry(editor: Editor, node: Openable, phone: boolean): EditorAction | undefined {
  const plain = firstOf(editor, node.extension, phone ? EDITING.phone : EDITING.desk)
  if (node.size === 0) return actionOf(editor, node.extension, 'editnew') ?? plain
  return plain ?? actionOf(editor, node.extension, 'convert')
}

function otherHolder(app: Handles, editor: Editor, node: Openable, holder = 'Somebody is'): string | undefined {
  const lock = lockOf(node, app.now())
  if (!lock || lock.client === editor.id) return undefined
  if (lock.kind === 'manual') return 'This file is locked.'
  return `${holder} editing this file in ${editorById(app, lock.client)?.name ?? 'another editor'}.`
}

/** What discovery offers for the file. The Validation application changes a file that it was opened to view: not every client offers more. */
function entriesOf(editor: Editor, node: Openable, phone: boolean) {
  const viewing = firstOf(editor, node.extension, phone ? VIEWING.phone : VIEWING.desk)
  const editing = editEntry(editor, node, phone) ?? (viewing?.app.name === VALIDATION_APP ? viewing : undefined)
  return { editing, viewing, known: viewing ?? editing }
}

function sizeOf(editor: Editor, node: Openable, { editing, known }: ReturnType<typeof entriesOf>): NonNullable<Facts['size']> {
  const view = known && overLimit(editor, known.app.name, 'view', node.size)
  const edit = editing && overLimit(editor, editing.app.name, 'edit', node.size)
  return { ...(view ? { view } : {}), ...(edit ? { edit } : {}) }
}

/** What this editor would do with the file for this person, and why not more. */
export function wayOf(app: Handles, entitlement: Entitlement, editor: Editor, node: Openable, can: Abilities, at: Circumstances = {}): Way {
  const environment = environmentOf(editor)
  const entries = entriesOf(editor, node, at.phone ?? false)
  const lock = otherHolder(app, editor, node, at.holder)
  const takingPart = at.takingPart === editor.id
  const standing = entitlement.rollout(editor.id)
  const rollout = takingPart ? undefined : standing
  const ceiling = takingPart ? undefined : at.ceilings?.[editor.id]
  const facts: Facts = {
    editorName: editor.name,
    personName: entitlement.personName,
    ...(environment ? { microsoft365: { environment, ...entitlement.microsoft365 } } : {}),
    ...(rollout ? { rollout } : {}),
    ...(ceiling === undefined ? {} : { ceiling }),
    oldRevision: at.oldRevision ?? false,
    right: can.write ? 'edit' : can.read ? 'view' : 'none',
    reachable: editor.zone !== undefined,
    type: { extension: node.extension, action: entries.editing ? 'edit' : entries.known ? 'view' : 'none' },
    size: sizeOf(editor, node, entries),
    ...(lock ? { lock } : {}),
  }
  const verdict = decide(facts)
  const entry = verdict.action === 'edit' ? entries.editing : verdict.action === 'view' ? entries.known : undefined
  return {
    ...verdict,
    editor,
    ...(entry ? { entry } : {}),
    readOnlyParameter: verdict.action === 'view' && !entries.viewing,
    unlicensed: lacksLicence(facts),
    ...(standing?.in && standing.stage !== undefined ? { stage: standing.stage } : {}),
  }
}

/** Every editor's way with this file, in the order in which they are tried. */
export const waysOf = (app: Handles, entitlement: Entitlement, node: Openable, can: Abilities, at: Circumstances = {}): Way[] =>
  inOrder(editorsOf(app), ({ id }) => id, entitlement.order(node.extension)).flatMap((editor) =>
    editor.discoveryUrl ? [wayOf(app, entitlement, editor, node, can, at)] : [],
  )

/** Nobody is shown an editor that is not for them, or that does not know the type; who asks for it is told why. */
const UNLISTED: ReadonlySet<Clause | undefined> = new Set<Clause>(['state', 'stage', 'ceiling', 'policy', 'account', 'type'])
export const isListed = ({ action, clause }: Verdict) => action !== 'none' || !UNLISTED.has(clause)

/**
 * The way that a click takes: the editor that has the file open, where this person can join in it; else the first
 * that can edit now; else the first that could after a sign-in to Microsoft 365; else the first that can show it.
 * Nobody has to sign in elsewhere before they get on with their work.
 */
export function choose(app: Handles, node: Openable, ways: Way[]): Way | undefined {
  const lock = lockOf(node, app.now())
  const holding = lock && ways.find(({ editor, action }) => editor.id === lock.client && action !== 'none')
  const best = ways.find(({ action }) => action === 'edit') ?? ways.find(({ signIn }) => signIn)
  return holding ?? best ?? ways.find(({ action }) => action === 'view')
}

const asOpening = ({ editor, action, why, clause }: Way): Opening => ({
  action,
  editor: editor.id,
  editorName: editor.name,
  ...(why ? { why } : {}),
  ...(clause ? { clause } : {}),
})

/** Formats that the built-in editor shows with LibreOffice's help. */
const OLD = new Set(['doc', 'xls', 'ppt', 'odt', 'ods', 'odp'])

/** What is missing for an old format: everybody is told what works, and whoever can change it, how. */
function whyNotConverted({ config }: Pick<App, 'config'>, { systemAdministrator }: Entitlement, extension: string): string | undefined {
  if (!OLD.has(extension)) return undefined
  const files = `.${extension} files cannot be shown here. Download it to open it on your device.`
  if (!systemAdministrator) return files
  const mend = config.libreOffice === 'off' ? 'switched on (setting libreOffice)' : 'installed on the server'
  return `${files} They can be shown once LibreOffice is ${mend}.`
}

/** Why no editor opens it, for people. */
export function whyNone(app: Handles, entitlement: Entitlement, node: Pick<TreeNode, 'extension'>, ways: Way[]): string {
  return (
    ways.filter(isListed).find(({ why }) => why)?.why ??
    whyNotConverted(app, entitlement, node.extension) ??
    (node.extension ? `No editor here can open .${node.extension} files.` : 'No editor here can open files of this kind.')
  )
}

/** How a click opens the file, for lists: synchronous, from memory. Nothing for folders. */
export function openingFor(app: Handles, entitlement: Entitlement, node: TreeNode, can: Abilities): Opening {
  if (node.kind !== 'file' || !can.read) return { action: 'none' }
  const ways = waysOf(app, entitlement, node, can)
  const way = choose(app, node, ways)
  if (way) return asOpening(way)
  const clause = ways.filter(isListed).find(({ why }) => why)?.clause ?? 'type'
  return { action: 'none', why: whyNone(app, entitlement, node, ways), clause }
}

/** "Open with": every editor that this person could use for the type, what it would do, and why not more. */
export function editorsFor(app: Handles, entitlement: Entitlement, node: TreeNode, can: Abilities): Opening[] {
  return node.kind === 'file' && can.read ? waysOf(app, entitlement, node, can).filter(isListed).map(asOpening) : []
}
