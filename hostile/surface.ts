import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import type { Me } from '@moorage/api'
import { type BoxServer, startServer } from '../packages/server/box/server.ts'
import { newFile } from '../packages/server/box/wopi-requests.ts'
import { type Chance, chanceFrom } from './chance.ts'
import { otherRequest, type PortalVisitor, portalRequest, type Sent } from './portal-requests.ts'
import { editorRequest, rawBytes, type Token, wopiRequest } from './wopi-requests.ts'

export interface SurfaceReport {
  requests: number
  /** answers by their status; 0: the connection was closed */
  statuses: Record<string, number>
  /** what should not be, in words; empty: all is well */
  faults: string[]
}

const AT_ONCE = 12
const FAULTS_MOST = 20
const IDS_MOST = 400
/** Of what comes of strange requests; 507 and 503 say what they mean. */
const OURS = new Set([500, 502, 504, 505])
const STACK = /\n {4}at |\bat [\w.<>]+ \(|node_modules|\.[tj]s:\d/
const WOPI_STATUSES = new Set([200, 400, 401, 404, 405, 409, 412, 413, 431, 501, 503])

interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  text: string
}

const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })

function ask(origin: string, { method, path, headers, body }: Sent): Promise<Answer> {
  const { hostname, port } = new URL(origin)
  if (/[^\x21-\xff]/.test(path)) throw new Error(`no address goes on the wire like this: ${JSON.stringify(path)}`)
  return new Promise((resolve) => {
    const gone = () => resolve({ status: 0, headers: {}, text: '' })
    const length = body && body.length > 0 ? { 'content-length': String(body.length) } : {}
    const sent = request({ method, hostname, port, path, headers: { ...headers, ...length }, agent }, (answer) => {
      const chunks: Buffer[] = []
      let size = 0
      answer.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size < 200_000) chunks.push(chunk)
        // the stream of events never ends
        if (String(answer.headers['content-type']).startsWith('text/event-stream')) answer.destroy()
      })
      const done = () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(chunks).toString() })
      answer.on('close', done)
    })
    sent.on('error', gone)
    sent.end(body)
  })
}

function sendRaw(origin: string, bytes: Buffer): Promise<void> {
  const { port } = new URL(origin)
  return new Promise((resolve) => {
    const socket = connect(Number(port), '127.0.0.1', () => socket.end(bytes))
    socket
      .on('error', () => resolve())
      .on('close', () => resolve())
      .resume()
  })
}

interface World {
  server: BoxServer
  visitors: PortalVisitor[]
  tokens: Token[]
}

/** A demo, people of two organizations and every kind, and tokens of some files. Nothing in it calls anybody outside. */
async function openWorld(): Promise<World> {
  const nowhere = 'http://127.0.0.1:1/hosting/discovery'
  const server = await startServer({ environment: { WOPI_TEST_URL: nowhere, WOPI_PRODUCTION_URL: nowhere, MOORAGE_LOG_LEVEL: 'error' } })
  const people = [
    ['anna@demo.test', 'standard'],
    ['tariq@kestrel.test', 'standard'],
    ['noor@engineers.test', 'standard'],
    ['carmen@pier4.test', 'organization-administrator'],
    ['admin@demo.test', 'system-administrator'],
  ] as const
  const visitors: PortalVisitor[] = [{ name: 'nobody', kind: 'nobody', ids: [], foreign: [] }]
  for (const [email, kind] of people) {
    const visitor = await server.signIn(email)
    const me = await visitor.get<Me>('/api/me')
    visitors.push({ name: email, kind, ids: [...idsIn(JSON.stringify(me))], foreign: [], cookie: visitor.cookie as string })
  }
  const [, anna, tariq] = visitors as [PortalVisitor, PortalVisitor, PortalVisitor]
  // the same lists: whatever one sees from now on, the other must not reach
  tariq.foreign = anna.ids
  const tokens: Token[] = []
  for (const [user, path] of [
    ['anna@demo.test', '/My Files/Start here.docx'],
    ['tariq@kestrel.test', '/My Files/To do.txt'],
  ] as const) {
    const held = await server.session(user, path)
    for (const each of [held, await newFile(held, 'text', 'fuzzed.txt')])
      tokens.push({ fileId: each.wopiSrc.slice(each.wopiSrc.lastIndexOf('/') + 1), accessToken: each.accessToken })
  }
  return { server, visitors, tokens }
}

