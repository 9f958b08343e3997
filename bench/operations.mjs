import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startFloor } from './floor/floor.mjs'
import { ACCEL_SETTINGS, startNginx } from './floor/nginx.mjs'
import { startLoad } from './load.mjs'
import { median } from './percentiles.mjs'
import { signIn, startServer } from './server.mjs'
import { callsOn, signerFrom } from './wopi-client.mjs'
import { addFiles, addGrants } from './world.mjs'

const AT_ONCE = 8
/** a page of the portal */
const IN_FOLDER = 100
const LARGE = 10_000_000
const SMALL = 100_000

/**
 * Each in turn for `ms`, so often as there are `rounds`: what slows the machine down for a while slows all of them. `targets`: name → { origin, clients }.
 * Answers, by name, operations a second and milliseconds (of the median round), and the first one's ratio to each other (the median of the rounds' own).
 */
export async function compare(load, targets, { rounds, ms }) {
  const seen = Object.fromEntries(Object.keys(targets).map((name) => [name, []]))
  // the first round is not counted: code that has run for a while is compiled, and servers run for months
  for (let round = -1; round < rounds; round++)
    for (const [name, target] of Object.entries(targets)) {
      const { operations, seconds, errors, ms: took } = await load.run({ ...target, ms })
      if (Object.keys(errors).length > 0) throw new Error(`${name}: ${JSON.stringify(errors)}`)
      if (round >= 0) seen[name].push({ perSecond: operations / seconds, took })
    }
  const [first, ...others] = Object.keys(targets)
  const rates = (name) => seen[name].map(({ perSecond }) => perSecond)
  return {
    ...Object.fromEntries(
      Object.keys(targets).map((name) => {
        const perSecond = median(rates(name))
        const { took } = seen[name].find((round) => round.perSecond === perSecond)
        return [name, { perSecond: Number(perSecond.toPrecision(4)), ...took }]
      }),
    ),
    ratios: Object.fromEntries(
      others.map((name) => [name, Number(median(rates(first).map((rate, round) => rate / rates(name)[round])).toFixed(3))]),
    ),
  }
}

/** A demo with files that a client each holds, small and large; `work` gets what to drive it with. */
export async function withWorld({ files = AT_ONCE, settings = {} }, work) {
  const place = await mkdtemp(join(tmpdir(), 'moorage-bench-'))
  const data = join(place, 'data')
  const load = startLoad()
  try {
    await (await startServer(data)).stop()
    const held = addGrants(data, addFiles(data, files))
    let pid
    const server = await startServer(data, { settings, spawned: (child) => (pid = child.pid) })
    try {
      const sign = signerFrom(join(data, 'editor-keys.json'))
      return await work({ place, data, server, pid, held, load, sign })
    } finally {
      await server.stop()
    }
  } finally {
    load.stop()
    await rm(place, { recursive: true, force: true })
  }
}

/** The calls of each client, signed for where they go. `saved`: each file will have been saved with so many bytes before it is read. */
export const signed = (world, held, put, saved = false) =>
  Promise.all(held.map((file) => callsOn(file, { publicOrigin: world.server.wopi, sign: world.sign, put, saved })))

const SAVE = { method: 'POST', path: '/floor/save', body: SMALL }
const COMMIT = { method: 'POST', path: '/floor/lock' }

/** The calls of each client, signed for the floor. */
const toFloor = (world, origin, held, calls) =>
  Promise.all(
    held.map(({ token }) =>
      Promise.all(
        calls.map(async (call) => {
          const path = `${call.path}?access_token=${token}`
          return { ...call, path, headers: await world.sign(`${origin}${path}`, token) }
        }),
      ),
    ),
  )

export const only = (calls, ...names) => calls.map((each) => names.map((name) => each[name]))

async function lockAndFill(world, calls) {
  const { errors } = await world.load.run({
    origin: world.server.wopi,
    clients: only(calls, 'lock', 'putFile'),
    operations: calls.length,
  })
  if (Object.keys(errors).length > 0) throw new Error(`locking and filling: ${JSON.stringify(errors)}`)
}

