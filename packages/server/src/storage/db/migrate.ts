import type { Connection } from './connect.ts'
import { first } from './migrations/0001-first.ts'
import { profilesAndActivities } from './migrations/0002-profiles-and-activities.ts'
import { oauth } from './migrations/0003-oauth.ts'
import { administration } from './migrations/0004-administration.ts'
import { formerDiscovery } from './migrations/0005-former-discovery.ts'
import { hostnamesAndNames } from './migrations/0006-hostnames-and-names.ts'
import { placesOfSubjects } from './migrations/0007-places-of-subjects.ts'
import { countedByIndex } from './migrations/0008-counted-by-index.ts'
import { resetsPerDay } from './migrations/0009-resets-per-day.ts'
import { launchFindings } from './migrations/0010-launch-findings.ts'
import { launchKit } from './migrations/0011-launch-kit.ts'
import { editingSessions } from './migrations/0012-editing-sessions.ts'
import { alerts } from './migrations/0013-alerts.ts'

/** In order; a migration that has run anywhere is never changed. */
const MIGRATIONS = [
  first,
  profilesAndActivities,
  oauth,
  administration,
  formerDiscovery,
  hostnamesAndNames,
  placesOfSubjects,
  countedByIndex,
  resetsPerDay,
  launchFindings,
  launchKit,
  editingSessions,
  alerts,
]

/** The number of the newest schema that this program knows. */
export const SCHEMA = MIGRATIONS.length

/** Brings the database to the newest schema; refuses one that a newer program made. */
export function migrate(connection: Connection) {
  connection.exec('create table if not exists migration (number integer primary key, at bigint not null)')
  const { done } = connection.prepare('select coalesce(max(number), 0) as done from migration').get() as { done: number }
  if (done > SCHEMA) throw new Error(`the database is of a newer Moorage (schema ${done}, this program knows ${SCHEMA}): start that one`)
  for (const [index, script] of MIGRATIONS.entries()) {
    if (index < done) continue
    connection.exec('begin immediate')
    connection.exec(script)
    connection.prepare('insert into migration (number, at) values (?, ?)').run(index + 1, Date.now())
    connection.exec('commit')
  }
}
