import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '../files/testing/world.ts'
import { openInstallation } from '../installation.ts'
import { checkToken, tokenFor } from './access-token.ts'

let world: World
let file: string
beforeAll(async () => {
  world = await openWorld()
  await openInstallation(world.app)
  file = await world.file(world.team, 'a.docx', 'text')
})
afterAll(() => world.close())

const resource = () => ({ kind: 'file', id: file }) as const
const fresh = async () => {
  const grant = await world.grant(file)
  return { grant, token: tokenFor(world.app, grant, resource()) }
}

test('a token is 44 letters and digits, the same for the same grant and file, and another for another', async () => {
  const { grant, token } = await fresh()
  expect(token).toMatch(/^[a-z2-7]{44}$/)
  expect(tokenFor(world.app, grant, resource())).toBe(token)
  expect(tokenFor(world.app, grant, { kind: 'container', id: file })).not.toBe(token)
  expect((await fresh()).token).not.toBe(token)
})

test('it is live until its grant’s absolute end, then expired, but still known whose it was', async () => {
  const { grant, token } = await fresh()
  expect(await checkToken(world.app, token, resource())).toMatchObject({
    state: 'live',
    grant: { id: grant, name: 'Anna', client: 'built-in', nodeId: file },
  })
  world.clock.now += 10 * 3_600_000
  expect(await checkToken(world.app, token, resource())).toMatchObject({ state: 'expired' })
})

test('it is ended when its user signs out everywhere', async () => {
  const { token } = await fresh()
  await world.app.db.transact('endGrants', { organizationId: world.organizationId, accountId: world.anna.accountId, now: world.clock.now })
  expect(await checkToken(world.app, token, resource())).toMatchObject({ state: 'ended' })
  expect(await checkToken(world.app, (await fresh()).token, resource())).toMatchObject({ state: 'live' })
})

test('every changed letter, another kind and another file make it nobody’s', async () => {
  const { token } = await fresh()
  const flipped = [...token].map((letter, at) => token.slice(0, at) + (letter === 'a' ? 'b' : 'a') + token.slice(at + 1))
  for (const wrong of [...flipped, token.toUpperCase(), `${token}a`, token.slice(1), '', '\0'.repeat(44)])
    expect(await checkToken(world.app, wrong, resource())).toBeUndefined()
  expect(await checkToken(world.app, token, { kind: 'container', id: file })).toBeUndefined()
  expect(await checkToken(world.app, token, { kind: 'ecosystem' })).toBeUndefined()
})

test('of a disabled account it is over, so that it opens nothing and a refused save can be kept', async () => {
  const grant = await world.grant(file, world.ben.accountId)
  const token = tokenFor(world.app, grant, resource())
  expect(await checkToken(world.app, token, resource())).toMatchObject({ state: 'live' })
  world.arrange(`update account set disabled_at = 1 where id = '${world.ben.accountId}'`)
  expect(await checkToken(world.app, token, resource())).toMatchObject({ state: 'ended' })
})
