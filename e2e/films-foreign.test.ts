import { cp } from 'node:fs/promises'
import type { LaunchFilms, Organization } from '@moorage/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BoxServer, startServer, type Visitor } from '../packages/server/box/server.ts'
import { eventually } from '../packages/server/box/wopi-requests.ts'
import { WritingEditor } from './writing-editor.ts'

// An editor of somebody else: the recorder only clicks and types into its frame, and a save is known from the server alone.
const FILMS = '/api/admin/microsoft-365/films'
const SHOTS = process.env.MOORAGE_TEST_SHOTS
let editor: WritingEditor
let server: BoxServer
let admin: Visitor
beforeAll(async () => {
  editor = await WritingEditor.start()
  server = await startServer({ environment: { MOORAGE_EDITORS: editor.entry() } })
  admin = await server.signIn('admin@demo.test')
})
afterAll(async () => {
  await server?.stop()
  await editor?.stop()
})

const films = () => admin.get<LaunchFilms>(FILMS)
const filmOf = async (name: string) => (await films()).films.find((film) => film.name === name)

test('the editor that comes first is the one that is filmed', async () => {
  expect(await filmOf('coauthoring')).toMatchObject({ missing: expect.stringContaining('one person writes at a time') })
  const { organizations } = await admin.get<{ organizations: Organization[] }>('/api/admin/organizations')
  const top = organizations.find(({ name }) => name === 'All Organizations')
  const order = { extension: 'docx', editors: ['writing', 'built-in'] }
  expect((await admin.patch(`/api/admin/organizations/${top?.id}/editor-order`, order)).ok).toBe(true)
  await eventually(async () => (await filmOf('coauthoring'))?.client === 'Writing editor', 'its discovery was read')
  expect(await filmOf('coauthoring')).toEqual({ name: 'coauthoring', client: 'Writing editor' })
})

test('two users share and write in one document, side by side, and both saves are the server’s', async () => {
  expect((await admin.post(FILMS, { names: ['coauthoring'] })).status).toBe(200)
  await expect.poll(async () => (await films()).recording, { timeout: 390_000, interval: 500 }).toBeUndefined()
  expect(await filmOf('coauthoring')).toMatchObject({
    recorded: { client: 'Writing editor', rehearsal: true, ends: 'Saved: the server received version 3 of the file.' },
  })
  expect(editor.saves).toEqual([200, 200])
  const answer = await admin.fetch(`${FILMS}/coauthoring`)
  expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(100_000)
  if (SHOTS) await cp(`${server.data}/launch-kit/films`, SHOTS, { recursive: true })
}, 400_000)
