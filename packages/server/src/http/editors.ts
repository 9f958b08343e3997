import { AppError, type EditorEntry, type EditorOrder } from '@moorage/api'
import type { Actor } from '../access/actor.ts'
import type { App } from '../app.ts'
import { addedEditors, loadAddedEditors } from '../office/added-editors.ts'
import { takeTried } from '../office/discovery.ts'
import { discoveryStateOf } from '../office/discovery-summary.ts'
import { editingNow } from '../office/editing-now.ts'
import { ordersAbove } from '../office/editor-order.ts'
import { type Editor, editorById, editorsOf } from '../office/registry.ts'
import { tryDiscovery } from '../office/trial.ts'
import { ALL_ORGANIZATIONS, organizationById } from '../organizations/organizations.ts'
import { administers, organizationsBelow } from '../organizations/scope.ts'
import type { Handlers } from './api.ts'

type EditorRoute =
  | 'listAllEditors'
  | 'tryDiscovery'
  | 'addEditor'
  | 'changeEditor'
  | 'removeEditor'
  | 'listEditorOrder'
  | 'changeEditorOrder'

/** Editors that open files for people: the validator's client and Office on phones are none. */
const forPeople = (app: App) => editorsOf(app).filter(({ profile }) => profile !== 'test' && profile !== 'native')

function present(app: App, editor: Editor, open: number): EditorEntry {
  const { id, name, profile, proof, discoveryUrl, wopiOrigin, from } = editor
  if (profile === 'test' || profile === 'native' || !discoveryUrl) throw new Error('not an editor for people')
  return { id, name, profile, proof, discoveryUrl, wopiOrigin, from, discovery: discoveryStateOf(app, id), open }
}

async function openIn(app: App, actor: Actor): Promise<(id: string) => number> {
  const editing = await editingNow(app, actor, { organizationIds: await organizationsBelow(app, ALL_ORGANIZATIONS) })
  return (id) => editing.filter(({ editor }) => editor === id).length
}

async function one(app: App, actor: Actor, id: string): Promise<EditorEntry> {
  const editor = editorById(app, id)
  if (!editor) throw new AppError('NOT_FOUND')
  return present(app, editor, (await openIn(app, actor))(id))
}

/** Letters of the name, and a number where they are taken: revisions remember it for ever. */
function newEditorId(app: App, name: string): string {
  const plain =
    name
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '')
      .slice(0, 20) || 'editor'
  const taken = new Set([...editorsOf(app).map(({ id }) => id), ...addedEditors(app).map(({ id }) => id), 'test', 'native', 'builtin'])
  for (let number = 1; ; number++) {
    const id = number === 1 ? plain : `${plain}${number}`
    if (!taken.has(id)) return id
  }
}

async function mustBeUsable(app: App, address: string, editorId?: string): Promise<{ url: string; document: string }> {
  const { trial, document } = await tryDiscovery(app, address, editorId)
  if (document === undefined) throw new AppError('DISCOVERY_UNUSABLE', { detail: trial.problem ?? '', data: { trial } })
  return { url: trial.url, document }
}

function added(app: App, id: string) {
  const editor = addedEditors(app).find((row) => row.id === id && row.removedAt === null)
  if (editor) return editor
  if (!editorById(app, id)) throw new AppError('NOT_FOUND')
  throw new AppError('SETTING_FIXED', { detail: 'This editor is set up in the settings file, or comes with Moorage.' })
}

const subjectOf = ({ id, name }: { id: string; name: string }) => ({ kind: 'editor' as const, id, name })

async function orders(app: App, actor: Actor, organizationId: string) {
  if (!(await administers(app, actor, organizationId))) throw new AppError('NOT_FOUND')
  const rows = await ordersAbove(app, organizationId)
  const above = rows.filter((row) => row.organizationId !== organizationId)
  const inherited = await Promise.all(
    above.map(async ({ organizationId: id, order }) => {
      const organization = await app.db.read.get(organizationById, { id })
      return { from: { id, name: organization?.name ?? '' }, order }
    }),
  )
  const own: EditorOrder[] = rows.filter((row) => row.organizationId === organizationId).map(({ order }) => order)
  return { own, inherited, editors: forPeople(app).map(({ id, name }) => ({ id, name })) }
}

export const editorHandlers: Pick<Handlers, EditorRoute> = {
  listAllEditors: async ({ app, actor }) => {
    const open = await openIn(app, actor)
    return { editors: forPeople(app).map((editor) => present(app, editor, open(editor.id))) }
  },

  tryDiscovery: async ({ app, body, note }) => {
    const { trial } = await tryDiscovery(app, body.url, body.editorId)
    note({
      organizationId: ALL_ORGANIZATIONS,
      subject: { kind: 'editor', name: trial.url },
      detail: trial.usable ? 'usable' : (trial.problem ?? ''),
    })
    return trial
  },

  addEditor: async ({ app, actor, body, note }) => {
    const tried = await mustBeUsable(app, body.discoveryUrl)
    const row = { ...body, name: body.name.trim(), discoveryUrl: tried.url, id: newEditorId(app, body.name) }
    await app.db.transact('addEditor', { ...row, now: app.now() })
    await loadAddedEditors(app)
    note({ organizationId: ALL_ORGANIZATIONS, subject: subjectOf(row), detail: tried.url })
    await takeTried(app, row.id, tried)
    return one(app, actor, row.id)
  },

  changeEditor: async ({ app, actor, params, body, note }) => {
    const before = added(app, params.editorId)
    const tried = body.discoveryUrl === undefined ? undefined : await mustBeUsable(app, body.discoveryUrl, before.id)
    const { id } = before
    const row = {
      id,
      name: body.name?.trim() || before.name,
      profile: body.profile ?? before.profile,
      proof: body.proof ?? before.proof,
      discoveryUrl: tried?.url ?? before.discoveryUrl,
    }
    if ((await app.db.transact('changeEditor', row)) === 0) throw new AppError('NOT_FOUND')
    await loadAddedEditors(app)
    note({
      organizationId: ALL_ORGANIZATIONS,
      subject: subjectOf(row),
      ...(row.name === before.name ? {} : { detail: `was ${before.name}` }),
    })
    if (tried) await takeTried(app, id, tried)
    return one(app, actor, id)
  },

  removeEditor: async ({ app, params, note }) => {
    const editor = added(app, params.editorId)
    await app.db.transact('removeEditor', { id: editor.id, now: app.now() })
    await loadAddedEditors(app)
    note({ organizationId: ALL_ORGANIZATIONS, subject: subjectOf(editor) })
  },

  listEditorOrder: ({ app, actor, params }) => orders(app, actor, params.organizationId),

  changeEditorOrder: async ({ app, actor, params, body, note }) => {
    const { organizationId } = params
    const { editors } = await orders(app, actor, organizationId)
    const unknown = body.editors.find((id) => !editors.some((editor) => editor.id === id))
    if (unknown !== undefined) throw new AppError('BAD_REQUEST', { detail: `There is no editor “${unknown}”.` })
    await app.db.transact('setEditorOrder', { organizationId, ...body })
    const organization = await app.db.read.get(organizationById, { id: organizationId })
    const of = body.extension === '*' ? 'all types' : `.${body.extension}`
    const names = body.editors.map((id) => editorById(app, id)?.name ?? id).join(', ')
    note({
      organizationId,
      subject: { kind: 'organization', id: organizationId, name: organization?.name ?? '' },
      detail: `${of}: ${names || 'as usual'}`,
    })
    return orders(app, actor, organizationId)
  },
}
