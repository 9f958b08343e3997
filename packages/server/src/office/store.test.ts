import { Readable } from 'node:stream'
import { storeContract } from '@moorage/wopi/store-contract'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { App } from '../app.ts'
import { readConfig } from '../config.ts'
import { openWorld } from '../files/testing/world.ts'
import { openInstallation } from '../installation.ts'
import { BlobStoreFull } from '../storage/blobs/blob-store.ts'
import { build } from '../storage/db/statement.ts'
import { tokenFor } from './access-token.ts'
import type { TestProfile } from './capabilities.ts'
import { TEST_CLIENT } from './editors.ts'
import { officeStore } from './store.ts'
import type { WopiActor } from './wopi-actor.ts'

/** The office store on a real database and a real folder, with a clock that tests move. */
async function openOffice() {
  const world = await openWorld()
  await openInstallation(world.app)
  const config = readConfig({ environment: {}, dataFolder: '/nowhere', demo: true })
  const app = { ...world.app, config, log: pino({ level: 'silent' }) }
  const store = officeStore(app)
  const people = { anna: world.anna, ben: world.ben }
  const grant = (
    fileId: string,
    ceiling: 'edit' | 'view',
    who: 'anna' | 'ben',
    client = 'built-in',
    revisionId: string | null = null,
    profile?: TestProfile,
  ) =>
    world.app.db.transact('createGrant', {
      ...{ organizationId: world.organizationId, accountId: people[who].accountId, client, nodeId: fileId, revisionId, ceiling },
      ...(profile ? { profile } : {}),
      now: world.clock.now,
    })
  const actor = async (
    fileId: string,
    ceiling: 'edit' | 'view',
    who: 'anna' | 'ben' = 'anna',
    client?: string,
    revisionId: string | null = null,
    profile?: TestProfile,
  ) => {
    const { id } = await grant(fileId, ceiling, who, client, revisionId, profile)
    const resource = { kind: 'file', id: revisionId ?? fileId } as const
    const known = await store.authenticate(tokenFor(app, id, resource), resource, 'CheckFileInfo')
    if (!known) throw new Error('the token that was just made is not known')
    return known
  }
  return { world, app, store, actor }
}

let office: Awaited<ReturnType<typeof openOffice>>
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.world.close())

let folders = 0
storeContract<WopiActor>('the office store', async () => {
  const { world, store, actor } = office
  // one database for all, as opening one takes longer than a test; a folder for each, as names are tried
  const folder = await world.folder(world.team, `folder ${folders++}`)
  return {
    store,
    addFile: (name, content) => world.file(folder, name, Buffer.from(content).toString()),
    actor: (fileId, rights, who = 'anna') => actor(fileId, rights, who === 'ben' ? 'ben' : 'anna'),
    everything: (fileId, rights, who = 'anna') => actor(fileId, rights, who === 'ben' ? 'ben' : 'anna', TEST_CLIENT, null, 'native'),
    advance: (ms) => {
      world.clock.now += ms
    },
    close: async () => {},
  }
})

const PLAIN = {
  editors: [],
  timestamp: undefined,
  isAutosave: false,
  isExitSave: false,
  isModifiedByUser: undefined,
  declaredSize: undefined,
}
const body = (text: string) => Readable.from([Buffer.from(text)])

test('a token expires ten hours after its launch, whatever was done with it, and so do the tokens derived from it', async () => {
  const { world, app, store, actor } = office
  const id = await world.file(world.team, 'expiring.docx', 'text')
  const anna = await actor(id, 'edit')
  world.clock.now += 9 * 3_600_000
  const made = await store.writeRelative(anna, id, { mode: 'suggested', name: '.txt' }, body('x'), { conversion: false })
  const url = new URL(made.outcome === 'ok' ? made.url : '')
  const derived = url.searchParams.get('access_token') ?? ''
  const resource = { kind: 'file', id: url.pathname.split('/').at(-1) ?? '' } as const
  expect(await store.authenticate(derived, resource, 'GetFile')).toBeDefined()
  expect(await store.authenticate(derived, { kind: 'file', id }, 'GetFile')).toBeUndefined()
  world.clock.now += 3_600_000
  expect(await store.authenticate(derived, resource, 'GetFile')).toBeUndefined()
  expect(await store.authenticate(tokenFor(app, anna.grant.id, { kind: 'file', id }), { kind: 'file', id }, 'GetFile')).toBeUndefined()
})

test('an old revision can be read by its own id, and by nobody changed', async () => {
  const { world, store, actor } = office
  const id = await world.file(world.team, 'revised.docx', 'old')
  const old = (await world.node(id)).revision_id ?? ''
  const anna = await actor(id, 'edit')
  await store.lock(anna, id, { operation: 'Lock', lock: 'A' })
  await store.write(anna, id, body('new'), { ...PLAIN, lock: 'A' })

  const viewer = await actor(id, 'view', 'anna', 'built-in', old)
  const info = await store.checkFileInfo(viewer, old, {})
  expect(info).toMatchObject({
    BaseFileName: 'revised.docx',
    Size: 3,
    UserCanWrite: false,
    ReadOnly: true,
    SupportsLocks: false,
    SupportsUpdate: false,
    UserCanNotWriteRelative: true,
  })
  const content = await store.read(viewer, old)
  if ('outcome' in content) throw new Error(content.outcome)
  expect(await Readable.from(await content.open()).toArray()).toEqual([Buffer.from('old')])
  const outcomes = [
    await store.lock(viewer, old, { operation: 'Lock', lock: 'A' }),
    await store.lock(viewer, old, { operation: 'GetLock' }),
    await store.write(viewer, old, body('x'), { ...PLAIN, lock: 'A' }),
    await store.rename(viewer, old, 'x', undefined),
    await store.remove(viewer, old),
    await store.writeRelative(viewer, old, { mode: 'suggested', name: '.txt' }, body('x'), { conversion: false }),
  ].map(({ outcome }) => outcome)
  expect(new Set(outcomes)).toEqual(new Set(['unsupported']))
})

