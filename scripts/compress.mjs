// Puts a brotli copy beside every file of a web build that gains by it; the server sends that one where it can.
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'

const compress = promisify(brotliCompress)
const GAINS = /\.(js|mjs|css|html|svg|wasm|ttf|json)$/
/** Well past it every step costs seconds and saves little. */
const QUALITY = 6
const SMALLEST = 1024

export async function compressFolder(folder) {
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const file = join(entry.parentPath, entry.name)
    if (!entry.isFile() || !GAINS.test(file) || (await stat(file)).size < SMALLEST) continue
    const packed = await compress(await readFile(file), { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } })
    await writeFile(`${file}.br`, packed)
  }
}
