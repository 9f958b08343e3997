import { describe, expect, type TestContext, test } from 'vitest'
import type { CommentActivity } from '../wire/activities.ts'
import type { StoreHarness } from './store.contract.ts'
import type { ContainerStore, Pointer, Resource } from './store.ts'

/** Opens an address that the store handed out, by the token in it. */
async function enter<Actor>({ store }: StoreHarness<Actor>, url: string): Promise<{ actor: Actor; id: string; resource: Resource }> {
  const { pathname, searchParams } = new URL(url)
  const [, kind, id = ''] = /\/(files|containers|ecosystem)(?:\/([A-Za-z0-9]+))?$/.exec(pathname) ?? []
  const resource: Resource = kind === 'ecosystem' ? { kind } : { kind: kind === 'files' ? 'file' : 'container', id }
  const actor = await store.authenticate(searchParams.get('access_token') ?? '', resource)
  if (actor === undefined) throw new Error(`The token in ${pathname} opens nothing`)
  return { actor, id, resource }
}

const comment = (id: string): CommentActivity => ({
  id,
  createdAt: 1_487_166_433_000,
  contentId: 'c',
  navigationId: 'n',
  action: 'created',
  text: 'Is this right?',
  isReply: false,
  people: [],
})

/**
 * What a store may leave out. Each test runs when CheckFileInfo promises its group to `everything`'s actor (or, where
 * a harness has none, to an ordinary editor), and is skipped otherwise.
 */
