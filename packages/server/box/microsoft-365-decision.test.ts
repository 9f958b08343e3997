import type { Revision } from '@moorage/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Microsoft365World } from './microsoft-365-world.ts'
import { idOf } from './wopi-launches.ts'
import { type Held, newFile, wopi } from './wopi-requests.ts'

let world: Microsoft365World
beforeAll(async () => {
  world = await Microsoft365World.start()
})
afterAll(() => world?.stop())

/** What WOPI answers for a token: whether its user can write, see the bytes, and lock. */
async function tokenOf(held: Held) {
  const info = await world.info(held)
  const bytes = await world.get(held)
  const lock = (await world.post(held, 'LOCK')).status
  if (lock === 200) await world.post(held, 'UNLOCK')
  return { write: info.UserCanWrite, bytes, lock }
}
const FREE = { write: true, bytes: 200, lock: 200 }
const VIEWS = { write: false, bytes: 200, lock: 404 }
const NOTHING = { write: false, bytes: 404, lock: 404 }

interface Row {
  clause: string
  name: string
  extension?: string
  /** `plain`: the same file, in a test client of Anna’s */
  arrange: (itemId: string, plain: Held) => unknown
  restore?: () => unknown
  action: 'edit' | 'view' | 'none'
  /** not for them at all, or not for the type: not in "Open with" */
  unlisted?: boolean
  why: string
  report?: string
  /** a token from before; absent: there can be none */
  before?: typeof FREE | typeof VIEWS
  /** a token of the launch that the clause leaves */
  after?: object
}

const testers = (method: 'POST' | 'DELETE') =>
  method === 'POST'
    ? world.change('POST', '/api/admin/microsoft-365/testers', { accountId: world.me.id })
    : world.change('DELETE', `/api/admin/microsoft-365/testers/${world.me.id}`)
const kind = (value: string) => world.change('PATCH', `/api/admin/accounts/${world.me.id}`, { kind: value })
const sizeInMB = (itemId: string, size: number) => world.arrange(`update node set size = ${size * 1024 * 1024} where id = '${itemId}'`)

const ROWS: Row[] = [
  {
    ...{ clause: 'state', name: 'switched off', action: 'none', unlisted: true, before: NOTHING },
    ...{ why: 'Microsoft 365 is switched off.', report: 'Microsoft 365 is off: start a rehearsal, or turn on Testing.' },
    arrange: () => world.state('off'),
    restore: () => world.state('testing'),
  },
  {
    // whose testing is over goes on with what is open
    ...{ clause: 'stage', name: 'no tester', action: 'none', unlisted: true, before: FREE },
    ...{ why: 'You are not a tester of Microsoft 365.', report: 'Not a tester: add Ben, or start the roll-out.' },
    arrange: () => testers('DELETE'),
    restore: () => testers('POST'),
  },
  {
    ...{ clause: 'policy', name: 'disabled', action: 'none', unlisted: true, before: NOTHING },
    why: 'Your organization does not use Microsoft 365.',
    report: 'Harbour & Pier Ltd does not allow it: set the policy to View or Edit.',
    arrange: () => world.policy('disabled'),
    restore: () => world.policy('edit'),
  },
  {
    ...{ clause: 'policy', name: 'view only', action: 'view', before: VIEWS, after: VIEWS },
    why: 'Your organization lets you view files in Microsoft 365 but not change them.',
    report: 'Harbour & Pier Ltd allows viewing only: set the policy to Edit.',
    arrange: () => world.policy('view'),
    restore: () => world.policy('edit'),
  },
  {
    ...{ clause: 'account', name: 'a guest with whom the file is shared', action: 'none', unlisted: true, before: NOTHING },
    ...{ why: 'Guests cannot use Microsoft 365.', report: 'A guest: make Ben a standard account.' },
    arrange: async (itemId) => {
      await world.change('POST', `/api/items/${itemId}/shares`, { accountId: world.me.id, role: 'editor' })
      await kind('guest')
    },
    restore: async () => {
      await kind('standard')
      await world.role('editor')
    },
  },
  {
    ...{ clause: 'right', name: 'a viewer of the Team Share', action: 'view', before: VIEWS, after: VIEWS },
    ...{ why: 'You may view this file but not change it.', report: 'May only view this file: make Ben an Editor.' },
    arrange: () => world.role('viewer'),
    restore: () => world.role('editor'),
  },
  {
    // what is open goes on; what is launched can never edit
    ...{ clause: 'licence', name: 'commercial, and nobody can check', action: 'view', before: FREE, after: VIEWS },
    ...{ why: 'Your Microsoft 365 licence cannot be checked here, so you can view this file but not change it.' },
    report: 'Licence not checked: set up Microsoft Graph.',
    arrange: () => world.organization({ subscription: 'commercial' }),
    restore: () => world.organization({ subscription: 'none' }),
  },
  {
    ...{ clause: 'type', name: 'a type that it only shows', extension: 'pdf', action: 'view' },
    why: 'Microsoft 365 (test) can show .pdf files but not change them.',
    arrange: () => undefined,
  },
  {
    ...{ clause: 'type', name: 'a type that it does not know', extension: 'txt', action: 'none', unlisted: true },
    why: 'Microsoft 365 (test) cannot open .txt files.',
    arrange: () => undefined,
  },
  {
    ...{ clause: 'size', name: 'too large to edit', action: 'view', why: 'can edit files of up to 100 MB of this kind' },
    arrange: (itemId) => sizeInMB(itemId, 101),
  },
  {
    ...{ clause: 'size', name: 'too large to show', extension: 'xlsx', action: 'none', why: 'can view files of up to 25 MB of this kind' },
    arrange: (itemId) => sizeInMB(itemId, 26),
  },
  {
    ...{ clause: 'lock', name: 'open in another editor', action: 'view', before: { write: true, bytes: 200, lock: 409 } },
    why: 'editing this file in a test client.',
    arrange: (_itemId, plain) => wopi.lock(plain, 'theirs'),
  },
]

