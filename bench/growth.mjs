import { compare, only, signed, withWorld } from './operations.mjs'
import { signIn } from './server.mjs'

const AT_ONCE = 8
const SPAN = { rounds: 7, ms: 1500 }

/** A server for each number of files, all of them there at once: they take turns, as floors do. */
const withWorlds = (sizes, work, worlds = []) =>
  sizes.length === worlds.length
    ? work(worlds)
    : withWorld({ files: sizes[worlds.length] }, (world) => withWorlds(sizes, work, [...worlds, world]))

/** What eight clients ask a world for, by operation. */
async function targetsOf(world) {
  const { server, load } = world
  const held = world.held.filter((_, n) => n % Math.floor(world.held.length / AT_ONCE) === 0).slice(0, AT_ONCE)
  const calls = await signed(world, held)
  const { headers } = await signIn(server.portal, 'anna@demo.test')
  const get = (paths) => ({ origin: server.portal, clients: paths.map((path) => [{ method: 'GET', path, headers }]) })
  await load.run({ origin: server.wopi, clients: only(calls, 'lock'), operations: AT_ONCE })
  return {
    checkFileInfo: { origin: server.wopi, clients: only(calls, 'checkFileInfo') },
    putFile100kB: { origin: server.wopi, clients: only(calls, 'putFile') },
    folderListing: get(held.map(({ folderId }) => `/api/folders/${folderId}/items`)),
    search: get(held.map(({ word }) => `/api/search?q=${word}`)),
    // every file has it
    searchCommonWord: get(held.map(() => '/api/search?q=bench')),
  }
}

/** How many times longer each operation takes with the last of these numbers of files than with the first. */
export async function growth({ sizes, say }) {
  return withWorlds(sizes, async (worlds) => {
    const targets = await Promise.all(worlds.map(targetsOf))
    const perOperation = {}
    for (const name of Object.keys(targets[0])) {
      const bySize = Object.fromEntries(sizes.map((size, n) => [`${size} files`, targets[n][name]]))
      perOperation[name] = await compare(worlds[0].load, bySize, SPAN)
      say(name, perOperation[name])
    }
    const times = Object.fromEntries(Object.entries(perOperation).map(([name, { ratios }]) => [name, ratios[`${sizes.at(-1)} files`]]))
    return { sizes, perOperation, times, worst: Math.max(...Object.values(times)) }
  })
}
