import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BoxServer, startServer } from './server.ts'
import { FakeEditor, proof } from './wopi-editor.ts'
import { idOf, launched, openPage } from './wopi-launches.ts'
import { address, eventually, type Held, newFile, send } from './wopi-requests.ts'

let editor: FakeEditor
let server: BoxServer
let held: Held
let data: string
beforeAll(async () => {
  editor = await FakeEditor.start()
  data = await mkdtemp(join(tmpdir(), 'moorage-rotation-'))
  server = await startServer({ data, environment: { MOORAGE_EDITORS: editor.entry() } })
  const beside = await server.session('ben@demo.test', '/My Files/To do.txt')
  await eventually(() => editor.fetched > 0, 'discovery is fetched at start')
  held = await launched(await server.signIn('ben@demo.test'), idOf(await newFile(beside, 'text', 'signed.txt')), '?editor=collabora')
})
afterAll(async () => {
  await server?.stop()
  await editor?.stop()
  await rm(data, { recursive: true, force: true })
})

const info = async (keys: Parameters<typeof proof>[1]) => (await send('GET', address(held), proof(address(held), keys))).status

test('rotated keys are found by one fetch during the first request that they sign, and the old key stays good a while', async () => {
  const first = editor.current
  editor.rotate()
  // nobody but the editor knows the new key yet: both signatures are its own
  const before = editor.fetched
  expect(await info({ by: editor.current })).toBe(200)
  expect(editor.fetched - before).toBe(1)
  // a machine that has not rotated yet signs with what is now the old key
  expect(await info({ by: first })).toBe(200)
  // an old signature by the old key proves nothing
  const neither = newerThan(editor)
  expect(await info({ by: neither, oldBy: first })).toBe(500)
  // a machine that has rotated once more says its former signature too
  expect(await info({ by: neither, oldBy: editor.current })).toBe(200)
})

/** Keys that discovery does not show. */
function newerThan(of: FakeEditor) {
  const { current, old } = of
  of.rotate()
  const next = of.current
  of.current = current
  of.old = old
  return next
}

test('an editor whose discovery is down still opens, from what was last read', async () => {
  editor.broken = true
  const { launch } = await openPage(await server.signIn('ben@demo.test'), idOf(held), '?editor=collabora')
  expect(launch).toMatchObject({ editorName: 'Collabora Online', action: 'edit' })
})

test('it opens even after a restart without any discovery', async () => {
  await server.stop()
  server = await startServer({ data, environment: { MOORAGE_EDITORS: editor.entry() } })
  const { launch } = await openPage(await server.signIn('ben@demo.test'), idOf(held), '?editor=collabora')
  expect(launch).toMatchObject({ editorName: 'Collabora Online', action: 'edit' })
})
