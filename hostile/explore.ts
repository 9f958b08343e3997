import { Session } from 'node:inspector'
import { type Chance, chanceFrom } from './chance.ts'

export interface Target {
  name: string
  seeds: readonly Uint8Array[]
  /** what the grammar is made of, to be put in anywhere */
  words: readonly string[]
  /** takes the input, refuses it as it should, and throws for anything else */
  take(input: Uint8Array): unknown
}

export interface Explored {
  name: string
  inputs: number
  /** inputs that reached something new, the seeds among them */
  kept: number
  /** blocks of our code that were reached, by how often at once */
  reached: number
  /** with the input that led there, in base64; undefined: every input was taken or refused in order */
  fault?: string
}

const BATCH = 32
const LONGEST = 60_000
const POINTED = [0, 1, 0x7f, 0x80, 0xff, 0x22, 0x26, 0x2b, 0x3c, 0x3e, 0x0a, 0x20]

function changed(input: Uint8Array, chance: Chance, { words }: Target, corpus: readonly Uint8Array[]): Uint8Array {
  let bytes = Buffer.from(input)
  for (let times = 1 + chance.below(4); times > 0; times--) {
    const at = chance.below(bytes.length + 1)
    const to = Math.min(bytes.length, at + 1 + chance.below(24))
    const put = (piece: Uint8Array, end = at) => Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(end)])
    switch (chance.below(7)) {
      case 0:
        if (at < bytes.length) bytes[at] = (bytes[at] as number) ^ (1 << chance.below(8))
        break
      case 1:
        if (at < bytes.length) bytes[at] = chance.of(POINTED)
        break
      case 2:
        bytes = put(Buffer.alloc(0), to)
        break
      case 3:
        bytes = put(bytes.subarray(at, to))
        break
      case 4:
        bytes = Buffer.concat(Array.from({ length: 1 + chance.below(chance.oneIn(20) ? 3000 : 5) }, () => bytes.subarray(at, to)))
        break
      case 5: {
        const other = chance.of(corpus)
        bytes = put(other.subarray(chance.below(other.length + 1)).subarray(0, 200))
        break
      }
      default:
        if (words.length > 0) bytes = put(Buffer.from(chance.of(words)), chance.oneIn(2) ? to : at)
    }
  }
  return bytes.subarray(0, LONGEST)
}

interface Coverage {
  result: { url: string; scriptId: string; functions: { ranges: { startOffset: number; endOffset: number; count: number }[] }[] }[]
}

/** Counts what V8 ran of our packages since it was asked last, block by block. */
function coverage() {
  const session = new Session()
  session.connect()
  session.post('Profiler.enable')
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  return {
    take(): string[] {
      let found: Coverage['result'] = []
      session.post('Profiler.takePreciseCoverage', (_error, answer) => {
        found = (answer as Coverage | undefined)?.result ?? []
      })
      return found
        .filter(({ url }) => url.includes('/packages/'))
        .flatMap(({ scriptId, functions }) => functions.flatMap(({ ranges }) => ranges.map((range) => ({ scriptId, ...range }))))
        .flatMap(({ scriptId, startOffset, endOffset, count }) =>
          count > 0 ? [`${scriptId} ${startOffset} ${endOffset} ${Math.min(8, Math.floor(Math.log2(count)))}`] : [],
        )
    },
    end: () => session.disconnect(),
  }
}

/**
 * Tries so many inputs, made by changing those that reached something new. From the same seed and program it is the
 * same walk.
 */
export async function explore(target: Target, inputs: number, seed: number): Promise<Explored> {
  const chance = chanceFrom(seed)
  const corpus = [...target.seeds]
  const reached = new Set<string>()
  const seen = coverage()
  const isNew = (blocks: string[]) => {
    const before = reached.size
    for (const block of blocks) reached.add(block)
    return reached.size > before
  }
  let done = 0
  const one = async (input: Uint8Array) => {
    try {
      await target.take(input)
    } catch (error) {
      throw new Error(`${(error as Error).stack}\n${Buffer.from(input).toString('base64').slice(0, 4000)}`)
    }
  }
  try {
    for (const input of target.seeds) await one(input)
    isNew(seen.take())
    while (done < inputs) {
      const batch = Array.from({ length: Math.min(BATCH, inputs - done) }, () => changed(chance.of(corpus), chance, target, corpus))
      for (const input of batch) await one(input)
      done += batch.length
      const news = seen.take().filter((block) => !reached.has(block))
      if (news.length === 0) continue
      // which of them it was: each alone
      for (const input of batch) {
        await one(input)
        if (isNew(seen.take())) corpus.push(input)
      }
    }
    return { name: target.name, inputs: done, kept: corpus.length, reached: reached.size }
  } catch (error) {
    return { name: target.name, inputs: done, kept: corpus.length, reached: reached.size, fault: (error as Error).message }
  } finally {
    seen.end()
  }
}
