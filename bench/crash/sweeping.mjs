import { readdirSync, utimesSync } from 'node:fs'
import { join, relative } from 'node:path'
import { withDatabase } from './check.mjs'
import { wrong } from './wrong.mjs'

const TWO_DAYS = 2 * 24 * 60 * 60
/** on a machine that has much else to do */
const PATIENCE_MS = 180_000
const INCOMING = '.incoming'

const blobsOf = (data) => join(data, 'blobs')

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesBelow(path) : [path]
  })
}

/** In a stopped server's folder: everything was written two days ago, so that the sweep of the next start looks at it. */
export function ageBlobs(data) {
  const then = Date.now() / 1000 - TWO_DAYS
  for (const path of filesBelow(blobsOf(data))) utimesSync(path, then, then)
}

const referred = (data) =>
  withDatabase(
    data,
    (db) =>
      new Set(
        db
          .prepare('select distinct blob_key from extent')
          .all()
          .map((row) => row.blob_key),
      ),
  )
/** what lies there, half-written or whole */
export const blobKeys = (data) => filesBelow(blobsOf(data)).map((path) => relative(blobsOf(data), path))

/** After a start with aged blobs, before anything is saved: the sweep takes what nothing refers to, and nothing else. `before`: the keys before the start. */
export async function checkSweep({ data, books }, before) {
  const wanted = referred(data)
  const orphans = before.filter((key) => !wanted.has(key))
  const end = Date.now() + PATIENCE_MS
  let left = blobKeys(data)
  while (left.some((key) => !wanted.has(key) && !key.startsWith('ready/'))) {
    if (Date.now() > end) wrong(`the sweep leaves ${left.filter((key) => !wanted.has(key)).join(', ')}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
    left = blobKeys(data)
  }
  const there = new Set(left)
  const lost = [...wanted].find((key) => !there.has(key))
  if (lost) wrong(`the bytes ${lost} are referred to and are gone`)
  books.count('orphans', orphans.filter((key) => !key.startsWith(INCOMING)).length)
  books.count('cut', orphans.filter((key) => key.startsWith(INCOMING)).length)
}
