import { type Account, type Me, type Organization, POLICIES } from '@moorage/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { arranging, codeOf, good, PASSWORD } from './organizations-world.ts'
import { type BoxServer, startServer, type Visitor } from './server.ts'

let server: BoxServer
let admin: Visitor
let me: Me
let top: Organization
let arrange: ReturnType<typeof arranging>
beforeAll(async () => {
  server = await startServer()
  admin = await server.signIn('admin@demo.test')
  me = await admin.get<Me>('/api/me')
  arrange = arranging(server, admin)
  top = (await tree())[0] as Organization
})
afterAll(() => server?.stop())

const tree = async (who = admin) => (await who.get<{ organizations: Organization[] }>('/api/admin/organizations')).organizations
const one = (id: string, who = admin) => who.get<Organization>(`/api/admin/organizations/${id}`)
const create = (who: Visitor, body: Record<string, unknown>) => who.post('/api/admin/organizations', body)
const change = (who: Visitor, id: string, body: Record<string, unknown>) => who.patch(`/api/admin/organizations/${id}`, body)

describe('the tree', () => {
  test('begins with All Organizations, has parents before children and siblings by name', async () => {
    const parent = await arrange.organization(top.id, 'Zebra Works')
    await arrange.organization(parent.id, 'Team 10')
    await arrange.organization(parent.id, 'team 9')
    const list = await tree()
    expect(list[0]).toMatchObject({ name: 'All Organizations', people: 0 })
    expect(list[0]?.parentId).toBeUndefined()
    const at = list.findIndex(({ id }) => id === parent.id)
    expect(list.slice(at, at + 3).map(({ name, parentId }) => [name, parentId])).toEqual([
      ['Zebra Works', top.id],
      ['team 9', parent.id],
      ['Team 10', parent.id],
    ])
    for (const [index, { parentId }] of list.entries())
      if (parentId) expect(list.findIndex(({ id }) => id === parentId)).toBeLessThan(index)
    const own = list.find(({ id }) => id === me.organization.id)
    expect(own).toMatchObject({ people: 3, blocked: false, subscription: 'none' })
    expect(parent.microsoft365).toBe(POLICIES['microsoft-365'].unset)
    expect(own?.used).toBe(me.space.used)
  })

  test('gives every organization a slug of its own, and no two siblings one name', async () => {
    const [a, b] = [await arrange.organization(top.id, 'Café Möwe'), await arrange.organization(top.id, 'Cafe-Mowe')]
    expect([a.slug, b.slug]).toEqual(['cafe-mowe', 'cafe-mowe-2'])
    expect(await codeOf(await create(admin, { parentId: top.id, name: 'CAFÉ MÖWE' }))).toBe('NAME_TAKEN')
    expect((await create(admin, { parentId: a.id, name: 'Café Möwe' })).status).toBe(200)
    expect(await codeOf(await change(admin, b.id, { name: 'café möwe' }))).toBe('NAME_TAKEN')
    expect((await create(admin, { parentId: top.id, name: ' \u0007 ' })).status).toBe(400)
  })

  test('shows the effective Microsoft 365 policy of each', async () => {
    const upper = await arrange.organization(top.id, 'Policy above')
    const lower = await arrange.organization(upper.id, 'Policy below')
    for (const [id, value] of [
      [top.id, 'edit'],
      [upper.id, 'view'],
    ])
      await good(await admin.patch(`/api/admin/organizations/${id}/policies/microsoft-365`, { value }))
    await good(await admin.patch(`/api/admin/organizations/${lower.id}/policies/microsoft-365`, { value: 'view' }))
    const list = await tree()
    const shown = [top.id, upper.id, lower.id].map((id) => list.find((organization) => organization.id === id)?.microsoft365)
    expect(shown).toEqual(['edit', 'view', 'view'])
    await good(await admin.patch(`/api/admin/organizations/${top.id}/policies/microsoft-365`, { value: 'disabled' }))
    expect((await one(lower.id)).microsoft365).toBe('disabled')
  })

  test('an organization is changed, and null takes a quota and a hostname away', async () => {
    const { id } = await arrange.organization(top.id, 'To be changed', { hostname: 'changed.example.com', quota: 5000 })
    const body = { name: 'Changed', subscription: 'commercial', quota: 7000 }
    expect(await good(await change(admin, id, body))).toMatchObject({ ...body, hostname: 'changed.example.com' })
    const without = await good<Organization>(await change(admin, id, { hostname: null, quota: null }))
    expect([without.hostname, without.quota, without.name]).toEqual([undefined, undefined, 'Changed'])
    for (const answer of [await change(admin, top.id, { name: 'Mine' }), await arrange.turn(top.id, 'disable')])
      expect(answer.status).not.toBe(200)
    expect((await one(top.id)).name).toBe('All Organizations')
  })

  test.each(['files', '10.0.0.1', 'a.b.c.1', 'UPPER.example.com', 'x.example.com:80', 'xn--.example.com'])(
    'the hostname %s is refused as malformed',
    async (hostname) => {
      expect((await create(admin, { parentId: top.id, name: `Host ${hostname}`, hostname })).status).toBe(400)
    },
  )

  test('a hostname belongs to one organization', async () => {
    await arrange.organization(top.id, 'First host', { hostname: 'first.example.com' })
    const { id } = await arrange.organization(top.id, 'Second host', { hostname: 'second.example.com' })
    expect(await codeOf(await create(admin, { parentId: top.id, name: 'Third host', hostname: 'first.example.com' }))).toBe('NAME_TAKEN')
    expect(await codeOf(await change(admin, id, { hostname: 'first.example.com' }))).toBe('NAME_TAKEN')
    expect((await tree()).some(({ name }) => name === 'Third host')).toBe(false)
  })
})