const idsIn = (text: string) => new Set(text.match(/(?<![a-z2-7])[a-z2-7]{26}(?![a-z2-7])/g) ?? [])

function learn(visitor: PortalVisitor, text: string, chance: Chance) {
  for (const id of idsIn(text.slice(0, 20_000)))
    if (visitor.ids.length < IDS_MOST) visitor.ids.push(id)
    else visitor.ids[chance.below(IDS_MOST)] = id
}

/** What an answer must not be, whatever was asked. */
function faultOf(sent: Sent, { status, headers, text }: Answer, { server, visitors }: World): string | undefined {
  const relayed = sent.origin === 'editor' && status === 502
  if (OURS.has(status) && !relayed) return `was answered ${status} ${text.slice(0, 200)}`
  const ofWopi = sent.origin === 'wopi' && sent.path.startsWith('/wopi/') && ['GET', 'POST'].includes(sent.method)
  if (ofWopi && status !== 0 && !WOPI_STATUSES.has(status)) return `was answered ${status}`
  if (sent.mustRefuse && status >= 200 && status < 300) return `was answered ${status}, though ${sent.mustRefuse}`
  if (sent.origin !== 'editor' && STACK.test(text) && !String(headers['content-type']).startsWith('text/html')) return 'answers a stack'
  if (text.includes(server.data)) return 'answers a path of the server'
  if (visitors.some(({ cookie }) => cookie && text.includes(cookie.split('=')[1] as string))) return 'answers a cookie'
  return undefined
}

/** Errors that the log has, each kind once. */
function unforeseen(log: string[]): string[] {
  const errors = log.filter((line) => /"level":(50|60)/.test(line))
  const kinds = new Map(errors.map((line) => [/"message":"([^"]*)"/.exec(line)?.[1] ?? line, line]))
  return [...kinds.values()].slice(0, FAULTS_MOST).map((line) => `the log says ${line.slice(0, 1500)}`)
}

/**
 * So many requests to a real server at all three of its addresses, from a seed. The server must be alive at the end, and
 * must have logged no error that nobody foresaw.
 */
export async function fuzzSurface(requests: number, seed: number, note: (done: number) => void = () => {}): Promise<SurfaceReport> {
  const chance = chanceFrom(seed)
  const world = await openWorld()
  const { server, visitors, tokens } = world
  const statuses: Record<string, number> = {}
  const faults: string[] = []
  const origins = { portal: server.portal, wopi: server.wopi, editor: server.editor }
  let begun = 0
  const client = async () => {
    while (begun < requests && faults.length < FAULTS_MOST && server.child.exitCode === null) {
      begun += 1
      if (begun % 1000 === 0) note(begun)
      if (chance.oneIn(200)) {
        await sendRaw(chance.of(Object.values(origins)), rawBytes(chance))
        continue
      }
      const visitor = chance.of(visitors)
      const kind = chance.below(20)
      const sent =
        kind < 9
          ? portalRequest(chance, visitor, server.portal)
          : kind === 9
            ? otherRequest(chance, visitor, server.portal)
            : kind < 18
              ? wopiRequest(chance, tokens)
              : editorRequest(chance, tokens, origins)
      if (!sent) {
        begun -= 1
        continue
      }
      const answer = await ask(origins[sent.origin], sent)
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1
      if (sent.origin === 'portal' && visitor.cookie && answer.status === 200 && !sent.path.startsWith('/api/admin/'))
        learn(visitor, answer.text, chance)
      const fault = faultOf(sent, answer, world)
      if (fault)
        faults.push(`${sent.what}: ${sent.method} ${sent.path.slice(0, 300)} ${fault}\n    ${String(sent.body ?? '').slice(0, 300)}`)
    }
  }
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, client))
    const alive = await fetch(`${server.wopi}/health`).then(
      ({ status }) => status === 200,
      () => false,
    )
    if (!alive) faults.push(`the server is gone: ${server.log.slice(-5).join('\n')}`)
    faults.push(...unforeseen(server.log))
  } finally {
    await server.stop()
  }
  return { requests: begun, statuses, faults }
}
