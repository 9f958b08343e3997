import type { Item, Listing, Me, Problem, Revision, ServerEvent } from '@moorage/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { begin, send, upload } from './files-upload.ts'
import { type BoxServer, startServer, textReader, type Visitor } from './server.ts'
import { type Held, wopi } from './wopi-requests.ts'

let server: BoxServer
let anna: Visitor
let ben: Visitor
let team: Item
let mine: Item
beforeAll(async () => {
  server = await startServer()
  anna = await server.signIn()
  ben = await server.signIn('ben@demo.test')
  const me = await anna.get<Me>('/api/me')
  mine = me.myFiles
  team = me.teamShares[0] as Item
})
afterAll(() => server.stop())

const put = async (name: string, body: string) => (await upload(anna, { folderId: team.id, name }, Buffer.from(body))).itemId ?? ''
const open = (who: string, name: string): Promise<Held> => server.session(who, `/${team.name}/${name}`)
const problem = async (answer: Response) => (await answer.json()) as Problem

describe('a file that Ben is editing', () => {
  let id: string
  let held: Held
  let first: string
  let promised: string
  beforeAll(async () => {
    id = await put('minutes.txt', 'one')
    await upload(anna, { folderId: team.id, name: 'minutes.txt', onClash: 'replace' }, Buffer.from('two'))
    first = (await anna.get<{ revisions: Revision[] }>(`/api/items/${id}/revisions`)).revisions[1]?.id ?? ''
    held = await open('ben@demo.test', 'minutes.txt')
    const begun = await begin(anna, { folderId: team.id, name: 'minutes.txt', onClash: 'replace' }, 1)
    promised = begun.headers.get('location') ?? ''
    expect((await wopi.lock(held, 'L')).status).toBe(200)
  })

  test('is shown as such, keeps its name and place, and may be joined', async () => {
    const { items } = await anna.get<Listing>(`/api/folders/${team.id}/items`)
    expect(items.find((item) => item.id === id)).toMatchObject({
      editing: { people: [{ name: expect.stringContaining('Ben'), you: false }] },
      can: { write: true, rename: false, move: false, delete: false },
    })
  })

  test('is not renamed, moved, deleted, replaced or restored: the refusal names Ben', async () => {
    for (const answer of [
      await anna.patch(`/api/items/${id}`, { name: 'other.txt' }),
      await anna.post('/api/items/move', { ids: [id], to: mine.id }),
      await anna.post('/api/items/delete', { ids: [id] }),
      await anna.post(`/api/items/${id}/revisions/${first}/restore`),
      await begin(anna, { folderId: team.id, name: 'minutes.txt', onClash: 'replace' }, 1),
      // promised before he began
      await send(anna, promised, 0, Buffer.from('x')),
    ])
      expect(await problem(answer)).toMatchObject({
        status: 409,
        code: 'LOCKED',
        detail: expect.stringMatching(/Ben.* is editing “minutes.txt” in /),
      })
    expect(await problem(await ben.patch(`/api/items/${id}`, { name: 'other.txt' }))).toMatchObject({
      code: 'LOCKED',
      detail: expect.stringMatching(/^You have/),
    })
  })

  test('is read and copied all the same', async () => {
    expect(await (await anna.fetch(`/api/items/${id}/download`)).text()).toBe('two')
    expect((await anna.post('/api/items/copy', { ids: [id], to: mine.id })).status).toBe(200)
  })

  test('tells Ben, and nobody else, that Anna would like to edit', async () => {
    const listen = async (who: Visitor) => {
      const answer = await who.fetch('/api/events')
      const reader = textReader(answer)
      await reader.read()
      return reader
    }
    const bens = await listen(ben)
    expect((await anna.post(`/api/items/${id}/ask-to-edit`)).status).toBe(204)
    const { value } = await bens.read()
    const told = JSON.parse(String(value).split('data: ')[1] ?? '') as ServerEvent
    expect(told).toMatchObject({ type: 'ask-to-edit', itemId: id, itemName: 'minutes.txt', by: expect.stringContaining('Anna') })
    await bens.cancel()
    expect((await problem(await ben.post(`/api/items/${id}/ask-to-edit`))).code).toBe('CHANGED_MEANWHILE')
  })

  test('folds the saves of one tenure into one revision with all its authors', async () => {
    await wopi.put(held, 'three', 'L')
    const annas = await open('anna@demo.test', 'minutes.txt')
    await wopi.put(annas, 'four', 'L')
    await wopi.put(held, 'five', 'L')
    await wopi.unlock(held, 'L')
    await wopi.lock(held, 'M')
    await wopi.put(held, 'six', 'M')
    await wopi.unlock(held, 'M')
    const { revisions, more } = await anna.get<{ revisions: Revision[]; more: boolean }>(`/api/items/${id}/revisions`)
    expect(more).toBe(false)
    expect(revisions.map(({ kind, saves, current }) => ({ kind, saves, current }))).toEqual([
      { kind: 'edit', saves: 1, current: true },
      { kind: 'edit', saves: 3, current: false },
      { kind: 'upload', saves: 1, current: false },
      { kind: 'upload', saves: 1, current: false },
    ])
    expect(revisions[1]?.authors.map(({ name }) => name.split(' ')[0]).sort()).toEqual(['Anna', 'Ben'])
    expect(await (await anna.fetch(`/api/items/${id}/revisions/${revisions[1]?.id}/download`)).text()).toBe('five')
    const older = await anna.get<{ revisions: Revision[] }>(`/api/items/${id}/revisions?before=${revisions[1]?.from}`)
    expect(older.revisions).toEqual(revisions.slice(2))
    expect((await anna.patch(`/api/items/${id}`, { name: 'done.txt' })).status).toBe(200)
  })
})
