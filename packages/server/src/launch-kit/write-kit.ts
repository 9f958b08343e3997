import { createWriteStream } from 'node:fs'
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import type { KitFile } from './kit-file.ts'

/** Into a folder, which is made where it is missing; files of the same names are written over. */
export async function writeKit(folder: string, files: readonly KitFile[]): Promise<void> {
  for (const { name, content } of files) {
    const to = join(folder, name)
    await mkdir(dirname(to), { recursive: true })
    if (typeof content === 'string') await writeFile(to, content)
    else await copyFile(content.path, to)
  }
}

/** Deflating these again costs time and gains nothing. */
const PACKED = /\.(png|jpe?g|webp|webm|mp4|zip)$/

/** A zip that is made while it is read: what lies on the disk is opened one after the other, and never held. */
export function zippedKit(files: readonly KitFile[]): Readable {
  const zip = new ZipFile()
  const output = zip.outputStream as Readable
  zip.on('error', (error: Error) => output.destroy(error))
  for (const { name, content } of files) {
    const compress = !PACKED.test(name)
    if (typeof content === 'string') zip.addBuffer(Buffer.from(content), name, { compress })
    else zip.addFile(content.path, name, { compress })
  }
  zip.end()
  return output
}

export async function writeZip(file: string, files: readonly KitFile[]): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await pipeline(zippedKit(files), createWriteStream(file))
}
