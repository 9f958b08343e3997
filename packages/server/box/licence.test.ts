import { join } from 'node:path'
import type { Item, Me } from '@moorage/api'
import Sqlite from 'libsql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { APPLICATION, EXCHANGE, type Microsoft, OFFICE_FOR_THE_WEB, signInAtMicrosoft, startMicrosoft } from './microsoft.ts'
import { type BoxServer, startServer, type Visitor } from './server.ts'
import { launched } from './wopi-launches.ts'

let microsoft: Microsoft
let server: BoxServer
let anna: Visitor

beforeAll(async () => {
  microsoft = await startMicrosoft()
  server = await startServer({
    environment: {
      MOORAGE_MICROSOFT_CLIENT_ID: APPLICATION.id,
      MOORAGE_MICROSOFT_CLIENT_SECRET: APPLICATION.secret,
      MOORAGE_MICROSOFT_AUTHORITY: microsoft.address,
      MOORAGE_MICROSOFT_GRAPH_URL: microsoft.address,
    },
  })
  microsoft.admit(server.portal)
  anna = await server.signIn()
})
afterAll(async () => {
  await server?.stop()
  await microsoft?.stop()
})

const begin = async (who: Visitor, next = '/open/somewhere?action=edit') => {
  const answer = await who.fetch(`/licence/start?next=${encodeURIComponent(next)}`)
  expect(answer.status).toBe(303)
  return answer.headers.get('location') as string
}
/** what was kept of the checks, newest first */
const details = () => {
  const connection = new Sqlite(join(server.data, 'moorage.db'), { readonly: true })
  try {
    const rows = connection.prepare("select detail from activity_log where kind = 'licence-checked' order by seq desc").all()
    return (rows as { detail: string }[]).map(({ detail }) => detail)
  } finally {
    connection.close()
  }
}

test.each([
  ['with the plan on the first page', [[EXCHANGE, OFFICE_FOR_THE_WEB]], 'Microsoft 365 licence found'],
  ['with the plan on the second page', [[EXCHANGE], [OFFICE_FOR_THE_WEB]], 'Microsoft 365 licence found'],
  [
    'of a school',
    [[{ ...OFFICE_FOR_THE_WEB, servicePlanId: 'e03c7e47-402c-463c-ab25-949079bedb21', servicePlanName: 'SHAREPOINTWAC_EDU' }]],
    'Microsoft 365 licence found',
  ],
  ['without the plan', [[EXCHANGE]], 'no Microsoft 365 licence that includes Office for the web'],
  [
    'with a plan that is switched off',
    [[{ ...OFFICE_FOR_THE_WEB, provisioningStatus: 'Disabled' }]],
    'no Microsoft 365 licence that includes Office for the web',
  ],
  ['without any licence', [[]], 'no Microsoft 365 licence that includes Office for the web'],
])('somebody %s signs in to Microsoft once and is led back to the file', async (_who, plans, said) => {
  microsoft.licences.set('anna@contoso.example', plans)
  const back = await signInAtMicrosoft(await begin(anna), 'anna@contoso.example')
  expect(back).toContain(`${server.portal}/licence/callback?`)
  const answer = await anna.fetch(back)
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/open/somewhere?action=edit'])
  expect(details()[0]).toBe(said)
  expect((await anna.fetch(back)).status, 'the way back is walked once').toBe(400)
})

test('somebody else cannot walk the way back', async () => {
  microsoft.licences.set('mallory@contoso.example', [[OFFICE_FOR_THE_WEB]])
  const back = await signInAtMicrosoft(await begin(anna), 'mallory@contoso.example')
  const before = microsoft.asked.length
  expect((await (await server.signIn('ben@demo.test')).fetch(back)).status).toBe(400)
  expect(microsoft.asked).toHaveLength(before)
})

test('says it in words when Microsoft is out of order, and keeps nothing', async () => {
  microsoft.licences.set('anna@contoso.example', null)
  const before = details()
  const answer = await anna.fetch(await signInAtMicrosoft(await begin(anna), 'anna@contoso.example'))
  expect(answer.status).toBe(502)
  const text = await answer.text()
  expect(text).toContain('Microsoft did not confirm your licence')
  expect(text).toContain('/open/somewhere?action=edit')
  expect(details()).toEqual(before)
  expect(server.log.join('\n')).not.toContain(APPLICATION.secret)
})

test('leads back to nowhere but the portal', async () => {
  for (const next of ['https://evil.example/', '//evil.example/', '/\\evil.example']) {
    microsoft.licences.set('anna@contoso.example', [[OFFICE_FOR_THE_WEB]])
    const answer = await anna.fetch(await signInAtMicrosoft(await begin(anna, next), 'anna@contoso.example'))
    expect(answer.headers.get('location')).toBe('/')
  }
})

