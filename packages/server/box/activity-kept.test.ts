import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ActivityEntry } from '@moorage/api'
import Sqlite from 'libsql'
import { afterAll, expect, test } from 'vitest'
import { type BoxServer, startServer } from './server.ts'
import { eventually } from './wopi-requests.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const OLD = 1234

const data = await mkdtemp(join(tmpdir(), 'moorage-box-'))
let server: BoxServer | undefined
afterAll(async () => {
  await server?.stop()
  await rm(data, { recursive: true, force: true })
})

test('entries older than activityDays go, and the page of the activity says how long they are kept', async () => {
  await (await startServer({ data })).stop()
  const connection = new Sqlite(join(data, 'moorage.db'))
  const insert = connection.prepare(
    "insert into activity_log (organization_id, at, kind) select min(organization_id), ?, 'saved' from account",
  )
  for (let index = 0; index < OLD; index++) insert.run(Date.now() - 31 * DAY_MS)
  insert.run(Date.now() - 29 * DAY_MS)
  connection.close()

  server = await startServer({ data, environment: { MOORAGE_ACTIVITY_DAYS: '30' } })
  const admin = await server.signIn('admin@demo.test')
  type Page = { entries: ActivityEntry[]; keptDays: number }
  const saves = () => admin.get<Page>('/api/admin/activity?kind=saved&limit=200')
  await eventually(async () => (await saves()).entries.length === 1, 'only the young entry is left')
  expect((await saves()).keptDays).toBe(30)
})
