import { createPrivateKey, randomBytes } from 'node:crypto'
import { chmod, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { blobsFolder, editorKeysFile, requestsFolder } from '../../data-folder.ts'
import { INCOMING } from '../../storage/blobs/disk.ts'
import { counted, inUnits } from '../amounts.ts'
import { type Finding, type Folder, type FolderCheck, failure, notApplicable, ok, warning } from '../check.ts'

const OTHERS = 0o077
const octal = (mode: number) => (mode & 0o777).toString(8).padStart(4, '0')

/** Windows has no modes: who may read there is said otherwise. */
const hasModes = process.platform !== 'win32'
const NO_MODES = notApplicable('This system has no permissions of this kind')

/** What others on this machine may do with it; `fix` takes that away. `name` is how people know it. */
export async function forOurselves(path: string, name: string, wanted: 0o700 | 0o600, why: string): Promise<Finding> {
  if (!hasModes) return NO_MODES
  const { mode } = await stat(path)
  if ((mode & OTHERS) === 0) return ok(`${name} is open to its owner only (${octal(mode)})`)
  return warning(`${name} is open to others on this machine (${octal(mode)})`, {
    why,
    change: `chmod ${octal(wanted)} on it.`,
    fix: async () => {
      await chmod(path, wanted)
      return `${name} is open to its owner only now (${octal(wanted)})`
    },
  })
}

async function dataFolderIsOurs({ config }: Folder): Promise<Finding> {
  if (!hasModes) return NO_MODES
  const { uid } = await stat(config.dataFolder)
  const we = process.getuid?.() ?? uid
  if (uid !== we && we !== 0)
    return warning(`The data folder belongs to another user (${uid}) than the one that runs this (${we})`, {
      why: 'Files that one of them makes cannot be changed by the other: saves fail.',
      change: 'Let the data folder and everything in it belong to the user that runs Moorage (chown -R), and run commands as that user.',
    })
  return forOurselves(config.dataFolder, 'The data folder', 0o700, 'Whoever has an account on this machine may read everybody’s files.')
}

async function keysAreGood({ config }: Folder): Promise<Finding> {
  const file = editorKeysFile(config.dataFolder)
  const change = 'Move editor-keys.json out of the data folder: the next start makes new keys.'
  const why = 'The built-in editor cannot sign what it asks for: no document opens in it.'
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return code === 'ENOENT'
      ? notApplicable('There are none yet: the first start makes them')
      : failure(`They cannot be read (${code})`, { why, change })
  }
  try {
    const { current } = JSON.parse(text) as { current: string }
    createPrivateKey(current)
  } catch {
    return failure('The file does not hold proof keys', { why, change })
  }
  return forOurselves(file, 'The file of the keys', 0o600, 'Whoever reads it can pretend to be the built-in editor.')
}

/** Where `moorage reload` and `moorage doctor` ask the server. */
async function requestsAreHeard({ config }: Folder): Promise<Finding> {
  const folder = requestsFolder(config.dataFolder)
  const why = 'moorage reload and moorage doctor do not reach the server.'
  const found = await stat(folder).catch(() => undefined)
  if (!found) return notApplicable('There is none yet: the first start makes it')
  if (!found.isDirectory())
    return failure('“requests” in the data folder is not a folder', { why, change: 'Remove it and restart Moorage.' })
  if (hasModes && (found.mode & 0o700) !== 0o700)
    return failure(`Its owner may not write to it (${octal(found.mode)})`, {
      why,
      change: 'chmod 0700 on “requests” in the data folder.',
      fix: async () => {
        await chmod(folder, 0o700)
        return 'The folder of requests is writable for its owner again'
      },
    })
  const [draft, whole] = [0, 1].map((step) => join(folder, `.doctor-${randomBytes(8).toString('hex')}-${step}`)) as [string, string]
  try {
    await writeFile(draft, '')
    await rename(draft, whole)
    return ok('Requests to the server can be left there')
  } catch (error) {
    return failure(`Nothing can be left there (${(error as NodeJS.ErrnoException).code})`, {
      why,
      change: 'Let “requests” in the data folder be writable for the user that runs Moorage.',
    })
  } finally {
    for (const path of [draft, whole]) await rm(path, { force: true }).catch(() => undefined)
  }
}

const DAY_MS = 24 * 60 * 60 * 1000
/** what arrives is swept a day after it began, every hour */
const LEFT_MS = 2 * DAY_MS

interface Left {
  path: string
  size: number
}

async function leftIn(folder: string, before: number): Promise<Left[]> {
  const names = await readdir(folder).catch(() => [])
  const all = await Promise.all(
    names.map(async (name): Promise<Left | undefined> => {
      const found = await stat(join(folder, name)).catch(() => undefined)
      return found?.isFile() && found.mtimeMs < before ? { path: join(folder, name), size: found.size } : undefined
    }),
  )
  return all.filter((one) => one !== undefined)
}

async function nothingLeft({ config, now }: Folder): Promise<Finding> {
  const before = now() - LEFT_MS
  await mkdir(join(blobsFolder(config.dataFolder), INCOMING), { recursive: true })
  const folders = [join(blobsFolder(config.dataFolder), INCOMING), join(config.dataFolder, 'uploads')]
  const left = (await Promise.all(folders.map((folder) => leftIn(folder, before)))).flat()
  if (left.length === 0) return ok('Nothing unfinished is older than two days')
  const size = left.reduce((sum, one) => sum + one.size, 0)
  return warning(`${counted(left.length, 'unfinished file')} (${inUnits(size)}) ${left.length === 1 ? 'is' : 'are'} older than two days`, {
    why: 'Crashes and broken uploads left them; they only take space.',
    change: 'Remove them: nobody can go on with them.',
    fix: async () => {
      for (const { path } of left) await rm(path, { force: true })
      return `${counted(left.length, 'unfinished file')} removed`
    },
  })
}

export const privateFileChecks: FolderCheck[] = [
  { id: 'data-folder', group: 'storage', title: 'The data folder is private', short: true, offline: true, lookIn: dataFolderIsOurs },
  {
    id: 'editor-keys',
    group: 'storage',
    title: 'The built-in editor’s keys are good and private',
    short: true,
    offline: true,
    lookIn: keysAreGood,
  },
  { id: 'requests-folder', group: 'storage', title: 'Commands reach the server', offline: true, lookIn: requestsAreHeard },
  { id: 'leftovers', group: 'storage', title: 'Nothing unfinished was left lying', offline: true, lookIn: nothingLeft },
]
