import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'libsql'
import { type Keeps, Medium } from './medium.ts'
import type { Call } from './trace.ts'

/** A save that was answered 200 to the client at that port. */
export interface Saved {
  port: number
  fileId: string
  version: number
  sha256: string
}

export interface Replayed {
  /** states of the medium that were looked at */
  states: number
  answered: number
  /** in words: what a power cut would have lost */
  lost: string[]
}

interface Places {
  copy: string
  unflushed: string[]
  root: string
  scratch: string
}

/** Every so many states there is one more of which some of what was not flushed survived. */
const LUCKY_EVERY = 3

/**
 * Cuts the power after each call that changes what is promised (a flush, an answer) and looks for every save that was
 * answered by then. `copy`: the data folder as it was before, on the medium; `unflushed`: folders that were there, but not
 * on the medium; `root`: where it was served; `scratch`: an empty folder.
 */
export function replay(calls: Call[], saves: Saved[], places: Places, random: () => number): Replayed {
  const medium = new Medium(places.copy, places.root, places.unflushed)
  const answered: Saved[] = []
  const lost = new Set<string>()
  let states = 0
  const look = (keeps: Keeps) => {
    states++
    for (const sentence of missing(medium, answered, places, keeps)) lost.add(sentence)
  }
  for (const call of calls) {
    const save = call.kind === 'answer' && call.status === 200 ? saves.find(({ port }) => port === call.port) : undefined
    if (save) answered.push(save)
    if (save || (call.kind === 'sync' && answered.length > 0)) {
      look(() => false)
      if (states % LUCKY_EVERY === 0) look(() => random() < 0.5)
    }
    medium.apply(call)
  }
  return { states, answered: answered.length, lost: [...lost] }
}

interface Row {
  sha256: string
  blob: string | null
}

function missing(medium: Medium, answered: Saved[], { root, scratch }: Places, keeps: Keeps): string[] {
  // a folder of its own for every state: the library lets go of a closed one late
  const folder = mkdtempSync(join(scratch, 'state-'))
  for (const name of ['moorage.db', 'moorage.db-wal']) writeFileSync(join(folder, name), medium.read(join(root, name), keeps) ?? '')
  const db = new Sqlite(join(folder, 'moorage.db'))
  try {
    const { quick_check: verdict } = db.prepare('pragma quick_check').get() as { quick_check: string }
    if (verdict !== 'ok') return [`the database is broken: ${verdict}`]
    const find = db.prepare(
      'select revision.sha256, extent.blob_key as blob from revision left join extent on extent.file_id = revision.file_id and extent.revision_id = revision.id where revision.file_id = ? and revision.version = ?',
    )
    return answered.flatMap(({ fileId, version, sha256 }) => {
      const row = find.get(fileId, version) as Row | undefined
      if (row?.sha256 !== sha256) return ['an answered save is not in the database']
      const bytes = medium.read(join(root, 'blobs', row.blob ?? ''), keeps)
      if (bytes === undefined) return ['the bytes of an answered save have no name']
      return createHash('sha256').update(bytes).digest('base64') === sha256 ? [] : ['the bytes of an answered save are not all there']
    })
  } finally {
    db.close()
    rmSync(folder, { recursive: true })
  }
}
