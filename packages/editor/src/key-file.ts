import { generateKeyPair } from 'node:crypto'
import { link, mkdir, readFile, rename, unlink, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'

/** Private keys as PKCS#8 PEM. `old` is the one before the last rotation. */
export interface StoredKeys {
  current: string
  old?: string
}

async function newKey(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

/** Writes beside the file first, so that a reader never sees half of it. Gives the path of the finished draft. */
async function draft(file: string, keys: StoredKeys): Promise<string> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const path = `${file}.${process.pid}.${Date.now()}`
  await writeFile(path, `${JSON.stringify(keys, undefined, 2)}\n`, { mode: 0o600, flush: true })
  return path
}

export async function readKeyFile(file: string): Promise<StoredKeys | undefined> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  const keys: unknown = JSON.parse(text)
  if (typeof keys !== 'object' || keys === null || typeof (keys as StoredKeys).current !== 'string')
    throw new Error(`${file} does not hold proof keys`)
  return keys as StoredKeys
}

/** Makes the file when there is none. Of several processes that start at once, one wins and all use its keys. */
export async function ensureKeyFile(file: string): Promise<void> {
  if (await readKeyFile(file)) return
  // an old key from the start: hosts then show that they take both
  const made = await draft(file, { current: await newKey(), old: await newKey() })
  try {
    await link(made, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await unlink(made)
  }
}

/**
 * Makes a new current key and keeps the previous one as old, so that hosts with yesterday's discovery still accept what
 * we send: they know our old key as their current one. A running editor takes the new keys up by itself.
 */
export async function rotateProofKeys(keysFile: string): Promise<void> {
  const previous = await readKeyFile(keysFile)
  const made = await draft(keysFile, { current: await newKey(), ...(previous ? { old: previous.current } : {}) })
  await rename(made, keysFile)
}
