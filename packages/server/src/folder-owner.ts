import { existsSync, lchownSync, lstatSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = 0
/** the folder's own entries and theirs: deeper lie contents of files, as many as people have */
const DEPTH = 2

/**
 * As root, in a data folder that belongs to the user whom the server runs as: gives that user what root has made there,
 * which the server could not write to otherwise. For anybody else, and in root's own folder, it does nothing. `depth`:
 * Infinity for whoever has made contents of files.
 */
export function giveToOwner(folder: string, depth = DEPTH): void {
  if (process.getuid?.() !== ROOT || !existsSync(folder)) return
  const { uid, gid } = statSync(folder)
  if (uid !== ROOT) give(folder, { uid, gid }, depth)
}

function give(folder: string, owner: { uid: number; gid: number }, depth: number): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    const entry = lstatSync(path)
    if (entry.uid === ROOT) lchownSync(path, owner.uid, owner.gid)
    if (entry.isDirectory() && depth > 1) give(path, owner, depth - 1)
  }
}
