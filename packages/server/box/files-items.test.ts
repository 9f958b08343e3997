import type { Item, Listing, Me, Problem } from '@moorage/api'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { upload } from './files-upload.ts'
import { type BoxServer, startServer, type Visitor } from './server.ts'

let server: BoxServer
let anna: Visitor
let ben: Visitor
let me: Me
beforeAll(async () => {
  server = await startServer()
  anna = await server.signIn()
  ben = await server.signIn('ben@demo.test')
  me = await anna.get<Me>('/api/me')
})
afterAll(() => server.stop())

const json = async <T>(answer: Response): Promise<T> => {
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}
const problem = async (answer: Response) => (await answer.json()) as Problem
const folder = async (parentId: string, name: string) => json<Item>(await anna.post(`/api/folders/${parentId}/folders`, { name }))
const list = (id: string, query = '') => anna.get<Listing>(`/api/folders/${id}/items${query}`)
const put = async (folderId: string, name: string, body: string, more: Record<string, string> = {}, who = anna) => {
  const answer = await upload(who, { folderId, name, ...more }, Buffer.from(body))
  return answer.itemId ?? ''
}
const text = async (id: string, who = anna) => (await who.fetch(`/api/items/${id}/download`)).text()

/** a number as eight letters, in SQL: ids are letters and the digits 2 to 7 */
const DIGITS = [...'0123456789'].reduce((sql, digit, at) => `replace(${sql}, '${digit}', '${'qrstuvwxyz'[at]}')`, "printf('%08d', i)")

describe('a folder of 10,000 files', () => {
  let big: Item
  beforeAll(async () => {
    big = await folder(me.myFiles.id, 'Ten thousand')
    const { default: Sqlite } = await import('libsql')
    const database = new Sqlite(`${server.data}/moorage.db`)
    database.exec('pragma busy_timeout = 10000')
    // as if uploaded: the rows that createFile makes, without its 10,000 durable commits
    database.exec(`
      with recursive n(i) as (select 1 union all select i + 1 from n where i < 10000)
      insert into node (organization_id, id, root_id, parent_id, kind, name, name_key, name_sort, extension, size, version,
        created_at, created_by, modified_at, modified_by, modified_by_name)
      select organization_id, '${'a'.repeat(18)}' || ${DIGITS}, root_id, id, 'file',
        'file ' || i || '.txt', 'file ' || i || '.txt', 'file ' || printf('%03d', length(i)) || i || '.txt', 'txt', i, 1,
        created_at, created_by, created_at + i, created_by, modified_by_name
      from node, n where id = '${big.id}'`)
    database.exec(`update node set child_count = 10000, child_count_all = 10000 where id = '${big.id}'`)
    database.close()
  })

  test('is paged by at most 200, sorted as people count, whole and without repeats', async () => {
    const names: string[] = []
    for (let offset = 0; offset < 10_000; offset += 200) {
      const page = await list(big.id, `?offset=${offset}&limit=200`)
      expect(page).toMatchObject({ total: 10_000, offset })
      names.push(...page.items.map(({ name }) => name))
    }
    expect(names).toEqual(Array.from({ length: 10_000 }, (_, at) => `file ${at + 1}.txt`))
  })

  test('shows its end and its middle in every order', async () => {
    expect((await list(big.id, '?offset=9990')).items.map(({ name }) => name)).toEqual(
      Array.from({ length: 10 }, (_, n) => `file ${9991 + n}.txt`),
    )
    expect((await list(big.id, '?sort=size&order=desc&offset=0&limit=2')).items.map(({ size }) => size)).toEqual([10_000, 9_999])
    expect((await list(big.id, '?sort=modified&order=desc&offset=6000&limit=2')).items.map(({ size }) => size)).toEqual([4_000, 3_999])
    expect((await list(big.id, '?sort=modifiedBy&limit=200&offset=9900')).items).toHaveLength(100)
    expect((await list(big.id, '?offset=20000')).items).toEqual([])
  })

  test('refuses a page of more than 200', async () => {
    expect((await anna.fetch(`/api/folders/${big.id}/items?limit=201`)).status).toBe(400)
  })
})

