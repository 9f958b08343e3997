import type { ActivityEntry, Item, Me, Organization, Policy, SharedFile, SignInPage, TeamShare } from '@moorage/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { good } from './organizations-world.ts'
import { type BoxServer, startServer, type Visitor } from './server.ts'

/** What the demo is made of: who can sign in, and what each of them sees. */

let server: BoxServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server?.stop())

const me = (who: Visitor) => who.get<Me>('/api/me')
const tree = async (who: Visitor) => (await who.get<{ organizations: Organization[] }>('/api/admin/organizations')).organizations
const entries = async (who: Visitor) => (await who.get<{ entries: ActivityEntry[] }>('/api/admin/activity?limit=200')).entries
const names = async (who: Visitor, folderId = '') =>
  (await who.get<{ items: Item[] }>(`/api/folders/${folderId}/items`)).items.map(({ name }) => name)

test('whoever looks the moment the server says it is ready finds every document with its editor', async () => {
  const anna = await server.signIn()
  const { items } = await anna.get<{ items: Item[] }>(`/api/folders/${(await me(anna)).myFiles.id}/items`)
  expect(items.filter(({ name }) => /\.(docx|md|txt)$/.test(name)).map(({ open }) => open?.action)).not.toContain(undefined)
  expect(items.find(({ name }) => name === 'Start here.docx')).toMatchObject({ open: { action: 'edit' } })
})

test('the sign-in page shows Anna, Ben and the Administrator, and keeps the others for whoever asks', async () => {
  const page = await server.visitor().get<SignInPage>('/api/sign-in')
  expect(page.demoCards.map(({ name }) => name)).toEqual(['Anna Berg', 'Ben Okafor', 'Administrator'])
  expect(page.moreDemo.map(({ organization, below, cards }) => [organization, below, cards.map(({ email }) => email)])).toEqual([
    ['Pier 4 Works', 'Harbour & Pier Ltd', ['carmen@pier4.test', 'lukas@pier4.test', 'noor@engineers.test']],
    ['Kestrel Architects', undefined, ['elin@kestrel.test', 'tariq@kestrel.test']],
  ])
})

const PROJECTS = 'Projects: Administrator co-owner, Anna Berg editor, Ben Okafor editor'

const PEOPLE = {
  'anna@demo.test': ['Harbour & Pier Ltd', 'standard', 'nothing', ['Projects'], 9, []],
  'ben@demo.test': ['Harbour & Pier Ltd', 'standard', 'nothing', ['Projects'], 1, []],
  'admin@demo.test': ['Harbour & Pier Ltd', 'system-administrator', 'everything', ['Projects'], 0, []],
  'carmen@pier4.test': ['Pier 4 Works', 'organization-administrator', 'organization', ['Pier 4 site'], 0, []],
  'lukas@pier4.test': ['Pier 4 Works', 'standard', 'nothing', ['Pier 4 site'], 1, []],
  'noor@engineers.test': [
    ...['Pier 4 Works', 'guest', 'nothing', [], 0],
    [
      ['Inspection report.docx', 'Lukas Weber', 'editor'],
      ['Safety rules.md', 'Lukas Weber', 'viewer'],
    ],
  ],
  'elin@kestrel.test': [
    ...['Kestrel Architects', 'organization-administrator', 'organization', ['Town library'], 0],
    [['Fee proposal.docx', 'Tariq Rahman', 'editor']],
  ],
  'tariq@kestrel.test': ['Kestrel Architects', 'standard', 'nothing', ['Town library'], 2, []],
}

test.each(Object.entries(PEOPLE))(
  '%s is let in by the card and by the printed password, and sees what is theirs',
  async (email, expected) => {
    const who = await server.signIn(email)
    expect((await server.visitor().post('/api/sign-in', { email, password: server.password })).status).toBe(200)
    const { organization, kind, administers, teamShares, myFiles } = await me(who)
    const { items } = await who.get<{ items: SharedFile[] }>('/api/shared-with-me')
    const shared = items.map(({ item, by, role }) => [item.name, by.name, role]).sort()
    const files = (await names(who, myFiles.id)).length
    expect([organization.name, kind, administers, teamShares.map(({ name }) => name), files, shared]).toEqual(expected)
  },
)

test('each Team Share holds files that open, and a Viewer of it changes nothing', async () => {
  const [lukas, carmen] = [await server.signIn('lukas@pier4.test'), await server.signIn('carmen@pier4.test')]
  const site = (await me(carmen)).teamShares[0]
  expect(await names(lukas, site?.id)).toEqual(['Deliveries.csv', 'Safety rules.md', 'Site diary.docx'])
  expect(site?.can.write).toBe(false)
  expect((await carmen.post(`/api/folders/${site?.id}/folders`, { name: 'Mine' })).status).toBe(403)
  expect((await lukas.post(`/api/folders/${site?.id}/folders`, { name: 'Drawings' })).status).toBe(200)

  const tariq = await server.signIn('tariq@kestrel.test')
  const library = (await me(tariq)).teamShares[0]
  const { items } = await tariq.get<{ items: Item[] }>(`/api/folders/${library?.id}/items`)
  expect(items.map(({ name }) => name)).toEqual(['Contacts.csv', 'Cost estimate.xlsx', 'Design brief.docx', 'Site visit.md'])
  for (const { id, size } of items) expect((await (await tariq.fetch(`/api/items/${id}/download`)).arrayBuffer()).byteLength).toBe(size)
})

