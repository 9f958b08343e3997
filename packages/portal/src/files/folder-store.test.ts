import type { Item, Listing } from '@moorage/api'
import { describe, expect, it } from 'vitest'
import { ApiProblem } from '../api/problem.ts'
import { createFolderStore, PAGE, type Question } from './folder-store.ts'

const question: Question = { folderId: 'f', sort: 'name', order: 'asc', deleted: false }
const can = { read: true, download: true, write: true, rename: true, move: true, delete: true, restore: false }
const item = (id: string): Item => ({ id, kind: 'file', name: id, extension: '', size: 1, modifiedAt: 0, rootId: 'r', can })

function server(names: string[]) {
  const asked: number[] = []
  let refusal: ApiProblem | undefined
  const read = async (_: Question, offset: number): Promise<Listing> => {
    asked.push(offset)
    if (refusal) throw refusal
    return { folder: item('folder'), breadcrumb: [], total: names.length, offset, items: names.slice(offset, offset + PAGE).map(item) }
  }
  return { asked, names, read, refuse: (problem?: ApiProblem) => (refusal = problem) }
}
const ready = (store: ReturnType<typeof createFolderStore>) => new Promise<void>((resolve) => store.subscribe(() => resolve()))
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `n${index}`)

describe('the store of a folder', () => {
  it('reads only the pages that are looked at', async () => {
    const { asked, read } = server(numbered(10_000))
    const store = createFolderStore(question, read)
    await ready(store)
    expect(store.view().total).toBe(10_000)
    store.view().show(9990, 9999)
    await ready(store)
    expect(asked).toEqual([0, 9800])
    expect(store.view().row(9999)?.item.name).toBe('n9999')
    expect(store.view().row(5000)).toBeUndefined()
    expect(store.view().indexOf('n9990')).toBe(9990)
  })
  it('reads what is missing when a range of rows is wanted', async () => {
    const { read } = server(numbered(500))
    const store = createFolderStore(question, read)
    expect((await store.view().range(0, 499)).length).toBe(500)
  })
  it('after a change reads again what is on the screen and forgets the rest', async () => {
    const { asked, names, read } = server(numbered(500))
    const store = createFolderStore(question, read)
    await store.view().range(0, 499)
    store.view().show(0, 20)
    names.shift()
    asked.length = 0
    await store.refresh()
    expect(asked).toEqual([0])
    expect(store.view().total).toBe(499)
    expect(store.view().row(0)?.item.name).toBe('n1')
    expect(store.view().row(450)).toBeUndefined()
  })
  it('keeps the rows in sight when reading again fails for the moment', async () => {
    const { read, refuse } = server(numbered(3))
    const store = createFolderStore(question, read)
    await ready(store)
    refuse(new ApiProblem({ code: 'UNREACHABLE', title: 'no' }))
    await store.refresh()
    expect(store.view().status).toBe('ready')
    expect(store.view().problem?.code).toBe('UNREACHABLE')
    expect(store.view().row(2)?.item.name).toBe('n2')
  })
  it('fails when the folder is gone', async () => {
    const { read, refuse } = server(numbered(3))
    const store = createFolderStore(question, read)
    await ready(store)
    refuse(new ApiProblem({ code: 'NOT_FOUND', title: 'gone', status: 404 }))
    await store.refresh()
    expect(store.view().status).toBe('failed')
  })
})