/** Every operation beside its floor and its limit. `quick`: those whose ratios are watched, for a short while. */
export async function operations({ quick, say }) {
  // many short rounds: what slows the machine down for a moment then falls on few of them
  const span = quick ? { rounds: 9, ms: 500 } : { rounds: 7, ms: 2000 }
  return withWorld({ files: IN_FOLDER, settings: ACCEL_SETTINGS }, async (world) => {
    const { server, load } = world
    const held = world.held.slice(0, AT_ONCE)
    const origin = server.wopi
    const calls = await signed(world, held, SMALL, true)
    const large = await signed(world, held.slice(0, 4), LARGE, true)
    await lockAndFill(world, calls)
    const info = await (await fetch(new URL(calls[0].checkFileInfo.path, origin), { headers: calls[0].checkFileInfo.headers })).text()
    const folder = join(world.place, 'floor')
    const floor = await startFloor({ data: world.data, folder, info, small: randomBytes(SMALL), large: randomBytes(LARGE) })
    const nginx = await startNginx({
      folder: join(world.place, 'nginx'),
      files: folder,
      blobs: join(world.data, 'blobs'),
      upstream: origin,
    })
    const results = {}
    const measure = async (name, targets) => {
      results[name] = await compare(load, targets, span)
      say(name, results[name])
    }
    const besides = async (...calls) => ({ origin: floor.origin, clients: await toFloor(world, floor.origin, held, calls) })
    const forLarge = ({ clients, ...rest }) => ({ ...rest, clients: clients.slice(0, large.length) })
    const bare = (path, clients = AT_ONCE) => Array.from({ length: clients }, () => [{ method: 'GET', path, headers: {} }])
    const product = (...names) => ({ origin, clients: only(calls, ...names) })
    try {
      await measure('checkFileInfo', {
        moorage: product('checkFileInfo'),
        floor: await besides({ method: 'GET', path: '/floor/info' }),
        ...(quick ? {} : { limit: { origin: floor.origin, clients: bare('/limit/info') } }),
      })
      await measure('putFile100kB', {
        moorage: product('putFile'),
        floor: await besides(SAVE),
      })
      if (!quick) {
        await measure('getFile100kB', { moorage: product('getFile'), floor: await besides({ method: 'GET', path: '/floor/small' }) })
        await measure('refreshLock', { moorage: product('refreshLock'), floor: await besides(COMMIT) })
        await measure('lockPutUnlock', { moorage: product('lock', 'putFile', 'unlock'), floor: await besides(COMMIT, SAVE, COMMIT) })
        await lockAndFill(world, calls)
        await portalOperations(world, floor, measure)
      }
      await lockAndFill(world, large)
      const getLarge = { origin, clients: only(large, 'getFile') }
      await measure('getFile10MB', {
        moorage: getLarge,
        ...(nginx ? { nginx: { origin: nginx.origin, clients: bare('/files/large', large.length) } } : {}),
        ...(quick
          ? {}
          : {
              floor: forLarge(await besides({ method: 'GET', path: '/floor/large' })),
              limit: { origin: floor.origin, clients: bare('/limit/large', large.length) },
            }),
      })
      if (nginx)
        await measure('getFile10MBBehindNginx', {
          moorage: { ...getLarge, origin: nginx.origin },
          nginx: { origin: nginx.origin, clients: bare('/files/large', large.length) },
        })
      if (!quick)
        await measure('putFile10MB', {
          moorage: { origin, clients: only(large, 'putFile') },
          floor: forLarge(await besides({ ...SAVE, body: LARGE })),
        })
      return { operations: results, memory: { mostMB: await memoryOf(world.pid, 'VmHWM') } }
    } finally {
      floor.stop()
      await nginx?.stop()
    }
  })
}

async function portalOperations({ server, held }, floor, measure) {
  const session = await signIn(server.portal, 'anna@demo.test')
  const headers = session.headers
  const clients = (path) => Array.from({ length: AT_ONCE }, () => [{ method: 'GET', path, headers }])
  const beside = (path, floorPath) => ({
    moorage: { origin: server.portal, clients: clients(path) },
    floor: { origin: floor.origin, clients: clients(floorPath) },
  })
  const [{ folderId, word }] = held
  await measure('folderListing', beside(`/api/folders/${folderId}/items`, `/floor/listing?folder=${folderId}`))
  await measure('search', beside(`/api/search?q=${word}`, `/floor/search?folder=${folderId}&word=${word}`))
}

/** Resident megabytes of a process, now (VmRSS) or at most so far (VmHWM); undefined where the system does not say. */
export const memoryOf = (pid, which = 'VmRSS') =>
  readFile(`/proc/${pid}/status`, 'utf8').then(
    (text) => Math.round(Number(new RegExp(`${which}:\\s+(\\d+)`).exec(text)?.[1]) / 1024),
    () => undefined,
  )
