import { request as httpRequest } from 'node:http'
import type { EditingSession, Item, LiveEditing, Me, Problem, SessionTimeline, UnsavedWork } from '@moorage/api'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { upload } from './files-upload.ts'
import { leftBehind } from './left-behind.ts'
import { startServer } from './server.ts'
import { json, type Place, startPlace } from './two-organizations.ts'
import { proof, signedSend } from './wopi-editor.ts'
import { launched, openPage } from './wopi-launches.ts'
import { address, eventually, type Held, secretsIn } from './wopi-requests.ts'

let place: Place
beforeAll(async () => {
  place = await startPlace()
})
afterAll(() => place?.stop())

const LOCK = 'cool-lock-of-nobody-else'
const call = (held: Held, override: string, body?: string, more: Record<string, string> = {}) =>
  signedSend(
    place.editor.current,
    'POST',
    held,
    override === 'PUT' ? '/contents' : '',
    { 'X-WOPI-Override': override, 'X-WOPI-Lock': LOCK, ...more },
    body,
  )
const open = async (who = place.anna, folder = place.projects, name = `${place.fresh('Lantern costs')}.txt`) => {
  const itemId = await place.file(who, folder, name)
  return { itemId, name, held: await launched(who, itemId, '?editor=collabora') }
}
const tell = (who: Place['anna'], number: string, events: object[]) => who.post(`/api/editing-sessions/${number}/events`, { events })
const timeline = (number: string, who = place.admin) => who.get<SessionTimeline>(`/api/admin/editing-sessions/${number}`)
const list = async (query: string, who = place.admin) =>
  (await who.get<{ sessions: EditingSession[] }>(`/api/admin/editing-sessions?${query}`)).sessions
const now = async (itemId: string, who = place.admin) =>
  (await who.get<{ editing: LiveEditing[] }>('/api/admin/editing-now')).editing.find(({ item }) => item.id === itemId)
const release = (itemId: string, since: number) => place.admin.post(`/api/admin/editing-now/${itemId}/release`, { since })

describe('one editing session on one page', () => {
  test('has what its browser saw, every call and what was saved, each to the millisecond', async () => {
    const { itemId, held, name } = await open()
    expect(
      (
        await tell(place.anna, held.session, [
          { name: 'frame-loaded', ago: 20 },
          { name: 'shown', ago: 5 },
        ])
      ).status,
    ).toBe(204)
    await call(held, 'LOCK', undefined, { 'X-WOPI-CorrelationID': 'c0ffee-1' })
    await call(held, 'PUT', 'written')
    await call(held, 'PUT', 'refused', { 'X-WOPI-Lock': 'another' })
    const bens = await launched(place.ben, itemId, '?editor=collabora')
    const { session, events, saves, others } = await timeline(held.session)
    expect(session).toMatchObject({
      number: held.session,
      person: { name: place.mes.anna.name },
      item: { id: itemId, name },
      ...{ editorName: 'Collabora Online', action: 'edit', calls: 3, saves: 1, conflicts: 1 },
    })
    expect(session.shownAt).toBeGreaterThanOrEqual(session.openedAt)
    const inShort = events.map((event) => [event.source, event.name, event.status])
    expect(inShort).toEqual([
      ['browser', 'frame-loaded', undefined],
      ['browser', 'shown', undefined],
      ['editor', 'Lock', 200],
      ['editor', 'PutFile', 200],
      ['editor', 'PutFile', 409],
    ])
    expect(events[2]).toMatchObject({ correlationId: 'c0ffee-1', lockAfter: expect.stringMatching(/^[0-9a-f]{8}$/) })
    expect(saves.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['edit', undefined],
      ['rescue', 'LOCK_LOST'],
    ])
    expect(others.map(({ number }) => number)).toEqual([bens.session])
  })

  test('is found by its number, however it is typed, by person, by file and by trouble', async () => {
    const { itemId, held } = await open()
    const { session } = held
    const typed = `${session.slice(0, 5)}-${session.slice(5).toUpperCase()} `
    for (const query of [`number=${encodeURIComponent(typed)}`, `number=${session.slice(0, 8)}`, `file=${itemId}`])
      expect((await list(query)).map(({ number }) => number)).toEqual([session])
    expect(await list(`file=${itemId}&trouble=true`)).toEqual([])
    await tell(place.anna, session, [{ name: 'refused', ago: 0 }])
    expect(await list(`file=${itemId}&trouble=true`)).toMatchObject([{ number: session, failures: 1 }])
    expect(await list(`file=${itemId}&accountId=${place.mes.ben.id}`)).toEqual([])
    expect(await list('number=short')).toEqual([])
  })

  test('takes events of its own person only, of known names, and not more than a batch', async () => {
    const { held } = await open()
    const shown = [{ name: 'shown', ago: 0 }]
    expect((await tell(place.ben, held.session, shown)).status).toBe(404)
    expect((await tell(place.server.visitor(), held.session, shown)).status).toBe(401)
    expect((await tell(place.anna, 'a'.repeat(20), shown)).status).toBe(404)
    expect((await tell(place.anna, held.session, [{ name: 'nonsense', ago: 0 }])).status).toBe(400)
    expect(
      (
        await tell(
          place.anna,
          held.session,
          Array.from({ length: 41 }, () => ({ name: 'hidden', ago: 0 })),
        )
      ).status,
    ).toBe(400)
    expect((await tell(place.anna, held.session, [{ name: 'script-error', ago: 0, text: 'x'.repeat(70_000) }])).status).toBe(413)
    expect((await timeline(held.session)).events).toEqual([])
  })

  test('is kept from administrators of other organizations, and its file’s name where it is in somebody’s My Files', async () => {
    const { held, name } = await open(place.anna, place.mes.anna.myFiles.id)
    const { session } = await timeline(held.session)
    expect(session.item.name).toBeUndefined()
    expect(JSON.stringify(await list(`number=${held.session}`))).not.toContain(name)
    const other = await place.organization()
    const { account } = await place.account(other.id, place.fresh('Stranger'), 'organization-administrator')
    const stranger = await place.signIn(account.email)
    expect(await list('', stranger)).toEqual([])
    expect((await stranger.fetch(`/api/admin/editing-sessions/${held.session}`)).status).toBe(404)
    expect((await place.ben.fetch(`/api/admin/editing-sessions/${held.session}`)).status).toBe(404)
  })
})

