import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { checkOf, doctorOf } from '../packages/server/box/doctor-look.ts'
import { type BoxServer, startServer } from '../packages/server/box/server.ts'
import { FakeEditor } from '../packages/server/box/wopi-editor.ts'
import { eventually } from '../packages/server/box/wopi-requests.ts'

/** The doctor drives the Chromium of the machine itself. */
let editor: FakeEditor
let server: BoxServer
beforeAll(async () => {
  editor = await FakeEditor.start()
  editor.ownPages = true
  server = await startServer({ environment: { MOORAGE_EDITORS: editor.entry() } })
  await eventually(() => editor.fetched > 0, 'discovery is read at start')
})
afterAll(async () => {
  await server?.stop()
  await editor?.stop()
})
afterEach(() => {
  editor.pageHeaders = {}
})

const look = async (group: string, editorId: string, id: string) =>
  checkOf(await doctorOf(server, '--only', group, '--editor', editorId), `${id}:${editorId}`)

test('the built-in editor is shown in the portal and fetches a document of the doctor’s', async () => {
  expect(await look('editors', 'built-in', 'document-opened')).toMatchObject({
    status: 'ok',
    seen: expect.stringContaining('fetched a document'),
  })
  expect(await look('framing', 'built-in', 'framed-in-browser')).toMatchObject({ status: 'ok' })
})

test('an editor that forbids framing is refused by the browser', async () => {
  editor.pageHeaders = { 'x-frame-options': 'DENY' }
  expect(await look('framing', 'collabora', 'framed-in-browser')).toMatchObject({
    status: 'failure',
    seen: expect.stringContaining('a header of its page forbids it'),
  })
  editor.pageHeaders = { 'content-security-policy': "frame-ancestors 'none'" }
  expect(await look('framing', 'collabora', 'framed-in-browser')).toMatchObject({
    status: 'failure',
    seen: expect.stringMatching(/a header of its page forbids it|frame-ancestors/),
  })
})

test('an editor whose page is shown but that never calls for the document fails, with what it has to allow', async () => {
  expect(await look('editors', 'collabora', 'document-opened')).toMatchObject({
    status: 'failure',
    seen: expect.stringContaining('no call for the document came'),
    change: expect.stringContaining('<alias_groups'),
  })
})