describe('at an organization’s own address', () => {
  const hostname = 'harbour.moorage.test'
  let own: Visitor
  beforeAll(async () => {
    const admin = await server.signIn('admin@demo.test')
    const { organization } = await admin.get<Me>('/api/me')
    expect((await admin.patch(`/api/admin/organizations/${organization.id}`, { hostname })).status).toBe(200)
    own = server.visitorAt(hostname)
    expect((await own.post('/api/sign-in/demo', { email: 'anna@demo.test' })).status).toBe(200)
    microsoft.licences.set('anna@contoso.example', [[OFFICE_FOR_THE_WEB]])
  })

  test('Microsoft leads back to the one address that it knows, and that to where the sign-in began', async () => {
    const start = await begin(own)
    expect(new URL(start).searchParams.get('redirect_uri')).toBe(`${server.portal}/licence/callback`)
    const back = await signInAtMicrosoft(start, 'anna@contoso.example')
    expect(back).toContain(`${server.portal}/licence/callback?`)
    const checks = details().length
    // nobody is signed in at the public address
    const led = await server.visitor().fetch(back)
    const there = led.headers.get('location') ?? ''
    expect([led.status, there]).toEqual([303, back.replace(server.portal, own.portal)])
    expect(details()).toHaveLength(checks)
    const answer = await own.fetch(there)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/open/somewhere?action=edit'])
    expect(details()).toHaveLength(checks + 1)
    expect((await own.fetch(there)).status, 'the way back is walked once').toBe(400)
  })

  test('who is somebody else there, or nobody, cannot walk the way back', async () => {
    const back = await signInAtMicrosoft(await begin(own), 'anna@contoso.example')
    const there = back.replace(server.portal, own.portal)
    const ben = server.visitorAt(hostname)
    await ben.post('/api/sign-in/demo', { email: 'ben@demo.test' })
    const asked = microsoft.asked.length
    expect((await ben.fetch(there)).status).toBe(400)
    expect((await server.visitorAt(hostname).fetch(there)).headers.get('location')).toBe('/sign-in')
    expect(microsoft.asked).toHaveLength(asked)
  })

  test('what cannot be done is said with links to that address', async () => {
    for (const path of ['/licence/needed', '/licence/callback?state=unknown'])
      expect(await (await own.fetch(path)).text()).toContain(`href="${own.portal}`)
  })

  test('nobody is led to an address that was taken away meanwhile', async () => {
    const back = await signInAtMicrosoft(await begin(own), 'anna@contoso.example')
    const admin = await server.signIn('admin@demo.test')
    const { organization } = await admin.get<Me>('/api/me')
    await admin.patch(`/api/admin/organizations/${organization.id}`, { hostname: null })
    // the same account, so that only the address keeps it from ending here
    expect((await anna.fetch(back)).headers.get('location')).toBe('/open/somewhere?action=edit')
  })
})

describe('a click, while nobody has asked Microsoft for the licence', () => {
  let ben: Visitor
  let bens: Me
  beforeAll(async () => {
    const admin = await server.signIn('admin@demo.test')
    ben = await server.signIn('ben@demo.test')
    bens = await ben.get<Me>('/api/me')
    expect((await admin.patch(`/api/admin/organizations/${bens.organization.id}`, { subscription: 'commercial' })).status).toBe(200)
    expect((await admin.post('/api/admin/microsoft-365/rehearsal', { testers: [bens.id] })).status).toBe(200)
  })
  let made = 0
  const file = async (type: 'text' | 'document') => {
    const answer = await ben.post(`/api/folders/${bens.myFiles.id}/files`, { name: `Click ${++made}`, type })
    expect(answer.status).toBe(200)
    return ((await answer.json()) as Item).id
  }
  const start = (id: string) => `${server.portal}/licence/start?${new URLSearchParams({ next: `/open/${id}?action=edit&editor=m365test` })}`

  test('opens the file for editing in the editor that can, and offers the sign-in in one sentence', async () => {
    const id = await file('text')
    expect(await launched(ben, id)).toMatchObject({
      ...{ action: 'edit', editorName: 'Moorage', licenceUrl: start(id) },
      notice: 'Once you have signed in to Microsoft 365, this file opens in Microsoft 365 (rehearsal).',
    })
    const { item } = await ben.get<{ item: Item }>(`/api/items/${id}`)
    expect(item.open).toEqual({ action: 'edit', editor: 'built-in', editorName: 'Moorage' })
  })

  test('offers nothing to who asked for that editor, or for viewing', async () => {
    const id = await file('text')
    for (const query of ['?editor=built-in', '?action=view']) {
      const launch = await launched(ben, id, query)
      expect([launch.editorName, launch.licenceUrl, launch.notice]).toEqual(['Moorage', undefined, undefined])
    }
  })

  test('says what is missing where Microsoft 365 was asked for', async () => {
    const id = await file('document')
    expect(await launched(ben, id, '?editor=m365test')).toMatchObject({
      ...{ action: 'view', editorName: 'Microsoft 365 (rehearsal)', licenceUrl: start(id) },
      notice: 'Sign in to Microsoft 365 to change this file.',
    })
  })

  test('opens it in Microsoft 365 once the licence was found', async () => {
    const id = await file('document')
    microsoft.licences.set('ben@contoso.example', [[OFFICE_FOR_THE_WEB]])
    const { licenceUrl = '' } = await launched(ben, id)
    const back = await signInAtMicrosoft((await ben.fetch(licenceUrl)).headers.get('location') ?? '', 'ben@contoso.example')
    expect((await ben.fetch(back)).headers.get('location')).toBe(`/open/${id}?action=edit&editor=m365test`)
    const launch = await launched(ben, id)
    expect(launch).toMatchObject({ action: 'edit', editorName: 'Microsoft 365 (rehearsal)' })
    expect([launch.licenceUrl, launch.notice]).toEqual([undefined, undefined])
  })
})

test('nobody is sent to Microsoft who is not signed in here, or where no application is set up', async () => {
  expect((await server.visitor().fetch('/licence/start?next=/files')).headers.get('location')).toBe(
    `/sign-in?next=${encodeURIComponent('/licence/start?next=/files')}`,
  )
  const plain = await startServer()
  try {
    const answer = await (await plain.signIn()).fetch('/licence/start?next=/files')
    expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('has not connected this Moorage with Microsoft')])
  } finally {
    await plain.stop()
  }
})
