import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CommitArgs, Via } from './commit.ts'
import { lastModifiedTime, openContent, receive } from './content.ts'
import { openWorld, type World } from './testing/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const commit = async (fileId: string, content: string | undefined, via: Via, more: Partial<CommitArgs> = {}) =>
  world.app.db.transact('commitContent', {
    ...{ organizationId: world.organizationId, fileId, accountId: world.anna.accountId, now: world.clock.now, via },
    ...(content === undefined ? {} : { received: await world.receive(fileId, content) }),
    ...more,
  })
const wopi = (grantId: string, lock?: string): Via => ({ kind: 'wopi', lock, grantId, client: 'built-in', editors: [] })
const used = async () => {
  const [row] = await world.app.db.read.query<{ used: number }>(
    (await import('../storage/db/statement.ts')).build.selectFrom('organization').select('used').where('id', '=', world.organizationId),
  )
  return row?.used
}
const blobsOf = async (fileId: string) => {
  const found: string[] = []
  for await (const { key } of world.app.blobs.list(`${world.organizationId}/${fileId}/`)) found.push(key)
  return found
}

describe('receive', () => {
  test('measures and hashes what it streams', async () => {
    const bytes = randomBytes(3_000_000)
    const received = await receive(
      world.app,
      { organizationId: world.organizationId, fileId: 'f', maxSize: 3_000_000 },
      Readable.from([bytes]),
    )
    expect(received).toMatchObject({ size: 3_000_000, sha256: createHash('sha256').update(bytes).digest('base64'), putAt: world.clock.now })
  })
  test('refuses one byte too many and leaves nothing behind', async () => {
    const body = Readable.from([Buffer.alloc(10), Buffer.alloc(1)])
    await expect(receive(world.app, { organizationId: world.organizationId, fileId: 'big', maxSize: 10 }, body)).rejects.toMatchObject({
      code: 'TOO_LARGE',
    })
    expect(await blobsOf('big')).toEqual([])
  })
})

