import { expect, test } from 'vitest'
import { createMemoryStore } from './memory-store.ts'
import { storeContract } from './store.contract.ts'

const EVERYTHING = { containers: true, ecosystem: true, shareUrls: true, activities: true }

storeContract('the memory store', async () => {
  let now = 1_795_435_200_000
  const store = createMemoryStore({ now: () => now, offers: EVERYTHING })
  return {
    store,
    addFile: async (name, content) => store.addFile(name, content),
    actor: async (fileId, rights, who = 'anna') => ({
      user: { id: who, name: who, mayEdit: rights === 'edit' },
      resource: { kind: 'file' as const, id: fileId },
      expiresAt: now + 1e9,
    }),
    advance: (ms) => {
      now += ms
    },
    close: async () => {},
  }
})

test('a token handed out for a new file lives no longer than the one that was shown', async () => {
  let now = 1_795_435_200_000
  const store = createMemoryStore({ now: () => now })
  const id = store.addFile('a.docx', new Uint8Array())
  const token = store.issueToken(id, { id: 'anna', name: 'Anna', mayEdit: true }, 60_000)
  const actor = await store.authenticate(token, { kind: 'file', id })
  now += 40_000
  const result = actor && (await store.writeRelative(actor, id, { mode: 'suggested', name: '.txt' }, nothing(), { conversion: false }))
  const url = new URL(result?.outcome === 'ok' ? result.url : '')
  const [, newId = ''] = /files\/(\w+)/.exec(url.pathname) ?? []
  const enter = () => store.authenticate(url.searchParams.get('access_token') ?? '', { kind: 'file', id: newId })
  expect(await enter()).toBeDefined()
  now += 20_000
  expect(await enter()).toBeUndefined()
})

test('so does every address that is handed out on the way from a file to its folder and back', async () => {
  let now = 1_795_435_200_000
  const store = createMemoryStore({ now: () => now, offers: EVERYTHING })
  const id = store.addFile('a.docx', new Uint8Array())
  const actor = await store.authenticate(store.issueToken(id, { id: 'anna', name: 'Anna', mayEdit: true }, 60_000), { kind: 'file', id })
  if (!actor) throw new Error('The token is good')
  const opens = (url: string) =>
    store.authenticate(new URL(url).searchParams.get('access_token') ?? '', { kind: 'container', id: store.rootId })
  const above = await store.ancestors(actor, id)
  const url = above.outcome === 'ok' ? (above.ancestors[0]?.url ?? '') : ''
  now += 59_000
  expect(await opens(url)).toMatchObject({ expiresAt: now + 1000 })
  now += 1000
  expect(await opens(url)).toBeUndefined()
})

async function* nothing(): AsyncGenerator<Uint8Array> {}
