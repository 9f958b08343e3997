import { join } from 'node:path'
import type { LiveEditing } from '@moorage/api'
import Sqlite from 'libsql'
import type { BoxServer, Visitor } from './server.ts'

/** Changes what nobody can change over HTTP: time. */
export function arrange(server: BoxServer, script: string) {
  const database = new Sqlite(join(server.data, 'moorage.db'))
  database.exec('pragma busy_timeout = 5000')
  database.exec(script)
  database.close()
}

/** As if nothing had been heard for so long of whoever edits this file. Answers since when it is locked. */
export async function leftBehind(server: BoxServer, admin: Visitor, itemId: string, minutes = 5): Promise<number> {
  // what is still to be noted is noted first
  await admin.get('/api/admin/editing-now')
  const ms = minutes * 60_000
  arrange(
    server,
    `update node set lock_expires_at = lock_expires_at - ${ms} where id = '${itemId}';
     update editing_session set last_at = last_at - ${ms} where node_id = '${itemId}'`,
  )
  const { editing } = await admin.get<{ editing: LiveEditing[] }>('/api/admin/editing-now')
  return editing.find(({ item }) => item.id === itemId)?.since ?? 0
}
