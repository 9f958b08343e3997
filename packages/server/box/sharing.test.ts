import { join } from 'node:path'
import type { Item, Listing, Me, Problem, Revision, ServerEvent, SharedFile, Shares, TeamShare, UnsavedWork } from '@moorage/api'
import { unzipSync } from 'fflate'
import Sqlite from 'libsql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { upload } from './files-upload.ts'
import { type BoxServer, startServer, textReader, type Visitor } from './server.ts'
import { FakeEditor, signedSend } from './wopi-editor.ts'
import { launched, openPage } from './wopi-launches.ts'
import { eventually, type Held, heldOf, type Part } from './wopi-requests.ts'

let editor: FakeEditor
let server: BoxServer
let anna: Visitor
let ben: Visitor
let annas: Me
let bens: Me
beforeAll(async () => {
  editor = await FakeEditor.start()
  server = await startServer({ environment: { MOORAGE_EDITORS: editor.entry() } })
  anna = await server.signIn()
  ben = await server.signIn('ben@demo.test')
  annas = await anna.get<Me>('/api/me')
  bens = await ben.get<Me>('/api/me')
  await eventually(() => editor.fetched > 0, 'discovery is fetched at start')
})
afterAll(async () => {
  await server?.stop()
  await editor?.stop()
})

const json = async <T>(answer: Response): Promise<T> => {
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}
/** Changes what nobody can change over HTTP yet. */
function arrange(script: string) {
  const database = new Sqlite(join(server.data, 'moorage.db'))
  database.exec('pragma busy_timeout = 5000')
  database.exec(script)
  database.close()
}

/** A file of Anna's in a folder of hers, with a sibling. */
async function place(name: string) {
  const folder = await json<Item>(await anna.post(`/api/folders/${annas.myFiles.id}/folders`, { name: `Folder of ${name}` }))
  const put = async (called: string) =>
    (await upload(anna, { folderId: folder.id, name: called }, Buffer.from(`this is ${called}`))).itemId ?? ''
  return { folder, id: await put(`${name}.txt`), sibling: await put(`beside ${name}.txt`) }
}
const share = (id: string, role: 'editor' | 'viewer', who = anna, accountId = bens.id) =>
  who.post(`/api/items/${id}/shares`, { accountId, role })
const unshare = (id: string, who = anna, accountId = bens.id) => who.delete(`/api/items/${id}/shares/${accountId}`)
async function shared(name: string, role: 'editor' | 'viewer') {
  const made = await place(name)
  await json<Shares>(await share(made.id, role))
  return made
}
const withMe = async (who = ben) => (await who.get<{ items: SharedFile[] }>('/api/shared-with-me')).items
const item = async (id: string, who = ben) => (await who.get<{ item: Item }>(`/api/items/${id}`)).item
const post = (
  held: Held,
  override: string,
  body?: string,
  more: Record<string, string> = {},
  part: Part = override === 'PUT' ? '/contents' : '',
) => signedSend(editor.current, 'POST', held, part, { 'X-WOPI-Override': override, 'X-WOPI-Lock': 'cool-lock1', ...more }, body)
const info = async (held: Held) => (await signedSend(editor.current, 'GET', held, '')).json<Record<string, unknown>>()
const open = (who: Visitor, id: string) => launched(who, id, '?editor=collabora')

