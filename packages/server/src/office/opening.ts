import type { Abilities, Opening } from '@moorage/api'
import type { Actor } from '../access/actor.ts'
import type { App } from '../app.ts'
import { lockOf } from '../files/locks.ts'
import type { TreeNode } from '../files/tree.ts'
import { actionOf, type EditorAction } from './discovery.ts'
import { overLimit } from './limits.ts'
import { type Editor, editorById, editorsOf } from './registry.ts'

type Handles = Pick<App, 'config' | 'db' | 'now'>

/** What one editor would do with a file. */
export interface Way {
  editor: Editor
  action: 'edit' | 'view' | 'none'
  /** the discovery entry to launch; absent for `none` */
  entry?: EditorAction
  /** the editor only knows how to edit and has to be told not to */
  readOnlyParameter?: boolean
  /** why not more than this */
  why?: string
  /** what `why` is about */
  because?: 'revision' | 'right' | 'type' | 'size' | 'open-elsewhere'
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
}

const firstOf = (editor: Editor, extension: string, names: string[]) => {
  for (const name of names) {
    const entry = actionOf(editor, extension, name)
    if (entry) return entry
  }
  return undefined
}

/** WOPI: a zero-byte file is filled by `editnew`; binary formats are turned into modern ones by `convert`. */
function editEntry(editor: Editor, node: Pick<TreeNode, 'extension' | 'size'>, phone: boolean): EditorAction | undefined {
  const plain = firstOf(editor, node.extension, phone ? EDITING.phone : EDITING.desk)
  if (node.size === 0) return actionOf(editor, node.extension, 'editnew') ?? plain
  return plain ?? actionOf(editor, node.extension, 'convert')
}

function otherHolder(app: Handles, editor: Editor, node: TreeNode, holder = 'Somebody is'): string | undefined {
  const lock = lockOf(node, app.now())
  if (!lock || lock.client === editor.id) return undefined
  if (lock.kind === 'manual') return 'This file is locked.'
  return `${holder} editing this file in ${editorById(app, lock.client)?.name ?? 'another editor'}.`
}

/** Why somebody who opens the file here could only look at it. */
function viewOnly(
  app: Handles,
  editor: Editor,
  node: TreeNode,
  can: Abilities,
  editing: EditorAction | undefined,
  at: Circumstances,
): Pick<Way, 'why' | 'because'> | undefined {
  if (at.oldRevision) return { why: 'This is an old revision.', because: 'revision' }
  if (!can.write) return { why: 'You may view this file but not change it.', because: 'right' }
  if (!editing) return { why: `${editor.name} can show .${node.extension} files but not change them.`, because: 'type' }
  const size = overLimit(editor, editing.app.name, 'edit', node.size)
  if (size) return { why: size, because: 'size' }
  const elsewhere = otherHolder(app, editor, node, at.holder)
  return elsewhere === undefined ? undefined : { why: elsewhere, because: 'open-elsewhere' }
}

/** What this editor would do; undefined when it does not know the type. */
export function wayOf(app: Handles, editor: Editor, node: TreeNode, can: Abilities, at: Circumstances = {}): Way | undefined {
  if (!editor.discoveryUrl || editor.dormant) return undefined
  if (!editor.zone) return { editor, action: 'none', why: `${editor.name} cannot be reached just now.` }
  const editing = editEntry(editor, node, at.phone ?? false)
  const viewing = firstOf(editor, node.extension, at.phone ? VIEWING.phone : VIEWING.desk)
  const known = viewing ?? editing
  if (!known) return undefined
  const tooLarge = overLimit(editor, known.app.name, 'view', node.size)
  if (tooLarge) return { editor, action: 'none', why: tooLarge, because: 'size' }
  const limit = viewOnly(app, editor, node, can, editing, at)
  if (editing && !limit) return { editor, action: 'edit', entry: editing }
  return { editor, action: 'view', entry: known, readOnlyParameter: !viewing, ...limit }
}

/** Every editor's way with this file, in the order in which they are tried. */
export const waysOf = (app: Handles, node: TreeNode, can: Abilities, at: Circumstances = {}): Way[] =>
  editorsOf(app).flatMap((editor) => wayOf(app, editor, node, can, at) ?? [])

/**
 * The way that a click takes: the editor that has the file open, where this person can join in it; else the first
 * that can edit; else the first that can show it. `usual` is what it would have been with nobody editing.
 */
export function choose(app: Handles, node: TreeNode, ways: Way[]): Way | undefined {
  const lock = lockOf(node, app.now())
  const holding = lock && ways.find(({ editor, action }) => editor.id === lock.client && action !== 'none')
  return holding ?? ways.find(({ action }) => action === 'edit') ?? ways.find(({ action }) => action === 'view')
}

const asOpening = ({ editor, action, why }: Way): Opening => ({
  action,
  editor: editor.id,
  editorName: editor.name,
  ...(why ? { why } : {}),
})

/** Why no editor opens it, for people. */
export function whyNone(node: Pick<TreeNode, 'extension'>, ways: Way[]): string {
  return (
    ways.find(({ why }) => why)?.why ??
    (node.extension ? `No editor here can open .${node.extension} files.` : 'No editor here can open files of this kind.')
  )
}

/** How a click opens the file, for lists: synchronous, from memory. Nothing for folders. */
export function openingFor(app: Handles, _actor: Actor, node: TreeNode, can: Abilities): Opening {
  if (node.kind !== 'file' || !can.read) return { action: 'none' }
  const ways = waysOf(app, node, can)
  const way = choose(app, node, ways)
  return way ? asOpening(way) : { action: 'none', why: whyNone(node, ways) }
}

/** "Open with": every editor that knows the type, what it would do, and why not more. */
export function editorsFor(app: Handles, _actor: Actor, node: TreeNode, can: Abilities): Opening[] {
  return node.kind === 'file' && can.read ? waysOf(app, node, can).map(asOpening) : []
}
