import { compare, only, signed, withWorld } from './operations.mjs'
import { signIn } from './server.mjs'

const AT_ONCE = 8

/** How much longer each operation takes with so many files instead of the first number of them. Each number is a world of its own. */
export async function growth({ sizes, say }) {
  const [rounds, ms] = [5, 1500]
  const perSize = {}
  for (const files of sizes) {
    perSize[files] = await withWorld({ files }, async (world) => {
      const { server, load } = world
      const held = world.held.filter((_, n) => n % Math.floor(world.held.length / AT_ONCE) === 0).slice(0, AT_ONCE)
      const calls = await signed(world, held)
      const { headers } = await signIn(server.portal, 'anna@demo.test')
      const get = (paths) => ({ origin: server.portal, clients: paths.map((path) => [{ method: 'GET', path, headers }]) })
      const measure = async (target) => (await compare(load, { moorage: target }, { rounds, ms })).moorage
      await load.run({ origin: server.wopi, clients: only(calls, 'lock'), operations: AT_ONCE })
      return {
        checkFileInfo: await measure({ origin: server.wopi, clients: only(calls, 'checkFileInfo') }),
        putFile100kB: await measure({ origin: server.wopi, clients: only(calls, 'putFile') }),
        folderListing: await measure(get(held.map(({ folderId }) => `/api/folders/${folderId}/items`))),
        search: await measure(get(held.map(({ word }) => `/api/search?q=${word}`))),
      }
    })
    say(files, perSize[files])
  }
  const [first, last] = [perSize[sizes[0]], perSize[sizes.at(-1)]]
  const times = Object.fromEntries(
    Object.keys(first).map((name) => [name, Number((first[name].perSecond / last[name].perSecond).toFixed(3))]),
  )
  return { perSize, times, worst: Math.max(...Object.values(times)) }
}
