import { OPERATIONS, type OperationName } from '@moorage/wopi'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { ALL_ORGANIZATIONS, Microsoft365World } from './microsoft-365-world.ts'
import type { Held, Part } from './wopi-requests.ts'

let world: Microsoft365World
beforeAll(async () => {
  world = await Microsoft365World.start()
})
afterAll(() => world?.stop())
afterEach(async () => {
  await world.state('testing')
  await world.policy('edit', { organization: ALL_ORGANIZATIONS })
  await world.policy('edit')
  await world.role('editor')
})

/** Ben in mid edit. */
async function editing(name: string) {
  const itemId = await world.file(`${name}.docx`)
  const held = await world.open(itemId)
  expect((await world.post(held, 'LOCK')).status).toBe(200)
  return { itemId, held }
}
const put = async (held: Held, text: string) => (await world.post(held, 'PUT', text)).status
const textOf = async (itemId: string) => (await world.ben.fetch(`/api/items/${itemId}/download`)).text()

describe('the policy is lowered in mid edit', () => {
  test('"Let them finish": who is editing saves on for ten minutes, and nobody opens anything', async () => {
    const { itemId, held } = await editing('finish')
    await world.policy('disabled', { running: 'finish' })
    expect(await put(held, 'finished')).toBe(200)
    expect((await world.post(held, 'REFRESH_LOCK')).status).toBe(200)
    expect((await world.info(held)).UserCanWrite).toBe(true)
    expect(await textOf(itemId)).toBe('finished')
    expect(await world.page(itemId)).toMatchObject({ action: 'none' })

    world.arrange('update policy set finish_until = 1 where finish_until is not null')
    expect(await put(held, 'too late')).toBe(404)
    expect(await textOf(itemId)).toBe('finished')
    expect(await world.unsaved(itemId)).toMatchObject([{ size: 8, canSaveAsRevision: true }])
    expect((await world.post(held, 'UNLOCK')).status).toBe(200)
  })

  test('"Stop now": the next save is refused and found under Unsaved work, whole', async () => {
    const { itemId, held } = await editing('stop')
    const affected = await world.admin.get<{ editing: unknown[] }>(
      `/api/admin/organizations/${world.me.organization.id}/policies/microsoft-365/running`,
    )
    expect(affected.editing).toContainEqual(
      expect.objectContaining({ person: { id: world.me.id, name: 'Ben Okafor' }, itemName: 'stop.docx', editor: 'm365test' }),
    )
    await world.policy('disabled', { running: 'stop' })
    expect(await put(held, 'typed meanwhile')).toBe(404)
    expect(await textOf(itemId)).toBe('stored')
    const [work] = await world.unsaved(itemId)
    expect(await (await world.ben.fetch(`/api/unsaved/${work?.id}/download`)).text()).toBe('typed meanwhile')
  })

  test('a save at that very moment is made, or refused and kept: never both, never neither', async () => {
    for (let round = 0; round < 8; round++) {
      const { itemId, held } = await editing(`race ${round}`)
      const [status] = await Promise.all([put(held, `round ${round}`), world.policy('disabled', { running: 'stop' })])
      expect([200, 404]).toContain(status)
      expect(await textOf(itemId)).toBe(status === 200 ? `round ${round}` : 'stored')
      expect(await world.unsaved(itemId)).toHaveLength(status === 200 ? 0 : 1)
      await world.policy('edit')
    }
  })

  test('to View: the file can still be read where it is open, not changed', async () => {
    const { itemId, held } = await editing('view')
    await world.policy('view')
    expect([await world.get(held), await put(held, 'no more')]).toEqual([200, 404])
    expect((await world.info(held)).UserCanWrite).toBe(false)
    expect(await world.unsaved(itemId)).toMatchObject([{ size: 7 }])
  })

  test('above, it is lowered below; raised above, nothing below changes', async () => {
    const { itemId, held } = await editing('inherited')
    await world.policy('disabled', { organization: ALL_ORGANIZATIONS })
    expect(await put(held, 'stopped')).toBe(404)
    expect(await world.why(itemId)).toMatchObject({ clause: 'policy', why: expect.stringContaining('All Organizations does not allow it') })
    const refused = await world.admin.patch(`/api/admin/organizations/${world.me.organization.id}/policies/microsoft-365`, {
      value: 'edit',
    })
    expect([refused.status, await refused.json()]).toMatchObject([409, { code: 'LIMIT_ABOVE', data: { name: 'All Organizations' } }])
    await world.policy('edit', { organization: ALL_ORGANIZATIONS })
    expect(await put(held, 'still stopped')).toBe(404)
    expect(await world.why(itemId)).toMatchObject({
      clause: 'policy',
      why: expect.stringContaining('Harbour & Pier Ltd does not allow it'),
    })
  })
})

