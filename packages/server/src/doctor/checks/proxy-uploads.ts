import { Readable } from 'node:stream'
import { inUnits } from '../amounts.ts'
import { connectionProblem, probe } from '../ask.ts'
import { type CheckDefinition, type Finding, failure, ok, type World, warning } from '../check.ts'
import { atWopi, proxyLines } from '../reached.ts'

const MB = 2 ** 20
const LADDER = [1, 10, 100, 300].map((size) => size * MB)
const ZEROES = Buffer.alloc(MB)
/** of halvings once a size has failed */
const HALVINGS = 3
/** for all of it: a line that is slow is not a mistake */
const PATIENCE_MS = 45_000

function* zeroes(size: number) {
  for (let left = size; left > 0; left -= MB) yield left < MB ? ZEROES.subarray(0, left) : ZEROES
}

type Outcome = 'arrived' | 'too slow' | { refused: string }

async function send(world: World, size: number, until: number): Promise<Outcome> {
  const timeoutMs = Math.max(1, Math.ceil(until - performance.now()))
  try {
    const { answer, seen } = await probe(world, world.app.config.wopiOrigin, {
      method: 'POST',
      headers: { 'content-length': String(size), 'content-type': 'application/octet-stream' },
      body: Readable.from(zeroes(size), { objectMode: false, highWaterMark: 4 * MB }),
      timeoutMs,
    })
    return seen?.received === size ? 'arrived' : { refused: `status ${answer.status}` }
  } catch (error) {
    return performance.now() >= until ? 'too slow' : { refused: connectionProblem(error) }
  }
}

async function uploads(world: World, origin: string): Promise<Finding> {
  const { maxFileSize } = world.app.config
  const until = performance.now() + PATIENCE_MS
  const sizes = [...new Set(LADDER.map((size) => Math.min(size, maxFileSize)))]
  let largest = 0
  for (const size of sizes) {
    const outcome = await send(world, size, until)
    if (outcome === 'too slow') return slow(largest, size)
    if (outcome !== 'arrived') return refusal({ ...(await halve(world, largest, size, until)), how: outcome.refused, maxFileSize })
    largest = size
  }
  return ok(`Uploads of up to ${inUnits(largest)} went through ${origin}`)
}

/** Narrows down between a size that went and one that did not. */
async function halve(world: World, went: number, failed: number, until: number) {
  for (let round = 0; round < HALVINGS; round++) {
    const middle = Math.round((went + failed) / 2)
    const outcome = await send(world, middle, until)
    if (outcome === 'too slow') break
    if (outcome === 'arrived') went = middle
    else failed = middle
  }
  return { went, failed }
}

const slow = (largest: number, size: number): Finding =>
  largest >= 10 * MB
    ? ok(`Uploads of up to ${inUnits(largest)} went through; ${inUnits(size)} took too long to wait for`)
    : warning(`${inUnits(size)} did not arrive within ${PATIENCE_MS / 1000} seconds; the largest that did was ${inUnits(largest)}`, {
        why: 'Large files take so long to save that editors give up.',
        change: 'Look at the line between this machine and the proxy, and at limits of speed there (limit_rate, traffic shaping).',
      })

function refusal({ went, failed, how, maxFileSize }: { went: number; failed: number; how: string; maxFileSize: number }): Finding {
  return failure(
    `${went === 0 ? 'No upload went through' : `The largest upload that went through was ${inUnits(went)}`}; ${inUnits(failed)} did not (${how})`,
    {
      why: 'Larger files are neither uploaded nor saved: editors report an error and people lose work.',
      change: `${proxyLines({
        nginx: 'client_max_body_size 0;',
        Apache: 'LimitRequestBody 0',
        Caddy: `request_body { max_size ${Math.ceil(maxFileSize / MB)}MiB }   (or take request_body out)`,
        IIS: '<requestLimits maxAllowedContentLength="4294967295"/>',
      })}\nOr say it in moorage.yaml, so that people are told before they send: maxFileSize: ${Math.max(1, Math.floor(went / MB))} MB`,
    },
  )
}

export const proxyUploadChecks: CheckDefinition[] = [
  { id: 'uploads', group: 'proxy', title: 'Files of up to 300 MB pass through the WOPI address', look: atWopi(uploads) },
]
