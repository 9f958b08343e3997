import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Item, Listing, Me, Problem } from '@moorage/api'
import { type HttpResponse, Upload as Tus } from 'tus-js-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { begin, look, send, upload, withdraw } from './files-upload.ts'
import { type BoxServer, startServer, type Visitor } from './server.ts'

const MB = 1024 * 1024
let data: string
let server: BoxServer
let anna: Visitor
let ben: Visitor
let me: Me
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'moorage-uploads-'))
  server = await startServer({ data })
  anna = await server.signIn()
  ben = await server.signIn('ben@demo.test')
  me = await anna.get<Me>('/api/me')
})
afterAll(async () => {
  await server.stop()
  await rm(data, { recursive: true, force: true })
})

const mine = (name: string, more: Record<string, string> = {}) => ({ folderId: me.myFiles.id, name, ...more })
const problem = async (answer: Response) => (await answer.json()) as Problem
const list = (id: string) => anna.get<Listing>(`/api/folders/${id}/items`)
const offsetOf = async (who: Visitor, location: string) => Number((await look(who, location)).headers.get('upload-offset'))

/** Sends `size` bytes of the letter, then the connection is cut. */
async function sendAndCut(who: Visitor, location: string, offset: number, size: number, letter: string) {
  const cut = new AbortController()
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      for (let sent = 0; sent < size; sent += MB) controller.enqueue(Buffer.alloc(Math.min(MB, size - sent), letter))
      // what was sent must have arrived before the line is cut
      for (let arrived = -1; arrived < offset + size; ) arrived = await bytesArrived(location)
      cut.abort()
    },
  })
  await expect(send(who, location, offset, body, cut.signal)).rejects.toThrow()
}
const bytesArrived = async (location: string) => (await readFile(`${server.data}/uploads/${location.split('/').at(-1)}`)).length

describe('an upload', () => {
  test('that is cut goes on where it stopped, after the server was started anew too', async () => {
    const size = 10 * MB
    const begun = await begin(anna, mine('cut.bin'), size)
    const location = begun.headers.get('location') ?? ''
    expect(location).toMatch(/^\/api\/uploads\/[0-9a-f]{32}$/)
    await sendAndCut(anna, location, 0, 6 * MB, 'a')
    await server.stop()
    server = await startServer({ data })
    const again = await server.signIn()
    const offset = await offsetOf(again, location)
    expect(offset).toBe(6 * MB)
    const sent = await send(again, location, offset, Buffer.alloc(size - offset, 'b'))
    expect(sent.status).toBe(204)
    const id = sent.headers.get('moorage-item-id')
    const bytes = Buffer.from(await (await again.fetch(`/api/items/${id}/download`)).arrayBuffer())
    expect(bytes.equals(Buffer.concat([Buffer.alloc(6 * MB, 'a'), Buffer.alloc(4 * MB, 'b')]))).toBe(true)
    const asked = await look(again, location)
    expect([asked.status, asked.headers.get('upload-offset'), asked.headers.get('moorage-item-id')]).toEqual([200, String(size), id])
    anna = again
    ben = await server.signIn('ben@demo.test')
  })

  test('belongs to who began it: nobody else may see, send or end it', async () => {
    const location = (await begin(anna, mine('hers.bin'), 10)).headers.get('location') ?? ''
    expect((await look(ben, location)).status).toBe(404)
    expect((await send(ben, location, 0, Buffer.alloc(10))).status).toBe(404)
    expect((await withdraw(ben, location)).status).toBe(404)
    expect((await look(server.visitor(), location)).status).toBe(401)
    expect((await withdraw(anna, location)).status).toBe(204)
    expect((await look(anna, location)).status).toBe(404)
  })

  test('that was left for a day is gone', async () => {
    const location = (await begin(anna, mine('left.bin'), 10)).headers.get('location') ?? ''
    const record = `${server.data}/uploads/${location.split('/').at(-1)}.json`
    const begun = JSON.parse(await readFile(record, 'utf8'))
    await writeFile(record, JSON.stringify({ ...begun, creation_date: new Date(Date.now() - 25 * 60 * 60 * 1000).toISOString() }))
    expect((await look(anna, location)).status).toBe(410)
    expect((await send(anna, location, 0, Buffer.alloc(10))).status).toBe(410)
  })

  test('of nothing is a file of nothing', async () => {
    const { itemId } = await upload(anna, mine('empty.txt'), Buffer.alloc(0))
    expect((await anna.get<{ item: Item }>(`/api/items/${itemId}`)).item).toMatchObject({ size: 0 })
  })

  test('makes the folders of its path once, however many come at once', async () => {
    const names = Array.from({ length: 6 }, (_, n) => `leaf ${n}.txt`)
    await Promise.all(names.map((name) => upload(anna, mine(name, { path: 'Tree/Bränch' }), Buffer.from(name))))
    const tree = (await list(me.myFiles.id)).items.filter(({ name }) => name === 'Tree')
    expect(tree).toHaveLength(1)
    const branch = (await list(tree[0]?.id ?? '')).items
    expect(branch.map(({ name }) => name)).toEqual(['Bränch'])
    expect((await list(branch[0]?.id ?? '')).items.map(({ name }) => name)).toEqual(names)
  })

  test('completed by two requests at once is one file', async () => {
    const location = (await begin(anna, mine('twice.bin'), 4)).headers.get('location') ?? ''
    const answers = await Promise.all([send(anna, location, 0, Buffer.from('four')), send(anna, location, 0, Buffer.from('four'))])
    expect(answers.filter(({ status }) => status === 204).length).toBeGreaterThanOrEqual(1)
    expect((await list(me.myFiles.id)).items.filter(({ name }) => name.startsWith('twice'))).toHaveLength(1)
  })

  test('that goes past what it said, or skips bytes, changes nothing', async () => {
    const location = (await begin(anna, mine('liar.bin'), 4)).headers.get('location') ?? ''
    expect((await send(anna, location, 2, Buffer.from('xx'))).status).toBe(409)
    const more = await send(anna, location, 0, Buffer.alloc(100))
    expect(more.status).toBeGreaterThanOrEqual(400)
    expect((await list(me.myFiles.id)).items.some(({ name }) => name === 'liar.bin')).toBe(false)
  })
})