describe('names', () => {
  test.each(['../x', 'a/b', '..', 'CON', 'nul.txt', 'a\u0000b', ' x', 'x.', `${'x'.repeat(255)}ü`])(
    'like %j are refused in words',
    async (name) => {
      const answer = await anna.post(`/api/folders/${me.myFiles.id}/folders`, { name })
      expect(answer.status).toBe(400)
      expect((await problem(answer)).code).toMatch(/NAME_ILLEGAL|BAD_REQUEST/)
    },
  )

  test('that differ in case only clash, with a suggestion that works', async () => {
    const parent = await folder(me.myFiles.id, 'Clash')
    await folder(parent.id, 'Straße')
    const answer = await anna.post(`/api/folders/${parent.id}/folders`, { name: 'STRASSE' })
    expect(answer.status).toBe(409)
    const { code, data } = await problem(answer)
    expect(code).toBe('NAME_TAKEN')
    expect(await folder(parent.id, String(data?.suggestion))).toMatchObject({ name: 'STRASSE (2)' })
  })

  test('are found by the beginning of a word, accents and case aside', async () => {
    const id = await put(me.myFiles.id, 'Büdget 2026.xlsx', 'x')
    for (const q of ['budg', 'BÜDG', '2026 bud', 'xlsx budget']) {
      const { results } = await anna.get<{ results: { item: Item; breadcrumb: unknown[] }[] }>(`/api/search?q=${encodeURIComponent(q)}`)
      expect(results.map(({ item }) => item.id)).toContain(id)
    }
    const { results } = await ben.get<{ results: { item: Item }[] }>('/api/search?q=budg')
    expect(results.map(({ item }) => item.id)).not.toContain(id)
  })
})

describe('what is not mine', () => {
  test('does not exist for others: every read and every change answers 404', async () => {
    const id = await put(me.myFiles.id, 'private.txt', 'secret')
    const bens = await ben.get<Me>('/api/me')
    for (const answer of [
      await ben.fetch(`/api/items/${id}`),
      await ben.fetch(`/api/items/${id}/download`),
      await ben.fetch(`/api/items/${id}/revisions`),
      await ben.fetch(`/api/folders/${me.myFiles.id}/items`),
      await ben.fetch(`/api/download?ids=${id}`),
      await ben.patch(`/api/items/${id}`, { name: 'mine.txt' }),
      await ben.post('/api/items/move', { ids: [id], to: bens.myFiles.id }),
      await ben.post('/api/items/copy', { ids: [id], to: bens.myFiles.id }),
      await ben.post('/api/items/delete', { ids: [id] }),
      await ben.post(`/api/folders/${me.myFiles.id}/folders`, { name: 'x' }),
    ])
      expect(answer.status).toBe(404)
  })
})

describe('move, copy, delete, restore', () => {
  test('a folder goes to the Team Share with all below, is found there, and comes back', async () => {
    const team = me.teamShares[0] as Item
    const moving = await folder(me.myFiles.id, 'Moving house')
    const inner = await folder(moving.id, 'Inner')
    const id = await put(inner.id, 'zebrafish.txt', 'swims')
    const search = async (who: Visitor) => (await who.get<{ results: unknown[] }>('/api/search?q=zebrafish')).results.length
    expect(await search(ben)).toBe(0)
    const { moved } = await json<{ moved: { item: Item; from: string }[] }>(
      await anna.post('/api/items/move', { ids: [moving.id], to: team.id }),
    )
    expect(moved).toMatchObject([{ from: me.myFiles.id, item: { id: moving.id, rootId: team.id } }])
    expect(await search(ben)).toBe(1)
    expect(await text(id, ben)).toBe('swims')
    await json(await anna.post('/api/items/move', { ids: [moving.id], to: me.myFiles.id }))
    expect((await ben.fetch(`/api/items/${id}`)).status).toBe(404)
    expect((await anna.post('/api/items/move', { ids: [moving.id], to: inner.id })).status).toBe(409)
  })

  test('a copy has its own bytes and a number where the name is taken', async () => {
    const place = await folder(me.myFiles.id, 'Copies')
    const id = await put(place.id, 'one.txt', 'one')
    expect((await anna.post('/api/items/copy', { ids: [id, place.id], to: place.id })).status).toBe(409)
    const { copies: made } = await json<{ copies: Item[] }>(await anna.post('/api/items/copy', { ids: [id], to: place.id }))
    expect(made).toMatchObject([{ name: 'one (2).txt' }])
    expect(await text(made[0]?.id ?? '')).toBe('one')
    expect((await list(place.id)).total).toBe(2)
  })

  test('what is deleted is shown on demand and comes back, with a number when its name was taken', async () => {
    const place = await folder(me.myFiles.id, 'Bin')
    const inner = await folder(place.id, 'Papers')
    const id = await put(inner.id, 'plan.txt', 'plan')
    await json(await anna.post('/api/items/delete', { ids: [inner.id] }))
    expect((await list(place.id)).total).toBe(0)
    expect(await list(place.id, '?deleted=true')).toMatchObject({
      total: 1,
      items: [{ id: inner.id, can: { restore: true, write: false } }],
    })
    await folder(place.id, 'papers')
    const { restored } = await json<{ restored: Item[] }>(await anna.post('/api/items/restore', { ids: [inner.id] }))
    expect(restored).toMatchObject([{ name: 'Papers (2)' }])
    expect((await list(inner.id)).items).toMatchObject([{ id, name: 'plan.txt' }])
    expect((await anna.get<{ results: unknown[] }>('/api/search?q=plan')).results.length).toBeGreaterThan(0)
  })
})