export function offersContract<Actor>(current: () => StoreHarness<Actor>): void {
  const editor = async (rights: 'edit' | 'view' = 'edit') => {
    const harness = current()
    const id = await harness.addFile('Contract.docx', new TextEncoder().encode('hello'))
    const actor = await (harness.everything ?? harness.actor)(id, rights, 'anna')
    const info = await harness.store.checkFileInfo(actor, id, {})
    if ('outcome' in info) throw new Error(info.outcome)
    return { harness, store: harness.store, id, actor, info }
  }

  /** The folder that the file is in, opened by the address that EnumerateAncestors gives. */
  async function parent({ skip }: TestContext, rights: 'edit' | 'view' = 'edit') {
    const file = await editor(rights)
    const containers = file.store.containers as ContainerStore<Actor>
    skip(!file.info.SupportsContainers, 'no containers')
    const result = await file.store.ancestors(file.actor, file.id)
    const last = result.outcome === 'ok' ? result.ancestors.at(-1) : undefined
    if (!last) throw new Error('A file is in a folder')
    return { ...file, containers, folder: await enter(file.harness, last.url) }
  }

  const created = (result: { outcome: string; pointer?: Pointer }): Pointer => {
    if (!result.pointer) throw new Error(result.outcome)
    return result.pointer
  }

  describe('folders', () => {
    test('the folder of a file lists it, as CheckFileInfo tells it, by an address that opens it', async (context) => {
      const { harness, store, containers, folder, info } = await parent(context)
      const all = await containers.children(folder.actor, folder.id, { extensions: undefined })
      const child = all.outcome === 'ok' ? all.files.find(({ name }) => name === 'Contract.docx') : undefined
      expect(child).toMatchObject({ version: info.Version, size: 5 })
      const entered = await enter(harness, child?.url ?? '')
      expect(await store.checkFileInfo(entered.actor, entered.id, {})).toMatchObject({ BaseFileName: 'Contract.docx', UserId: info.UserId })
    })

    test('a filter chooses among files and leaves folders alone', async (context) => {
      const { containers, folder } = await parent(context)
      created(await containers.createChildContainer(folder.actor, folder.id, { mode: 'exact', name: 'Sub.docx' }))
      const list = async (extensions: string[]) => {
        const result = await containers.children(folder.actor, folder.id, { extensions })
        if (result.outcome !== 'ok') throw new Error(result.outcome)
        return { files: result.files.map(({ name }) => name), folders: result.containers.map(({ name }) => name) }
      }
      expect(await list(['.xlsx', '.docx'])).toMatchObject({ files: expect.arrayContaining(['Contract.docx']) })
      const { files, folders } = await list(['.xlsx'])
      expect(files).not.toContain('Contract.docx')
      expect(folders).toContain('Sub.docx')
    })

    test('a folder in a folder knows its ancestors, and its token opens nothing else', async (context) => {
      const { harness, store, containers, folder, id } = await parent(context)
      const made = created(await containers.createChildContainer(folder.actor, folder.id, { mode: 'suggested', name: 'Deep' }))
      const deep = await enter(harness, made.url)
      const deeper = await enter(
        harness,
        created(await containers.createChildContainer(deep.actor, deep.id, { mode: 'suggested', name: 'Deeper' })).url,
      )
      const above = await containers.containerAncestors(deeper.actor, deeper.id)
      const last = above.outcome === 'ok' ? above.ancestors.at(-1) : undefined
      expect(last?.name).toBe(made.name)
      expect((await enter(harness, last?.url ?? '')).id).toBe(deep.id)
      expect((await containers.checkContainerInfo(deep.actor, folder.id)) as object).toHaveProperty('outcome', 'not-found')
      const token = new URL(made.url).searchParams.get('access_token') ?? ''
      expect(await store.authenticate(token, { kind: 'container', id: folder.id })).toBeUndefined()
      expect(await store.authenticate(token, { kind: 'file', id })).toBeUndefined()
    })

    test('a suggested folder name is adjusted, an exact one is that name or a refusal', async (context) => {
      const { containers, folder } = await parent(context)
      const make = (mode: 'suggested' | 'exact', name: string) => containers.createChildContainer(folder.actor, folder.id, { mode, name })
      expect(created(await make('exact', 'Sub_1')).name).toBe('Sub_1')
      expect(created(await make('suggested', 'Sub_1')).name).not.toBe('Sub_1')
      expect(created(await make('suggested', 'a/b')).name).toMatch(/^a[^/]b/)
      const taken = await make('exact', 'Sub_1')
      expect(taken.outcome).toBe('name-taken')
      expect((await make('exact', taken.outcome === 'name-taken' ? taken.suggestion : '')).outcome).toBe('ok')
      expect(await make('exact', 'a/b')).toMatchObject({ outcome: 'name-illegal', reason: expect.any(String) })
    })

    test('a folder keeps its id when it is renamed, and is deleted only when it is empty', async (context) => {
      const { harness, store, containers, folder } = await parent(context)
      const sub = await enter(
        harness,
        created(await containers.createChildContainer(folder.actor, folder.id, { mode: 'exact', name: 'Sub' })).url,
      )
      created(await containers.createChildContainer(folder.actor, folder.id, { mode: 'exact', name: 'Other' }))
      expect(await containers.renameContainer(sub.actor, sub.id, 'Sub_2')).toEqual({ outcome: 'ok', name: 'Sub_2' })
      expect(await containers.checkContainerInfo(sub.actor, sub.id)).toMatchObject({ Name: 'Sub_2' })
      expect((await containers.renameContainer(sub.actor, sub.id, 'Other')).outcome).toBe('name-taken')
      expect((await containers.renameContainer(sub.actor, sub.id, 'a/b')).outcome).toBe('name-illegal')
      const file = await containers.createChildFile(sub.actor, sub.id, { mode: 'suggested', name: 'in.docx' })
      expect((await containers.removeContainer(sub.actor, sub.id)).outcome).toBe('container-not-empty')
      const within = await enter(harness, file.outcome === 'ok' ? file.url : '')
      expect((await store.remove(within.actor, within.id)).outcome).toBe('ok')
      expect((await containers.removeContainer(sub.actor, sub.id)).outcome).toBe('ok')
      expect(await containers.checkContainerInfo(sub.actor, sub.id)).toEqual({ outcome: 'not-found' })
    })

    test('a new file is empty, has the name it was given, and overwrites only what nobody has locked', async (context) => {
      const { harness, store, containers, folder, id, actor } = await parent(context)
      const make = (name: string, overwrite: boolean) =>
        containers.createChildFile(folder.actor, folder.id, { mode: 'exact', name, overwrite })
      const made = await make('New_1.docx', false)
      const file = await enter(harness, made.outcome === 'ok' ? made.url : '')
      expect(await store.checkFileInfo(file.actor, file.id, {})).toMatchObject({ BaseFileName: 'New_1.docx', Size: 0 })
      expect((await make('New_1.docx', false)).outcome).toBe('name-taken')
      await store.lock(actor, id, { operation: 'Lock', lock: 'L' })
      expect(await make('Contract.docx', true)).toMatchObject({ outcome: 'conflict', held: 'L' })
      await store.lock(actor, id, { operation: 'Unlock', lock: 'L' })
      expect((await make('Contract.docx', true)).outcome).toBe('ok')
      expect(await store.checkFileInfo(actor, id, {})).toMatchObject({ Size: 0 })
    })

    test('who may only read makes and changes nothing', async (context) => {
      const { containers, folder } = await parent(context, 'view')
      const info = await containers.checkContainerInfo(folder.actor, folder.id)
      expect('UserCanCreateChildFile' in info && info.UserCanCreateChildFile).toBeFalsy()
      const outcomes = [
        await containers.createChildContainer(folder.actor, folder.id, { mode: 'suggested', name: 'x' }),
        await containers.createChildFile(folder.actor, folder.id, { mode: 'suggested', name: 'x.docx' }),
        await containers.renameContainer(folder.actor, folder.id, 'x'),
        await containers.removeContainer(folder.actor, folder.id),
      ].map(({ outcome }) => outcome)
      for (const outcome of outcomes) expect(['unsupported', 'not-found']).toContain(outcome)
    })
  })

  test('the ecosystem is one for a file and its folder, and leads to a root whose address opens it', async (context) => {
    const { harness, store, id, actor, info } = await editor()
    const { ecosystem } = store
    context.skip(!info.SupportsEcosystem, 'no ecosystem')
    const pointer = await ecosystem?.ecosystemPointer(actor, { kind: 'file', id })
    const { actor: within } = await enter(harness, pointer?.outcome === 'ok' ? pointer.url : '')
    expect(await ecosystem?.checkEcosystem(within)).toEqual({ SupportsContainers: Boolean(info.SupportsContainers) })
    const root = await ecosystem?.rootContainer(within)
    const folder = await enter(harness, root?.outcome === 'ok' ? root.pointer.url : '')
    expect(await store.containers?.containerAncestors(folder.actor, folder.id)).toMatchObject({ outcome: 'ok', ancestors: [] })
  })

  test('a share address is a page for people, with no token in it', async (context) => {
    const { store, id, actor, info } = await editor()
    context.skip(!info.SupportedShareUrlTypes?.length, 'no share addresses')
    for (const type of info.SupportedShareUrlTypes ?? []) {
      const result = await store.shareUrl?.(actor, { kind: 'file', id }, type)
      const url = new URL(result?.outcome === 'ok' ? result.url : '')
      expect(url.search).not.toContain('token')
      expect(url.pathname).not.toContain('/wopi/')
    }
  })

  test('comments are kept from who may edit, twice told or not at all told without harm', async (context) => {
    const { harness, store, id, actor, info } = await editor()
    context.skip(!info.SupportsAddActivities, 'no activities')
    for (const activities of [[comment('a'), comment('b')], [comment('a')], []]) {
      expect(await store.addActivities?.(actor, id, activities)).toEqual({ outcome: 'ok' })
    }
    const reader = await (harness.everything ?? harness.actor)(id, 'view', 'ben')
    expect((await store.addActivities?.(reader, id, [comment('c')]))?.outcome).not.toBe('ok')
  })
}
