import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../access/new-id.ts'
import { build } from '../storage/db/statement.ts'
import { words } from './names.ts'
import { openWorld, type World } from './testing/world.ts'
import type { TreeNode } from './tree.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const ids = () => ({ organizationId: world.organizationId, accountId: world.anna.accountId, now: world.clock.now })
const move = (id: string, to: string, onClash: 'fail' | 'keep-both' | 'replace' = 'fail') =>
  world.app.db.transact('moveNodes', { ...ids(), ids: [id], to, onClash })
const remove = (...which: string[]) => world.app.db.transact('deleteNodes', { ...ids(), ids: which })
const restore = (...which: string[]) => world.app.db.transact('restoreNodes', { ...ids(), ids: which })
const rename = (nodeId: string, name: string) => world.app.db.transact('renameNode', { ...ids(), nodeId, name })

const everyNode = () =>
  world.app.db.read.query<TreeNode>(build.selectFrom('node').selectAll().where('organization_id', '=', world.organizationId))
const everyWord = () =>
  world.app.db.read.query<{ node_id: string; word: string; root_id: string }>(
    build.selectFrom('name_word').select(['node_id', 'word', 'root_id']),
  )

/** What must hold whatever was done to the tree. */
async function checkTree() {
  const nodes = await everyNode()
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const wordsOf = new Map<string, string[]>()
  for (const { node_id, word, root_id } of await everyWord()) {
    wordsOf.set(node_id, [...(wordsOf.get(node_id) ?? []), word])
    expect(root_id).toBe(byId.get(node_id)?.root_id)
  }
  for (const node of nodes) {
    const parent = node.parent_id === null ? undefined : byId.get(node.parent_id)
    if (parent) expect(node.root_id).toBe(parent.root_id)
    if (parent && parent.deleted_at !== null) expect(node.deleted_at).not.toBeNull()
    expect(node.deleted_with === null).toBe(node.deleted_at === null)
    const own = (wordsOf.get(node.id) ?? []).sort()
    expect(own).toEqual(node.deleted_at === null && parent ? words(node.name).sort() : [])
    if (node.kind === 'file') continue
    const children = nodes.filter(({ parent_id }) => parent_id === node.id)
    const counted = children.filter(
      ({ deleted_at, deleted_with }) => deleted_at === null || (node.deleted_with !== null && deleted_with === node.deleted_with),
    )
    const folders = (some: TreeNode[]) => some.filter(({ kind }) => kind === 'folder').length
    expect([node.child_count, node.child_count_all, node.folder_count, node.folder_count_all]).toEqual([
      counted.length,
      children.length,
      folders(counted),
      folders(children),
    ])
  }
}

describe('the tree', () => {
  test('keeps its counts, words, roots and deletions true through any sequence of changes', async () => {
    const tops = [world.team, world.anna.myFiles]
    const names = ['a', 'A', 'b 2026', 'Büro', 'x.txt']
    const step = fc.record({
      what: fc.constantFrom('folder', 'file', 'rename', 'move', 'delete', 'restore'),
      which: fc.nat(50),
      where: fc.nat(50),
      name: fc.constantFrom(...names),
      clash: fc.constantFrom('fail' as const, 'keep-both' as const, 'replace' as const),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        for (const { what, which, where, name, clash } of steps) {
          const nodes = (await everyNode()).sort((a, b) => (a.id < b.id ? -1 : 1))
          const folders = nodes.filter(({ kind }) => kind === 'folder').map(({ id }) => id)
          const target = folders[where % folders.length] ?? tops[0] ?? ''
          const node = nodes[which % nodes.length]?.id ?? ''
          world.clock.now++
          if (what === 'folder') await world.app.db.transact('createFolder', { ...ids(), parentId: target, name, onClash: 'keep-both' })
          if (what === 'file')
            await world.app.db.transact('createFile', {
              ...ids(),
              id: newId(),
              parentId: target,
              name,
              kind: 'created',
              onClash: 'keep-both',
            })
          if (what === 'rename') await rename(node, name)
          if (what === 'move') await move(node, target, clash)
          if (what === 'delete') await remove(node)
          if (what === 'restore') await restore(node)
        }
        await checkTree()
      }),
      { numRuns: 12 },
    )
  }, 60_000)

  test('one of eight that create the same name at once wins; the others are told a free one', async () => {
    const folder = await world.folder(world.team, 'Race')
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => world.app.db.transact('createFolder', { ...ids(), parentId: folder, name: 'same' })),
    )
    expect(answers.filter(({ outcome }) => outcome === 'ok')).toHaveLength(1)
    expect(answers.find(({ outcome }) => outcome === 'name-taken')).toMatchObject({ suggestion: 'same (2)' })
  })
})

