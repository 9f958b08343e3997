import type { Item, Me, Opening, Response, ROUTES } from '@moorage/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BoxServer, startServer, type Visitor } from './server.ts'
import { openPage } from './wopi-launches.ts'

const EDITORS = ['m365test', 'built-in']

let server: BoxServer
let admin: Visitor
let anna: Visitor
let me: Me
beforeAll(async () => {
  server = await startServer()
  admin = await server.signIn('admin@demo.test')
  anna = await server.signIn()
  me = await anna.get<Me>('/api/me')
  expect((await admin.post('/api/admin/microsoft-365/rehearsal', { testers: [me.id] })).status).toBe(200)
})
afterAll(() => server?.stop())

test('the Validation application opens a file to change it and says nothing of viewing, in the rehearsal as by itself', async () => {
  const { results } = await anna.get<{ results: { item: Item }[] }>('/api/search?q=wopitest')
  const id = results[0]?.item.id ?? ''
  expect(results[0]?.item).toMatchObject({ extension: 'wopitest', open: { action: 'edit' } })
  expect(results[0]?.item.open).not.toHaveProperty('why')
  for (const editor of EDITORS) {
    const { launch } = await openPage(anna, id, `?editor=${editor}`)
    expect(launch).toMatchObject({ action: 'edit', actionUrl: expect.stringContaining(`${server.editor}/validation?`) })
    expect(launch).not.toHaveProperty('notice')
  }
  const { editors } = await anna.get<{ editors: Opening[] }>(`/api/items/${id}/editors`)
  const query = new URLSearchParams({ accountId: me.id, file: id })
  const { verdicts } = await admin.get<Response<(typeof ROUTES)['why']>>(`/api/admin/why?${query}`)
  for (const editor of EDITORS) {
    expect(editors.find((one) => one.editor === editor)).toMatchObject({ action: 'edit' })
    expect(verdicts.find((one) => one.editor === editor)).toMatchObject({ action: 'edit' })
  }
})

test('who may only view the file gets it to view, as every other', async () => {
  const { results } = await anna.get<{ results: { item: Item }[] }>('/api/search?q=wopitest')
  const id = results[0]?.item.id ?? ''
  const ben = await server.signIn('ben@demo.test')
  const bens = await ben.get<Me>('/api/me')
  await anna.post(`/api/items/${id}/shares`, { accountId: bens.id, role: 'viewer' })
  const { launch } = await openPage(ben, id)
  expect(launch).toMatchObject({ action: 'view' })
})
