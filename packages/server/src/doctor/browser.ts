import { type Chromium, installedChromium, startChromium } from '../chromium/chromium.ts'
import type { World } from './check.ts'

export interface Browser {
  /** Opens a page in a window of its own; `logged` gets what the browser itself says about it. Answers how to close it. */
  visit(url: string, logged: (text: string) => void): Promise<() => void>
  end(): Promise<void>
}

const browsers = new WeakMap<World, Promise<Browser | undefined>>()

/** One for the whole look, which has to end it; undefined where none is installed or none starts. */
export function browserOf(world: World): Promise<Browser | undefined> {
  const known = browsers.get(world)
  if (known) return known
  const path = installedChromium()
  const opening = path ? startChromium(path).then(visitor, () => undefined) : Promise.resolve(undefined)
  browsers.set(world, opening)
  return opening
}

export async function endBrowser(world: World): Promise<void> {
  await (await browsers.get(world))?.end()
}

const visitor = ({ send, listen, end }: Chromium): Browser => ({
  end,
  async visit(url, logged) {
    const { targetId } = await send('Target.createTarget', { url: 'about:blank' })
    const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true })
    listen(sessionId, (method, params) => {
      // what X-Frame-Options keeps out is in no log, only a document that failed to load
      if (method === 'Network.loadingFailed' && params.type === 'Document') logged(params.errorText ?? '')
      if (method === 'Log.entryAdded') logged(params.entry?.text ?? '')
    })
    await send('Log.enable', {}, sessionId)
    await send('Network.enable', {}, sessionId)
    await send('Page.navigate', { url }, sessionId)
    return () => void send('Target.closeTarget', { targetId }).catch(() => undefined)
  },
})
