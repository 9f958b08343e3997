import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'libsql'
import type { Config } from './config.ts'

const LOCK = 'serving.lock'
const SERVED = 'serving.json'
const SETTINGS = 'moorage.yaml'
const DATABASE = 'moorage.db'
const REQUESTS = 'requests'

/** The built-in editor's own proof keys. */
export const editorKeysFile = (folder: string) => join(folder, 'editor-keys.json')

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

type Served = Pick<Config, 'demo' | 'testClient' | 'portalOrigin' | 'wopiOrigin' | 'editorOrigin'>

/** Where and how the folder is served, for commands beside the server: ports may have moved. */
export function noteServed(folder: string, { demo, testClient, portalOrigin, wopiOrigin, editorOrigin }: Config) {
  const served: Served = { demo, testClient, portalOrigin, wopiOrigin, editorOrigin }
  writeFileSync(join(folder, SERVED), JSON.stringify(served))
}

/** The settings as the server that was last started here had them. */
export function asServed(config: Config): Config {
  const file = join(config.dataFolder, SERVED)
  return existsSync(file) ? Object.freeze<Config>({ ...config, ...(JSON.parse(readFileSync(file, 'utf8')) as Served) }) : config
}

const BESIDE = new Set([SETTINGS, SERVED, REQUESTS])
const contents = (folder: string) => readdirSync(folder).filter((name) => !BESIDE.has(name) && !name.startsWith(LOCK))

/** Whether a Moorage has worked here; undefined: something else lies here. */
function stateOfFolder(folder: string): 'empty' | 'moorage' | 'foreign' {
  const names = contents(folder)
  if (names.length === 0) return 'empty'
  return names.includes(DATABASE) ? 'moorage' : 'foreign'
}

/**
 * How far a demo folder is: `filling` was interrupted and is begun again. Undefined where there is no demo. Read
 * directly: what is asked first must change nothing.
 */
function demoState(folder: string): 'filling' | 'filled' | undefined {
  const connection = new Sqlite(join(folder, DATABASE))
  try {
    const row = connection.prepare("select value from setting where name = 'demo'").get() as { value: 'filling' | 'filled' } | undefined
    return row?.value
  } catch {
    return undefined
  } finally {
    connection.close()
  }
}

/**
 * Whether the folder is to be filled with the demo; with `reset` it is emptied first (all but the settings file and
 * the lock). Throws a sentence for a folder that holds anything else: that is never filled and never emptied.
 */
export function readyForDemo(folder: string, reset: boolean): boolean {
  const state = stateOfFolder(folder)
  if (state === 'empty') return true
  const demo = state === 'moorage' ? demoState(folder) : undefined
  if (!demo) {
    const advice = 'Start it without --demo, or choose an empty folder with --data.'
    throw new Error(`${folder} is not a demo${state === 'foreign' ? ' and not empty' : ''}, and is left as it is. ${advice}`)
  }
  if (!reset && demo === 'filled') return false
  for (const name of contents(folder)) rmSync(join(folder, name), { recursive: true, force: true })
  return true
}
