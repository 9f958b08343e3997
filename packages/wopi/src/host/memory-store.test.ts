import { expect, test } from 'vitest'
import { createMemoryStore } from './memory-store.ts'
import { storeContract } from './store.contract.ts'

storeContract('the memory store', async () => {
  let now = 1_795_435_200_000
  const store = createMemoryStore({ now: () => now })
  return {
    store,
    addFile: async (name, content) => store.addFile(name, content),
    actor: async (fileId, rights, who = 'anna') => ({
      user: { id: who, name: who, mayEdit: rights === 'edit' },
      resource: { kind: 'file', id: fileId },
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

async function* nothing(): AsyncGenerator<Uint8Array> {}
