import { randomBytes } from 'node:crypto'
import { databaseFile } from '../../data-folder.ts'
import { examine } from '../../storage/db/examine.ts'
import { counted, inUnits } from '../amounts.ts'
import { type CheckDefinition, type Finding, failure, ok, type World, warning } from '../check.ts'

const RACERS = 8

/** Eight take one lock at the same time, as editors do: one has it, and everybody is told who. */
async function oneLockWins({ app }: World): Promise<Finding> {
  const why = 'Locks keep people who edit the same file from overwriting each other; without them nothing opens for editing.'
  const started = performance.now()
  try {
    const locks = Array.from({ length: RACERS }, () => randomBytes(8).toString('hex'))
    const now = app.now()
    // one that was cut short may have left its lock
    await app.db.transact('endLockTrial', {})
    const told = await Promise.all(locks.map((lock) => app.db.transact('tryLock', { lock, now })))
    await app.db.transact('endLockTrial', {})
    const holders = new Set(told)
    const winners = locks.filter((lock, index) => told[index] === lock)
    const took = Math.round(performance.now() - started)
    if (winners.length === 1 && holders.size === 1)
      return ok(`Of ${RACERS} locks at once one was taken, and the others were told which (${took} ms)`)
    return failure(`Of ${RACERS} locks at once ${winners.length} were taken`, {
      why,
      change: 'Stop Moorage and report this: it must not happen.',
    })
  } catch (error) {
    const { code = 'an unexpected error' } = error as { code?: string }
    return failure(code.startsWith('SQLITE_BUSY') ? 'Another program keeps the database locked' : `No lock can be taken (${code})`, {
      why,
      change: code.startsWith('SQLITE_BUSY')
        ? 'End what else has moorage.db open for writing (a backup tool, a sqlite3 shell, a second server on a network volume).'
        : 'See how full the disk is and whether the data folder is writable; then restart Moorage.',
    })
  }
}

async function unsavedWork({ app, signal }: World): Promise<Finding> {
  const query =
    "select count(*) as pieces, coalesce(sum(size), 0) as size, count(distinct author_id) as people from revision where kind = 'rescue'"
  const [[row] = []] = await examine(databaseFile(app.config.dataFolder), [query], signal)
  const { pieces = 0, size = 0, people = 0 } = (row ?? {}) as { pieces?: number; size?: number; people?: number }
  if (pieces === 0) return ok('No refused save waits for anybody')
  return ok(
    `${counted(pieces, 'refused save was', 'refused saves were')} kept for ${counted(people, 'person', 'people')} under Unsaved work (${inUnits(size)})`,
  )
}

const NEARLY = 0.95

async function organizationsHaveRoom({ app, signal }: World): Promise<Finding> {
  const query = `select count(*) as limited, coalesce(sum(used >= ${NEARLY} * quota), 0) as tight, coalesce(sum(used >= quota), 0) as full from organization where quota is not null`
  const [[row] = []] = await examine(databaseFile(app.config.dataFolder), [query], signal)
  const { limited = 0, tight = 0, full = 0 } = (row ?? {}) as { limited?: number; tight?: number; full?: number }
  if (limited === 0) return ok('No organization has a limit of space')
  if (tight === 0) return ok(`All ${counted(limited, 'organization')} with a limit have room`)
  return warning(`${counted(tight, 'organization')} of ${limited} with a limit used 95 % of their space or more, ${full} all of it`, {
    why: 'Saves and uploads of their people are refused when it is used up; revisions count too.',
    change: 'Raise the space in Administration → Organizations, or have them delete for good what they no longer need.',
  })
}

export const savingChecks: CheckDefinition[] = [
  { id: 'lock-store', group: 'storage', title: 'Of two who lock at once, one wins', short: true, offline: true, look: oneLockWins },
  { id: 'organization-space', group: 'storage', title: 'Every organization has room', offline: true, look: organizationsHaveRoom },
  { id: 'unsaved-work', group: 'storage', title: 'Refused saves are kept', offline: true, look: unsavedWork },
]