describe('an organization administrator', () => {
  let own: Organization
  let below: Organization
  let beside: Organization
  let olga: Visitor
  let nora: Account
  beforeAll(async () => {
    own = await arrange.organization(top.id, 'Olga’s', { quota: 1_000_000 })
    below = await arrange.organization(own.id, 'Below Olga’s')
    beside = await arrange.organization(top.id, 'Beside Olga’s')
    await arrange.person(own.id, 'olga@example.test', 'organization-administrator')
    nora = await arrange.person(below.id, 'nora@example.test')
    olga = await arrange.signedIn('olga@example.test')
  })

  test('sees their subtree and nothing else', async () => {
    expect((await tree(olga)).map(({ id, parentId }) => [id, parentId])).toEqual([
      [own.id, undefined],
      [below.id, own.id],
    ])
    expect((await one(below.id, olga)).parentId).toBe(own.id)
    const people = await olga.get<{ accounts: Account[] }>(`/api/admin/organizations/${own.id}/accounts?below=true`)
    expect(people.accounts.map(({ name }) => name)).toEqual(['nora', 'olga'])
    expect((await olga.get<{ people: Account[] }>('/api/admin/people?q=anna')).people).toEqual([])
    for (const id of [top.id, beside.id, me.organization.id]) {
      const path = `/api/admin/organizations/${id}`
      for (const answer of [
        await olga.fetch(path),
        await olga.fetch(`${path}/accounts`),
        await olga.fetch(`${path}/policies`),
        await olga.patch(path, { name: 'Taken over' }),
        await olga.post(`${path}/disable`),
        await olga.post(`${path}/enable`),
        await olga.post(`${path}/accounts`, { email: 'spy@example.test', name: 'Spy', kind: 'standard' }),
        await create(olga, { parentId: id, name: 'Annex' }),
      ])
        expect([answer.status, await codeOf(answer)]).toEqual([404, 'NOT_FOUND'])
    }
    expect((await olga.post(`/api/admin/accounts/${me.id}/disable`)).status).toBe(404)
  })

  test('creates below their own, with no more room than they have', async () => {
    const made = await good<Organization>(await create(olga, { parentId: below.id, name: 'Deeper' }))
    expect(made).toMatchObject({ parentId: below.id, quota: 1_000_000 })
    expect(await codeOf(await create(olga, { parentId: own.id, name: 'Bigger', quota: 1_000_001 }))).toBe('LIMIT_ABOVE')
    expect(await codeOf(await change(olga, below.id, { quota: null }))).toBe('LIMIT_ABOVE')
    expect(await codeOf(await change(olga, below.id, { quota: 1_000_001 }))).toBe('LIMIT_ABOVE')
    for (const quota of [null, 1_000_001, 2]) expect(await codeOf(await change(olga, own.id, { quota }))).toBe('FORBIDDEN')
    expect((await one(own.id, olga)).quota).toBe(1_000_000)
    // what is further down is held to what is right above it
    await good(await change(admin, below.id, { quota: 500 }))
    expect(await codeOf(await change(olga, made.id, { quota: 501 }))).toBe('LIMIT_ABOVE')
    expect(await codeOf(await create(olga, { parentId: below.id, name: 'Deeper still', quota: 501 }))).toBe('LIMIT_ABOVE')
    await good(await change(admin, below.id, { quota: 1_000_000 }))
    await good(await change(admin, own.id, { quota: 1_000_000 }))
    expect((await change(olga, own.id, { name: 'Olga’s own' })).status).toBe(200)
  })

  test('does not find the way into a system administrator’s account in the outbox', async () => {
    const root = await arrange.person(own.id, 'root@example.test', 'system-administrator')
    await good(await admin.post(`/api/admin/accounts/${root.id}/reset`))
    expect((await server.visitor().post('/api/forgot-password', { email: 'root@example.test' })).status).toBe(204)
    const outbox = async (who: Visitor) =>
      (await who.get<{ mails: { to: string; text: string }[] }>('/api/admin/mail')).mails.filter(({ to }) => to.startsWith('root@'))
    expect(await outbox(admin)).toHaveLength(2)
    expect(await outbox(olga)).toEqual([])
    // nor by a link from before, when the account was a lesser one
    await good(await olga.post(`/api/admin/accounts/${nora.id}/reset`))
    const [letter] = (await olga.get<{ mails: { text: string }[] }>('/api/admin/mail')).mails
    const code = /#code=(\S+)/.exec(letter?.text ?? '')?.[1]
    await good(await admin.patch(`/api/admin/accounts/${nora.id}`, { kind: 'system-administrator' }))
    expect((await server.visitor().post('/api/account-links/use', { code, password: PASSWORD })).status).toBe(410)
    await good(await admin.patch(`/api/admin/accounts/${nora.id}`, { kind: 'standard' }))
  })

  test('disables what is below, but not what they are in', async () => {
    expect(await codeOf(await arrange.turn(own.id, 'disable', olga))).toBe('YOURSELF')
    expect(await codeOf(await arrange.turn(me.organization.id, 'disable'))).toBe('YOURSELF')
    expect(await good(await arrange.turn(below.id, 'disable', olga))).toMatchObject({ blocked: true, disabledAt: expect.any(Number) })
    expect(await good(await arrange.turn(below.id, 'enable', olga))).toMatchObject({ blocked: false })
  })
})