describe('downloads', () => {
  test('are attachments that nothing renders, named for every browser, and in parts', async () => {
    const id = await put(me.myFiles.id, 'Größe "x".html'.replaceAll('"', '\u2019'), '<script>alert(1)</script>')
    const answer = await anna.fetch(`/api/items/${id}/download`)
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename=".*"; filename\*=UTF-8''Gr%C3%B6%C3%9Fe/)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('content-security-policy')).toContain('sandbox')
    const etag = answer.headers.get('etag') ?? ''
    const part = await anna.fetch(`/api/items/${id}/download`, { headers: { range: 'bytes=1-6', 'if-range': etag } })
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 1-6/25', 'script'])
    expect((await anna.fetch(`/api/items/${id}/download`, { headers: { range: 'bytes=1-6', 'if-range': '"older"' } })).status).toBe(200)
    expect((await anna.fetch(`/api/items/${id}/download`, { headers: { range: 'bytes=99-' } })).status).toBe(416)
    expect(await (await anna.fetch(`/api/items/${id}/download`, { headers: { range: 'bytes=-9' } })).text()).toBe('</script>')
  })

  test('of folders and selections are zips in which nothing overwrites anything', async () => {
    const place = await folder(me.myFiles.id, 'Zipped')
    const inner = await folder(place.id, 'Inner ü')
    await folder(place.id, 'Empty')
    const one = await put(place.id, 'same.txt', 'outer')
    const two = await put(inner.id, 'same.txt', 'inner')
    const whole = unzipSync(new Uint8Array(await (await anna.fetch(`/api/items/${place.id}/download`)).arrayBuffer()))
    expect(Object.keys(whole).sort()).toEqual(['Zipped/Empty/', 'Zipped/Inner ü/same.txt', 'Zipped/same.txt'])
    const answer = await anna.fetch(`/api/download?ids=${one},${two},${inner.id}&name=All.zip`)
    expect(answer.headers.get('content-disposition')).toContain('All.zip')
    const picked = unzipSync(new Uint8Array(await answer.arrayBuffer()))
    expect(Object.fromEntries(Object.entries(picked).map(([name, bytes]) => [name, Buffer.from(bytes).toString()]))).toEqual({
      'same.txt': 'outer',
      'same (2).txt': 'inner',
      'Inner ü/same.txt': 'inner',
    })
  })
})

describe('revisions', () => {
  test('list what was uploaded over a file; restore and Undo change the content', async () => {
    const id = await put(me.myFiles.id, 'history.txt', 'first')
    await put(me.myFiles.id, 'history.txt', 'second', { onClash: 'replace' })
    const { revisions } = await anna.get<{ revisions: { id: string; current: boolean; authors: { you: boolean }[]; kind: string }[] }>(
      `/api/items/${id}/revisions`,
    )
    expect(revisions).toMatchObject([
      { current: true, kind: 'upload', authors: [{ you: true }] },
      { current: false, kind: 'upload' },
    ])
    const old = revisions[1]?.id
    expect(await (await anna.fetch(`/api/items/${id}/revisions/${old}/download`)).text()).toBe('first')
    const { previous } = await json<{ previous: string }>(await anna.post(`/api/items/${id}/revisions/${old}/restore`))
    expect(await text(id)).toBe('first')
    await json(await anna.post(`/api/items/${id}/revisions/${previous}/restore`))
    expect(await text(id)).toBe('second')
  })
})

describe('new files', () => {
  test('a document is a package with a body, a text file is empty', async () => {
    const place = await folder(me.myFiles.id, 'New')
    const made = await json<Item>(await anna.post(`/api/folders/${place.id}/files`, { name: 'Letter', type: 'document' }))
    expect(made).toMatchObject({ name: 'Letter.docx', extension: 'docx' })
    const parts = unzipSync(new Uint8Array(await (await anna.fetch(`/api/items/${made.id}/download`)).arrayBuffer()))
    expect(Buffer.from(parts['word/document.xml'] ?? []).toString()).toContain('<w:body>')
    expect(await json<Item>(await anna.post(`/api/folders/${place.id}/files`, { name: 'Note.txt', type: 'text' }))).toMatchObject({
      name: 'Note.txt',
      size: 0,
    })
  })

  test('a workbook and a presentation are packages too, and New offers what an editor can edit', async () => {
    const place = await folder(me.myFiles.id, 'New packages')
    for (const [type, name, part] of [
      ['workbook', 'Budget.xlsx', 'xl/workbook.xml'],
      ['presentation', 'Talk.pptx', 'ppt/presentation.xml'],
    ] as const) {
      const made = await json<Item>(await anna.post(`/api/folders/${place.id}/files`, { name: name.split('.')[0], type }))
      expect(made.name).toBe(name)
      const parts = unzipSync(new Uint8Array(await (await anna.fetch(`/api/items/${made.id}/download`)).arrayBuffer()))
      expect(Object.keys(parts)).toContain(part)
      expect(me.creates.includes(type)).toBe(made.open?.action === 'edit')
    }
    expect(me.creates).toEqual(expect.arrayContaining(['document', 'text']))
  })
})
