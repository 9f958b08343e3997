import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BoxServer, startServer, type Visitor } from './server.ts'
import { FakeEditor, signedSend } from './wopi-editor.ts'
import { idOf, launched, openPage } from './wopi-launches.ts'
import { eventually, type Held, newFile, wopi } from './wopi-requests.ts'

let editor: FakeEditor
let server: BoxServer
let ben: Visitor
let beside: Held
beforeAll(async () => {
  editor = await FakeEditor.start()
  server = await startServer({ environment: { MOORAGE_EDITORS: editor.entry({ proof: 'required' }) } })
  ben = await server.signIn('ben@demo.test')
  beside = await server.session('admin@demo.test', '/Projects/Volunteers.csv')
  await eventually(() => editor.fetched > 0, 'discovery is fetched at start')
})
afterAll(async () => {
  await server?.stop()
  await editor?.stop()
})

const ROUNDS = 20

test('a save that races the unlock came first, or is refused and changes nothing', async () => {
  const file = await newFile(beside, 'round -1', 'unlock-race.txt')
  let content = 'round -1'
  for (let round = 0; round < ROUNDS; round++) {
    expect((await wopi.lock(file, 'L')).status).toBe(200)
    const [put, unlock] = await Promise.all([wopi.put(file, `round ${round}`, 'L'), wopi.unlock(file, 'L')])
    expect(unlock.status).toBe(200)
    if (put.status === 200) content = `round ${round}`
    else expect([put.status, put.headers['x-wopi-lock']]).toEqual([409, ''])
    expect((await wopi.get(file)).body).toBe(content)
  }
})

test('a rename and a save at once both happen', async () => {
  const file = await newFile(beside, 'start', 'rename-race.txt')
  expect((await wopi.lock(file, 'L')).status).toBe(200)
  for (let round = 0; round < ROUNDS; round++) {
    const [put, rename] = await Promise.all([wopi.put(file, `round ${round}`, 'L'), wopi.rename(file, `renamed ${round}`, 'L')])
    expect([put.status, rename.status]).toEqual([200, 200])
    expect((await wopi.get(file)).body).toBe(`round ${round}`)
    expect((await wopi.info(file)).json<{ BaseFileName: string }>().BaseFileName).toBe(`renamed ${round}.txt`)
  }
})

test('readers see one save or the other, never a mix', async () => {
  const size = 2 * 1024 * 1024
  const file = await newFile(beside, 'a'.repeat(size), 'torn.txt')
  expect((await wopi.lock(file, 'L')).status).toBe(200)
  let saving = true
  const reader = async () => {
    for (let reads = 0; saving || reads === 0; reads++) {
      const { status, body } = await wopi.get(file)
      expect([status, body.length, new Set(body).size]).toEqual([200, size, 1])
    }
  }
  const readers = [reader(), reader(), reader()]
  try {
    for (let round = 0; round < ROUNDS; round++) expect((await wopi.put(file, 'ab'[round % 2]?.repeat(size) ?? '', 'L')).status).toBe(200)
  } finally {
    saving = false
  }
  await Promise.all(readers)
})

test('a rotation of keys in the middle of saves fails none of them', async () => {
  const file = await newFile(beside, 'start', 'rotation.txt')
  const held = await launched(ben, idOf(file), '?editor=collabora')
  const send = (headers: Record<string, string>, body?: string) => signedSend(editor.current, 'POST', held, '/contents', headers, body)
  expect((await signedSend(editor.current, 'POST', held, '', { 'X-WOPI-Override': 'LOCK', 'X-WOPI-Lock': 'L' })).status).toBe(200)
  const statuses: number[] = []
  const client = async (name: number) => {
    for (let save = 0; save < 15; save++) {
      if (name === 0 && save === 5) editor.rotate()
      statuses.push((await send({ 'X-WOPI-Override': 'PUT', 'X-WOPI-Lock': 'L' }, `${name} ${save}`)).status)
    }
  }
  await Promise.all([0, 1, 2, 3].map(client))
  expect(new Set(statuses)).toEqual(new Set([200]))
  expect(statuses).toHaveLength(60)
})

test('a file that is deleted while somebody opens it is opened or gone, and nothing is saved into it afterwards', async () => {
  const admin = await server.signIn('admin@demo.test')
  for (let round = 0; round < ROUNDS; round++) {
    const file = await newFile(beside, 'x', `opened ${round}.txt`)
    const [page, gone] = await Promise.all([openPage(admin, idOf(file)), admin.post('/api/items/delete', { ids: [idOf(file)] })])
    expect([200, 404]).toContain(page.status)
    expect(gone.ok).toBe(true)
    expect((await wopi.lock(file, 'L')).status).toBe(404)
    expect((await wopi.put(file, 'too late', 'L')).status).toBe(404)
  }
})
