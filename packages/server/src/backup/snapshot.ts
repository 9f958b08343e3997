import { createHash } from 'node:crypto'
import { chmodSync } from 'node:fs'
import { type Connection, connect, connectReadOnly } from '../storage/db/connect.ts'

/** Connections of a command's own process: it may wait for them, a server could not. */
const reading = <T>(file: string, read: (connection: Connection) => T): T => {
  const connection = connectReadOnly(file)
  try {
    return read(connection)
  } finally {
    connection.close()
  }
}

/**
 * Copies the database to `target` as it is at one instant, while servers go on writing: VACUUM INTO reads in one
 * transaction, which holds up no writer. (SQLite's own backup calls are not in this library.)
 */
export function snapshot(database: string, target: string): void {
  const connection = connect(database)
  try {
    connection.prepare('vacuum into ?').run(target as never)
  } finally {
    connection.close()
  }
  chmodSync(target, 0o600)
  const problem = problemOf(target, 'quick_check')
  if (problem) throw new Error(`The database is damaged (${problem}): moorage doctor says more. Nothing was backed up.`)
}

/** What SQLite finds wrong with it; undefined: nothing. */
export const problemOf = (file: string, check: 'quick_check' | 'integrity_check'): string | undefined =>
  reading(file, (connection) => {
    const [row] = connection.prepare(`pragma ${check}(1)`).all() as Record<string, string>[]
    const said = row?.[check]
    return said === 'ok' ? undefined : (said ?? 'it gives no answer')
  })

/** Which installation a database is of, without giving away its secret. */
export const installationOf = (file: string): string =>
  reading(file, (connection) => {
    const row = connection.prepare("select value from setting where name = 'secret'").get() as { value: string } | undefined
    return createHash('sha256').update(`backup of ${row?.value}`).digest('hex').slice(0, 32)
  })

/** A content as the database refers to it. */
export interface Referred {
  key: string
  /** bytes that it has at least */
  size: number
  /** hex; undefined where no revision is just this content */
  sha256: string | undefined
}

const REFERRED = `
  select extent.blob_key as key, max(extent.start + extent.length) as size,
    max(case when extent.start = 0 and extent.length = revision.size then revision.sha256 end) as sha256
  from extent join revision on revision.organization_id = extent.organization_id
    and revision.file_id = extent.file_id and revision.id = extent.revision_id
  where extent.blob_key > ?
  group by extent.blob_key order by extent.blob_key limit 1000`

/** Every content that any revision needs, by key. */
export function* referred(file: string): Iterable<Referred> {
  const connection = connectReadOnly(file)
  try {
    const query = connection.prepare(REFERRED)
    let after = ''
    for (;;) {
      const rows = query.all(after as never) as { key: string; size: number; sha256: string | null }[]
      for (const { key, size, sha256 } of rows)
        yield { key, size, sha256: sha256 === null ? undefined : Buffer.from(sha256, 'base64').toString('hex') }
      const last = rows.at(-1)
      if (!last) return
      after = last.key
    }
  } finally {
    connection.close()
  }
}

/** Tells whether a database refers to a content. */
export function references(file: string): { has(key: string): boolean; close(): void } {
  const connection = connectReadOnly(file)
  const query = connection.prepare('select 1 from extent where blob_key = ? limit 1')
  return { has: (key) => query.get(key as never) !== undefined, close: () => connection.close() }
}

/** In order; see restore.ts for why. `?` is the least epoch that may follow. */
const RESTORED = [
  "update setting set value = cast(max(cast(value as integer) + 1, ?) as text) where name = 'restore_epoch'",
  `update node set lock_id = null, lock_kind = null, lock_client = null, lock_grant = null, lock_account = null,
    lock_since = null, lock_expires_at = null, tenure_id = null where lock_kind = 'wopi'`,
  'delete from sign_in_session',
  'delete from account_link',
  'delete from oauth_state',
]

/** Makes a copied database one that goes on from here. */
export function readyToGoOn(file: string, leastEpoch: number): void {
  const connection = connect(file)
  try {
    connection.exec('begin immediate')
    for (const sql of RESTORED) {
      const statement = connection.prepare(sql)
      if (sql.includes('?')) statement.run(leastEpoch as never)
      else statement.run()
    }
    connection.exec('commit')
    // the write-ahead log goes into the file, so that the file is all there is; whoever opens it begins another
    connection.exec('pragma journal_mode = delete')
  } finally {
    connection.close()
  }
}