test('an opening that its editor failed at has a number too, by which it is found', async () => {
  const editors = [{ id: 'gone', name: 'Gone', discoveryUrl: 'http://127.0.0.1:1/hosting/discovery', profile: 'collabora', order: 5 }]
  const server = await startServer({ environment: { MOORAGE_EDITORS: JSON.stringify(editors) } })
  try {
    const [admin, anna] = [await server.signIn('admin@demo.test'), await server.signIn()]
    const { myFiles } = await anna.get<Me>('/api/me')
    const { itemId = '' } = await upload(anna, { folderId: myFiles.id, name: 'a.txt' }, Buffer.from('text'))
    const { launch } = await openPage(anna, itemId, '?editor=gone')
    expect(launch).toMatchObject({ text: 'Gone cannot be reached just now.', session: expect.stringMatching(/^[a-z2-7]{20}$/) })
    const { session, events } = await admin.get<SessionTimeline>(`/api/admin/editing-sessions/${launch?.session}`)
    expect(session).toMatchObject({ person: { name: 'Anna Berg' }, editor: 'gone', failures: 1, calls: 0 })
    expect(events).toMatchObject([{ source: 'server', name: 'open-failed', detail: 'Gone cannot be reached just now.' }])
    // what no editor opens is nobody's fault
    const other = await upload(anna, { folderId: myFiles.id, name: 'a.xyz' }, Buffer.from('text'))
    const { launch: none } = await openPage(anna, other.itemId ?? '')
    expect(none?.session).toBeUndefined()
  } finally {
    await server.stop()
  }
})

describe('what is sent to support', () => {
  const bundle = async (number: string, query = '') => {
    const answer = await place.admin.fetch(`/api/admin/editing-sessions/${number}/bundle${query}`)
    expect(answer.headers.get('content-disposition')).toContain(`Editing session ${number}.zip`)
    const files = Object.entries(unzipSync(new Uint8Array(await answer.arrayBuffer())))
    expect(files.map(([name]) => name)).toEqual(['session.json', 'session.txt'])
    return files.map(([, bytes]) => Buffer.from(bytes).toString())
  }

  test.each(['a Team Share', 'My Files'])('has no name, token, lock or address in it, from %s', async (where) => {
    const { held, name, itemId } = await open(place.anna, where === 'My Files' ? place.mes.anna.myFiles.id : place.projects)
    const text = `${name} of ${place.mes.anna.name} at ${place.server.portal}/open/${itemId}?access_token=${held.accessToken} from 10.1.2.3`
    await tell(place.anna, held.session, [{ name: 'script-error', ago: 0, text }])
    await call(held, 'LOCK')
    await call(held, 'PUT', 'written')
    await launched(place.ben, itemId, '?editor=collabora').catch(() => undefined)
    const texts = await bundle(held.session)
    const stem = name.replace('.txt', '')
    const secrets = [
      ...[held.accessToken, held.accessToken.slice(0, 18), LOCK, 'localhost', '127.0.0.1', '10.1.2.3', 'demo.test', 'http:'],
      ...[stem, 'Anna', 'Berg', 'Ben Okafor', place.mes.anna.organization.name, place.server.data],
    ]
    for (const one of texts) expect(secrets.filter((secret) => one.includes(secret))).toEqual([])
    expect(JSON.parse(texts[0] as string)).toMatchObject({
      session: { number: held.session, person: 'Person 1' },
      installation: { version: '0.1.0' },
    })
    expect(texts[1]).toContain('PutFile')
    expect(secretsIn(place.server, [held.accessToken], texts)).toEqual([])
  })

  test('has the names where that was ticked, and still nothing that opens anything', async () => {
    const { held, name } = await open()
    await tell(place.anna, held.session, [{ name: 'script-error', ago: 0, text: `token=${held.accessToken} for anna@demo.test` }])
    const [data] = await bundle(held.session, '?names=true')
    expect(data).toContain(name)
    expect(data).toContain(place.mes.anna.name)
    for (const secret of [held.accessToken, 'anna@demo.test']) expect(data).not.toContain(secret)
  })

  test('leaves out the name of a file in My Files even where names were ticked', async () => {
    const { held, name } = await open(place.anna, place.mes.anna.myFiles.id)
    await tell(place.anna, held.session, [{ name: 'script-error', ago: 0, text: `${name} is broken` }])
    const [data] = await bundle(held.session, '?names=true')
    expect(data).not.toContain(name)
  })
})

