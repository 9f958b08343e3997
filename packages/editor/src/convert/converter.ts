import { createHash } from 'node:crypto'
import { realpathSync, statSync } from 'node:fs'
import { mkdtemp, open, readdir, rm, stat } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Copies, type Copy, copiesIn } from './copies.ts'
import { findOffice } from './find-office.ts'
import { OLD_FORMATS, type OldExtension, type Target } from './formats.ts'
import { runOffice } from './run-office.ts'
import { type Bounds, type Sandbox, sandboxFor } from './sandbox.ts'
import { turns } from './turns.ts'

const MIB = 2 ** 20
/** Larger ones take longer than anybody waits for. */
export const MAX_INPUT = 100 * MIB
export const BOUNDS: Bounds = { memory: 3 * 2 ** 30, output: 200 * MIB, seconds: 60 }
/** Together below the 60 seconds after which reverse proxies give up. */
const PATIENCE = { run: 45_000, turn: 10_000 }
const WAITING = 8
/** What could not be converted is not tried again by everybody who looks at it. */
const REMEMBERED_MS = 5 * 60_000
const KEPT_BYTES = 2 * 2 ** 30
const HOUR = 60 * 60_000
/** Folders of conversions under way are named so. */
export const WORK = 'moorage-convert-'

export interface ConverterOptions {
  /** `auto`, `off`, or the path of the program */
  program: string
  /** where converted copies are kept */
  folder: string
  /** what no document that is being converted may see: it holds `folder` and everybody's files */
  hidden: string
  log: { warn(details: object, message: string): void }
  /** shorter in tests; milliseconds */
  patience?: { run: number; turn: number }
}

export type Refused = 'no-converter' | 'busy' | 'too-large' | 'other-format' | 'unreadable' | 'too-slow'
/** The caller closes the copy. */
export type Converted<Failure> = { outcome: 'ok'; copy: Copy } | { outcome: 'failed'; failure: Failure } | { outcome: Refused }

export interface Asked<Failure> {
  from: OldExtension
  to: Target
  /** of the content, hexadecimal, where the host says it: a copy that is there already needs no bytes */
  sha256: string | undefined
  /** the bytes, asked for only when they are needed */
  read(): Promise<{ body: AsyncIterable<Uint8Array> } | { failure: Failure }>
}

export interface Converter {
  /** whether there is a program now */
  ready(): boolean
  convert<Failure>(asked: Asked<Failure>): Promise<Converted<Failure>>
  sweep(): Promise<void>
  /** ends what runs */
  close(): void
}

type Received = { outcome: 'ok'; sha256: string } | { outcome: 'too-large' | 'other-format' }

/** Writes the bytes to `file` as they come; stops reading when they are too many, or are not what they are called. */
async function receive(body: AsyncIterable<Uint8Array>, file: string, from: OldExtension): Promise<Received> {
  const hash = createHash('sha256')
  const handle = await open(file, 'wx', 0o600)
  const { magic } = OLD_FORMATS[from]
  let head = Buffer.alloc(0)
  let size = 0
  try {
    for await (const chunk of body) {
      size += chunk.length
      if (size > MAX_INPUT) return { outcome: 'too-large' }
      if (head.length < magic.length) head = Buffer.concat([head, chunk]).subarray(0, magic.length)
      hash.update(chunk)
      await handle.writeFile(chunk)
    }
  } finally {
    await handle.close()
  }
  if (!head.equals(Uint8Array.from(magic))) return { outcome: 'other-format' }
  return { outcome: 'ok', sha256: hash.digest('hex') }
}

/** Another version of the program may convert better: its copies are its own. */
const stampOf = (program: string) => Math.floor(statSync(realpathSync(program)).mtimeMs).toString(36)

/**
 * Documents of old formats as ones that can be shown or edited: converted by LibreOffice, one private folder and one
 * fenced process each, and kept by content, so that the same bytes are converted once. Whoever asks must have been
 * let read the file by its host.
 */
