import { Readable } from 'node:stream'
import type { CaseSet } from '@moorage/validator/node'
import type { WopiTarget } from '@moorage/wopi'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { targetOf } from './relay-call.ts'
import { readBody } from './request-body.ts'
import { isSameOrigin } from './same-origin.ts'
import { parseLeftovers } from './validation-leftovers.ts'
import { isRemembered } from './validation-names.ts'
import { clean } from './validation-remembered.ts'
import {
  caseShelf,
  categoryOf,
  type RunAsked,
  runCases,
  type ValidationEvent,
  type ValidationWorld,
  validationRun,
} from './validation-run.ts'
import { allowedWopiSrc } from './wopi-src.ts'

const SMALL = 256 * 1024

/** What the page shows before anything has run. */
export interface Catalogue {
  id: string
  title: string
  groups: { name: string; hasDelay: boolean; cases: { name: string; description: string; category: string }[] }[]
}

const catalogueOf = ({ id, title, suite }: CaseSet): Catalogue => ({
  id,
  title,
  groups: suite.groups.map(({ name, hasDelay, cases }) => ({
    name,
    hasDelay,
    cases: cases.map(({ name, description, category }) => ({ name, description, category })),
  })),
})

function parseAsked(text: string): RunAsked | undefined {
  let value: Partial<Record<keyof RunAsked, unknown>> | null
  try {
    value = JSON.parse(text) as typeof value
  } catch {
    return undefined
  }
  const { set, group, name, category, withDelays, remembered = [] } = value ?? {}
  if (typeof set !== 'string' || !Array.isArray(remembered) || remembered.length > 200 || !remembered.every(isRemembered)) return undefined
  const known = typeof category === 'string' ? categoryOf(category) : undefined
  return {
    set,
    ...(typeof group === 'string' ? { group } : {}),
    ...(typeof name === 'string' ? { name } : {}),
    ...(known ? { category: known } : {}),
    withDelays: withDelays === true,
    remembered,
  }
}

/** Query names differ in case between templates and what hosts append. */
const queryOf = ({ url }: FastifyRequest) =>
  new Map([...new URLSearchParams(url.split('?')[1] ?? '')].map(([name, value]) => [name.toLowerCase(), value]))

/** File, token and its expiry of an automated call, which has them all in its address. */
function calledWith(request: FastifyRequest, wopiOrigins: readonly string[]) {
  const query = queryOf(request)
  const wopiSrc = allowedWopiSrc(query.get('wopisrc'), wopiOrigins)
  const accessToken = query.get('access_token') ?? ''
  if (!wopiSrc || !/^[!-~]+$/.test(accessToken)) return undefined
  return { query, target: { wopiSrc, accessToken }, ttl: Number(query.get('access_token_ttl')) || 0 }
}

/** The runs under way, one per file at most: the cases of two would trip over each other's locks. */
class Running {
  readonly #runs = new Map<string, { accessToken: string; stop: AbortController }>()

