import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { byAddress } from './by-address.ts'

export const COMMAND = fileURLToPath(new URL('../bin/moorage.cjs', import.meta.url))

/** The environment without anybody's settings of Moorage, and without LibreOffice, which only some machines have. */
export const cleanEnvironment = (more: Record<string, string> = {}): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(MOORAGE|WOPI)_/.test(name))),
  MOORAGE_LIBRE_OFFICE: 'off',
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
  /** the words of a program that runs it */
  under?: string[]
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
    const ports = /portal on port (\d+), WOPI on (\d+), editor on (\d+)/.exec(output.join('\n'))
    this.child = child
    this.data = data
    this.portal = `http://localhost:${ports?.[1]}`
    this.wopi = `http://localhost:${ports?.[2]}`
    this.editor = `http://localhost:${ports?.[3]}`
    this.output = output
    this.log = log
    this.#temporary = temporary
  }

  /** The demo's password, or undefined without a demo. */
  get password() {
    return /password (\S+)$/m.exec(this.output.join('\n'))?.[1]
  }

  /** One click on a demo card. */
  async signIn(email = 'anna@demo.test'): Promise<Visitor> {
    const visitor = new Visitor(this.portal)
    const answer = await visitor.post('/api/sign-in/demo', { email })
    if (!answer.ok) throw new Error(`signing in as ${email} was answered ${answer.status} ${await answer.text()}`)
    return visitor
  }

  /** Nobody yet: no cookie. */
  visitor() {
    return new Visitor(this.portal)
  }

  /** Nobody yet, at an organization's own host name. */
  visitorAt(hostname: string) {
    return new Visitor(`http://${hostname}:${new URL(this.portal).port}`, byAddress)
  }

  /** `moorage …` on this server's data folder; resolves with what it printed, rejects with `stderr` when it failed. */
  command(...words: string[]): Promise<string> {
    return moorage(...words, '--data', this.data)
  }

  /** `moorage session` */
  async session(user: string, path: string, ...more: string[]) {
    const text = await this.command('session', '--user', user, '--path', path, ...more)
    return JSON.parse(text) as { wopiSrc: string; accessToken: string; accessTokenTtl: number }
  }

  /** SIGTERM, and the end awaited. Answers the exit code. */
  async stop(): Promise<number | null> {
    const code = await new Promise<number | null>((resolve) => {
      if (this.child.exitCode !== null || this.child.signalCode !== null) return resolve(this.child.exitCode)
      this.child.once('exit', resolve)
      this.child.kill('SIGTERM')
    })
    if (this.#temporary) await rm(this.data, { recursive: true, force: true })
    return code
  }
}

/** `moorage …`; resolves with what it printed, rejects with `stderr` when it failed. */
export async function moorage(...words: string[]): Promise<string> {
  return (await promisify(execFile)(process.execPath, [COMMAND, ...words], { env: cleanEnvironment() })).stdout
}

/** A browser's share of HTTP: one cookie, and the origin that it would say. */
export class Visitor {
  readonly portal: string
  cookie: string | undefined
  readonly #fetch: (url: URL, init: RequestInit) => Promise<Response>

  constructor(portal: string, send: (url: URL, init: RequestInit) => Promise<Response> = fetch) {
    this.portal = portal
    this.#fetch = send
  }

  /** `path` on the portal, or a whole address; the cookie goes to the portal only. Redirects are not followed. */
  async fetch(path: string, init: RequestInit & { duplex?: 'half' } = {}): Promise<Response> {
    const url = new URL(path, this.portal)
    const headers = new Headers(init.headers)
    if (url.origin === this.portal) {
      if (!headers.has('origin')) headers.set('origin', this.portal)
      if (this.cookie) headers.set('cookie', this.cookie)
    }
    const answer = await this.#fetch(url, { redirect: 'manual', ...init, headers })
    for (const cookie of answer.headers.getSetCookie()) {
      const pair = cookie.split(';')[0] as string
      if (pair.startsWith('moorage_session=')) this.cookie = pair === 'moorage_session=' ? undefined : pair
    }
    return answer
  }

  #send(method: string, path: string, body?: unknown) {
    const json = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    return this.fetch(path, { method, ...json })
  }
  post(path: string, body?: unknown) {
    return this.#send('POST', path, body)
  }
  patch(path: string, body?: unknown) {
    return this.#send('PATCH', path, body)
  }
  delete(path: string, body?: unknown) {
    return this.#send('DELETE', path, body)
  }

  /** GET, and the JSON of a good answer. */
  async get<T>(path: string): Promise<T> {
    const answer = await this.fetch(path)
    if (!answer.ok) throw new Error(`GET ${path} was answered ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as T
  }
}

/** What a stream of text says, piece by piece. */
export const textReader = (answer: Response): ReadableStreamDefaultReader<string> =>
  (answer.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader()

/** Starts `moorage serve` on free ports and waits until it says that it is ready. Rejects with its last words. */
export async function startServer({
  demo = true,
  data,
  environment = {},
  words = [],
  anyPorts = true,
  nodeOptions = [],
  under = [],
}: StartOptions = {}): Promise<BoxServer> {
  const folder = data ?? (await mkdtemp(join(tmpdir(), 'moorage-box-')))
  const given = words.some((word) => word.includes('port')) || Object.keys(environment).some((name) => /_PORT$|_URL$/.test(name))
  const ports = anyPorts && !given ? ['--port', '0'] : []
  const line = [
    ...under,
    process.execPath,
    ...nodeOptions,
    COMMAND,
    'serve',
    ...(demo ? ['--demo'] : []),
    '--data',
    folder,
    ...ports,
    ...words,
  ]
  const child = spawn(line[0] as string, line.slice(1), { env: cleanEnvironment(environment), stdio: ['ignore', 'pipe', 'pipe'] })
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
