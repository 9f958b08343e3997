import { setTimeout as pause } from 'node:timers/promises'
import { type Chromium, startChromium } from '../../chromium/chromium.ts'
import type { Said } from '../../chromium/wire.ts'

const OPEN_MS = 30_000
const LOOK_MS = 50

export interface AttachedPage {
  targetId: string
  sessionId: string
}

/** A Chromium in which every new page waits until it is watched: what it does first is not missed. Only `pageBy` lets one go on. */
export async function startWatchedChromium(path: string): Promise<Chromium> {
  const chromium = await startChromium(path, ['--lang=en-US'])
  const { send, listen } = chromium
  listen(undefined, (method, { sessionId, targetInfo }) => {
    if (method === 'Target.attachedToTarget' && targetInfo.type !== 'page') void letGoOn(chromium, sessionId).catch(() => undefined)
  })
  await send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true })
  return chromium
}

/** The page that `act` opens, of those that `is` takes; it waits for `letGoOn`. */
export async function pageBy(chromium: Chromium, is: (target: Said) => boolean, act: () => Promise<unknown>): Promise<AttachedPage> {
  const opened = new Promise<AttachedPage>((resolve, reject) => {
    const end = () => {
      clearTimeout(timer)
      stop()
    }
    const timer = setTimeout(() => {
      end()
      reject(new Error('no page was opened'))
    }, OPEN_MS)
    const stop = chromium.listen(undefined, (method, { sessionId, targetInfo }) => {
      if (method !== 'Target.attachedToTarget' || targetInfo.type !== 'page' || !is(targetInfo)) return
      end()
      resolve({ targetId: targetInfo.targetId, sessionId })
    })
  })
  opened.catch(() => undefined)
  // a click that opens a page may only be answered once that page goes on
  return Promise.race([opened, act().then(() => opened)])
}

export const letGoOn = (chromium: Chromium, sessionId: string) => chromium.send('Runtime.runIfWaitingForDebugger', {}, sessionId)

/** Waits until the page shows that address, whole. While it is on its way there it answers nothing. */
export async function loaded(chromium: Chromium, sessionId: string, url: string): Promise<void> {
  const expression = `location.href === ${JSON.stringify(url)} && document.readyState === 'complete'`
  for (const end = Date.now() + OPEN_MS; Date.now() < end; await pause(LOOK_MS)) {
    const { result } = await chromium.send('Runtime.evaluate', { expression, returnByValue: true }, sessionId).catch((): Said => ({}))
    if (result?.value) return
  }
  throw new Error('the page that draws the film did not load')
}
