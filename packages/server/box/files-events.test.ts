import type { Item, Me, ServerEvent } from '@moorage/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { upload } from './files-upload.ts'
import { type BoxServer, startServer, textReader, type Visitor } from './server.ts'

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

/** An open stream of events: `next` waits for one that fits and answers everything that came before it too. */
async function listen(who: Visitor) {
  const stop = new AbortController()
  const answer = await who.fetch('/api/events', { signal: stop.signal })
  expect(answer.headers.get('content-type')).toBe('text/event-stream')
  const seen: ServerEvent[] = []
  const reader = textReader(answer)
  let rest = ''
  const next = async (fits: (event: ServerEvent) => boolean): Promise<ServerEvent[]> => {
    while (!seen.some(fits)) {
      const { value, done } = await reader.read()
      if (done) throw new Error('the stream ended')
      const blocks = (rest + value).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) if (block.startsWith('data: ')) seen.push(JSON.parse(block.slice(6)) as ServerEvent)
    }
    return seen.splice(0)
  }
  // the first bytes say that it listens
  await reader.read()
  return { next, close: () => stop.abort(), ended: async () => (await reader.read()).done }
}

describe('the stream of events', () => {
  test('tells everybody who may see it, and nobody else', async () => {
    const [annas, bens] = [await listen(anna), await listen(ben)]
    const shared = me.teamShares[0] as Item
    await upload(anna, { folderId: me.myFiles.id, name: 'private.txt' }, Buffer.from('x'))
    await upload(anna, { folderId: shared.id, name: 'shared.txt' }, Buffer.from('x'))
    const about = (folderId: string) => (event: ServerEvent) => event.type === 'folder' && event.folderId === folderId
    const bensEvents = await bens.next(about(shared.id))
    expect(bensEvents.some(about(me.myFiles.id))).toBe(false)
    const annasEvents = await annas.next(about(shared.id))
    expect(annasEvents.some(about(me.myFiles.id))).toBe(true)
    annas.close()
    bens.close()
  })

  test('hears of what another process commits', async () => {
    const annas = await listen(anna)
    const { default: Sqlite } = await import('libsql')
    const database = new Sqlite(`${server.data}/moorage.db`)
    database.exec('pragma busy_timeout = 10000')
    database.exec(`insert into change (organization_id, root_id, kind, folder_id, at)
      select organization_id, root_id, 'folder', id, 0 from node where id = '${me.myFiles.id}'`)
    database.close()
    await annas.next((event) => event.type === 'folder' && event.folderId === me.myFiles.id)
    annas.close()
  })

  test('needs a signed-in account, and ends in order with the server', async () => {
    expect((await server.visitor().fetch('/api/events')).status).toBe(401)
    const annas = await listen(anna)
    const [ended, code] = await Promise.all([annas.ended(), server.stop()])
    expect([ended, code]).toEqual([true, 0])
  })
})