describe('a file that is shared', () => {
  test('appears under "Shared with me", in search, by its address, and nowhere else', async () => {
    const before = (await ben.get<Me>('/api/me')).sharedWithMe
    const { id } = await shared('appears', 'viewer')
    expect((await ben.get<Me>('/api/me')).sharedWithMe).toBe(before + 1)
    expect((await withMe())[0]).toMatchObject({ item: { id, name: 'appears.txt' }, by: { name: 'Anna Berg', you: false }, role: 'viewer' })
    const found = await ben.get<{ results: { item: Item; breadcrumb: unknown[] }[] }>('/api/search?q=appears')
    expect(found.results.map(({ item: { name } }) => name)).toEqual(['appears.txt'])
    const answer = await ben.get<{ item: Item; breadcrumb: unknown[] }>(`/api/items/${id}`)
    expect(answer.breadcrumb).toEqual([{ id, name: 'appears.txt' }])
    expect(answer.item.parentId).toBeUndefined()
    expect(answer.item.rootId).toBe(id)
    expect(answer.item.sharedWith).toBeUndefined()
  })

  test('as Viewer is read and downloaded, as Editor also changed; name and place stay', async () => {
    const { id } = await shared('roles', 'viewer')
    const can = { read: true, download: true, rename: false, move: false, delete: false, restore: false }
    expect((await item(id)).can).toEqual({ ...can, write: false })
    expect(await (await ben.fetch(`/api/items/${id}/download`)).text()).toBe('this is roles.txt')
    expect(await info(await open(ben, id))).toMatchObject({ UserCanWrite: false, UserCanNotWriteRelative: true })
    await json(await share(id, 'editor'))
    expect((await item(id)).can).toEqual({ ...can, write: true })
    expect(await info(await open(ben, id))).toMatchObject({ UserCanWrite: true, UserCanRename: false })
    const refused = [
      await ben.patch(`/api/items/${id}`, { name: 'mine.txt' }),
      await ben.post('/api/items/move', { ids: [id], to: bens.myFiles.id }),
      await ben.post('/api/items/delete', { ids: [id] }),
      // it is not deleted
      await ben.post('/api/items/restore', { ids: [id] }),
    ]
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 409])
    expect(((await (refused[0] as Response).json()) as Problem).detail).toContain('is shared with you')
  })

  test('shows nothing of its folder and of what lies beside it', async () => {
    const { id, folder, sibling } = await shared('alone', 'editor')
    const hidden = [folder.id, sibling, annas.myFiles.id]
    for (const secret of hidden)
      for (const answer of [
        await ben.fetch(`/api/items/${secret}`),
        await ben.fetch(`/api/items/${secret}/download`),
        await ben.fetch(`/api/items/${secret}/revisions`),
        await ben.fetch(`/api/items/${secret}/activities`),
        await ben.fetch(`/api/items/${secret}/editors`),
        await ben.fetch(`/api/items/${secret}/shares`),
        await ben.fetch(`/api/folders/${secret}/items`),
        await ben.fetch(`/api/download?ids=${id},${secret}`),
        await ben.fetch(`/open/${secret}`),
        await share(secret, 'viewer', ben, annas.id),
        await ben.post('/api/items/copy', { ids: [secret], to: bens.myFiles.id }),
        await ben.post(`/api/folders/${secret}/folders`, { name: 'x' }),
        await ben.post(`/api/folders/${secret}/files`, { name: 'x', type: 'text' }),
      ])
        expect([answer.url, answer.status]).toEqual([answer.url, 404])
    await expect(upload(ben, { folderId: folder.id, name: 'x.txt' }, Buffer.from('x'))).rejects.toMatchObject({ problem: { status: 404 } })

    const held = await open(ben, id)
    const told = [
      await (await ben.fetch('/api/shared-with-me')).text(),
      await (await ben.fetch(`/api/items/${id}`)).text(),
      await (await ben.fetch(`/api/items/${id}/shares`)).text(),
      await (await ben.fetch(`/api/items/${id}/revisions`)).text(),
      await (await ben.fetch('/api/search?q=alone')).text(),
      (await openPage(ben, id)).html,
      JSON.stringify(await info(held)),
      (await signedSend(editor.current, 'GET', held, '/ancestry')).body,
    ].join('\n')
    for (const secret of [...hidden, folder.name, 'beside alone']) expect(told).not.toContain(secret)
    expect(held).toMatchObject({ closeUrl: `${server.portal}/shared?select=${id}` })
    expect(await info(held)).toMatchObject({
      CloseUrl: `${server.portal}/shared?select=${id}`,
      FileSharingUrl: `${server.portal}/shared?select=${id}&panel=sharing`,
      FileVersionUrl: `${server.portal}/shared?select=${id}&panel=revisions`,
      BreadcrumbFolderName: 'Shared with me',
      BreadcrumbFolderUrl: `${server.portal}/shared`,
    })
  })

  test('is edited by its Editor: the revision is theirs, and the owner sees it', async () => {
    const { id } = await shared('edited', 'editor')
    const held = await open(ben, id)
    expect((await post(held, 'LOCK')).status).toBe(200)
    expect((await post(held, 'PUT', 'by Ben')).status).toBe(200)
    expect((await post(held, 'RENAME_FILE', undefined, { 'X-WOPI-RequestedName': 'mine' })).status).toBe(404)
    expect((await post(held, 'DELETE')).status).toBe(404)
    const { revisions } = await anna.get<{ revisions: Revision[] }>(`/api/items/${id}/revisions`)
    expect(revisions[0]).toMatchObject({ authors: [{ name: 'Ben Okafor' }], kind: 'edit' })
    expect((await anna.get<Listing>(`/api/folders/${(await item(id, anna)).parentId}/items`)).items).toContainEqual(
      expect.objectContaining({
        id,
        sharedWith: 1,
        editing: expect.objectContaining({ people: [expect.objectContaining({ name: 'Ben Okafor' })] }),
      }),
    )
    expect((await post(held, 'UNLOCK')).status).toBe(200)
    const old = revisions.at(-1)?.id
    expect(await (await ben.fetch(`/api/items/${id}/revisions/${old}/download`)).text()).toBe('this is edited.txt')
    expect((await ben.post(`/api/items/${id}/revisions/${old}/restore`)).status).toBe(200)
  })

  test('is saved as a copy into one’s own My Files, and into a zip', async () => {
    const { id, folder } = await shared('copied', 'editor')
    const made = await post(await open(ben, id), 'PUT_RELATIVE', 'the copy', { 'X-WOPI-SuggestedTarget': 'Copy of it.txt' })
    expect(made.status).toBe(200)
    const copy = heldOf(made.json<{ Url: string }>().Url).wopiSrc.split('/').at(-1) ?? ''
    expect(await item(copy)).toMatchObject({ name: 'Copy of it.txt', parentId: bens.myFiles.id })
    expect((await anna.get<Listing>(`/api/folders/${folder.id}/items`)).items.map(({ name }) => name)).not.toContain('Copy of it.txt')
    const { copies } = await json<{ copies: Item[] }>(await ben.post('/api/items/copy', { ids: [id], to: bens.myFiles.id }))
    expect(copies[0]).toMatchObject({ name: 'copied.txt', parentId: bens.myFiles.id })
    const zip = await ben.fetch(`/api/download?ids=${id},${copy}`)
    expect(Object.keys(unzipSync(Buffer.from(await zip.arrayBuffer()))).sort()).toEqual(['Copy of it.txt', 'copied.txt'])
  })

  test('is gone with the next call after it is taken away; what was being saved is kept', async () => {
    const { id } = await shared('withdrawn', 'editor')
    const held = await open(ben, id)
    await post(held, 'LOCK')
    expect((await post(held, 'PUT', 'in time')).status).toBe(200)
    await json(await unshare(id))
    expect((await post(held, 'PUT', 'too late')).status).toBe(404)
    expect((await signedSend(editor.current, 'GET', held, '/contents')).status).toBe(404)
    for (const path of [`/api/items/${id}`, `/api/items/${id}/download`, `/api/items/${id}/revisions`, `/open/${id}`])
      expect((await ben.fetch(path)).status).toBe(404)
    expect((await withMe()).map(({ item: { id } }) => id)).not.toContain(id)
    const { unsaved } = await ben.get<{ unsaved: UnsavedWork[] }>('/api/unsaved')
    const work = unsaved.find(({ itemId }) => itemId === id)
    expect(work).toMatchObject({ itemName: 'withdrawn.txt', canSaveAsRevision: false })
    expect(await (await ben.fetch(`/api/unsaved/${work?.id}/download`)).text()).toBe('too late')
    expect(await json<Item>(await ben.post(`/api/unsaved/${work?.id}/copy`))).toMatchObject({ parentId: bens.myFiles.id })
    expect(await (await anna.fetch(`/api/items/${id}/download`)).text()).toBe('in time')
  })

  test('of an Editor made a Viewer in mid edit is no longer saved, and the work is kept', async () => {
    const { id } = await shared('lowered', 'editor')
    const held = await open(ben, id)
    await post(held, 'LOCK')
    await json(await share(id, 'viewer'))
    expect((await post(held, 'PUT', 'too late')).status).toBe(404)
    expect(await info(held)).toMatchObject({ UserCanWrite: false })
    const { unsaved } = await ben.get<{ unsaved: UnsavedWork[] }>('/api/unsaved')
    expect(unsaved).toContainEqual(expect.objectContaining({ itemId: id, canSaveAsRevision: false }))
  })

  test('disappears while it or a folder above is deleted, and comes back with it', async () => {
    const { id, folder } = await shared('deleted', 'editor')
    for (const gone of [id, folder.id]) {
      await json(await anna.post('/api/items/delete', { ids: [gone] }))
      expect((await withMe()).map((one) => one.item.id)).not.toContain(id)
      expect((await ben.fetch(`/api/items/${id}`)).status).toBe(404)
      expect((await ben.get<{ results: unknown[] }>('/api/search?q=deleted')).results).toEqual([])
      await json(await anna.post('/api/items/restore', { ids: [gone] }))
      expect((await withMe()).map((one) => one.item.id)).toContain(id)
    }
  })

  test('tells the browsers of both as it happens, and never where it lies', async () => {
    const { id, folder } = await place('told')
    const [bensEvents, annasEvents] = [await listen(ben), await listen(anna)]
    await json(await share(id, 'editor'))
    await bensEvents.until(({ type }) => type === 'shared')
    await annasEvents.until((event) => event.type === 'folder' && event.folderId === folder.id)
    await json(await anna.patch(`/api/items/${id}`, { name: 'told again.txt' }))
    expect(await bensEvents.until(({ type }) => type === 'item')).toContainEqual({ type: 'item', itemId: id, folderId: id })
    await json(await anna.post('/api/items/delete', { ids: [folder.id] }))
    await bensEvents.until(({ type }) => type === 'shared')
    await json(await anna.post('/api/items/restore', { ids: [folder.id] }))
    await bensEvents.until(({ type }) => type === 'shared')
    await json(await unshare(id))
    const seen = await bensEvents.until(({ type }) => type === 'shared')
    expect(JSON.stringify([seen, bensEvents.all])).not.toContain(folder.id)
    bensEvents.close()
    annasEvents.close()
  })
})

