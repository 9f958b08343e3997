import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export const COMMAND = fileURLToPath(new URL('../bin/moorage.mjs', import.meta.url))

/** The environment without anybody's settings of Moorage. */
export const cleanEnvironment = (more: Record<string, string> = {}): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('MOORAGE_'))),
  ...more,
})

export interface StartOptions {
  /** default true */
  demo?: boolean
  /** a folder of yours, which stays; default a temporary one, which goes at stop() */
  data?: string
  environment?: Record<string, string>
  /** further words of `moorage serve` */
  words?: string[]
  /** default true: any free ports; false: what `moorage serve` takes by itself */
  anyPorts?: boolean
  /** a Node heap limit and the like */
  nodeOptions?: string[]
}

/** A real server process. */
export class BoxServer {
  readonly child: ChildProcess
  readonly data: string
  readonly portal: string
  readonly wopi: string
  readonly editor: string
  /** all that it printed on standard output */
  readonly output: string[]
  /** its log lines and whatever else came on standard error */
  readonly log: string[]
  readonly #temporary: boolean

  constructor(child: ChildProcess, data: string, temporary: boolean, output: string[], log: string[]) {
    const given = words.some((word) => word.includes('port')) || Object.keys(environment).some((name) => /_PORT$|_URL$/.test(name))
  const ports = anyPorts && !given ? ['--port', '0'] : []
  const line = [...nodeOptions, COMMAND, 'serve', ...(demo ? ['--demo'] : []), '--data', folder, ...ports, ...words]
  const child = spawn(process.execPath, line, { env: cleanEnvironment(environment), stdio: ['ignore', 'pipe', 'pipe'] })
  const output: string[] = []
  const log: string[] = []
  createInterface({ input: child.stderr }).on('line', (text) => log.push(text))
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (text) => {
      output.push(text)
      if (/^(Moorage is ready|Create the first administrator): /.test(text)) resolve()
    })
    child.once('close', (code) => reject(new Error(`moorage serve ended with ${code}:\n${[...output, ...log].join('\n')}`)))
  }).catch(async (error: unknown) => {
    if (!data) await rm(folder, { recursive: true, force: true })
    throw error
  })
  return new BoxServer(child, folder, data === undefined, output, log)
}