describe('portal, API and WOPI agree', () => {
  test('with nothing against it', async () => {
    const itemId = await world.file('free.docx')
    expect(await world.listed(itemId)).toMatchObject({ action: 'edit' })
    expect(await world.page(itemId)).toMatchObject({ action: 'edit' })
    expect(await world.why(itemId)).toMatchObject({ action: 'edit', opens: 'm365test', file: { id: itemId, name: 'free.docx' } })
    expect(await tokenOf(await world.open(itemId))).toEqual(FREE)
  })

  test.each(ROWS)(
    '$clause: $name',
    async ({ clause, name, extension = 'docx', arrange, restore, action, unlisted, why, report, ...tokens }) => {
      const plain = await newFile(world.beside, 'stored', `${clause} ${name}.${extension}`)
      const itemId = idOf(plain)
      const before = tokens.before && (await world.open(itemId))
      await arrange(itemId, plain)
      try {
        const listed = await world.listed(itemId)
        if (unlisted) expect(listed).toBeUndefined()
        else expect(listed).toMatchObject({ action, clause, why: expect.stringContaining(why) })
        const page = await world.page(itemId)
        expect(page).toMatchObject({ action, text: expect.stringContaining(why) })
        expect(await world.why(itemId)).toMatchObject({
          action,
          clause,
          why: expect.stringContaining(report ?? why),
          change: expect.any(String),
        })
        if (before) expect(await tokenOf(before)).toEqual(tokens.before)
        if (tokens.after) expect(await tokenOf(await world.open(itemId))).toEqual(tokens.after)
      } finally {
        await restore?.()
      }
    },
  )

  test('revision: an old revision is only looked at', async () => {
    const itemId = await world.file('old.docx')
    const held = await world.open(itemId)
    await world.post(held, 'LOCK')
    await world.post(held, 'PUT', 'newer')
    await world.post(held, 'UNLOCK')
    const { revisions } = await world.ben.get<{ revisions: Revision[] }>(`/api/items/${itemId}/revisions`)
    const old = revisions.at(-1)?.id ?? ''
    expect(await world.page(itemId, { query: `&revision=${old}` })).toMatchObject({ action: 'view', text: 'This is an old revision.' })
    expect(await world.why(old)).toMatchObject({ action: 'view', clause: 'revision', why: 'An old revision: it can only be viewed.' })
    const info = await world.info(await world.open(itemId, `&revision=${old}`))
    expect(info.UserCanWrite).toBe(false)
  })

  test('unreachable, and the stage before it: production, where nothing answers', async () => {
    const itemId = await world.file('far.docx')
    expect(await world.why(itemId, 'm365')).toMatchObject({ action: 'none', clause: 'stage', why: 'Still in Testing: start the roll-out.' })
    expect(await world.page(itemId, { editor: 'm365' })).toMatchObject({ action: 'none', text: 'Microsoft 365 is open to testers only.' })
    await world.state('production')
    try {
      const expected = { action: 'none', clause: 'unreachable', why: expect.stringContaining('cannot be reached') }
      expect(await world.listed(itemId, 'm365')).toMatchObject(expected)
      expect(await world.why(itemId, 'm365')).toMatchObject(expected)
      expect(await world.page(itemId, { editor: 'm365' })).toMatchObject({ action: 'none', text: expected.why })
      // a tester stays on test only where somebody said so
      expect(await world.listed(itemId)).toBeUndefined()
      await world.change('PATCH', `/api/admin/microsoft-365/testers/${world.me.id}`, { staysOnTest: true })
      expect(await world.listed(itemId)).toMatchObject({ action: 'edit' })
    } finally {
      await world.state('testing')
    }
  })
})