describe('a move', () => {
  test('into itself or below is refused', async () => {
    const outer = await world.folder(world.team, 'Outer')
    const inner = await world.folder(outer, 'Inner')
    expect(await move(outer, inner)).toEqual({ outcome: 'into-itself' })
    expect(await move(outer, outer)).toEqual({ outcome: 'into-itself' })
  })

  test('of several is all or none', async () => {
    const to = await world.folder(world.team, 'To')
    await world.folder(to, 'taken')
    const from = await world.folder(world.team, 'From')
    const [free, taken] = [await world.folder(from, 'free'), await world.folder(from, 'Taken')]
    const result = await world.app.db.transact('moveNodes', { ...ids(), ids: [free, taken], to })
    expect(result).toMatchObject({ outcome: 'name-taken', id: taken, suggestion: 'Taken (2)' })
    expect((await world.node(free)).parent_id).toBe(from)
  })

  test('of a file that somebody edits is refused and says who; so are rename, delete and deleting its folder', async () => {
    const folder = await world.folder(world.team, 'Editing')
    const id = await world.file(folder, 'open.txt', 'x')
    await world.lock(id, await world.grant(id), 'a')
    const heldBy = { accountId: world.anna.accountId, client: 'built-in' }
    expect(await move(id, world.anna.myFiles)).toMatchObject({ outcome: 'locked', locked: { name: 'open.txt', heldBy } })
    expect(await move(folder, world.anna.myFiles)).toMatchObject({ outcome: 'locked', locked: { heldBy } })
    expect(await rename(id, 'other.txt')).toMatchObject({ outcome: 'conflict', held: 'a', heldBy })
    expect(await remove(id)).toMatchObject({ outcome: 'locked', held: 'a' })
    expect(await remove(folder)).toMatchObject({ outcome: 'locked', held: '' })
    const elsewhere = await world.folder(world.team, 'Elsewhere')
    expect(await move(folder, elsewhere)).toMatchObject({ outcome: 'ok' })
  })

  test('that keeps both takes a name that is free where it goes, though it may be taken where it comes from', async () => {
    const [from, to] = [await world.folder(world.team, 'K from'), await world.folder(world.team, 'K to')]
    const [moved] = [await world.file(from, 'k.txt'), await world.file(from, 'k (2).txt'), await world.file(to, 'k.txt')]
    expect(await move(moved ?? '', to, 'keep-both')).toMatchObject({ outcome: 'ok' })
    expect((await world.node(moved ?? '')).name).toBe('k (2).txt')
  })

  test('that replaces a file keeps the replaced one among the deleted', async () => {
    const [from, to] = [await world.folder(world.team, 'R from'), await world.folder(world.team, 'R to')]
    const [newer, older] = [await world.file(from, 'r.txt', 'newer'), await world.file(to, 'r.txt', 'older')]
    expect(await move(newer, to, 'replace')).toMatchObject({ outcome: 'ok' })
    expect((await world.node(older)).deleted_at).not.toBeNull()
    expect((await world.node(newer)).name).toBe('r.txt')
  })
})

describe('a rename', () => {
  test('may change only the case of its own name, and changes what it is found by', async () => {
    const id = await world.file(world.team, 'quartalsbericht.docx')
    expect(await rename(id, 'Quartalsbericht.DOCX')).toEqual({ outcome: 'ok', name: 'Quartalsbericht.DOCX' })
    expect((await world.node(id)).extension).toBe('docx')
    await rename(id, 'Jahresbericht.docx')
    expect((await everyWord()).filter(({ node_id }) => node_id === id).map(({ word }) => word)).toEqual(
      expect.arrayContaining(['jahresbericht']),
    )
    expect((await everyWord()).some(({ node_id, word }) => node_id === id && word === 'quartalsbericht')).toBe(false)
  })

  test('from WOPI is judged by its lock', async () => {
    const id = await world.file(world.team, 'wopi rename.txt', 'x')
    await world.lock(id, await world.grant(id), 'a')
    const wopi = (lock: string | undefined, holdsLock: boolean, name: string) =>
      world.app.db.transact('renameNode', { ...ids(), nodeId: id, name, wopi: { lock, holdsLock } })
    expect(await wopi('b', false, 'x.txt')).toMatchObject({ outcome: 'conflict', held: 'a' })
    expect(await wopi(undefined, false, 'x.txt')).toMatchObject({ outcome: 'conflict', held: 'a' })
    expect(await wopi('a', false, 'y.txt')).toMatchObject({ outcome: 'ok' })
    expect(await wopi(undefined, true, 'z.txt')).toMatchObject({ outcome: 'ok' })
  })
})

describe('restoring', () => {
  test('a thing out of a deleted folder puts it into the nearest folder that lives', async () => {
    const outer = await world.folder(world.team, 'Outer bin')
    const inner = await world.folder(outer, 'Inner bin')
    const id = await world.file(inner, 'survivor.txt', 'x')
    await remove(outer)
    await restore(id)
    expect(await world.node(id)).toMatchObject({ parent_id: world.team, deleted_at: null })
    await restore(outer)
    expect(await world.node(inner)).toMatchObject({ deleted_at: null, child_count: 0 })
    await checkTree()
  })

  test('a folder does not bring back what was deleted before it', async () => {
    const folder = await world.folder(world.team, 'Twice')
    const [first, second] = [await world.file(folder, '1.txt'), await world.file(folder, '2.txt')]
    await remove(first)
    await remove(folder)
    await restore(folder)
    expect((await world.node(second)).deleted_at).toBeNull()
    expect((await world.node(first)).deleted_at).not.toBeNull()
    await checkTree()
  })
})
