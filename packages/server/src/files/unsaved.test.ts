import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from './testing/world.ts'
import { listUnsaved, saveAsCopy, unsavedById } from './unsaved.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

/** A save of Ben's on a file of the Team Share that was refused and kept. */
async function refusedSave(name: string, content: string) {
  const id = await world.file(world.team, name, 'stored')
  const { accountId } = world.ben
  const grantId = await world.grant(id, accountId)
  await world.lock(id, grantId, 'b', 'Lock', accountId)
  const kept = await world.app.db.transact('keepRescue', {
    ...{
      organizationId: world.organizationId,
      fileId: id,
      accountId,
      grantId,
      client: 'built-in',
      reason: 'EXPIRED',
      now: world.clock.now++,
    },
    received: await world.receive(id, content),
  })
  if (kept.outcome !== 'kept') throw new Error('not kept')
  return { fileId: id, unsavedId: kept.id }
}

test('is listed for its author alone, with the reason as a sentence', async () => {
  const { fileId, unsavedId } = await refusedSave('report.docx', 'typed')
  expect(await listUnsaved(world.app, world.ben)).toMatchObject([
    {
      id: unsavedId,
      itemId: fileId,
      itemName: 'report.docx',
      size: 5,
      canSaveAsRevision: true,
      reason: expect.stringMatching(/expired.*\.$/),
    },
  ])
  expect(await listUnsaved(world.app, world.anna)).toEqual([])
  await expect(unsavedById(world.app, world.anna, unsavedId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('saved as a copy lies beside the original under a free name with bytes of its own, and is unsaved no more', async () => {
  const { fileId, unsavedId } = await refusedSave('plan.docx', 'typed')
  await world.file(world.team, 'plan (unsaved work).docx')
  const copy = await saveAsCopy(world.app, world.ben, await unsavedById(world.app, world.ben, unsavedId))
  expect(copy).toMatchObject({ parent_id: world.team, name: 'plan (unsaved work) (2).docx' })
  expect([await world.read(copy.id), await world.read(fileId)]).toEqual(['typed', 'stored'])
  await expect(unsavedById(world.app, world.ben, unsavedId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('goes to My Files when the right to the place was withdrawn, or the file deleted with its folder', async () => {
  const { unsavedId } = await refusedSave('withdrawn.docx', 'typed')
  world.arrange(`delete from subscriber where account_id = '${world.ben.accountId}'`)
  const unsaved = await unsavedById(world.app, world.ben, unsavedId)
  expect(unsaved.writable).toBe(false)
  expect(await saveAsCopy(world.app, world.ben, unsaved)).toMatchObject({ parent_id: world.ben.myFiles })
})
