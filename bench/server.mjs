import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const COMMAND = fileURLToPath(new URL('../packages/server/bin/moorage.cjs', import.meta.url))

/**
 * A real server with the demo on free ports, or on this and the next two; resolves when it is ready. `stop` awaits its end, `kill` is kill -9.
 * `settings`: variables of its environment; `under`: words of a program that it runs under; `spawned` gets the process before it is ready.
 */
export async function startServer(data, { under = [], spawned = () => undefined, settings = {}, port = 0 } = {}) {
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(MOORAGE|WOPI)_/.test(name)))
  Object.assign(environment, settings)
  const [program, ...words] = [...under, process.execPath, COMMAND, 'serve', '--demo', '--data', data, '--port', `${port}`]
  const child = spawn(program, words, { env: environment, stdio: ['ignore', 'pipe', 'inherit'] })
  spawned(child)
  const ended = new Promise((resolve) => child.once('close', resolve))
  let wopiPort
  const portal = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      wopiPort ??= /WOPI on (\d+)/.exec(line)?.[1]
      const [, address] = /^Moorage is ready: (\S+)/.exec(line) ?? []
      if (address) resolve(address)
    })
    child.once('close', (code) => reject(new Error(`moorage serve ended with ${code}`)))
  })
  return {
    portal,
    wopi: `http://localhost:${wopiPort}`,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** One click on a demo card; answers what sends the cookie along, and the headers that it is sent with. */
export async function signIn(portal, email) {
  const answer = await fetch(new URL('/api/sign-in/demo', portal), {
    method: 'POST',
    headers: { origin: portal, 'content-type': 'application/json' },
    body: JSON.stringify({ email }),
  })
  if (!answer.ok) throw new Error(`signing in was answered ${answer.status}`)
  const [cookie] = answer.headers.getSetCookie().map((each) => each.split(';')[0])
  const headers = { origin: portal, cookie }
  const ask = (path, init = {}) => fetch(new URL(path, portal), { ...init, headers: { ...headers, ...init.headers } })
  return Object.assign(ask, { headers })
}

/** A server with a fresh demo for as long as `work` takes. */
export async function withServer(work) {
  const data = await mkdtemp(join(tmpdir(), 'moorage-bench-'))
  try {
    const server = await startServer(data)
    try {
      return await work({ ...server, data })
    } finally {
      await server.stop()
    }
  } finally {
    await rm(data, { recursive: true, force: true })
  }
}
