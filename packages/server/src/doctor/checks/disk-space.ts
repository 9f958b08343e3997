import { statfs } from 'node:fs/promises'
import { inPercent, inUnits } from '../amounts.ts'
import { type Finding, type FolderCheck, failure, notApplicable, ok, warning } from '../check.ts'

const MB = 1024 * 1024
/** with less, saves fail any moment */
const NONE_LEFT = 100 * MB
const FILES_OF_THE_LARGEST = 10
/** for the largest size that can be set, as few ever fill it */
const ENOUGH = 10 * 1024 * MB
const FEW_PARTS = 0.05
const NO_INODES = 1000

interface Room {
  free: number
  whole: number
}

export function judgeSpace({ free, whole }: Room, maxFileSize: number): Finding {
  const seen = `${inUnits(free)} of ${inUnits(whole)} are free (${inPercent(free, whole)})`
  const change = 'Free or add disk space where the data folder lies; empty what people deleted long ago.'
  if (free < NONE_LEFT) return failure(seen, { why: 'Saves and uploads are refused when the disk is full.', change })
  const wanted = Math.min(FILES_OF_THE_LARGEST * maxFileSize, ENOUGH)
  if (free < wanted) return warning(`${seen}, less than ${inUnits(wanted)}`, { why: 'A few large uploads fill the disk.', change })
  // where this much is free, it does not matter how small a part of the disk that is
  const ample = FILES_OF_THE_LARGEST * ENOUGH
  if (free / whole < FEW_PARTS && free < ample)
    return warning(seen, { why: 'What is nearly full is soon full, and then saves are refused.', change })
  return ok(seen)
}

export function judgeInodes({ free, whole }: Room): Finding {
  if (whole === 0) return notApplicable('This file system does not count its inodes')
  const seen = `${free.toLocaleString('en')} of ${whole.toLocaleString('en')} inodes are free (${inPercent(free, whole)})`
  const change = 'Delete small files that nobody needs, or move the data folder to a file system made with more inodes (mkfs.ext4 -N).'
  const why = 'Every save makes a new file: without inodes it is refused, however much space is free.'
  if (free < NO_INODES) return failure(seen, { why, change })
  return free / whole < FEW_PARTS ? warning(seen, { why, change }) : ok(seen)
}

export const diskSpaceChecks: FolderCheck[] = [
  {
    id: 'free-space',
    group: 'storage',
    title: 'The disk has room',
    short: true,
    offline: true,
    lookIn: async ({ config }) => {
      const { bavail, blocks, bsize } = await statfs(config.dataFolder)
      return judgeSpace({ free: bavail * bsize, whole: blocks * bsize }, config.maxFileSize)
    },
  },
  {
    id: 'inodes',
    group: 'storage',
    title: 'The disk has room for more files',
    short: true,
    offline: true,
    lookIn: async ({ config }) => {
      const { ffree, files } = await statfs(config.dataFolder)
      return judgeInodes({ free: ffree, whole: files })
    },
  },
]
