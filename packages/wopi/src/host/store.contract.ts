import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import vectors from '../vectors/locks.json' with { type: 'json' }
import { LOCK_LIFETIME_MS } from './lock.ts'
import { offersContract } from './offers.contract.ts'
import type { LockRequest, WopiStore, WriteRequest } from './store.ts'

/** A fresh store with what a test needs around it. Its clock only moves when `advance` says so. */
export interface StoreHarness<Actor> {
  store: WopiStore<Actor>
  /** puts a file there and answers its id; names are different in every call of a test */
  addFile(name: string, content: Uint8Array): Promise<string>
  /** somebody who may edit the file, or only read it; a different person for each `who` */
  actor(fileId: string, rights: 'edit' | 'view', who?: string): Promise<Actor>
  /** the same of a client that is promised whatever the store has: folders, ecosystem, share addresses, comments */
  everything?(fileId: string, rights: 'edit' | 'view', who?: string): Promise<Actor>
  /** milliseconds */
  advance(ms: number): Promise<void> | void
  close(): Promise<void>
}

const encoder = new TextEncoder()
const bytes = (text: string) => encoder.encode(text)

async function* streamOf(text: string, chunk = 3): AsyncGenerator<Uint8Array> {
  const all = bytes(text)
  for (let at = 0; at < all.length; at += chunk) yield all.slice(at, at + chunk)
}

async function textOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk.slice())
  return new TextDecoder().decode(Uint8Array.from(chunks.flatMap((chunk) => [...chunk])))
}

const PLAIN: Omit<WriteRequest, 'lock'> = {
  editors: [],
  timestamp: undefined,
  isAutosave: false,
  isExitSave: false,
  isModifiedByUser: undefined,
  declaredSize: undefined,
}

type LockCase = (typeof vectors.cases)[number]
const isLockCase = ({ operation, status }: LockCase) => /lock$/i.test(operation) && status !== 400
const requestOf = ({ operation, lock, oldLock }: LockCase) => ({ operation, lock, oldLock }) as unknown as LockRequest

