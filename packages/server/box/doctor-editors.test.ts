import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkOf, doctorOf } from './doctor-look.ts'
import { type BoxServer, startServer } from './server.ts'
import { FakeEditor } from './wopi-editor.ts'
import { eventually } from './wopi-requests.ts'

const MINUTE = 60_000

let editor: FakeEditor
let lax: FakeEditor
let server: BoxServer
beforeAll(async () => {
  editor = await FakeEditor.start()
  lax = await FakeEditor.start()
  const entries = [
    ...JSON.parse(editor.entry()),
    // neither is asked for anything: what they would be told is wrong already
    ...JSON.parse(lax.entry({ id: 'far', name: 'Far', discoveryUrl: 'http://collabora.moorage.invalid/hosting/discovery' })),
    ...JSON.parse(
      lax.entry({ id: 'office', name: 'Office', profile: 'microsoft', discoveryUrl: 'https://office.moorage.invalid/hosting/discovery' }),
    ),
    ...JSON.parse(lax.entry({ id: 'lax', name: 'Lax', proof: 'off', wopiOrigin: 'http://localhost:9' })),
  ]
  server = await startServer({ environment: { MOORAGE_EDITORS: JSON.stringify(entries) } })
  await eventually(() => editor.fetched > 0 && lax.fetched > 0, 'both are read at start')
})
afterAll(async () => {
  await server?.stop()
  await editor?.stop()
  await lax?.stop()
})

const look = async (id: string) => checkOf(await doctorOf(server, '--only', 'editors', '--editor', 'collabora'), `${id}:collabora`)

test('an editor that is well is said to be, and Microsoft 365 that is off is not applicable', async () => {
  const report = await doctorOf(server)
  for (const id of ['discovery', 'proof-keys', 'clock', 'told-address'])
    expect(checkOf(report, `${id}:collabora`)).toMatchObject({ status: 'ok' })
  expect(checkOf(report, 'discovery:collabora').seen).toMatch(/answered \d+ bytes in \d+ ms; what is in memory was read \d+ seconds? ago/)
  for (const id of ['m365', 'm365test'])
    expect(checkOf(report, `discovery:${id}`)).toMatchObject({ status: 'not-applicable', seen: expect.stringContaining('switched off') })
})

test('what Collabora has to allow is there line by line', async () => {
  const { change } = await look('told-address')
  const port = new URL(server.wopi).port
  expect(change).toContain('<alias_groups mode="groups">')
  expect(change).toContain(`<host allow="true">http://localhost:${port}</host>`)
})

test('an editor that answers 503 fails, and it is said that what is known goes on', async () => {
  editor.broken = true
  const found = await look('discovery')
  editor.broken = false
  expect(found).toMatchObject({ status: 'failure', why: expect.stringContaining('still open with what is known') })
  expect(found.seen).toContain('answered 503')
})

test('Office files that it cannot edit are a warning', async () => {
  expect(await look('applications')).toMatchObject({ status: 'warning', seen: expect.stringContaining('cannot edit .xlsx, .pptx') })
})

test('an editor whose discovery has no zone fails, and one with a zone of the other scheme is a warning', async () => {
  editor.zone = undefined
  const none = await look('applications')
  editor.zone = 'external-https'
  const other = await look('applications')
  editor.zone = 'external-http'
  expect(none).toMatchObject({ status: 'failure', seen: 'Its discovery has no zone with an application' })
  expect(none.change).toContain('/hosting/discovery')
  expect(other).toMatchObject({ status: 'warning', seen: expect.stringContaining('it has no zone for http, which this portal is at') })
  expect(other.change).toContain('publicUrl')
})

test('required proofs without a published key fail', async () => {
  editor.keyless = true
  const found = await look('proof-keys')
  editor.keyless = false
  expect(found).toMatchObject({ status: 'failure', change: expect.stringContaining('coolconfig generate-proof-key') })
})

test.each([
  ['30 minutes ahead', 30 * MINUTE, 'failure', '30 minutes ahead of'],
  ['30 minutes behind', -30 * MINUTE, 'failure', '30 minutes behind'],
  ['10 minutes behind', -10 * MINUTE, 'warning', '10 minutes behind'],
  ['10 minutes ahead, which no proof may be', 10 * MINUTE, 'failure', '10 minutes ahead of'],
])('a clock that is %s is found', async (_, ahead, status, words) => {
  editor.ahead = ahead
  const found = await look('clock')
  editor.ahead = 0
  expect(found).toMatchObject({ status, seen: expect.stringContaining(words) })
})

test('proofs that are switched off are a warning, and an address that nobody answers at is a failure', async () => {
  const report = await doctorOf(server, '--editor', 'lax')
  expect(checkOf(report, 'proof-keys:lax')).toMatchObject({ status: 'warning', seen: expect.stringContaining('policy is off') })
  expect(checkOf(report, 'told-address:lax')).toMatchObject({ status: 'failure', seen: expect.stringContaining('connection refused') })
})

test('localhost, told to an editor on another machine, fails with what has to be set', async () => {
  const found = checkOf(await doctorOf(server, '--only', 'editors', '--editor', 'far'), 'told-address:far')
  expect(found).toMatchObject({ status: 'failure', seen: `It is told ${server.wopi}, which on its machine is that machine itself` })
  expect(found.change).toContain('to a name that collabora.moorage.invalid can reach')
  expect(found.change).toContain('<alias_groups mode="groups">')
})

test('a name that is not public, told to Microsoft, fails with the line for its form', async () => {
  const found = checkOf(await doctorOf(server, '--only', 'editors', '--editor', 'office'), 'told-address:office')
  expect(found).toMatchObject({ status: 'failure', seen: expect.stringContaining('localhost is not a public name') })
  expect(found.change).toContain('Microsoft’s domain form')
})