test('everybody else finds no administration', async () => {
  const anna = await server.signIn()
  for (const path of ['', `/${me.organization.id}`]) expect((await anna.fetch(`/api/admin/organizations${path}`)).status).toBe(404)
  expect((await create(anna, { parentId: me.organization.id, name: 'Hers' })).status).toBe(404)
})

test('people are found and sorted without regard to case and accents, and seen when they were here', async () => {
  const { id } = await arrange.organization(top.id, 'Names')
  const path = `/api/admin/organizations/${id}/accounts`
  for (const name of ['Zoë Ångström', 'ödön', 'Åsa', 'bea'])
    await good(
      await admin.post(path, { email: `${name.length}${name.charCodeAt(0)}@example.test`, name, kind: 'standard', password: PASSWORD }),
    )
  const found = async (q: string) => (await admin.get<{ accounts: Account[] }>(`${path}?q=${encodeURIComponent(q)}`)).accounts
  expect((await found('')).map(({ name }) => name)).toEqual(['Åsa', 'bea', 'ödön', 'Zoë Ångström'])
  expect((await found('angstrom')).map(({ name }) => name)).toEqual(['Zoë Ångström'])
  expect((await found('ÖDÖN'))[0]?.lastSeenAt).toBeUndefined()
  const [odon] = await found('odon')
  await arrange.signedIn(odon?.email ?? '')
  const visitor = await arrange.signedIn(odon?.email ?? '')
  await visitor.get('/api/me')
  expect((await found('odon'))[0]?.lastSeenAt).toEqual(expect.any(Number))
})
