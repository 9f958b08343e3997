import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { databaseFile } from '../../data-folder.ts'
import { connectReadOnly } from '../../storage/db/connect.ts'
import { examine } from '../../storage/db/examine.ts'
import { SCHEMA } from '../../storage/db/migrate.ts'
import { counted, inUnits } from '../amounts.ts'
import { type Finding, type Folder, type FolderCheck, failure, notApplicable, ok, warning } from '../check.ts'

const NO_DATABASE = notApplicable('There is no database yet: the first start makes it')
const RESTORE = 'Stop the server, keep the broken moorage.db aside, and put the newest good backup of the data folder in its place.'

/** The newest migration that was applied to it; undefined where it cannot be read. */
export function schemaOf(file: string): number | undefined {
  try {
    const connection = connectReadOnly(file)
    try {
      return (connection.prepare('select coalesce(max(number), 0) as done from migration').get() as { done: number }).done
    } finally {
      connection.close()
    }
  } catch {
    return undefined
  }
}

async function migrated({ config }: Folder): Promise<Finding> {
  const file = databaseFile(config.dataFolder)
  if (!existsSync(file)) return NO_DATABASE
  const schema = schemaOf(file)
  if (schema === undefined)
    return failure('The database does not say what it is', { why: 'Moorage does not start with it.', change: RESTORE })
  if (schema > SCHEMA)
    return failure(
      `The database has ${counted(schema, 'migration')}, ${counted(schema - SCHEMA, 'more', 'more')} than this program knows`,
      {
        why: 'A newer Moorage worked with it: this one does not start with it, so that it breaks nothing.',
        change: 'Start the newer Moorage, or put the backup from before the update back.',
      },
    )
  if (schema < SCHEMA)
    return warning(`The database has ${schema} of ${SCHEMA} migrations`, {
      why: 'An older Moorage worked with it.',
      change: 'Make a backup of the data folder; the next start of this Moorage applies the others.',
    })
  return ok(`All ${SCHEMA} migrations are applied`)
}

/** so that a very large one does not hold up the others */
const PATIENCE_MS = 75_000
const patience = () => AbortSignal.timeout(PATIENCE_MS)

/** Looks through the whole of it on a thread of its own. */
async function wholeDatabase({ config }: Folder, query: string, judge: (rows: Record<string, unknown>[], size: number) => Finding) {
  const file = databaseFile(config.dataFolder)
  if (!existsSync(file)) return NO_DATABASE
  const { size } = await stat(file)
  try {
    const [rows = []] = await examine(file, [query], patience())
    return judge(rows, size)
  } catch (error) {
    const { code = 'unknown' } = error as { code?: string }
    if (code === 'ABORT_ERR')
      return notApplicable(`The database (${inUnits(size)}) takes longer than ${PATIENCE_MS / 1000} s to look through`)
    return failure(`The database cannot be read (${code})`, { why: 'What is in it cannot be opened, and saves fail.', change: RESTORE })
  }
}

const intact = (folder: Folder) =>
  wholeDatabase(folder, 'pragma quick_check(20)', (rows, size) => {
    const problems = rows.flatMap((row) => Object.values(row).filter((value) => typeof value === 'string' && value !== 'ok'))
    if (problems.length === 0) return ok(`The database (${inUnits(size)}) is intact`)
    return failure(`The database is damaged: ${counted(problems.length, 'problem')}${problems.length >= 20 ? ' or more' : ''} found`, {
      why: 'What is in the damaged part cannot be opened, and saves may fail.',
      change: RESTORE,
    })
  })

const referred = (folder: Folder) =>
  wholeDatabase(folder, 'pragma foreign_key_check', (rows) => {
    if (rows.length === 0) return ok('Every row that another one names is there')
    const tables = [...new Set(rows.map(({ table }) => String(table)))].sort()
    return failure(`${counted(rows.length, 'row names', 'rows name')} what is not there (${tables.join(', ')})`, {
      why: 'Items that belong to nothing cannot be opened.',
      change: `Something other than Moorage wrote to the database. ${RESTORE}`,
    })
  })

const WAL_LARGE = 256 * 1024 * 1024

async function logIsShort({ config }: Folder): Promise<Finding> {
  const found = await stat(`${databaseFile(config.dataFolder)}-wal`).catch(() => undefined)
  if (!found) return ok('The database has no write-ahead log now')
  const seen = `The database’s write-ahead log has ${inUnits(found.size)}`
  if (found.size < WAL_LARGE) return ok(seen)
  return warning(seen, {
    why: 'Something keeps reading an old state of the database, so that the log cannot be taken in: opening folders becomes slow and the disk fills.',
    change: 'End what else has moorage.db open (a backup tool, a sqlite3 shell); else restart Moorage.',
  })
}

export const databaseChecks: FolderCheck[] = [
  { id: 'migrations', group: 'storage', title: 'The database is of this program', short: true, offline: true, lookIn: migrated },
  { id: 'database-intact', group: 'storage', title: 'The database is intact', offline: true, lookIn: intact },
  { id: 'database-references', group: 'storage', title: 'The database refers to nothing that is missing', offline: true, lookIn: referred },
  { id: 'database-log', group: 'storage', title: 'The database’s log is short', short: true, offline: true, lookIn: logIsShort },
]