/** Events as they come; `until` answers those up to the first that fits. */
async function listen(who: Visitor) {
  const stop = new AbortController()
  const reader = textReader(await who.fetch('/api/events', { signal: stop.signal }))
  const all: ServerEvent[] = []
  let waiting: ServerEvent[] = []
  let rest = ''
  await reader.read()
  const until = async (fits: (event: ServerEvent) => boolean) => {
    while (!waiting.some(fits)) {
      const { value, done } = await reader.read()
      if (done) throw new Error('the stream ended')
      const blocks = (rest + value).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) if (block.startsWith('data: ')) waiting.push(JSON.parse(block.slice(6)) as ServerEvent)
    }
    const upTo = waiting.findIndex(fits) + 1
    const seen = waiting.slice(0, upTo)
    waiting = waiting.slice(upTo)
    all.push(...seen)
    return seen
  }
  return { until, all, close: () => stop.abort() }
}

describe('sharing', () => {
  test('shows who has it and who owns it; a role is changed, and one may leave', async () => {
    const { id } = await shared('listed', 'viewer')
    const list = await anna.get<Shares>(`/api/items/${id}/shares`)
    expect(list).toMatchObject({
      canShare: true,
      owner: { kind: 'person', name: 'Anna Berg' },
      shares: [{ person: { name: 'Ben Okafor', email: 'ben@demo.test', guest: false }, role: 'viewer', by: { you: true } }],
    })
    expect(await json<Shares>(await share(id, 'editor'))).toMatchObject({ shares: [{ role: 'editor' }] })
    expect(await ben.get<Shares>(`/api/items/${id}/shares`)).toMatchObject({
      canShare: false,
      shares: [{ person: { id: bens.id } }],
      why: 'Only people who see this file’s folder can share it.',
    })
    expect(await json<Shares>(await unshare(id, ben))).toEqual({ shares: [], canShare: false, canUnshare: false })
    expect((await ben.fetch(`/api/items/${id}`)).status).toBe(404)
    expect((await unshare(id)).status).toBe(404)
    expect(await anna.get<Shares>(`/api/items/${id}/shares`)).toMatchObject({ shares: [] })
  })

  test('says whose account is disabled, of those who have it and of its owner', async () => {
    const admin = await server.signIn('admin@demo.test')
    const path = `/api/admin/organizations/${annas.organization.id}`
    const body = { email: 'gone@demo.test', name: 'Gone', kind: 'standard', password: 'gone with the wind' }
    const { account } = await json<{ account: { id: string } }>(await admin.post(`${path}/accounts`, body))
    const gone = server.visitor()
    const { myFiles } = await json<Me>(await gone.post('/api/sign-in', body))
    const theirs = (await upload(gone, { folderId: myFiles.id, name: 'theirs.txt' }, Buffer.from('x'))).itemId ?? ''
    await json(await share(theirs, 'viewer', gone))
    const { id } = await place('left behind')
    await json(await share(id, 'editor', anna, account.id))
    const team = await json<TeamShare>(await admin.post(`${path}/team-shares`, { name: 'Left behind' }))
    await json(await admin.post(`/api/admin/team-shares/${team.id}/subscribers`, { accountId: account.id, role: 'viewer' }))

    const seen = async () => {
      const [own, shared] = [await anna.get<Shares>(`/api/items/${id}/shares`), await ben.get<Shares>(`/api/items/${theirs}/shares`)]
      const { teamShares } = await admin.get<{ teamShares: TeamShare[] }>(`${path}/team-shares`)
      const [subscriber] = teamShares.find((one) => one.id === team.id)?.subscribers ?? []
      return [own.shares[0]?.person.disabled, own.owner?.disabled, shared.owner?.disabled, subscriber?.disabled]
    }
    expect(await seen()).toEqual([false, false, false, false])
    await json(await admin.post(`/api/admin/accounts/${account.id}/disable`))
    expect(await seen()).toEqual([true, false, true, true])
  })

  test('is refused to whoever has it by a share, may only view it, or names nobody of the organization', async () => {
    const { id, folder } = await shared('refused', 'editor')
    const admin = await server.signIn('admin@demo.test')
    const adminId = (await admin.get<Me>('/api/me')).id
    expect((await share(id, 'viewer', ben, adminId)).status).toBe(403)
    expect((await unshare(id, ben, adminId)).status).toBe(403)
    expect((await share(id, 'viewer', anna, annas.id)).status).toBe(409)
    expect((await share(id, 'viewer', anna, 'a'.repeat(26))).status).toBe(404)
    expect((await share(folder.id, 'viewer')).status).toBe(404)
    expect((await share(id, 'viewer', admin)).status).toBe(404)
    arrange(`update account set disabled_at = 1 where id = '${adminId}'`)
    expect((await share(id, 'viewer', anna, adminId)).status).toBe(404)
    arrange(`update account set disabled_at = null where id = '${adminId}'`)
    const team = (annas.teamShares[0] as Item).id
    const { itemId = '' } = await upload(anna, { folderId: team, name: 'team.txt' }, Buffer.from('x'))
    arrange(`update subscriber set role = 'viewer' where account_id = '${bens.id}'`)
    expect(await ben.get<Shares>(`/api/items/${itemId}/shares`)).toMatchObject({
      canShare: false,
      owner: { kind: 'team-share', name: 'Projects' },
      why: 'You may view this file but not share it.',
    })
    expect((await share(itemId, 'viewer', ben, adminId)).status).toBe(403)
    // the better of the two: content may be changed, and its place stays known
    await json(await share(itemId, 'editor'))
    expect(await item(itemId)).toMatchObject({ parentId: team, can: { write: true, rename: false } })
    expect(await info(await open(ben, itemId))).toMatchObject({ CloseUrl: `${server.portal}/files/${team}?select=${itemId}` })
    arrange(`update subscriber set role = 'editor' where account_id = '${bens.id}'`)
  })

  test('is refused where the organization’s policy is off; what is shared stays, and can be taken away', async () => {
    const { id } = await shared('policy', 'editor')
    arrange(`insert into policy (organization_id, name, value, changed_at) values ('${annas.organization.id}', 'share-files', 'off', 1)`)
    const refused = await share(id, 'viewer')
    expect([refused.status, ((await refused.json()) as Problem).code]).toEqual([403, 'POLICY_FORBIDS'])
    expect(await anna.get<Shares>(`/api/items/${id}/shares`)).toMatchObject({
      canShare: false,
      canUnshare: true,
      why: `${annas.organization.name} does not allow its people to share files.`,
      shares: [{ role: 'editor' }],
    })
    expect((await item(id)).can.write).toBe(true)
    expect(await json<Shares>(await unshare(id))).toMatchObject({ shares: [] })
    arrange("delete from policy where name = 'share-files'")
  })

  test('leaves one entry in the activity, with whom and as what', async () => {
    const { id } = await place('noted')
    const entries = () => {
      const database = new Sqlite(join(server.data, 'moorage.db'))
      const rows = database
        .prepare(`select kind, actor_name, subject_name, detail from activity_log where subject_id = ? and kind <> 'uploaded' order by seq`)
        .all(id)
      database.close()
      return rows
    }
    await json(await share(id, 'editor'))
    await json(await unshare(id))
    expect(entries()).toEqual([
      { kind: 'shared', actor_name: 'Anna Berg', subject_name: 'noted.txt', detail: 'with Ben Okafor as Editor' },
      { kind: 'unshared', actor_name: 'Anna Berg', subject_name: 'noted.txt', detail: 'with Ben Okafor' },
    ])
  })

  test('offers colleagues by the beginnings of words, without oneself and without disabled accounts', async () => {
    const names = async (q: string) =>
      (await anna.get<{ people: { name: string }[] }>(`/api/people?q=${encodeURIComponent(q)}`)).people.map(({ name }) => name)
    expect(await names('oka')).toEqual(['Ben Okafor'])
    expect(await names('BEN ok')).toEqual(['Ben Okafor'])
    expect(await names('ben@demo')).toEqual(['Ben Okafor'])
    expect(await names('kafor')).toEqual([])
    expect(await names('anna')).toEqual([])
    expect(await names('demo')).toEqual(['Administrator', 'Ben Okafor'])
    arrange(`update account set disabled_at = 1 where id = '${bens.id}'`)
    expect(await names('demo')).toEqual(['Administrator'])
    arrange(`update account set disabled_at = null where id = '${bens.id}'`)
  })

  test('survives a move into another place, and is no share any more in one’s own My Files', async () => {
    const { id } = await shared('moved', 'editor')
    const team = (annas.teamShares[0] as Item).id
    await json(await anna.post('/api/items/move', { ids: [id], to: team }))
    expect((await withMe()).map((one) => one.item.id)).toContain(id)
    await json(await ben.post('/api/items/move', { ids: [id], to: bens.myFiles.id }))
    expect((await withMe()).map((one) => one.item.id)).not.toContain(id)
    expect(await ben.get<Shares>(`/api/items/${id}/shares`)).toMatchObject({ shares: [], owner: { name: 'Ben Okafor' }, canShare: true })
  })
})