describe('commitContent', () => {
  test('counts a version for every save, identical bytes and identical clocks too', async () => {
    const id = await world.file(world.team, 'twice.txt', 'same')
    const grant = await world.grant(id)
    await world.lock(id, grant, 'a')
    const first = await commit(id, 'same', wopi(grant, 'a'))
    const second = await commit(id, 'same', wopi(grant, 'a'))
    expect([first, second]).toMatchObject([
      { outcome: 'ok', version: 2 },
      { outcome: 'ok', version: 3 },
    ])
    if (first.outcome === 'ok' && second.outcome === 'ok') expect(second.modifiedAt).toBe(first.modifiedAt + 1)
  })

  test('writes an unlocked file over WOPI only while it is empty', async () => {
    const id = await world.file(world.team, 'empty.txt')
    const grant = await world.grant(id)
    expect(await commit(id, 'first', wopi(grant))).toMatchObject({ outcome: 'ok' })
    expect(await commit(id, 'second', wopi(grant))).toEqual({ outcome: 'conflict', held: '' })
    expect(await world.read(id)).toBe('first')
  })

  test('refuses a wrong lock with the one that is held and who holds it', async () => {
    const id = await world.file(world.team, 'wrong lock.txt', 'x')
    const grant = await world.grant(id)
    await world.lock(id, grant, 'a')
    expect(await commit(id, 'y', wopi(grant, 'b'))).toMatchObject({
      outcome: 'conflict',
      held: 'a',
      heldBy: { accountId: world.anna.accountId },
    })
    expect(await commit(id, 'y', { kind: 'upload' })).toMatchObject({ outcome: 'conflict', held: 'a' })
    const { revision_id } = await world.node(id)
    expect(await commit(id, undefined, { kind: 'restore', fromRevisionId: revision_id ?? '' })).toMatchObject({ outcome: 'conflict' })
  })

  test('says changed-outside when the client knows another time, compared as text', async () => {
    const id = await world.file(world.team, 'timestamp.txt', 'x')
    const grant = await world.grant(id)
    await world.lock(id, grant, 'a')
    const { modified_at } = await world.node(id)
    const at = (timestamp: string): Via => ({ kind: 'wopi', lock: 'a', grantId: grant, client: 'built-in', editors: [], timestamp })
    expect(await commit(id, 'y', at(lastModifiedTime(modified_at - 1)))).toEqual({ outcome: 'changed-outside' })
    expect(await commit(id, 'y', at(new Date(modified_at).toISOString()))).toEqual({ outcome: 'changed-outside' })
    expect(await commit(id, 'y', at(lastModifiedTime(modified_at)))).toMatchObject({ outcome: 'ok' })
  })

  test('refuses bytes put more than twelve hours ago, and bytes of another file', async () => {
    const id = await world.file(world.team, 'stale.txt', 'x')
    const received = await world.receive(id, 'y')
    const late = world.clock.now + 12 * 60 * 60 * 1000 + 1
    expect(await commit(id, undefined, { kind: 'upload' }, { received, now: late })).toEqual({ outcome: 'stale-blob' })
    const other = await world.file(world.team, 'other.txt', 'x')
    await expect(commit(other, undefined, { kind: 'upload' }, { received })).rejects.toThrow('received for')
  })

  test('leaves nothing of a save that fails half-way, alone or among others', async () => {
    const [id, other] = [await world.file(world.team, 'fails.txt', 'x'), await world.file(world.team, 'does not.txt', 'x')]
    const before = (await used()) ?? 0
    const received = await world.receive(id, '12345')
    // its bytes are counted before its author turns out to be nobody
    const failing = () =>
      world.app.db.transact('commitContent', {
        ...{ organizationId: world.organizationId, fileId: id, accountId: 'nobody', now: world.clock.now, received },
        via: { kind: 'upload' },
      })
    await expect(failing()).rejects.toThrow('FOREIGN KEY')
    expect(await used()).toBe(before)
    const good = await world.receive(other, 'saved')
    const args = { organizationId: world.organizationId, fileId: other, accountId: world.anna.accountId, now: world.clock.now }
    const all = [failing(), world.app.db.transact('commitContent', { ...args, received: good, via: { kind: 'upload' } }), failing()]
    expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected'])
    expect(await used()).toBe(before + 5)
    expect([await world.read(id), await world.read(other)]).toEqual(['x', 'saved'])
  })

  test('stops at the quota and counts what is used', async () => {
    const id = await world.file(world.team, 'quota.txt', 'x')
    const before = (await used()) ?? 0
    world.arrange(`update organization set quota = ${before + 5}`)
    expect(await commit(id, '123456', { kind: 'upload' })).toEqual({ outcome: 'no-room' })
    expect(await commit(id, '12345', { kind: 'upload' })).toMatchObject({ outcome: 'ok' })
    expect(await used()).toBe(before + 5)
    world.arrange('update organization set quota = null')
  })

  test('restores an old revision without copying bytes, and undoes it', async () => {
    const id = await world.file(world.team, 'restore.txt', 'old')
    const { revision_id: old } = await world.node(id)
    await commit(id, 'new', { kind: 'upload' })
    const blobs = await blobsOf(id)
    const restored = await commit(id, undefined, { kind: 'restore', fromRevisionId: old ?? '' })
    expect(await world.read(id)).toBe('old')
    expect(restored).toMatchObject({ outcome: 'ok', version: 3 })
    if (restored.outcome === 'ok') await commit(id, undefined, { kind: 'restore', fromRevisionId: restored.previous ?? '' })
    expect(await world.read(id)).toBe('new')
    expect(await blobsOf(id)).toEqual(blobs)
  })
})

