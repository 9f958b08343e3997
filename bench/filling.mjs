import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import Sqlite from 'libsql'

const DAY_MS = 24 * 60 * 60 * 1000
const DAYS = 30
const AT_ONCE = 10_000
const CALLS_PER_SESSION = 20

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'
const id = (length) => Array.from(randomBytes(length), (byte) => ALPHABET[byte & 31]).join('')
const pick = (list, n) => list[n % list.length]

/** Into a stopped server's database: `rows` entries of activity, `rows` events of editing sessions, and a month of measures. */
export function fill(data, rows) {
  const db = new Sqlite(join(data, 'moorage.db'))
  db.exec('pragma journal_mode = wal; pragma synchronous = off')
  const people = db.prepare('select id, organization_id as organization, name from account').all()
  const files = db
    .prepare("select id, organization_id as organization, root_id as root, name from node where kind = 'file' and deleted_at is null")
    .all()
  const now = Date.now()
  const from = now - DAYS * DAY_MS
  const at = (n, of) => Math.floor(from + ((now - from) * n) / of)
  const of = (person) => files.filter(({ organization }) => organization === person.organization)
  const theirs = people.map((person) => ({ person, files: of(person) })).filter((one) => one.files.length > 0)

  const entry = db.prepare(
    `insert into activity_log (organization_id, at, kind, actor_id, actor_name, subject_kind, subject_id, subject_name, subject_root, client)
     values (?, ?, ?, ?, ?, 'file', ?, ?, ?, ?)`,
  )
  many(db, rows, (n) => {
    const { person, files } = pick(theirs, n)
    const file = pick(files, n)
    const kind = pick(['opened', 'saved', 'saved', 'editing-ended', 'renamed', 'uploaded'], n)
    entry.run(
      person.organization,
      at(n, rows),
      kind,
      person.id,
      person.name,
      file.id,
      file.name,
      file.root,
      pick(['m365', 'collabora', 'built-in'], n),
    )
  })

  const sessions = Math.ceil(rows / CALLS_PER_SESSION)
  const session = db.prepare(
    `insert into editing_session (organization_id, id, grant_id, account_id, account_name, node_id, node_name, node_root, client, action, stage,
       opened_at, shown_at, last_at, last_save_at, calls, saves, failures, conflicts)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'edit', ?, ?, ?, ?, ?, ${CALLS_PER_SESSION}, 4, ?, ?)`,
  )
  const event = db.prepare(
    `insert into session_event (session_id, at, source, name, status, ms, lock_before, lock_after, correlation_id)
     values (?, ?, 'editor', ?, ?, ?, 'a1b2c3d4', 'a1b2c3d4', ?)`,
  )
  const ids = []
  many(db, sessions, (n) => {
    const { person, files } = pick(theirs, n)
    const file = pick(files, n)
    const begun = at(n, sessions)
    const number = id(20)
    ids.push(number)
    const trouble = n % 50 === 0 ? 1 : 0
    session.run(
      ...[person.organization, number, id(18), person.id, person.name, file.id, file.name, file.root, pick(['m365', 'collabora'], n)],
      ...[pick([null, 'Pilots', 'Half'], n), begun, begun + 900, begun + 600_000, begun + 590_000, trouble, trouble],
    )
    for (let call = 0; call < CALLS_PER_SESSION; call++) {
      const name = pick(['CheckFileInfo', 'GetFile', 'Lock', 'RefreshLock', 'PutFile'], call)
      event.run(number, begun + call * 30_000, name, trouble && call === 7 ? 500 : 200, 5 + (call % 40), id(26))
    }
  })

  const measure = db.prepare(
    `insert or ignore into measure (span, at, client, stage, name, count, ms, under_100, under_300, under_1000, under_3000, under_10000)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const spans = {
    minute: [60_000, 3 * DAY_MS],
    quarter: [900_000, 3 * DAY_MS],
    hour: [3_600_000, DAYS * DAY_MS],
    'six-hours': [21_600_000, DAYS * DAY_MS],
  }
  for (const [span, [step, long]] of Object.entries(spans)) {
    const first = Math.ceil((now - long) / step) * step
    many(db, Math.floor(long / step), (n) => {
      for (const client of ['m365', 'collabora', 'built-in'])
        for (const stage of ['', 'Pilots', 'Half'])
          for (const name of ['open', 'open-failed', 'shown', 'call', 'call-failed', 'save', 'save-failed', 'conflict'])
            measure.run(span, first + n * step, client, stage, name, 100, 4000, 90, 95, 99, 100, 100)
    })
  }
  db.exec('analyze; pragma wal_checkpoint(truncate)')
  db.close()
  return {
    activity: rows,
    sessions,
    events: sessions * CALLS_PER_SESSION,
    session: ids[Math.floor(ids.length / 2)],
    person: theirs[0].person.id,
  }
}

/** In transactions of bounded size. */
function many(db, count, one) {
  for (let n = 0; n < count; ) {
    db.exec('begin')
    for (const end = Math.min(count, n + AT_ONCE); n < end; n++) one(n)
    db.exec('commit')
  }
}
