import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CANARY_ODT } from './canary.ts'
import { BOUNDS, WORK } from './converter.ts'
import { findOffice } from './find-office.ts'
import { runOffice } from './run-office.ts'
import { type Sandbox, sandboxFor } from './sandbox.ts'

export type Trial =
  /** nothing is found where the setting looks */
  | { outcome: 'not-found' }
  /** `level`: how well it is fenced in here; `version` as the program says it */
  | { outcome: 'ok'; level: Sandbox['level']; version: string | undefined; ms: number }
  | { outcome: 'unreadable' | 'too-slow' }

const versionOf = (program: string, home: string): Promise<string | undefined> =>
  new Promise((resolve) =>
    execFile(
      program,
      ['--version'],
      { timeout: 5_000, killSignal: 'SIGKILL', env: { PATH: process.env.PATH, HOME: home } },
      (_error, said) => resolve(/LibreOffice \d[\d.]*/.exec(said)?.[0]),
    ),
  )

/** Converts a document of one word exactly as somebody's would be, and keeps nothing. `patience` in milliseconds. */
export async function tryOffice({
  program: setting,
  hidden,
  patience,
}: {
  program: string
  hidden: string
  patience: number
}): Promise<Trial> {
  const program = findOffice(setting)
  if (!program) return { outcome: 'not-found' }
  const place = await mkdtemp(join(tmpdir(), WORK))
  try {
    const input = join(place, 'document.odt')
    await writeFile(input, CANARY_ODT)
    const sandbox = await sandboxFor(hidden, BOUNDS)
    const began = performance.now()
    const run = { program, sandbox, input, from: 'odt', to: 'pdf', patience, signal: new AbortController().signal } as const
    const { outcome } = await runOffice(run)
    if (outcome !== 'ok') return { outcome }
    const ms = Math.round(performance.now() - began)
    return { outcome, level: sandbox.level, version: await versionOf(program, place), ms }
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}
