import type { ContainerResult, EcosystemStore } from '@moorage/wopi'
import { rootsOf } from '../access/shares.ts'
import type { App } from '../app.ts'
import { containerInfo } from './container-info.ts'
import { containerPointer, ecosystemUrl } from './pointers.ts'
import { enter, enterFolder, enterRoot, type WopiActor } from './wopi-actor.ts'

type Handles = Pick<App, 'config' | 'db'>

/** Where a client begins that knows no file yet. */
export function ecosystemStore(app: Handles): EcosystemStore<WopiActor> {
  return {
    checkEcosystem: async (who) => {
      if (who.state !== 'live') return { outcome: 'unauthorized' }
      return who.offers.ecosystem ? { SupportsContainers: who.offers.containers } : { outcome: 'unsupported' }
    },
    rootContainer: async (who) => {
      if (who.state !== 'live') return { outcome: 'unauthorized' }
      return who.offers.ecosystem ? rootContainer(app, who) : { outcome: 'unsupported' }
    },
    ecosystemPointer: async (who, { kind, id }) => {
      if (!who.offers.ecosystem) return { outcome: 'unsupported' }
      const entered = kind === 'file' ? await enter(app, who, id) : await enterFolder(app, who, id)
      return entered.outcome === 'entered' ? { outcome: 'ok', url: await ecosystemUrl(app, who) } : entered
    },
  }
}

/**
 * The top folder of My Files. WOPI knows one root for a user, and this is the one store that everybody has, that is
 * theirs alone, and in which they may create: what an app's "New" and "Save" need first. There is no folder above
 * the Team Shares that could stand for all of them; their files are reached by links and from the portal.
 */
export async function rootContainer(app: Handles, who: WopiActor): Promise<ContainerResult> {
  const own = (await rootsOf(app, who.actor)).find(({ kind }) => kind === 'personal')
  const entered = own ? await enterRoot(app, who, own.id) : { outcome: 'not-found' as const }
  if (entered.outcome !== 'entered') return entered
  const { folder } = entered
  return { outcome: 'ok', pointer: await containerPointer(app, who, folder.node), info: containerInfo(app, who, folder) }
}