describe('a guest', () => {
  test('has what is shared with them, and no place for anything else', async () => {
    const { id } = await shared('for guests', 'editor')
    arrange(`update account set kind = 'guest' where id = '${bens.id}'`)
    const me = await ben.get<Me>('/api/me')
    expect(me).toMatchObject({ kind: 'guest', teamShares: [] })
    expect(me.myFiles.can.write).toBe(false)
    expect((await withMe()).map((one) => one.item.id)).toContain(id)
    const held = await open(ben, id)
    expect(await info(held)).toMatchObject({ UserCanWrite: true, UserCanNotWriteRelative: true })
    expect((await post(held, 'LOCK')).status).toBe(200)
    expect((await post(held, 'PUT', 'by a guest')).status).toBe(200)
    expect((await post(held, 'PUT_RELATIVE', 'x', { 'X-WOPI-SuggestedTarget': 'x.txt' })).status).toBe(501)
    expect((await ben.fetch(`/api/folders/${(annas.teamShares[0] as Item).id}/items`)).status).toBe(404)
    for (const refused of [
      await ben.post(`/api/folders/${bens.myFiles.id}/folders`, { name: 'x' }),
      await ben.post(`/api/folders/${bens.myFiles.id}/files`, { name: 'x', type: 'text' }),
      await ben.post('/api/items/copy', { ids: [id], to: bens.myFiles.id }),
      await share(id, 'viewer', ben, annas.id),
      await ben.fetch('/api/people?q=anna'),
    ])
      expect(refused.status).toBe(403)
    await expect(upload(ben, { folderId: bens.myFiles.id, name: 'x.txt' }, Buffer.from('x'))).rejects.toMatchObject({
      problem: { status: 403 },
    })
    arrange(`update account set kind = 'standard' where id = '${bens.id}'`)
  })
})