/** Whatever a store is made of, it behaves like this. */
export function storeContract<Actor>(name: string, makeHarness: () => Promise<StoreHarness<Actor>>): void {
  describe(`${name} keeps the contract of a WOPI store`, () => {
    let harness: StoreHarness<Actor>
    let store: WopiStore<Actor>
    beforeEach(async () => {
      harness = await makeHarness()
      store = harness.store
    })
    afterEach(() => harness.close())

    const file = async (content = 'hello', fileName = 'Contract.docx') => {
      const id = await harness.addFile(fileName, bytes(content))
      return { id, anna: await harness.actor(id, 'edit', 'anna') }
    }
    const contentOf = async (actor: Actor, id: string) => {
      const content = await store.read(actor, id)
      if ('outcome' in content) throw new Error(content.outcome)
      return textOf(await content.open())
    }
    const infoOf = async (actor: Actor, id: string) => {
      const info = await store.checkFileInfo(actor, id, {})
      if ('outcome' in info) throw new Error(info.outcome)
      return info
    }
    const heldBy = async (actor: Actor, id: string) => {
      const result = await store.lock(actor, id, { operation: 'GetLock' })
      return result.outcome === 'ok' ? result.held : result.outcome
    }
    const take = (actor: Actor, id: string, lock: string) => store.lock(actor, id, { operation: 'Lock', lock })
    const save = (actor: Actor, id: string, text: string, lock: string | undefined) =>
      store.write(actor, id, streamOf(text), { ...PLAIN, lock })

    describe('reading', () => {
      test('answers size, version and exactly the bytes', async () => {
        const { id, anna } = await file('hello')
        const [content, info] = [await store.read(anna, id), await infoOf(anna, id)]
        if ('outcome' in content) throw new Error(content.outcome)
        expect(content).toMatchObject({ size: 5, version: info.Version })
        expect(await textOf(await content.open())).toBe('hello')
        expect(info).toMatchObject({ BaseFileName: 'Contract.docx', Size: 5, SupportsLocks: true, UserCanWrite: true })
      })

      test('an empty file has no bytes', async () => {
        const { id, anna } = await file('')
        expect(await contentOf(anna, id)).toBe('')
      })

      test('ids of people are letters and digits, and the same at every call', async () => {
        const { id, anna } = await file()
        const info = await infoOf(anna, id)
        expect(`${info.UserId}${info.OwnerId}`).toMatch(/^[A-Za-z0-9]+$/)
        expect((await infoOf(anna, id)).UserId).toBe(info.UserId)
      })

      test('a file that is not there is not found, by every operation', async () => {
        const { id, anna } = await file()
        expect((await store.remove(anna, id)).outcome).toBe('ok')
        const outcomes = [
          await store.checkFileInfo(anna, id, {}),
          await store.read(anna, id),
          await take(anna, id, 'A'),
          await save(anna, id, 'x', 'A'),
          await store.rename(anna, id, 'Other', undefined),
          await store.remove(anna, id),
          await store.ancestors(anna, id),
        ].map((result) => ('outcome' in result ? result.outcome : 'found'))
        expect(new Set(outcomes)).toEqual(new Set(['not-found']))
      })
    })

    describe('locks', () => {
      test.each(vectors.cases.filter(isLockCase))('$operation with $lock ($oldLock) while $held is held: $status', async (vector) => {
        const { id, anna } = await file()
        if (vector.held) await take(anna, id, vector.held)
        const result = await store.lock(anna, id, requestOf(vector))
        if (vector.status === 200) expect(result).toMatchObject({ outcome: 'ok', version: (await infoOf(anna, id)).Version })
        else expect(result).toMatchObject({ outcome: 'conflict', held: vector.answer })
        expect(await heldBy(anna, id)).toBe(vector.after ?? '')
      })

      test('are nobody’s own: another editor refreshes, saves under and releases the same lock', async () => {
        const { id, anna } = await file()
        const ben = await harness.actor(id, 'edit', 'ben')
        await take(anna, id, 'A')
        expect((await store.lock(ben, id, { operation: 'RefreshLock', lock: 'A' })).outcome).toBe('ok')
        expect((await save(ben, id, 'by Ben', 'A')).outcome).toBe('ok')
        expect((await store.lock(ben, id, { operation: 'Unlock', lock: 'A' })).outcome).toBe('ok')
        expect(await contentOf(anna, id)).toBe('by Ben')
      })

      test('are gone after thirty minutes without a refresh, for every purpose', async () => {
        const { id, anna } = await file()
        await take(anna, id, 'A')
        await harness.advance(LOCK_LIFETIME_MS - 1)
        expect(await heldBy(anna, id)).toBe('A')
        await harness.advance(1)
        expect(await heldBy(anna, id)).toBe('')
        expect(await save(anna, id, 'late', 'A')).toMatchObject({ outcome: 'conflict', held: '' })
        expect((await take(anna, id, 'B')).outcome).toBe('ok')
      })

      test('are kept as they are: JSON text of 1,024 characters comes back byte for byte', async () => {
        const { id, anna } = await file()
        const lock = `{"S":"0136ad16","E":2,"M":"${'x'.repeat(1024 - 29)}"}`
        expect(lock).toHaveLength(1024)
        await take(anna, id, lock)
        expect(await heldBy(anna, id)).toBe(lock)
        expect(await take(anna, id, lock.toLowerCase())).toMatchObject({ outcome: 'conflict', held: lock })
      })

      test('have one winner, however many ask at once', async () => {
        const { id, anna } = await file()
        const results = await Promise.all(Array.from({ length: 8 }, (_, index) => take(anna, id, `lock-${index}`)))
        expect(results.filter(({ outcome }) => outcome === 'ok')).toHaveLength(1)
        const held = await heldBy(anna, id)
        expect(results.filter((result) => result.outcome === 'conflict' && result.held === held)).toHaveLength(7)
      })

      test('are not for readers, who may only ask which one is held', async () => {
        const { id, anna } = await file()
        const reader = await harness.actor(id, 'view', 'ben')
        await take(anna, id, 'A')
        expect(await heldBy(reader, id)).toBe('A')
        expect((await store.lock(reader, id, { operation: 'Unlock', lock: 'A' })).outcome).not.toBe('ok')
        expect(await heldBy(anna, id)).toBe('A')
      })
    })

    describe('saving', () => {
      test.each(vectors.cases.filter(({ operation }) => operation === 'PutFile'))(
        'over $size bytes with $lock while $held is held: $status',
        async ({ size = 0, held, lock, status, answer }) => {
          const before = 'x'.repeat(size)
          const { id, anna } = await file(before)
          if (held) await take(anna, id, held)
          const result = await save(anna, id, 'saved', lock || undefined)
          if (status === 200) expect(result.outcome).toBe('ok')
          else expect(result).toMatchObject({ outcome: 'conflict', held: answer })
          expect(await contentOf(anna, id)).toBe(status === 200 ? 'saved' : before)
        },
      )

      test('makes a new version each time, even of the same bytes, and says so as CheckFileInfo will', async () => {
        const { id, anna } = await file()
        await take(anna, id, 'A')
        const versions = [(await infoOf(anna, id)).Version]
        for (const text of ['same', 'same', '']) {
          const result = await save(anna, id, text, 'A')
          const info = await infoOf(anna, id)
          expect(result).toEqual({ outcome: 'ok', version: info.Version, lastModifiedTime: info.LastModifiedTime })
          expect(info.Size).toBe(text.length)
          versions.push(info.Version)
        }
        expect(new Set(versions).size).toBe(4)
      })

      test('gives a LastModifiedTime that grows and has exactly six digits of a second', async () => {
        const { id, anna } = await file()
        await take(anna, id, 'A')
        const times: string[] = []
        for (const text of ['1', '2']) {
          const result = await save(anna, id, text, 'A')
          times.push(result.outcome === 'ok' ? result.lastModifiedTime : result.outcome)
        }
        for (const time of times) expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)
        expect((times[1] as string) > (times[0] as string)).toBe(true)
      })

      test('with the time that is stored goes on; with another one it is refused and changes nothing', async () => {
        const { id, anna } = await file()
        await take(anna, id, 'A')
        const timestamp = (await infoOf(anna, id)).LastModifiedTime
        expect((await store.write(anna, id, streamOf('one'), { ...PLAIN, lock: 'A', timestamp })).outcome).toBe('ok')
        expect((await store.write(anna, id, streamOf('two'), { ...PLAIN, lock: 'A', timestamp })).outcome).toBe('changed-outside')
        expect(await contentOf(anna, id)).toBe('one')
      })

      test('reads the body to its end even when it refuses', async () => {
        const { id, anna } = await file()
        let finished = false
        async function* watched() {
          yield* streamOf('refused')
          finished = true
        }
        expect((await store.write(anna, id, watched(), { ...PLAIN, lock: 'wrong' })).outcome).toBe('conflict')
        expect(finished).toBe(true)
      })

      test('a body that breaks off changes nothing', async () => {
        const { id, anna } = await file('whole')
        await take(anna, id, 'A')
        const version = (await infoOf(anna, id)).Version
        async function* broken(): AsyncGenerator<Uint8Array> {
          yield bytes('half')
          throw new Error('the connection is gone')
        }
        await expect(store.write(anna, id, broken(), { ...PLAIN, lock: 'A' })).rejects.toThrow()
        expect(await contentOf(anna, id)).toBe('whole')
        expect((await infoOf(anna, id)).Version).toBe(version)
      })

      test('is not for readers', async () => {
        const { id, anna } = await file()
        const reader = await harness.actor(id, 'view', 'ben')
        await take(anna, id, 'A')
        expect((await save(reader, id, 'x', 'A')).outcome).not.toBe('ok')
        expect(await contentOf(anna, id)).toBe('hello')
      })

      test('never mixes: whoever began to read before a save gets the old bytes', async () => {
        const { id, anna } = await file('old')
        await take(anna, id, 'A')
        const content = await store.read(anna, id)
        if ('outcome' in content) throw new Error(content.outcome)
        await save(anna, id, 'new and longer', 'A')
        expect(content.size).toBe(3)
        expect(await textOf(await content.open())).toBe('old')
      })
    })

    describe('saving under another name', () => {
      const relative = (actor: Actor, id: string, target: Parameters<WopiStore<Actor>['writeRelative']>[2], text = 'copy') =>
        store.writeRelative(actor, id, target, streamOf(text), { conversion: false })

      test('an extension alone takes the base name of the source', async () => {
        const { id, anna } = await file('x', 'Relative.doc')
        const result = await relative(anna, id, { mode: 'suggested', name: '.wopitestx' })
        expect(result).toMatchObject({ outcome: 'ok', name: 'Relative.wopitestx' })
        expect(result.outcome === 'ok' && result.url).toMatch(/\/files\/[A-Za-z0-9]+\?access_token=[A-Za-z0-9]+/)
      })

      test('a suggestion that is taken or illegal leads to another name, with the same extension', async () => {
        const { id, anna } = await file('x', 'Source.docx')
        expect(await relative(anna, id, { mode: 'suggested', name: 'Source.docx' })).toMatchObject({
          outcome: 'ok',
          name: expect.stringMatching(/^Source.+\.docx$/),
        })
        expect(await relative(anna, id, { mode: 'suggested', name: 'a:b.docx' })).toMatchObject({
          outcome: 'ok',
          name: expect.stringMatching(/^a[^:]b\.docx$/),
        })
      })

      test('an exact name is that name or a refusal that offers one that would work', async () => {
        const { id, anna } = await file('x', 'Source.docx')
        expect(await relative(anna, id, { mode: 'exact', name: 'Exact.docx', overwrite: false })).toMatchObject({
          outcome: 'ok',
          name: 'Exact.docx',
        })
        const taken = await relative(anna, id, { mode: 'exact', name: 'Exact.docx', overwrite: false })
        expect(taken.outcome).toBe('name-taken')
        const suggestion = taken.outcome === 'name-taken' ? taken.suggestion : ''
        expect((await relative(anna, id, { mode: 'exact', name: suggestion, overwrite: false })).outcome).toBe('ok')
        expect((await relative(anna, id, { mode: 'exact', name: 'a/b.docx', overwrite: false })).outcome).toBe('name-illegal')
      })

      test('overwrites on request, but not what somebody has locked', async () => {
        const { id, anna } = await file('x', 'Source.docx')
        const target = await harness.addFile('Target.docx', bytes('before'))
        const owner = await harness.actor(target, 'edit', 'anna')
        await take(owner, target, 'L')
        expect(await relative(anna, id, { mode: 'exact', name: 'Target.docx', overwrite: true })).toMatchObject({
          outcome: 'conflict',
          held: 'L',
        })
        expect(await contentOf(owner, target)).toBe('before')
        await store.lock(owner, target, { operation: 'Unlock', lock: 'L' })
        const version = (await infoOf(owner, target)).Version
        expect((await relative(anna, id, { mode: 'exact', name: 'Target.docx', overwrite: true }, 'after')).outcome).toBe('ok')
        expect(await contentOf(owner, target)).toBe('after')
        expect((await infoOf(owner, target)).Version).not.toBe(version)
      })

      test('the lock of the source does not matter', async () => {
        const { id, anna } = await file('x', 'Source.docx')
        await take(anna, id, 'A')
        expect((await relative(anna, id, { mode: 'suggested', name: '.txt' })).outcome).toBe('ok')
      })

      test('is unsupported for whom CheckFileInfo says so', async () => {
        const { id } = await file('x', 'Source.docx')
        const reader = await harness.actor(id, 'view', 'ben')
        const { UserCanNotWriteRelative } = await infoOf(reader, id)
        const { outcome } = await relative(reader, id, { mode: 'suggested', name: '.txt' })
        expect(outcome).toBe(UserCanNotWriteRelative ? 'unsupported' : 'ok')
      })
    })

    describe('renaming and deleting', () => {
      test('a new name keeps extension, id, version and lock', async () => {
        const { id, anna } = await file('x', 'Before.docx')
        await take(anna, id, 'A')
        const { Version } = await infoOf(anna, id)
        expect(await store.rename(anna, id, 'After', 'A')).toMatchObject({ outcome: 'ok', name: 'After' })
        expect(await infoOf(anna, id)).toMatchObject({ BaseFileName: 'After.docx', Version })
        expect(await heldBy(anna, id)).toBe('A')
      })

      test('a name that is taken leads to another; an illegal one is refused in words', async () => {
        const { id, anna } = await file('x', 'Before.docx')
        await harness.addFile('Taken.docx', bytes(''))
        const result = await store.rename(anna, id, 'Taken', undefined)
        const name = result.outcome === 'ok' ? result.name : result.outcome
        expect(name).toMatch(/^Taken.+/)
        expect((await infoOf(anna, id)).BaseFileName).toBe(`${name}.docx`)
        expect(await store.rename(anna, id, 'a?b', undefined)).toMatchObject({ outcome: 'name-illegal', reason: expect.any(String) })
      })

      test('somebody else’s lock prevents both', async () => {
        const { id, anna } = await file()
        const ben = await harness.actor(id, 'edit', 'ben')
        await take(anna, id, 'A')
        expect(await store.rename(ben, id, 'Other', 'B')).toMatchObject({ outcome: 'conflict', held: 'A' })
        expect(await store.remove(ben, id)).toMatchObject({ outcome: 'conflict', held: 'A' })
        expect((await infoOf(anna, id)).BaseFileName).toBe('Contract.docx')
      })
    })

    test('UserInfo belongs to the person, not to the file, and a reader may store it', async () => {
      const first = await file('x', 'First.docx')
      const second = await harness.addFile('Second.docx', bytes('x'))
      const reader = await harness.actor(first.id, 'view', 'ben')
      expect((await store.putUserInfo(reader, first.id, 'remember me')).outcome).toBe('ok')
      expect((await infoOf(await harness.actor(second, 'view', 'ben'), second)).UserInfo).toBe('remember me')
      expect((await infoOf(first.anna, first.id)).UserInfo ?? '').toBe('')
    })

    test('ancestors run from the root to the parent, with addresses that carry a token', async () => {
      const { id, anna } = await file()
      const result = await store.ancestors(anna, id)
      expect(result.outcome).toBe('ok')
      for (const { name: folder, url } of result.outcome === 'ok' ? result.ancestors : []) {
        expect(folder).not.toBe('')
        expect(url).toMatch(/\/containers\/[A-Za-z0-9]+\?access_token=/)
      }
    })

    describe('what it may leave out', () => offersContract(() => harness))
  })
}
