import type { BootstrapStore } from './bootstrap-store.ts'
import { containerInfo } from './memory-containers.ts'
import { type MemoryActor, type MemoryUser, type MemoryWorld, TEN_HOURS } from './memory-world.ts'
import type { EcosystemStore } from './store.ts'

const ECOSYSTEM = { kind: 'ecosystem' } as const

export const memoryEcosystem = (world: MemoryWorld): EcosystemStore<MemoryActor> => ({
  async checkEcosystem(actor) {
    return world.refusal(actor, ECOSYSTEM, false) ?? { SupportsContainers: Boolean(world.offers.containers) }
  },
  async rootContainer(actor) {
    const refusal = world.refusal(actor, ECOSYSTEM, false)
    if (refusal) return refusal
    return { outcome: 'ok', pointer: world.pointer(actor, world.root), info: containerInfo(world, world.root, actor.user) }
  },
  async ecosystemPointer(actor, { kind, id }) {
    const from = kind === 'file' ? world.openFile(actor, id, false) : world.openFolder(actor, id, false)
    return 'outcome' in from ? from : { outcome: 'ok', url: world.urlFor(actor, ECOSYSTEM) }
  },
})

/** For `createBootstrapper`: an OAuth token begins a new life, and so do the WOPI tokens made from it. */
export const memoryBootstrap = (world: MemoryWorld): BootstrapStore<MemoryUser> => {
  const inTenHours = () => world.now() + TEN_HOURS
  return {
    async authenticate(oauthToken) {
      return world.oauthTokens.get(oauthToken)
    },
    async bootstrap(user) {
      const ecosystemUrl = world.urlFor({ user, expiresAt: inTenHours() }, ECOSYSTEM)
      return { ecosystemUrl, userId: user.id, signInName: user.id, userFriendlyName: user.name }
    },
    async newAccessToken(user, fileId) {
      if (!world.files.has(fileId)) return { outcome: 'not-found' }
      const expiresAt = inTenHours()
      return { outcome: 'ok', accessToken: world.issueToken({ kind: 'file', id: fileId }, user, expiresAt), expiresAt }
    },
    async rootContainer(user) {
      const pointer = world.pointer({ user, expiresAt: inTenHours() }, world.root)
      return { outcome: 'ok', pointer, info: containerInfo(world, world.root, user) }
    },
  }
}