describe('in the administration', () => {
  const SEEN: [email: string, organizations: string[], teamShares: string[]][] = [
    [
      'admin@demo.test',
      ['All Organizations', 'Harbour & Pier Ltd', 'Pier 4 Works', 'Kestrel Architects'],
      ['Pier 4 site: Carmen Ruiz viewer, Lukas Weber editor', PROJECTS, 'Town library: Elin Sandberg co-owner, Tariq Rahman editor'],
    ],
    ['carmen@pier4.test', ['Pier 4 Works'], ['Pier 4 site: Carmen Ruiz viewer, Lukas Weber editor']],
    ['elin@kestrel.test', ['Kestrel Architects'], ['Town library: Elin Sandberg co-owner, Tariq Rahman editor']],
  ]
  test.each(SEEN)(
    '%s sees their organizations, the Team Shares in them and who is subscribed',
    async (email, organizations, teamShares) => {
      const who = await server.signIn(email)
      const seen = await tree(who)
      const { teamShares: shown } = await who.get<{ teamShares: TeamShare[] }>(
        `/api/admin/organizations/${seen[0]?.id}/team-shares?below=true`,
      )
      const words = shown.map(({ name, subscribers }) => `${name}: ${subscribers.map((one) => `${one.name} ${one.role}`).join(', ')}`)
      expect([seen.map(({ name }) => name).sort(), words.sort()]).toEqual([[...organizations].sort(), [...teamShares].sort()])
      const there = await entries(who)
      expect([...new Set(there.map(({ organization }) => organization.name))].sort()).toEqual([...organizations].sort())
    },
  )

  test('the suborganization has its limit of Microsoft 365 from the one above it, and the organization beside has none', async () => {
    const admin = await server.signIn('admin@demo.test')
    const policy = async (name: string) => {
      const id = (await tree(admin)).find((one) => one.name === name)?.id
      const { policies } = await admin.get<{ policies: Policy[] }>(`/api/admin/organizations/${id}/policies`)
      const found = policies.find((one) => one.name === 'microsoft-365')
      return [found?.effective, found?.from.name, found?.above?.name]
    }
    expect(await policy('Harbour & Pier Ltd')).toEqual(['view', 'Harbour & Pier Ltd', 'All Organizations'])
    expect(await policy('Pier 4 Works')).toEqual(['view', 'Harbour & Pier Ltd', 'Harbour & Pier Ltd'])
    expect(await policy('Kestrel Architects')).toEqual(['disabled', 'Kestrel Architects', 'All Organizations'])
  })

  test('the activity tells what the filling did, each thing once, and that it was the demo', async () => {
    const told = (await entries(await server.signIn('admin@demo.test'))).filter(({ detail }) => detail?.endsWith('by the demo'))
    const count = (kind: string) => told.filter((entry) => entry.kind === kind).length
    const kinds = ['set-up', 'organization-created', 'account-created', 'team-share-created', 'subscribed', 'shared', 'policy-changed']
    expect(kinds.map(count)).toEqual([1, 2, 7, 3, 7, 3, 2])
    expect(told.every(({ from }) => from === undefined)).toBe(true)
    const shared = told.filter(({ kind }) => kind === 'shared').map(({ actor, detail }) => `${actor?.name} ${detail}`)
    expect(shared).toContain('Tariq Rahman with Elin Sandberg as Editor, by the demo')
  })

  test('an organization administrator is told of nothing in the other organization, by name or by id', async () => {
    const [carmen, elin] = [await server.signIn('carmen@pier4.test'), await server.signIn('elin@kestrel.test')]
    const admin = await server.signIn('admin@demo.test')
    const idOf = async (name: string) => (await tree(admin)).find((one) => one.name === name)?.id
    const traces = { carmen: /Kestrel|Elin|Tariq|library/i, elin: /Harbour|Pier|Carmen|Lukas|Noor|Anna|Okafor/i }
    for (const [who, own, foreign, trace] of [
      [carmen, 'Pier 4 Works', ['Kestrel Architects', 'Harbour & Pier Ltd', 'All Organizations'], traces.carmen],
      [elin, 'Kestrel Architects', ['Pier 4 Works', 'Harbour & Pier Ltd', 'All Organizations'], traces.elin],
    ] as const) {
      const id = await idOf(own)
      const below = ['accounts?below=true', 'team-shares?below=true'].map((path) => `organizations/${id}/${path}`)
      for (const path of ['organizations', 'activity?limit=200', 'people?q=a', 'mail', 'dashboard', ...below]) {
        const answer = await who.fetch(`/api/admin/${path}`)
        expect([path, answer.status]).toEqual([path, 200])
        expect(await answer.text()).not.toMatch(trace)
      }
      for (const name of foreign)
        for (const rest of ['', '/accounts', '/team-shares', '/policies'])
          expect((await who.fetch(`/api/admin/organizations/${await idOf(name)}${rest}`)).status).toBe(404)
    }
  })
})

test('nobody has a card who could not sign in: of a disabled organization none is left', async () => {
  const admin = await server.signIn('admin@demo.test')
  const kestrel = (await tree(admin)).find(({ name }) => name === 'Kestrel Architects')
  const shown = async () => (await server.visitor().get<SignInPage>('/api/sign-in')).moreDemo.map(({ organization }) => organization)
  await good(await admin.post(`/api/admin/organizations/${kestrel?.id}/disable`))
  expect(await shown()).toEqual(['Pier 4 Works'])
  expect((await server.visitor().post('/api/sign-in/demo', { email: 'elin@kestrel.test' })).status).toBe(404)
  await good(await admin.post(`/api/admin/organizations/${kestrel?.id}/enable`))
  expect(await shown()).toEqual(['Pier 4 Works', 'Kestrel Architects'])
  expect((await me(await server.signIn('elin@kestrel.test'))).name).toBe('Elin Sandberg')
})