test("the portal's library uploads in pieces, goes on after a pause, and learns the item's id", async () => {
  const bytes = randomBytes(3 * MB)
  const headers = { cookie: anna.cookie ?? '', origin: server.portal }
  let halfway = () => {}
  const paused = new Promise<void>((resolve) => {
    halfway = resolve
  })
  const options = (onSuccess: (id: string | undefined) => void, onError: (error: Error) => void) => ({
    endpoint: `${server.portal}/api/uploads`,
    chunkSize: MB,
    headers,
    metadata: mine('by library ü.bin'),
    retryDelays: null,
    onChunkComplete: () => halfway(),
    onSuccess: ({ lastResponse }: { lastResponse: HttpResponse }) => onSuccess(lastResponse.getHeader('moorage-item-id')),
    onError,
  })
  const first = new Tus(
    bytes,
    options(
      () => undefined,
      () => undefined,
    ),
  )
  first.start()
  await paused
  await first.abort()
  const id = await new Promise<string | undefined>((resolve, reject) => {
    new Tus(bytes, { ...options(resolve, reject), uploadUrl: first.url }).start()
  })
  const stored = Buffer.from(await (await anna.fetch(`/api/items/${id}/download`)).arrayBuffer())
  expect(stored.equals(bytes)).toBe(true)
  // asked again after it was complete, it answers the same
  const again = await new Promise<string | undefined>((resolve, reject) => {
    new Tus(bytes, { ...options(resolve, reject), uploadUrl: first.url }).start()
  })
  expect(again).toBe(id)
})

describe('a refusal before the first byte', () => {
  test.each(['../../escape.txt', '..', 'a/b.txt', 'CON.txt', 'x\u0000.txt', 'x'.repeat(300)])(
    'names what is wrong with %j',
    async (name) => {
      const answer = await begin(anna, mine(name), 1)
      expect([answer.status, (await problem(answer)).code]).toEqual([400, 'NAME_ILLEGAL'])
    },
  )
  test('of a path that climbs is a refusal of its names', async () => {
    expect((await problem(await begin(anna, mine('x.txt', { path: 'a/../../b' }), 1))).code).toBe('NAME_ILLEGAL')
  })
  test('comes for a taken name, a foreign folder, a missing one, and no size', async () => {
    await upload(anna, mine('taken.txt'), Buffer.from('x'))
    expect(await problem(await begin(anna, mine('TAKEN.txt'), 1))).toMatchObject({
      code: 'NAME_TAKEN',
      data: { suggestion: 'TAKEN (2).txt' },
    })
    expect((await begin(ben, mine('x.txt'), 1)).status).toBe(404)
    expect((await begin(anna, { folderId: 'a'.repeat(26), name: 'x.txt' }, 1)).status).toBe(404)
    const deferred = await anna.fetch('/api/uploads', {
      method: 'POST',
      headers: { 'tus-resumable': '1.0.0', 'upload-defer-length': '1', 'upload-metadata': 'name eA==' },
    })
    expect(deferred.status).toBe(400)
  })
  test('comes for another site', async () => {
    const answer = await anna.fetch('/api/uploads', {
      method: 'POST',
      headers: { origin: 'https://evil.example', 'tus-resumable': '1.0.0', 'upload-length': '1' },
    })
    expect(answer.status).toBe(403)
  })
})

describe('a taken name', () => {
  test('keeps both or replaces as asked; replacing makes a revision', async () => {
    const first = await upload(anna, mine('clash.txt'), Buffer.from('1'))
    const second = await upload(anna, mine('clash.txt', { onClash: 'keep-both' }), Buffer.from('2'))
    expect((await anna.get<{ item: Item }>(`/api/items/${second.itemId}`)).item.name).toBe('clash (2).txt')
    expect((await upload(anna, mine('clash.txt', { onClash: 'replace' }), Buffer.from('3'))).itemId).toBe(first.itemId)
    expect((await anna.get<{ revisions: unknown[] }>(`/api/items/${first.itemId}/revisions`)).revisions).toHaveLength(2)
  })
})

test('a large upload is never held in memory', async () => {
  const size = 320 * MB
  const location = (await begin(anna, mine('large.bin'), size)).headers.get('location') ?? ''
  const chunk = randomBytes(4 * MB)
  let left = size
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(chunk)
      left -= chunk.length
      if (left === 0) controller.close()
    },
  })
  let peak = 0
  const watch = setInterval(async () => {
    const status = await readFile(`/proc/${server.child.pid}/status`, 'utf8').catch(() => '')
    peak = Math.max(peak, Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0))
  }, 50)
  const sent = await send(anna, location, 0, body)
  clearInterval(watch)
  expect(sent.status).toBe(204)
  if (process.platform === 'linux') expect(peak / 1024).toBeLessThan(250)
  expect((await readdir(`${server.data}/uploads`)).length).toBeGreaterThan(0)
})