export function createConverter(options: ConverterOptions): Converter {
  const { folder, hidden, log, patience = PATIENCE } = options
  const copies: Copies = copiesIn(folder, { bytes: KEPT_BYTES, now: Date.now })
  const queue = turns({ atOnce: Math.max(1, Math.min(2, availableParallelism() >> 1)), waiting: WAITING, patience: patience.turn })
  const closing = new AbortController()
  const failures = new Map<string, { outcome: 'unreadable' | 'too-slow'; at: number }>()
  const underWay = new Map<string, Promise<unknown>>()
  let sandbox: Promise<Sandbox> | undefined

  /** The copy that is there, or why there is none; undefined when nobody asked lately. */
  async function known(name: string): Promise<Exclude<Converted<never>, { outcome: 'failed' }> | undefined> {
    for (const [failed, { at }] of failures) if (Date.now() - at > REMEMBERED_MS) failures.delete(failed)
    const copy = await copies.find(name)
    return copy ? { outcome: 'ok', copy } : failures.get(name)
  }

  /** Only the tightest is kept: a machine that had no process left for a moment is no reason to stay at less. */
  async function fence(): Promise<Sandbox> {
    sandbox ??= sandboxFor(hidden, BOUNDS)
    const found = await sandbox
    if (found.level !== 'full') sandbox = undefined
    return found
  }

  async function work<Failure>({ from, to, read }: Asked<Failure>, program: string): Promise<Converted<Failure>> {
    const place = await mkdtemp(join(tmpdir(), WORK))
    const began = performance.now()
    try {
      const source = await read()
      if ('failure' in source) return { outcome: 'failed', failure: source.failure }
      const input = join(place, `document.${from}`)
      const received = await receive(source.body, input, from)
      if (received.outcome !== 'ok') return received
      const name = nameOf(received.sha256, from, to, program)
      const answer = await known(name)
      if (answer) return answer
      const fenced = await fence()
      const signal = closing.signal
      const result = await runOffice({ program, sandbox: fenced, input, from, to, patience: patience.run, signal })
      if (result.outcome !== 'ok') {
        const said = 'said' in result ? result.said : ''
        log.warn(
          { from, to, outcome: result.outcome, ms: Math.round(performance.now() - began), said },
          'a document could not be converted',
        )
        failures.set(name, { outcome: result.outcome, at: Date.now() })
        return { outcome: result.outcome }
      }
      await copies.put(name, result.output)
      const copy = await copies.find(name)
      return copy ? { outcome: 'ok', copy } : { outcome: 'too-large' }
    } finally {
      await rm(place, { recursive: true, force: true })
    }
  }

  return {
    ready: () => findOffice(options.program) !== undefined,

    async convert<Failure>(asked: Asked<Failure>): Promise<Converted<Failure>> {
      const program = findOffice(options.program)
      if (!program) return { outcome: 'no-converter' }
      const { sha256, from, to } = asked
      const name = sha256 === undefined ? undefined : nameOf(sha256, from, to, program)
      // whoever asks for what is being made waits for it, and reads it then
      if (name) await underWay.get(name)?.catch(() => undefined)
      const answer = name && (await known(name))
      if (answer) return answer
      const making = queue.take(() => work(asked, program))
      if (name) underWay.set(name, making)
      try {
        return (await making) ?? { outcome: 'busy' }
      } finally {
        if (name && underWay.get(name) === making) underWay.delete(name)
      }
    },

    async sweep() {
      await copies.sweep()
      // a server that was killed could not tidy up
      for (const name of await readdir(tmpdir()).catch(() => [])) {
        if (!name.startsWith(WORK)) continue
        const found = await stat(join(tmpdir(), name)).catch(() => undefined)
        if (found && found.uid === process.getuid?.() && Date.now() - found.mtimeMs > HOUR)
          await rm(join(tmpdir(), name), { recursive: true, force: true })
      }
    },

    close: () => closing.abort(),
  }
}

const nameOf = (sha256: string, from: OldExtension, to: Target, program: string) => `${sha256}-${from}-${stampOf(program)}.${to}`
