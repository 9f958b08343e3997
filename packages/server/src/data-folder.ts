import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'libsql'
import type { Config } from './config.ts'

const LOCK = 'serving.lock'
const BACKING_UP = 'backup.lock'
const SERVED = 'serving.json'
const SETTINGS = 'moorage.yaml'
const DATABASE = 'moorage.db'
const REQUESTS = 'requests'
const CONVERTED = 'converted'
/** lies in the folder while it is being filled with the demo */
const FILLING = 'filling-demo'
/** lies in the folder while a backup is being restored into it */
const RESTORING = 'restoring'

/** The built-in editor's own proof keys. */
export const editorKeysFile = (folder: string) => join(folder, 'editor-keys.json')

/** Copies of old formats, converted to be shown. They are made again where they are missing. */
export const convertedFolder = (folder: string) => join(folder, CONVERTED)

/** Everything but the contents of files. */
export const databaseFile = (folder: string) => join(folder, DATABASE)

/** The contents of files. */
export const blobsFolder = (folder: string) => join(folder, 'blobs')

/** Where commands beside the server ask it for something. */
export const requestsFolder = (folder: string) => join(folder, REQUESTS)

/**
 * Holds the data folder for one server process. The lock is the operating system's, through an exclusive SQLite
 * transaction: it ends with the process, however that ends, and leaves nothing to clean up.
 */
export function holdDataFolder(folder: string): { release(): void } {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const held = hold(folder, LOCK, 0)
  if (!held) throw new Error(`Another Moorage is serving ${folder}: stop that one, or choose another folder with --data.`)
  if (!existsSync(join(folder, RESTORING))) return held
  held.release()
  throw new Error(`A restore into ${folder} was cut short: empty that folder and run moorage restore again.`)
}

function hold(folder: string, lock: string, patienceMs: number): { release(): void } | undefined {
  const connection = new Sqlite(join(folder, lock))
  try {
    connection.exec(`pragma busy_timeout = ${patienceMs}`)
    connection.exec('begin exclusive')
    return { release: () => connection.close() }
  } catch {
    connection.close()
    return undefined
  }
}

/** Keeps the sweep from contents while a backup is made; the sweep itself holds it for an instant, hence the patience. */
export function holdForBackup(folder: string): { release(): void } {
  const held = hold(folder, BACKING_UP, 5000)
  if (!held) throw new Error(`Another backup of ${folder} is being made: wait for its end.`)
  const now = new Date()
  utimesSync(join(folder, BACKING_UP), now, now)
  return held
}

/** Since when a backup has been under way, in epoch milliseconds; a crashed one leaves nothing behind that would say so. */
export function backedUpSince(folder: string): number | undefined {
  const file = join(folder, BACKING_UP)
  if (!existsSync(file)) return undefined
  const held = hold(folder, BACKING_UP, 0)
  held?.release()
  return held ? undefined : statSync(file).mtimeMs
}

/** An empty or missing folder, held until `release`; no server starts in it before `done`, even after a crash. */
export function holdForRestore(folder: string): { done(): void; release(): void } {
  const found = existsSync(folder) ? readdirSync(folder) : []
  if (found.length > 0)
    throw new Error(`${folder} is not empty (${found[0]} is there), and is left as it is: choose an empty folder with --data.`)
  const { release } = holdDataFolder(folder)
  const mark = join(folder, RESTORING)
  writeFileSync(mark, '')
  return { done: () => rmSync(mark), release }
}

/** What lies in the folder for the processes of now only: no backup has it. Unfinished uploads are begun again, converted copies made again. */
const OF_NOW = new Set([DATABASE, 'blobs', CONVERTED, 'uploads', SERVED, REQUESTS, FILLING, RESTORING])

/** The entries of the folder that a backup keeps beside the database and the contents of files. */
export const filesToKeep = (folder: string): string[] =>
  readdirSync(folder).filter((name) => !OF_NOW.has(name) && !/^(moorage\.db-|(serving|backup)\.lock|ready-)/.test(name))

/** Whether a server process holds the folder now. */
export function isServed(folder: string): boolean {
  if (!existsSync(join(folder, LOCK))) return false
  try {
    holdDataFolder(folder).release()
    return false
  } catch {
    return true
  }
}

type Served = Pick<Config, 'demo' | 'testClient' | 'portalOrigin' | 'wopiOrigin' | 'wopiTestOrigin' | 'editorOrigin'>

/** Where and how the folder is served, for commands beside the server: ports may have moved. */
export function noteServed(folder: string, { demo, testClient, portalOrigin, wopiOrigin, wopiTestOrigin, editorOrigin }: Config) {
  const served: Served = { demo, testClient, portalOrigin, wopiOrigin, wopiTestOrigin, editorOrigin }
  writeFileSync(join(folder, SERVED), JSON.stringify(served))
}

/** The settings as the server that was last started here had them. */
export function asServed(config: Config): Config {
  const file = join(config.dataFolder, SERVED)
  return existsSync(file) ? Object.freeze<Config>({ ...config, ...(JSON.parse(readFileSync(file, 'utf8')) as Served) }) : config
}

const BESIDE = new Set([SETTINGS, SERVED, REQUESTS, FILLING])
const contents = (folder: string) =>
  readdirSync(folder).filter((name) => !BESIDE.has(name) && !name.startsWith(LOCK) && !name.startsWith(BACKING_UP))

/** Whether a Moorage has worked here; undefined: something else lies here. */
function stateOfFolder(folder: string): 'empty' | 'moorage' | 'foreign' {
  const names = contents(folder)
  if (names.length === 0) return 'empty'
  return names.includes(DATABASE) ? 'moorage' : 'foreign'
}

/**
 * Read directly: what is asked first must change nothing. A database that cannot be read now is an error, not a folder
 * without a demo.
 */
function isDemo(folder: string): boolean {
  const connection = new Sqlite(databaseFile(folder))
  try {
    connection.exec('pragma busy_timeout = 5000')
    if (!connection.prepare("select 1 from sqlite_master where type = 'table' and name = 'setting'").get()) return false
    return connection.prepare("select 1 from setting where name = 'demo'").get() !== undefined
  } catch (error) {
    if ((error as { code?: string }).code === 'SQLITE_NOTADB') return false
    throw error
  } finally {
    connection.close()
  }
}

/**
 * Whether the folder is to be filled with the demo; with `reset`, or where a crash cut the filling short, it is emptied
 * first (all but the settings file and the lock). Throws a sentence for a folder that holds anything else: that is
 * never filled and never emptied.
 */
export function readyForDemo(folder: string, reset: boolean): boolean {
  const state = stateOfFolder(folder)
  const begun = existsSync(join(folder, FILLING))
  if (state !== 'empty' && !begun) {
    if (state === 'foreign' || !isDemo(folder)) {
      const advice = 'Start it without --demo, or choose an empty folder with --data.'
      throw new Error(`${folder} is not a demo${state === 'foreign' ? ' and not empty' : ''}, and is left as it is. ${advice}`)
    }
    if (!reset) return false
  }
  // before anything goes or comes: from here on, whatever lies here is known to be half a demo
  writeFileSync(join(folder, FILLING), '')
  for (const name of contents(folder)) rmSync(join(folder, name), { recursive: true, force: true })
  return true
}

/** Whatever lies here now is kept by the next start: the demo is whole, or somebody works with what there is of it. */
export const endFilling = (folder: string) => rmSync(join(folder, FILLING), { force: true })
