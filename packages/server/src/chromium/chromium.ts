import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Wire, wireOf } from './wire.ts'

const FOLDERS = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome']
const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'microsoft-edge-stable']
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]
const END_MS = 5000

/** Where the one lies that is installed on this server. */
export const installedChromium = (): string | undefined =>
  [...FOLDERS.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...PLACES].find(existsSync)

/** A headless Chromium of this server's, driven over a pipe: it listens at no port and ends with this process. */
export interface Chromium extends Wire {
  /** its profile, which goes with it */
  folder: string
  end(): Promise<void>
}

/** Rejects where it does not start. */
export async function startChromium(path: string, more: string[] = []): Promise<Chromium> {
  const folder = await mkdtemp(join(tmpdir(), 'moorage-chromium-'))
  const child = spawn(
    path,
    [
      '--headless',
      '--remote-debugging-pipe',
      `--user-data-dir=${folder}`,
      '--disable-gpu',
      '--no-first-run',
      '--disable-extensions',
      '--disable-background-networking',
      // Chromium refuses its sandbox to root, who is all there is in most containers
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...more,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  )
  // a process of the browser's own may outlive it and keep the pipes open: `close` would wait for that
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()).once('error', () => resolve())).then(() => {
    for (const pipe of child.stdio) pipe?.destroy()
  })
  const wire = wireOf(child, gone)
  const end = async () => {
    const timer = setTimeout(() => child.kill('SIGKILL'), END_MS)
    await wire.send('Browser.close').catch(() => undefined)
    await gone
    clearTimeout(timer)
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }).catch(() => undefined)
  }
  try {
    await wire.send('Browser.getVersion')
  } catch (error) {
    await end()
    throw error
  }
  return { ...wire, folder, end }
}
