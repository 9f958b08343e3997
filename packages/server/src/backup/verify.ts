import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { CONTENTS_LIST, DATABASE_COPY, hashOf, type Manifest, readContentsList, readManifest } from './manifest.ts'
import { problemOf, referred } from './snapshot.ts'

export interface Verified {
  manifest: Manifest
  /** one sentence each; empty: everything is as it was when it was kept */
  problems: string[]
}

/** The backup there; throws a sentence where there is none. */
export async function backupIn(folder: string): Promise<{ manifest: Manifest; folder: string; place: string }> {
  const manifest = await readManifest(resolve(folder))
  if (!manifest) throw new Error(`There is no backup in ${folder}.`)
  return { manifest, folder: resolve(folder), place: join(resolve(folder), manifest.snapshot) }
}

/** Files of the snapshot that are not what the manifest says; the database and the list of contents are among them. */
export async function wrongFiles(place: string, { files }: Manifest): Promise<string[]> {
  const wrong: string[] = []
  for (const { path, size, sha256 } of files) {
    const found = existsSync(join(place, path)) ? await hashOf(join(place, path)) : undefined
    if (found?.size !== size || found.sha256 !== sha256) wrong.push(path)
  }
  return [...[DATABASE_COPY, CONTENTS_LIST].filter((path) => !files.some((file) => file.path === path)), ...wrong]
}

/** `moorage backup --verify`: reads all of a backup again. Needs nothing but its folder. */
export async function verifyBackup(out: string): Promise<Verified> {
  const { manifest, folder, place } = await backupIn(out)
  const wrong = await wrongFiles(place, manifest)
  const problems = wrong.map((path) => `${path} is missing or damaged.`)
  if (wrong.includes(DATABASE_COPY) || wrong.includes(CONTENTS_LIST)) return { manifest, problems }
  const database = join(place, DATABASE_COPY)
  const inside = problemOf(database, 'integrity_check')
  if (inside) problems.push(`The database is damaged: ${inside}.`)
  // the list and the database name the same contents in the same order
  const expected = referred(database)[Symbol.iterator]()
  for await (const { key, sha256 } of readContentsList(place)) {
    if (expected.next().value?.key !== key) {
      problems.push(`The list of contents is not the database’s, from ${key} on.`)
      return { manifest, problems }
    }
    const path = join(folder, 'blobs', key)
    if (!existsSync(path)) problems.push(`The content ${key} is missing.`)
    else if ((await hashOf(path)).sha256 !== sha256) problems.push(`The content ${key} is damaged.`)
  }
  if (!expected.next().done) problems.push('The list of contents is shorter than the database’s.')
  return { manifest, problems }
}

const SHOWN = 20

/** For people. */
export function verifiedInWords({ manifest, problems }: Verified, folder: string): { text: string; failed: boolean } {
  const { at, contents } = manifest
  if (problems.length === 0)
    return { text: `The backup in ${folder} as of ${at} is whole: ${contents.count} contents (${contents.bytes} bytes).`, failed: false }
  const more = problems.length > SHOWN ? [`… and ${problems.length - SHOWN} more`] : []
  const head = `The backup in ${folder} as of ${at} is damaged. Make another: moorage backup --out with an empty folder.`
  return { text: [head, ...problems.slice(0, SHOWN), ...more].join('\n'), failed: true }
}
