import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { withServer } from './server.mjs'

const COMMAND = fileURLToPath(new URL('../packages/server/bin/moorage.cjs', import.meta.url))
const SECONDS = 5
const AT_ONCE = 8
const LOCK = 'bench'
const FILE = '/My Files/Start here.docx'

const body = randomBytes(100_000)
const OPERATIONS = {
  checkFileInfo: { method: 'GET', path: '' },
  refreshLock: { method: 'POST', path: '', headers: { 'X-WOPI-Override': 'REFRESH_LOCK', 'X-WOPI-Lock': LOCK } },
  putFile100kB: { method: 'POST', path: '/contents', headers: { 'X-WOPI-Override': 'PUT', 'X-WOPI-Lock': LOCK }, body },
}

/** How many WOPI calls a second this machine answers, each kind by itself. `data`: whose server shows it beside a roll-out. */
export async function wopi({ data: kept }) {
  return withServer(async ({ data }) => {
    const { stdout } = await promisify(execFile)(process.execPath, [
      COMMAND,
      'session',
      '--user',
      'anna@demo.test',
      '--path',
      FILE,
      '--data',
      data,
    ])
    const { wopiSrc, accessToken } = JSON.parse(stdout)
    let calls = 0
    const call = async ({ method, path, ...rest }) => {
      // no two saves are of the same bytes
      body.writeUInt32BE(calls++)
      const answer = await fetch(`${wopiSrc}${path}?access_token=${accessToken}`, { method, ...rest })
      await answer.arrayBuffer()
      if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}`)
    }
    await call({ method: 'POST', path: '', headers: { 'X-WOPI-Override': 'LOCK', 'X-WOPI-Lock': LOCK } })
    const perSecond = {}
    for (const [name, operation] of Object.entries(OPERATIONS)) {
      const end = performance.now() + SECONDS * 1000
      let answered = 0
      const client = async () => {
        for (; performance.now() < end; answered++) await call(operation)
      }
      await Promise.all(Array.from({ length: AT_ONCE }, client))
      perSecond[name] = Math.round(answered / SECONDS)
      console.log(`${name.padEnd(14)} ${String(perSecond[name]).padStart(6)} a second, ${AT_ONCE} at once`)
    }
    const measured = { at: Date.now(), cores: cpus().length, perSecond }
    if (kept) await writeFile(join(kept, 'bench.json'), `${JSON.stringify(measured, null, 2)}\n`, { mode: 0o600 })
    return measured
  })
}