  /** undefined while another run is on this file */
  begin({ wopiSrc, accessToken }: WopiTarget): AbortController | undefined {
    if (this.#runs.has(wopiSrc)) return undefined
    const stop = new AbortController()
    this.#runs.set(wopiSrc, { accessToken, stop })
    return stop
  }
  /** Whoever began it may stop it: after the case under way, which still cleans up after itself. */
  stop({ wopiSrc, accessToken }: WopiTarget): void {
    const run = this.#runs.get(wopiSrc)
    if (run?.accessToken === accessToken) run.stop.abort()
  }
  end({ wopiSrc }: WopiTarget): void {
    this.#runs.delete(wopiSrc)
  }
}

/** One line of JSON per event, tokens out of all but what is to be cleaned. */
async function* lines(run: AsyncIterable<ValidationEvent>, done: () => void) {
  const { plainEvent } = await import('@moorage/validator')
  try {
    for await (const event of run) yield `${JSON.stringify(event.type === 'leftovers' ? event : plainEvent(event))}\n`
  } finally {
    done()
  }
}

const BUSY = { status: 409, reason: 'This file is being validated already.' }
const NO_FILE = { status: 400, reason: 'no file of a known host' }

/** The WOPI Validation application: what its page calls, and what automation calls. */
export function validationRoutes(scope: FastifyInstance, world: ValidationWorld): void {
  const shelf = caseShelf(world.casesFolder)
  const running = new Running()
  const stamp = (reply: FastifyReply) =>
    reply.headers({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' })

  const ours = async (request: FastifyRequest, reply: FastifyReply) => {
    stamp(reply)
    return isSameOrigin(request, world.origin) ? undefined : reply.code(403).send({ status: 403, reason: 'not from this origin' })
  }

  scope.get('/validation/cases', { onRequest: ours }, async (_request, reply) => {
    try {
      return await reply.send((await shelf()).map(catalogueOf))
    } catch (error) {
      world.log.error({ err: error }, 'the test cases cannot be read')
      return reply.code(500).send({ status: 500, reason: error instanceof Error ? error.message : 'The test cases cannot be read.' })
    }
  })

  scope.post('/validation/run', { onRequest: ours }, async (request, reply) => {
    const target = targetOf(request, world.wopiOrigins)
    if (!target) return reply.code(400).send(NO_FILE)
    const asked = parseAsked((await readBody(request.body, SMALL)).toString('utf8'))
    const set = asked && (await shelf()).find(({ id }) => id === asked.set)
    if (!asked || !set) return reply.code(400).send({ status: 400, reason: 'no such cases' })
    const ttl = Number(request.headers['moorage-ttl']) || 0
    const stop = running.begin(target)
    if (!stop) return reply.code(409).send(BUSY)
    // a page that is gone reads nothing any more
    reply.raw.on('close', () => stop.abort())
    const run = validationRun(world, target, ttl, set, asked, stop.signal)
    return reply
      .headers({ 'Content-Type': 'application/x-ndjson; charset=utf-8', 'X-Accel-Buffering': 'no' })
      .send(Readable.from(lines(run, () => running.end(target))))
  })

  scope.post('/validation/stop', { onRequest: ours }, async (request, reply) => {
    const target = targetOf(request, world.wopiOrigins)
    if (!target) return reply.code(400).send(NO_FILE)
    running.stop(target)
    return reply.send({})
  })

  scope.post('/validation/clean', { onRequest: ours }, async (request, reply) => {
    const target = targetOf(request, world.wopiOrigins)
    if (!target) return reply.code(400).send(NO_FILE)
    const leftovers = parseLeftovers((await readBody(request.body, SMALL)).toString('utf8'), target.wopiSrc, world.wopiOrigins)
    if (!leftovers) return reply.code(400).send({ status: 400, reason: 'no files of a known host' })
    return reply.send(await clean((suite) => runCases(world, target, 0, { suite }), leftovers))
  })

  scope.get('/validation/getinfo', async (request, reply) => {
    stamp(reply)
    const called = calledWith(request, world.wopiOrigins)
    if (!called) return reply.code(400).send(NO_FILE)
    const [set] = await shelf()
    const category = categoryOf(called.query.get('testcategory'))
    const wanted = (each: string) => !category || each === 'WopiCore' || each === category
    const cases = set?.suite.groups.flatMap((group) => group.cases.filter((test) => wanted(test.category)).map((test) => ({ group, test })))
    return reply.send(
      cases?.map(({ group, test }) => {
        const query = new URLSearchParams({ set: set?.id ?? '', group: group.name, name: test.name, WOPISrc: called.target.wopiSrc })
        query.set('access_token', called.target.accessToken)
        query.set('access_token_ttl', String(called.ttl))
        return `${world.origin}/validation/test?${query}`
      }),
    )
  })

  scope.get('/validation/test', async (request, reply) => {
    stamp(reply)
    const called = calledWith(request, world.wopiOrigins)
    if (!called) return reply.code(400).send(NO_FILE)
    const { query, target, ttl } = called
    const set = (await shelf()).find(({ id }) => id === query.get('set'))
    const group = query.get('group')
    const name = query.get('name')
    if (!set || !group || !name) return reply.code(400).send({ status: 400, reason: 'no such case' })
    if (!running.begin(target)) return reply.code(409).send(BUSY)
    try {
      const { plainEvent, reportOf } = await import('@moorage/validator')
      const startedAt = new Date().toISOString()
      const events = []
      for await (const event of runCases(world, target, ttl, set, { groups: [group], cases: [name], withDelays: true }))
        events.push(plainEvent(event))
      const report = reportOf(events, { title: name, host: target.wopiSrc, startedAt })
      const result = report.failed > 0 ? 'failed' : report.passed > 0 ? 'passed' : 'skipped'
      return await reply.send({ result, ...report })
    } finally {
      running.end(target)
    }
  })
}
