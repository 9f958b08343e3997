import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import type { World } from './check.ts'

const FOLDERS = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome']
const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'microsoft-edge-stable']
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]
const START_MS = 20_000
const END_MS = 5000

const installed = () => [...FOLDERS.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...PLACES].find(existsSync)

interface Message {
  id?: number
  sessionId?: string
  method?: string
  params?: { entry?: { text?: string }; type?: string; errorText?: string }
  result?: { targetId?: string; sessionId?: string }
}

/** A headless Chromium of this server's, driven over a pipe: it listens at no port and ends with this process. */
export interface Browser {
  /** Opens a page in a window of its own; `logged` gets what the browser itself says about it. Answers how to close it. */
  visit(url: string, logged: (text: string) => void): Promise<() => void>
  end(): Promise<void>
}

const browsers = new WeakMap<World, Promise<Browser | undefined>>()

/** One for the whole look, which has to end it; undefined where none is installed or none starts. */
export function browserOf(world: World): Promise<Browser | undefined> {
  const known = browsers.get(world)
  if (known) return known
  const path = installed()
  const opening = path ? start(path).catch(() => undefined) : Promise.resolve(undefined)
  browsers.set(world, opening)
  return opening
}

export async function endBrowser(world: World): Promise<void> {
  await (await browsers.get(world))?.end()
}

async function start(path: string): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), 'moorage-doctor-'))
  const child = spawn(
    path,
    [
      '--headless',
      '--remote-debugging-pipe',
      `--user-data-dir=${profile}`,
      '--disable-gpu',
      '--no-first-run',
      '--disable-extensions',
      '--disable-background-networking',
      // Chromium refuses its sandbox to root, who is all there is in most containers
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  )
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()).once('error', () => resolve()))
  const wire = wireOf(child, gone)
  const end = async () => {
    const timer = setTimeout(() => child.kill('SIGKILL'), END_MS)
    await wire.send('Browser.close', {}).catch(() => undefined)
    await gone
    clearTimeout(timer)
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }).catch(() => undefined)
  }
  try {
    await wire.send('Browser.getVersion', {})
  } catch (error) {
    await end()
    throw error
  }
  return {
    end,
    async visit(url, logged) {
      const { targetId } = await wire.send('Target.createTarget', { url: 'about:blank' })
      const { sessionId } = await wire.send('Target.attachToTarget', { targetId, flatten: true })
      wire.listen(sessionId as string, logged)
      await wire.send('Log.enable', {}, sessionId)
      await wire.send('Network.enable', {}, sessionId)
      await wire.send('Page.navigate', { url }, sessionId)
      return () => void wire.send('Target.closeTarget', { targetId }).catch(() => undefined)
    },
  }
}

/** The DevTools protocol over the two pipes: JSON, ended by a zero byte. */
function wireOf(child: ChildProcess, gone: Promise<void>) {
  const [to, from] = [child.stdio[3] as Writable, child.stdio[4] as Readable]
  const waiting = new Map<number, { resolve(result: NonNullable<Message['result']>): void; reject(error: Error): void }>()
  const listeners = new Map<string, (text: string) => void>()
  let rest = ''
  let count = 0
  to.on('error', () => undefined)
  from.on('error', () => undefined)
  from.setEncoding('utf8').on('data', (piece: string) => {
    const messages = (rest + piece).split('\0')
    rest = messages.pop() ?? ''
    for (const text of messages) {
      const { id, sessionId, method, params, result } = JSON.parse(text) as Message
      // what X-Frame-Options keeps out is in no log, only a document that failed to load
      if (method === 'Network.loadingFailed' && params?.type === 'Document') listeners.get(sessionId ?? '')?.(params.errorText ?? '')
      if (method === 'Log.entryAdded') listeners.get(sessionId ?? '')?.(params?.entry?.text ?? '')
      const asked = id === undefined ? undefined : waiting.get(id)
      if (id === undefined || !asked) continue
      waiting.delete(id)
      if (result) asked.resolve(result)
      else asked.reject(new Error('the browser refused a command'))
    }
  })
  void gone.then(() => {
    for (const { reject } of waiting.values()) reject(new Error('the browser ended'))
    waiting.clear()
  })
  return {
    listen: (sessionId: string, logged: (text: string) => void) => void listeners.set(sessionId, logged),
    send(method: string, params: object, sessionId?: string): Promise<NonNullable<Message['result']>> {
      const id = ++count
      const answered = new Promise<NonNullable<Message['result']>>((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        const timer = setTimeout(() => reject(new Error('the browser does not answer')), START_MS)
        timer.unref()
        to.write(`${JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) })}\0`)
      })
      return answered
    },
  }
}
