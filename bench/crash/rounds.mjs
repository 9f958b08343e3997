import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { signIn, startServer } from '../server.mjs'
import { checkDatabase, checkFile, checkSaves } from './check.mjs'
import { author, coauthor, create, lock, reader } from './clients.mjs'
import { randomFrom } from './random.mjs'
import { ageBlobs, blobKeys, checkSweep } from './sweeping.mjs'
import { uploader } from './uploading.mjs'
import { heldOf } from './wopi-calls.mjs'
import { Wrong } from './wrong.mjs'

const COMMAND = fileURLToPath(new URL('../../packages/server/bin/moorage.cjs', import.meta.url))
const USER = 'anna@demo.test'
const FILE = '/My Files/Start here.docx'
const ROLES = [author, author, author, coauthor, coauthor, coauthor, uploader, reader, reader]
/** as many rounds work on the same files, then on new ones */
const ROUNDS_PER_FILES = 10
const ROUNDS_PER_SWEEP = 5
const OLDER_CHECKED = 25
const EVERYTHING = 100

/** Kills and restarts until `state.rounds` is `rounds`, and checks after each; then checks everything that was ever acknowledged. */
export async function runRounds({ folder, books, rounds, told, stopped }) {
  const data = join(folder, 'data')
  const world = { data, books, files: [], desks: ROLES.map(() => ({})) }
  // a run that was stopped in the middle of a round left that round's saves
  let unchecked = 0
  let keys
  while (!stopped()) {
    const begun = performance.now()
    const last = books.state.rounds >= rounds
    world.random = randomFrom(books.state.seed + books.state.rounds)
    world.server = await startServer(data)
    try {
      world.anna = await signIn(world.server.portal, USER)
      await checkAll(world, last || books.state.rounds % EVERYTHING === 0 ? 0 : unchecked)
      if (keys) await checkSweep(world, keys)
      if (last) return await world.server.stop()
      unchecked = books.saves.length
      if (world.files.length === 0 || books.state.rounds % ROUNDS_PER_FILES === 0) await openFiles(world)
      await loadUntilKilled(world)
    } catch (error) {
      await world.server.kill()
      throw error
    }
    keys = undefined
    if ((books.state.rounds + 1) % ROUNDS_PER_SWEEP === 0 || books.state.rounds + 1 === rounds) {
      keys = blobKeys(data)
      ageBlobs(data)
    }
    if (world.random.chance(0.15)) await killStarting(data, 30 + world.random.below(900))
    books.state.rounds++
    books.state.ms += Math.round(performance.now() - begun)
    books.keep()
    told(books)
  }
}

/** Every save since `from`, and some older ones. */
async function checkAll(world, from) {
  const { books, data, files, server, random } = world
  for (const file of files) await checkFile(server, file)
  const older = from === 0 ? [] : Array.from({ length: OLDER_CHECKED }, () => books.saves[random.below(from)])
  await checkSaves(world, [...books.saves.slice(from), ...older])
  checkDatabase(data)
}

async function openFiles(world) {
  const { stdout } = await promisify(execFile)(process.execPath, [COMMAND, 'session', '--user', USER, '--path', FILE, '--data', world.data])
  const { wopiSrc, accessToken } = JSON.parse(stdout)
  world.beside = heldOf(`${wopiSrc}?access_token=${accessToken}`)
  world.folderId = (await (await world.anna('/api/me')).json()).myFiles.id
  for (const desk of world.desks) desk.file = undefined
  world.files = []
  world.shared = await create(world)
  await lock(world, world.shared)
}

/** Everybody works until the server is killed: after a time, or at the very moment at which a save is acknowledged. */
async function loadUntilKilled(world) {
  const { server, random, books } = world
  let killing
  const kill = () => (killing ??= server.kill())
  const left = 1 + random.below(60)
  const seen = books.saves.length
  const timer = setTimeout(kill, random.chance(0.5) ? 50 + random.below(1200) : 3000)
  books.onAcknowledged(() => books.saves.length >= seen + left && kill())
  const work = async (role, desk) => {
    try {
      for (;;) await role(world, desk)
    } catch (error) {
      // a connection that breaks is what a kill looks like
      if (error instanceof Wrong || !killing) throw error
    }
  }
  try {
    await Promise.all(ROLES.map((role, n) => work(role, world.desks[n])))
  } finally {
    clearTimeout(timer)
    await kill()
  }
}

/** A start that is killed too. */
async function killStarting(data, ms) {
  let timer
  const spawned = (child) => {
    timer = setTimeout(() => child.kill('SIGKILL'), ms)
  }
  const server = await startServer(data, { spawned }).catch(() => undefined)
  clearTimeout(timer)
  await server?.kill()
}