test('the store opens nothing with a token but what that token is for, not even what its user may see', async () => {
  const { world, store, actor } = office
  const folder = await world.folder(world.team, 'a folder and two files')
  const own = await world.file(folder, 'own.docx', 'own')
  const other = await world.file(folder, 'other.docx', 'other')
  const anna = await actor(own, 'edit', 'anna', TEST_CLIENT, null, 'native')
  expect(await store.checkFileInfo(anna, own, {})).toMatchObject({ BaseFileName: 'own.docx' })
  const notFound = { outcome: 'not-found' }
  expect(await store.checkFileInfo(anna, other, {})).toEqual(notFound)
  expect(await store.read(anna, other)).toEqual(notFound)
  expect(await store.lock(anna, other, { operation: 'Lock', lock: 'A' })).toEqual(notFound)
  expect(await store.write(anna, other, body('x'), { ...PLAIN, lock: undefined })).toEqual(notFound)
  expect(await store.remove(anna, other)).toEqual(notFound)
  expect(await store.containers?.checkContainerInfo(anna, folder)).toEqual(notFound)
  expect(await store.containers?.children(anna, folder, { extensions: undefined })).toEqual(notFound)
  // a token of the same grant for the folder does not reach back to the file that the grant was made for
  const above = await store.ancestors(anna, own)
  const url = new URL((above.outcome === 'ok' ? above.ancestors.at(-1)?.url : undefined) ?? '')
  const within = await store.authenticate(
    url.searchParams.get('access_token') ?? '',
    { kind: 'container', id: folder },
    'CheckContainerInfo',
  )
  if (!within) throw new Error('the address of the folder opens nothing')
  expect(await store.containers?.checkContainerInfo(within, folder)).toMatchObject({ Name: 'a folder and two files' })
  expect(await store.lock(anna, own, { operation: 'Lock', lock: 'A' })).toMatchObject({ outcome: 'ok' })
  expect(await store.lock(within, own, { operation: 'Unlock', lock: 'A' })).toEqual(notFound)
  expect(await store.write(within, own, body('x'), { ...PLAIN, lock: 'A' })).toEqual(notFound)
  expect([await world.read(own), await world.read(other)]).toEqual(['own', 'other'])
})

test('names in X-WOPI-Editors are kept only of signed requests', async () => {
  const { world, store, actor } = office
  const id = await world.file(world.team, 'editors.docx', 'text')
  const anna = await actor(id, 'edit')
  await store.lock(anna, id, { operation: 'Lock', lock: 'A' })
  const editors = [world.anna.accountId, world.ben.accountId, 'not an id']
  const savedBy = async (proven: boolean) => {
    await store.write({ ...anna, proven }, id, body('x'), { ...PLAIN, lock: 'A', editors })
    const { revision_id } = await world.node(id)
    const rows = await world.app.db.read.query<{ editors: string }>(
      build.selectFrom('revision').select('editors').where('id', '=', revision_id),
    )
    return JSON.parse(rows[0]?.editors ?? 'null')
  }
  expect(await savedBy(false)).toEqual([])
  expect(await savedBy(true)).toEqual([world.anna.accountId, world.ben.accountId])
})

test('a full disk is told as no room, and changes nothing', async () => {
  const { world, app, actor } = office
  const id = await world.file(world.team, 'full.docx', 'text')
  const full: App['blobs'] = {
    ...app.blobs,
    put: async (_key, incoming) => {
      for await (const _chunk of incoming) throw new BlobStoreFull(new Error('no space left on device'))
    },
  }
  const store = officeStore({ ...app, blobs: full })
  const anna = await actor(id, 'edit')
  await store.lock(anna, id, { operation: 'Lock', lock: 'A' })
  const refused = { outcome: 'no-room', reason: 'The server has no space left.' }
  expect(await store.write(anna, id, body('longer than before'), { ...PLAIN, lock: 'A' })).toEqual(refused)
  expect(await store.writeRelative(anna, id, { mode: 'suggested', name: '.txt' }, body('x'), { conversion: false })).toEqual(refused)
  expect(await world.read(id)).toBe('text')
})

test('rights are read at every call: who is no longer in the Team Share sees nothing with the same token', async () => {
  const { world, store, actor } = office
  const id = await world.file(world.team, 'rights.docx', 'text')
  const ben = await actor(id, 'edit', 'ben')
  expect(await store.checkFileInfo(ben, id, {})).toMatchObject({ UserCanWrite: true })
  world.arrange(`update subscriber set role = 'viewer' where account_id = '${world.ben.accountId}'`)
  expect(await store.checkFileInfo(ben, id, {})).toMatchObject({ UserCanWrite: false, ReadOnly: true })
  expect(await store.lock(ben, id, { operation: 'Lock', lock: 'A' })).toEqual({ outcome: 'not-found' })
  world.arrange(`delete from subscriber where account_id = '${world.ben.accountId}'`)
  expect(await store.checkFileInfo(ben, id, {})).toEqual({ outcome: 'not-found' })
})
