import { spawn } from 'node:child_process'
import { mkdir, stat } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { OLD_FORMATS, type OldExtension, type Target } from './formats.ts'
import { makeProfile } from './profile.ts'
import type { Sandbox } from './sandbox.ts'

export interface Run {
  program: string
  sandbox: Sandbox
  /** a private folder with nothing in it but the input; everything that is written lies there */
  input: string
  from: OldExtension
  to: Target
  /** milliseconds */
  patience: number
  signal: AbortSignal
}

export type RunResult = { outcome: 'ok'; output: string } | { outcome: 'unreadable'; said: string } | { outcome: 'too-slow' }

const SAID = 2_000

/**
 * Converts one file with LibreOffice in a process group of its own, which is gone when this resolves, whatever it
 * did. Its status is 0 for documents that it could not read too, and half a file lies there where a bound stopped it:
 * both count.
 * Rejects when it cannot be started, or when `signal` aborts.
 */
export async function runOffice({ program, sandbox, input, from, to, patience, signal }: Run): Promise<RunResult> {
  const work = dirname(input)
  const profile = join(work, 'profile')
  const out = join(work, 'out')
  await Promise.all([makeProfile(profile), mkdir(out)])
  const child = spawn(
    sandbox.program,
    [
      ...sandbox.arguments,
      program,
      `-env:UserInstallation=${pathToFileURL(profile)}`,
      ...['--headless', '--norestore', '--nolockcheck', '--nologo', '--nodefault'],
      ...[`--infilter=${OLD_FORMATS[from].reader}`, '--convert-to', to, '--outdir', out, input],
    ],
    {
      cwd: work,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      // of ours only where programs are: settings and secrets stay here
      env: { PATH: process.env.PATH ?? '/usr/bin:/bin', HOME: work, TMPDIR: work, LANG: 'C.UTF-8', SAL_USE_VCLPLUGIN: 'svp' },
    },
  )
  const end = () => {
    try {
      if (child.pid) process.kill(-child.pid, 'SIGKILL')
    } catch {
      // the group has ended by itself
    }
  }
  let slow = false
  let code: number | null
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-SAID)
    })
  const timer = setTimeout(() => {
    slow = true
    end()
  }, patience)
  signal.addEventListener('abort', end, { once: true })
  try {
    if (signal.aborted) end()
    code = await new Promise((resolve, reject) => {
      child.on('error', reject)
      child.on('exit', (status) => {
        // what it left running would go on
        end()
        resolve(status)
      })
    })
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', end)
  }
  signal.throwIfAborted()
  if (slow) return { outcome: 'too-slow' }
  const output = join(out, `${basename(input, extname(input))}.${to}`)
  const made = await stat(output).catch(() => undefined)
  return code === 0 && made?.isFile() && made.size > 0 ? { outcome: 'ok', output } : { outcome: 'unreadable', said: said.trim() }
}
