import type { ActivityEntry } from '@moorage/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Visitor } from './server.ts'
import { json, type Place, startPlace } from './two-organizations.ts'
import { launched } from './wopi-launches.ts'

/** Administrators see what people do, but not what their files in My Files are called. */

let place: Place
let olga: Visitor
beforeAll(async () => {
  place = await startPlace()
  const { account } = await place.account(place.organizationId, 'Olga', 'organization-administrator')
  olga = await place.signIn(account.email)
})
afterAll(() => place?.stop())

const entriesFor = async (who: Visitor, id: string) =>
  (await who.get<{ entries: ActivityEntry[] }>('/api/admin/activity?limit=200')).entries
    .filter(({ subject }) => subject?.id === id)
    .map(({ kind, subject, detail }) => [kind, subject?.name, detail])
const csv = async (who: Visitor) => (await who.fetch('/api/admin/activity.csv')).text()
const post = async <T>(path: string, body: unknown) => json<T>(await place.anna.post(path, body))

test('whatever is done in My Files is told without a name, on the page and in the CSV', async () => {
  const mine = place.mes.anna.myFiles.id
  const folder = await place.folder(place.anna, mine, 'Divorce')
  const file = await place.file(place.anna, folder.id, 'Lawyer.txt')
  await json(await place.anna.patch(`/api/items/${file}`, { name: 'Lawyers.txt' }))
  await launched(place.anna, file)
  await post(`/api/items/${file}/shares`, { accountId: place.mes.ben.id, role: 'viewer' })
  const copies = await post<{ copies: { id: string }[] }>('/api/items/copy', { ids: [file], to: folder.id })
  const unsaved = await place.unsaved(place.anna, file)
  await json(await place.anna.post(`/api/unsaved/${unsaved}/copy`))
  await post('/api/items/move', { ids: [file], to: mine })
  await post('/api/items/delete', { ids: [file] })
  await post('/api/items/restore', { ids: [file] })

  const told = await entriesFor(olga, file)
  expect(told.length).toBeGreaterThan(8)
  expect(told).toContainEqual(['opened', 'a file in My Files', 'to edit'])
  expect(told).toContainEqual(['shared', 'a file in My Files', 'with Ben Okafor as Viewer'])
  expect(await entriesFor(olga, folder.id)).toEqual([['folder-created', 'a folder in My Files', undefined]])
  expect(await entriesFor(olga, copies.copies[0]?.id ?? '')).toEqual([['copied', 'a file in My Files', undefined]])
  for (const who of [olga, place.admin]) {
    const page = await (await who.fetch('/api/admin/activity?limit=200')).text()
    for (const text of [page, await csv(who)]) {
      expect(text).toContain('a file in My Files')
      expect(text).not.toMatch(/Divorce|Lawyer/)
    }
  }
})

test('an administrator whom it is shared with, or whose it is, reads its name', async () => {
  const file = await place.file(place.anna, place.mes.anna.myFiles.id, 'For Olga.txt')
  const { accounts } = await place.admin.get<{ accounts: { id: string; name: string }[] }>(
    `/api/admin/organizations/${place.organizationId}/accounts?q=olga`,
  )
  await post(`/api/items/${file}/shares`, { accountId: accounts[0]?.id, role: 'viewer' })
  expect((await entriesFor(olga, file)).map(([, name]) => name)).toEqual(['For Olga.txt', 'For Olga.txt'])
  expect((await entriesFor(place.admin, file)).map(([, name]) => name)).toEqual(['a file in My Files', 'a file in My Files'])
  const own = await place.file(place.admin, place.mes.admin.myFiles.id, 'Own.txt')
  expect(await entriesFor(place.admin, own)).toEqual([['uploaded', 'Own.txt', 'to My Files']])
})

test('in a Team Share files have their names, also when one is taken out of it or comes in', async () => {
  const mine = place.mes.anna.myFiles.id
  const { id: place1 } = await place.folder(place.anna, mine, 'Hidden')
  const taken = await place.file(place.anna, place.projects, 'Tender.txt')
  await post('/api/items/move', { ids: [taken], to: place1 })
  await json(await place.anna.patch(`/api/items/${taken}`, { name: 'Mine now.txt' }))
  expect(await entriesFor(olga, taken)).toEqual([
    ['renamed', 'a file in My Files', undefined],
    ['moved', 'Tender.txt', 'to My Files'],
    ['uploaded', 'Tender.txt', 'to Projects'],
  ])
  const given = await place.file(place.anna, place1, 'Draft.txt')
  await post('/api/items/move', { ids: [given], to: place.projects })
  await json(await place.anna.patch(`/api/items/${given}`, { name: 'Final.txt' }))
  expect(await entriesFor(olga, given)).toEqual([
    ['renamed', 'Final.txt', 'was Draft.txt'],
    ['moved', 'a file in My Files', undefined],
    ['uploaded', 'a file in My Files', undefined],
  ])
})
