import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'libsql'
import type { Config } from './config.ts'

const LOCK = 'serving.lock'
const SERVED = 'serving.json'
const SETTINGS = 'moorage.yaml'
const DATABASE = 'moorage.db'
const REQUESTS = 'requests'
/** lies in the folder while it is being filled with the demo */
const FILLING = 'filling-demo'

/** The built-in editor's own proof keys. */
export const editorKeysFile = (folder: string) => join(folder, 'editor-keys.json')

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
  const connection = new Sqlite(join(folder, LOCK))
  try {
    connection.exec('pragma busy_timeout = 0')
    connection.exec('begin exclusive')
  } catch (error) {
    connection.close()
    throw new Error(`Another Moorage is serving ${folder}: stop that one, or choose another folder with --data.`, { cause: error })
  }
  return { release: () => connection.close() }
}

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
const contents = (folder: string) => readdirSync(folder).filter((name) => !BESIDE.has(name) && !name.startsWith(LOCK))

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
