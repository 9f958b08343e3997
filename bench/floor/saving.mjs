import { createHash, randomBytes } from 'node:crypto'
import { closeSync, fsync, open, openSync, rename, writev } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'

const [openFile, write, move, flush] = [open, writev, rename, fsync].map((call) => promisify(call))

/** What a durable save cannot do without: write, hash, name, flush the bytes and the folder, commit. */
export function startSaving(folder) {
  const commit = startWriter(join(folder, 'floor.db'))
  return {
    async save(request, file) {
      const name = randomBytes(16).toString('hex')
      const temporary = join(folder, `${name}.new`)
      const target = await openFile(temporary, 'wx')
      const hash = createHash('sha256')
      let size = 0
      let gathered = []
      let waiting = 0
      const writeOut = async () => {
        await write(target, gathered)
        gathered = []
        waiting = 0
      }
      for await (const chunk of request) {
        hash.update(chunk)
        size += chunk.length
        gathered.push(chunk)
        if ((waiting += chunk.length) >= 256 * 1024) await writeOut()
      }
      if (waiting > 0) await writeOut()
      await move(temporary, join(folder, name))
      const place = openSync(folder, 'r')
      await Promise.all([flush(target), flush(place)])
      closeSync(place)
      closeSync(target)
      await commit({ file, name, size, sha256: hash.digest('base64') })
    },
    lock: (file) => commit({ file }),
  }
}

/** One thread that commits whatever has come together, as the server's does. */
function startWriter(file) {
  const worker = new Worker(new URL('./writer.mjs', import.meta.url), { workerData: { file } })
  const waiting = []
  worker.on('message', (count) => waiting.splice(0, count).forEach((resolve) => void resolve()))
  return (row) =>
    new Promise((resolve) => {
      waiting.push(resolve)
      worker.postMessage(row)
    })
}
