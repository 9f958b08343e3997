import { fork } from 'node:child_process'
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The floor in a process of its own, on the same disk and the same database (which it only reads). `info`: what CheckFileInfo answers. */
export async function startFloor({ data, folder, info, small, large }) {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'small'), small)
  await writeFile(join(folder, 'large'), large)
  const { current } = JSON.parse(await readFile(join(data, 'editor-keys.json'), 'utf8'))
  const key = createPublicKey(createPrivateKey(current)).export({ type: 'spki', format: 'pem' })
  const child = fork(fileURLToPath(new URL('./server.mjs', import.meta.url)), { execArgv: [] })
  const port = new Promise((resolve, reject) => {
    child.once('message', ({ port }) => resolve(port))
    child.once('exit', (code) => reject(new Error(`the floor ended with ${code}`)))
  })
  child.send({ data, folder, key, info })
  return { origin: `http://127.0.0.1:${await port}`, pid: child.pid, stop: () => child.disconnect() }
}
