import { randomBytes } from 'node:crypto'
import { newFile } from './file.mjs'
import { counter, heldOf, sha256, wopi } from './wopi-calls.mjs'
import { wrong } from './wrong.mjs'

const LOCK = 'crash'
const SIZES = [900, 4096, 20_000, 20_000, 65_536, 150_000]
const LARGE = 1_500_000

/** Never the same twice but for the empty one, which only a client that has the file to itself sends. */
function bodyOf(random, alone) {
  if (alone && random.chance(0.04)) return Buffer.alloc(0)
  return randomBytes(random.chance(0.03) ? LARGE : random.pick(SIZES))
}

function good({ status, headers }, what) {
  if (status !== 200) wrong(`${what} was answered ${status} ${headers.get('x-wopi-lockfailurereason') ?? ''}`)
}

/** A new file beside `beside`: there once it is answered. */
export async function create({ server, books, beside, random, files }) {
  const name = `crash ${randomBytes(6).toString('hex')}.txt`
  const body = bodyOf(random, true)
  const answer = await wopi.putRelative(server, beside, name, body)
  good(answer, 'PutRelativeFile')
  const held = heldOf(JSON.parse(answer.bytes.toString()).Url)
  const first = { version: 1, sha256: sha256(body) }
  books.acknowledged({ file: held.id, ...first })
  books.count('files')
  const file = newFile(held, name, first)
  files.push(file)
  return file
}

async function save({ server, books, random }, file, alone) {
  const body = bodyOf(random, alone)
  const hash = sha256(body)
  file.sent.add(hash)
  file.maybe.sha256.add(hash)
  const answer = await wopi.put(server, file, body, LOCK)
  good(answer, 'PutFile')
  const version = counter(answer.headers.get('x-wopi-itemversion'))
  books.acknowledged({ file: file.id, version, sha256: hash })
  books.count('saves')
  file.byVersion.set(version, hash)
  if (version > file.now.version) Object.assign(file.now, { version, sha256: hash })
  file.maybe.sha256.delete(hash)
}

/** A lock or a name: what was asked may be true from now on, and is once it is answered. */
async function change({ books }, file, kind, value, ask) {
  file.maybe[kind].add(value)
  good(await ask(), kind)
  file.now[kind] = value
  file.maybe[kind].delete(value)
  books.count(`${kind}s`)
}

export const lock = (world, file) => change(world, file, 'lock', LOCK, () => wopi.lock(world.server, file, LOCK))
const unlock = (world, file) => change(world, file, 'lock', '', () => wopi.unlock(world.server, file, LOCK))
const rename = (world, file) => {
  const name = `crash ${randomBytes(6).toString('hex')}`
  return change(world, file, 'name', `${name}.txt`, () => wopi.rename(world.server, file, name, LOCK))
}

/** Has a file to itself, now and then a new one: locks, saves, renames, unlocks. */
export async function author(world, desk) {
  if (!desk.file || world.random.chance(0.2)) desk.file = await create(world)
  await lock(world, desk.file)
  for (let saves = 1 + world.random.below(4); saves > 0; saves--) await save(world, desk.file, true)
  if (world.random.chance(0.4)) await rename(world, desk.file)
  if (world.random.chance(0.6)) await unlock(world, desk.file)
}

/** Saves into the one file that others save into at the same time, under the same lock. */
export const coauthor = (world) => save(world, world.shared, false)

/** Whatever it gets is one body that was sent, whole; and where that version was acknowledged, that one. */
export async function reader({ server, random, files, books }) {
  const file = random.pick(files)
  const answer = await wopi.get(server, file)
  good(answer, 'GetFile')
  const hash = sha256(answer.bytes)
  if (!file.sent.has(hash)) wrong(`a reader of ${file.id} got ${answer.bytes.length} bytes that nobody ever sent`)
  const known = file.byVersion.get(counter(answer.headers.get('x-wopi-itemversion')))
  if (known !== undefined && known !== hash) wrong(`a reader of ${file.id} got one version under the number of another`)
  books.count('reads')
}