describe('the very next call sees', () => {
  const CHANGES: [string, () => unknown, number][] = [
    ['the right to change the file go', () => world.role('viewer'), 404],
    [
      'the file no longer shared',
      () => world.change('DELETE', `/api/admin/team-shares/${world.me.teamShares[0]?.id}/subscribers/${world.me.id}`),
      404,
    ],
    ['the policy disabled', () => world.policy('disabled'), 404],
    ['the policy at View', () => world.policy('view'), 404],
    ['Microsoft 365 switched off', () => world.state('off'), 404],
    ['a token that ended', () => world.arrange(`update access_grant set ended_at = 1 where account_id = '${world.me.id}'`), 401],
  ]
  test.each(CHANGES)('%s', async (name, change, status) => {
    const { held, itemId } = await editing(name)
    expect(await put(held, 'before')).toBe(200)
    await change()
    expect(await put(held, 'after!')).toBe(status)
    expect((await world.post(held, 'REFRESH_LOCK')).status).toBe(status)
    // the lock is given back by whoever took part, even where nothing else is answered
    if (status === 404) {
      expect((await world.post(held, 'UNLOCK', undefined, 'another')).status).toBe(404)
      expect((await world.post(held, 'UNLOCK')).status).toBe(200)
    }
    expect(await world.unsaved(itemId)).toMatchObject([{ size: 6 }])
  })

  test('the lock of somebody else', async () => {
    const { held } = await editing('another lock')
    await world.post(held, 'UNLOCK')
    expect((await world.post(held, 'LOCK', undefined, 'theirs')).status).toBe(200)
    const refused = await world.post(held, 'PUT', 'mine', 'L')
    expect([refused.status, refused.headers['x-wopi-lock']]).toEqual([409, 'theirs'])
  })

  test('what was given back', async () => {
    const { held } = await editing('and back')
    await world.policy('disabled')
    expect(await put(held, 'refused')).toBe(404)
    await world.policy('edit')
    expect(await put(held, 'saved')).toBe(200)
  })
})

test('who only ever read a file cannot give back the lock of those who edit it', async () => {
  const { itemId, held } = await editing('of others')
  await world.role('viewer')
  const reader = await world.open(itemId)
  expect((await world.post(reader, 'UNLOCK')).status).toBe(404)
  expect((await world.post(held, 'GET_LOCK')).headers['x-wopi-lock']).toBe('L')
})

describe('after a withdrawal every operation follows its row', () => {
  const operations = (Object.keys(OPERATIONS) as OperationName[]).filter(
    (name) => OPERATIONS[name].built && OPERATIONS[name].path.startsWith('files/') && OPERATIONS[name].needs !== 'ecosystem',
  )
  test.each(operations)('%s', async (name) => {
    const { itemId, held } = await editing(`after ${name}`)
    await world.policy('disabled')
    const { verb, path, override, when, afterWithdrawal } = OPERATIONS[name]
    const headers = {
      ...(override ? { 'X-WOPI-Override': override } : {}),
      ...(name === 'PutRelativeFile' ? { 'X-WOPI-SuggestedTarget': '.docx' } : { 'X-WOPI-Lock': 'L' }),
      ...(when === 'with X-WOPI-OldLock' ? { 'X-WOPI-OldLock': 'L' } : {}),
      'X-WOPI-RequestedName': 'renamed',
      'X-WOPI-UrlType': 'ReadOnly',
    }
    const body = name === 'AddActivities' ? '{"Activities":[]}' : 'x'
    const answer = await world.send(held, verb, path.slice('files/{id}'.length) as Part, headers, verb === 'POST' ? body : undefined)
    expect(answer.status).toBe(afterWithdrawal === 'answered' ? 200 : 404)
    expect(await world.unsaved(itemId)).toHaveLength(afterWithdrawal === 'rescued' ? 1 : 0)
    expect(await textOf(itemId)).toBe('stored')
  })
})