test('a business user is told so in the action URL and in CheckFileInfo, for viewing too, or in neither', async () => {
  const itemId = await world.file('business.docx')
  for (const [subscription, business] of [
    ['none', false],
    ['commercial', true],
  ] as const) {
    await world.organization({ subscription })
    for (const action of ['edit', 'view']) {
      const launch = await world.open(itemId, `&action=${action}`)
      expect(new URL(launch.actionUrl).searchParams.get('IsLicensedUser')).toBe(business ? '1' : null)
      expect((await world.info(launch)).LicenseCheckForEditIsEnabled ?? false).toBe(business)
    }
  }
  world.arrange(`insert into licence values ('${world.me.organization.id}', '${world.me.id}', 1, 1, ${Date.now() + 3_600_000})`)
  expect(await tokenOf(await world.open(itemId))).toEqual(FREE)
  await world.organization({ subscription: 'none' })
})

describe('"Why?"', () => {
  test('takes an id, a link of the portal and an address of WOPI', async () => {
    const itemId = await world.file('asked.docx')
    const folder = world.me.teamShares[0]?.id
    for (const file of [
      itemId,
      ` ${itemId} `,
      `/open/${itemId}`,
      `${world.server.portal}/open/${itemId}?editor=m365test`,
      `${world.server.portal}/files/${folder}?select=${itemId}`,
      `/files/${folder}?select=${itemId}`,
      `${world.server.wopi}/wopi/files/${itemId}`,
    ])
      expect((await world.why(file)).file).toEqual({ id: itemId, name: 'asked.docx' })
  })

  test('says of a file that the person does not see no more than that', async () => {
    const anna = await world.server.signIn('anna@demo.test')
    const { items } = await anna.get<{ items: { id: string; kind: string; name: string }[] }>(
      `/api/folders/${(await anna.get<{ myFiles: { id: string } }>('/api/me')).myFiles.id}/items`,
    )
    const hers = items.find((item) => item.kind === 'file')
    const answer = await world.why(hers?.id ?? '')
    expect(answer.file).toBeUndefined()
    expect(answer.fileProblem).toContain('Ben Okafor does not see this file')
    expect(JSON.stringify(answer)).not.toContain(hers?.name)
  })

  test('names no file of somebody’s My Files to an administrator who does not see it', async () => {
    const { items } = await world.ben.get<{ items: { id: string; kind: string; name: string }[] }>(
      `/api/folders/${world.me.myFiles.id}/items`,
    )
    const his = items.find((item) => item.kind === 'file')
    const answer = await world.why(his?.id ?? '')
    expect(answer.file).toEqual({ id: his?.id, name: 'a file in My Files' })
    expect(JSON.stringify(answer)).not.toContain(his?.name)
  })

  test('is nobody’s but an administrator’s of that organization', async () => {
    expect((await world.ben.fetch(`/api/admin/why?accountId=${world.me.id}`)).status).toBe(404)
    expect((await world.admin.fetch(`/api/admin/why?accountId=${ID_OF_NOBODY}`)).status).toBe(404)
  })
})
const ID_OF_NOBODY = 'a'.repeat(26)