describe('the lock of an editor', () => {
  const editing = async () => {
    const opened = await open()
    expect((await call(opened.held, 'LOCK')).status).toBe(200)
    return opened
  }

  test('is shown with who holds it, since when, until when, and the session', async () => {
    const { itemId, held, name } = await editing()
    await call(held, 'PUT', 'written')
    const live = await now(itemId)
    expect(live).toMatchObject({ item: { name }, editorName: 'Collabora Online', saving: false })
    expect(live?.people).toMatchObject([{ name: place.mes.anna.name, session: held.session }])
    expect(live?.lastSaveAt).toBeGreaterThanOrEqual(live?.since ?? 0)
    expect((live?.lockUntil ?? 0) - (live?.since ?? 0)).toBeGreaterThan(29 * 60_000)
  })

  test('is not released while the editor lives, and the answer says when it was heard of', async () => {
    const { itemId } = await editing()
    const answer = await release(itemId, (await now(itemId))?.since ?? 0)
    const problem = (await answer.json()) as Problem
    expect([answer.status, problem.code]).toEqual([409, 'LOCKED'])
    expect(problem.detail).toMatch(/^The editor is alive: it was heard of \d+ seconds? ago\./)
    expect(await now(itemId)).toBeDefined()
  })

  test('is not released while a save is on its way in, however long ago anything else was heard', async () => {
    const { itemId, held } = await editing()
    const since = await leftBehind(place.server, place.admin, itemId)
    const url = `${address(held, '/contents')}&access_token_ttl=0`
    const { hostname, port, pathname, search } = new URL(url)
    const headers = {
      ...{ Authorization: `Bearer ${held.accessToken}`, 'content-length': '12', 'X-WOPI-Override': 'PUT', 'X-WOPI-Lock': LOCK },
      ...proof(url, { by: place.editor.current }),
    }
    const saving = httpRequest({ method: 'POST', hostname, port, path: pathname + search, headers, agent: false })
    const answered = new Promise<number>((resolve, reject) => {
      saving.on('response', (response) => resolve(response.resume().statusCode ?? 0)).on('error', reject)
    })
    saving.write('half ')
    await eventually(async () => (await now(itemId))?.saving === true, 'the save has begun')
    const refused = (await (await release(itemId, since)).json()) as Problem
    expect(refused).toMatchObject({ code: 'LOCKED', detail: 'A save of this file is on its way in. Try again when it is done.' })
    saving.end('written')
    expect(await answered).toBe(200)
    expect(await now(itemId)).toMatchObject({ saving: false })
    expect(await (await place.anna.fetch(`/api/items/${itemId}/download`)).text()).toBe('half written')
  })

  test('is released when its editor is gone; what that editor saves later is kept, and others can edit', async () => {
    const { itemId, held } = await editing()
    const since = await leftBehind(place.server, place.admin, itemId)
    expect((await release(itemId, since)).status).toBe(204)
    expect(await now(itemId)).toBeUndefined()
    expect((await place.anna.get<{ item: Item }>(`/api/items/${itemId}`)).item).not.toHaveProperty('lock')
    const bens = await launched(place.ben, itemId, '?editor=collabora')
    expect((await call(bens, 'LOCK', undefined, { 'X-WOPI-Lock': 'bens' })).status).toBe(200)
    expect((await call(held, 'PUT', 'typed before the network broke')).status).toBe(409)
    const { unsaved } = await place.anna.get<{ unsaved: UnsavedWork[] }>('/api/unsaved')
    const work = unsaved.find((one) => one.itemId === itemId)
    expect(await (await place.anna.fetch(`/api/unsaved/${work?.id}/download`)).text()).toBe('typed before the network broke')
    expect((await timeline(held.session)).events.map(({ source, name }) => [source, name])).toContainEqual(['server', 'lock-released'])
    const { entries } = await json<{ entries: { kind: string; detail?: string; actor?: { name: string } }[] }>(
      await place.admin.fetch('/api/admin/activity?kind=lock-released&limit=1'),
    )
    expect(entries).toMatchObject([
      { actor: { name: place.mes.admin.name }, detail: expect.stringContaining(`held by ${place.mes.anna.name}`) },
    ])
  })

  test('is not released where it is another than was seen', async () => {
    const { itemId } = await editing()
    const since = await leftBehind(place.server, place.admin, itemId)
    expect(((await (await release(itemId, since - 1)).json()) as Problem).code).toBe('CHANGED_MEANWHILE')
    expect((await release(await place.file(place.anna, place.projects), since)).status).toBe(409)
  })
})