describe('openContent', () => {
  test('streams one version or another, never a mix, while saves go on', async () => {
    const size = 200_000
    const filled = (letter: string) => letter.repeat(size)
    const id = await world.file(world.team, 'torn.txt', filled('a'))
    const letters = 'bcdefghijklmnopqrstuvwxyz'
    let saving = true
    const saves = (async () => {
      for (const letter of letters) await commit(id, filled(letter), { kind: 'upload' })
      saving = false
    })()
    let reads = 0
    while (saving) {
      const content = await openContent(world.app, { organizationId: world.organizationId, fileId: id })
      const read = await text(await (content as NonNullable<typeof content>).open())
      expect(read).toBe(filled(read[0] ?? ''))
      expect(createHash('sha256').update(read).digest('base64')).toBe(content?.sha256)
      expect(content?.version).toBe('abcdefghijklmnopqrstuvwxyz'.indexOf(read[0] ?? '') + 1)
      reads++
    }
    await saves
    expect(reads).toBeGreaterThan(3)
  })

  test('serves any part, across extents too', async () => {
    const id = await world.file(world.team, 'parts.txt', 'hello ')
    const { revision_id } = await world.node(id)
    const more = await world.receive(id, 'wide world')
    world.arrange(`insert into extent values ('${world.organizationId}', '${id}', '${revision_id}', 1, '${more.blobKey}', 5, 5)`)
    const content = await openContent(world.app, { organizationId: world.organizationId, fileId: id })
    const whole = 'hello world'
    for (let start = 0; start < whole.length; start++)
      for (let end = start; end < whole.length; end++)
        expect((await buffer(await (content as NonNullable<typeof content>).open({ start, end }))).toString()).toBe(
          whole.slice(start, end + 1),
        )
  })
})

describe('a rescue revision', () => {
  const keep = async (fileId: string, grantId: string, content: string, client = 'built-in') =>
    world.app.db.transact('keepRescue', {
      ...{
        organizationId: world.organizationId,
        fileId,
        accountId: world.anna.accountId,
        grantId,
        client,
        reason: 'lock-lost',
        now: world.clock.now++,
      },
      received: await world.receive(fileId, content),
    })

  test('is kept only for a grant that took part, and never for the test client', async () => {
    const id = await world.file(world.team, 'rescue.txt', 'x')
    const grant = await world.grant(id)
    expect(await keep(id, grant, 'lost')).toEqual({ outcome: 'refused' })
    await world.lock(id, grant, 'a')
    expect(await keep(id, grant, 'lost', 'test')).toEqual({ outcome: 'refused' })
    const other = await world.file(world.team, 'rescue other.txt', 'x')
    expect(await keep(other, grant, 'lost')).toEqual({ outcome: 'refused' })
    const kept = await keep(id, grant, 'lost')
    expect(kept.outcome).toBe('kept')
    expect(await world.read(id)).toBe('x')
    if (kept.outcome === 'kept') expect(await world.read(id, kept.id)).toBe('lost')
  })

  test('becomes the newest revision on demand, once, for its author only', async () => {
    const id = await world.file(world.team, 'rescued.txt', 'x')
    const grant = await world.grant(id)
    await world.lock(id, grant, 'a')
    await world.lock(id, grant, 'a', 'Unlock')
    const kept = await keep(id, grant, 'mine')
    if (kept.outcome !== 'kept') throw new Error('not kept')
    const via: Via = { kind: 'rescued', unsavedId: kept.id }
    expect(await commit(id, undefined, via, { accountId: world.ben.accountId })).toEqual({ outcome: 'not-found' })
    expect(await commit(id, undefined, via)).toMatchObject({ outcome: 'ok', revisionId: kept.id, version: 2 })
    expect(await world.read(id)).toBe('mine')
    expect(await commit(id, undefined, via)).toEqual({ outcome: 'not-found' })
  })

  test('of a file and account is the newest twenty; the oldest goes', async () => {
    const id = await world.file(world.team, 'many.txt', 'x')
    const grant = await world.grant(id)
    await world.lock(id, grant, 'a')
    const before = await used()
    const ids: string[] = []
    for (let n = 0; n < 23; n++) {
      const kept = await keep(id, grant, `lost ${n}`)
      if (kept.outcome === 'kept') ids.push(kept.id)
    }
    expect(await world.read(id, ids[2])).toBeUndefined()
    expect(await world.read(id, ids[3])).toBe('lost 3')
    const discard = { organizationId: world.organizationId, fileId: id, accountId: world.anna.accountId, now: world.clock.now }
    for (const one of ids.slice(3)) expect(await world.app.db.transact('discardRescue', { ...discard, id: one })).toBe(true)
    expect(await used()).toBe(before)
  })
})
