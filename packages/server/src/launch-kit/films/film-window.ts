import { setTimeout as pause } from 'node:timers/promises'
import type { Chromium } from '../../chromium/chromium.ts'
import type { Said } from '../../chromium/wire.ts'
import { keyOf, type NamedKey } from './keys.ts'
import { asExpression, HEARD, heard, type Sought, type Spot } from './page-spots.ts'
import { type AttachedPage, letGoOn, pageBy } from './pages.ts'
import { Frames, type RecordedWindow } from './recording.ts'

const GLIDE_STEPS = 12
const GLIDE_MS = 360
const LETTER_MS = 65
/** no more than some ten frames a second are wanted */
const FRAME_MS = 80
const LOOK_MS = 120
const PATIENCE_MS = 30_000

/** The tab that the window shows, and every frame in it that script can be run in. */
interface Tab {
  targetId: string
  sessionId: string
  frames: Map<string, { sessionId: string; contextId: number }>
  leave(): void
}

/** One person's window: nothing of it is shared with another one. What it shows is kept from the first page on. */
export class FilmWindow {
  readonly recorded: RecordedWindow
  readonly #chromium: Chromium
  readonly #contextId: string
  #tab: Tab | undefined
  #mouse = { x: 40, y: 40 }

  private constructor(chromium: Chromium, contextId: string, recorded: RecordedWindow) {
    this.#chromium = chromium
    this.#contextId = contextId
    this.recorded = recorded
  }

  static async open(chromium: Chromium, who: string, width: number, height: number): Promise<FilmWindow> {
    const { browserContextId } = await chromium.send('Target.createBrowserContext')
    const frames = await Frames.in(chromium.folder)
    const window = new FilmWindow(chromium, browserContextId, { who, width, height, frames, moves: [], addresses: [] })
    await window.#show(
      await window.#opened(() => chromium.send('Target.createTarget', { url: 'about:blank', browserContextId, width, height })),
    )
    return window
  }

  async close() {
    this.#tab?.leave()
    await this.#chromium.send('Target.disposeBrowserContext', { browserContextId: this.#contextId }).catch(() => undefined)
  }

  async go(url: string) {
    await this.#send('Page.navigate', { url })
  }

  /** Does what opens a new tab, and follows it there. */
  async follow(act: () => Promise<void>) {
    let acting: Promise<void> | undefined
    const page = await this.#opened(() => {
      acting = act()
      return acting
    })
    await this.#show(page)
    await acting
  }

  /** Answers a file chooser that `act` opens. */
  async choose(path: string, act: () => Promise<void>) {
    const { sessionId } = this.#shown()
    await this.#send('Page.setInterceptFileChooserDialog', { enabled: true })
    const asked = new Promise<number>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('nothing asked for a file')), PATIENCE_MS)
      const stop = this.#chromium.listen(sessionId, (method, params) => {
        if (method !== 'Page.fileChooserOpened') return
        clearTimeout(timer)
        stop()
        resolve(params.backendNodeId)
      })
    })
    asked.catch(() => undefined)
    await act()
    await this.#send('DOM.setFileInputFiles', { files: [path], backendNodeId: await asked })
  }

  /** Waits until it is to be seen. Throws a sentence that has `what` in it. */
  async see(what: string, sought: Sought, patienceMs = PATIENCE_MS): Promise<Spot> {
    return this.until(`there was no ${what}`, () => this.look(sought), patienceMs)
  }

  /** The first of it in any frame of the tab. Frames are taken to fill the window, as Microsoft demands of the editor’s. */
  async look(sought: Sought): Promise<Spot | undefined> {
    const expression = asExpression(sought)
    for (const { sessionId, contextId } of [...this.#shown().frames.values()]) {
      const { result } = await this.#chromium
        .send('Runtime.evaluate', { expression, contextId, returnByValue: true }, sessionId)
        .catch((): Said => ({}))
      if (result?.value) return result.value as Spot
    }
    return undefined
  }

  /** Waits until the editor has told the page around it. */
  async hear(message: string, patienceMs: number): Promise<void> {
    await this.until(`the editor never said ${message}`, () => this.#evaluate(heard(message)), patienceMs)
  }

  async until<T>(otherwise: string, ask: () => Promise<T | undefined | false>, patienceMs: number): Promise<T> {
    for (const end = Date.now() + patienceMs; Date.now() < end; await pause(LOOK_MS)) {
      const answer = await ask()
      if (answer) return answer
    }
    throw new Error(otherwise)
  }

  async click(what: string, sought: Sought, patienceMs?: number) {
    const spot = await this.see(what, sought, patienceMs)
    await this.glide(spot)
    // what was moving has come to rest under the mouse
    const { x, y } = (await this.look(sought)) ?? spot
    await this.press({ x, y })
  }

  /** Moves the mouse there, as a hand would. */
  async glide({ x, y }: { x: number; y: number }) {
    const from = this.#mouse
    for (let step = 1; step <= GLIDE_STEPS; step++) {
      const part = (1 - Math.cos((Math.PI * step) / GLIDE_STEPS)) / 2
      this.#mouse = { x: from.x + (x - from.x) * part, y: from.y + (y - from.y) * part }
      this.recorded.moves.push({ at: Date.now(), ...this.#mouse })
      await this.#send('Input.dispatchMouseEvent', { type: 'mouseMoved', ...this.#mouse })
      await pause(GLIDE_MS / GLIDE_STEPS)
    }
  }

  async press({ x, y }: { x: number; y: number }, clicks = 1) {
    this.#mouse = { x, y }
    this.recorded.moves.push({ at: Date.now(), x, y, pressed: true })
    for (let clickCount = 1; clickCount <= clicks; clickCount++)
      for (const type of ['mousePressed', 'mouseReleased'])
        await this.#send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount })
    await pause(250)
  }

  async type(text: string) {
    for (const sign of text) {
      await this.key(sign)
      await pause(LETTER_MS)
    }
  }

  /** `modifiers`: 2 for Control */
  async key(sign: NamedKey | string, modifiers = 0) {
    const { text, ...key } = keyOf(sign)
    const down = text !== undefined && modifiers === 0 ? { type: 'keyDown', text } : { type: 'rawKeyDown' }
    await this.#send('Input.dispatchKeyEvent', { ...down, ...key, modifiers })
    await this.#send('Input.dispatchKeyEvent', { type: 'keyUp', ...key, modifiers })
  }

  #shown(): Tab {
    if (!this.#tab) throw new Error('the window shows nothing')
    return this.#tab
  }

  #send = (method: string, params: Said = {}) => this.#chromium.send(method, params, this.#shown().sessionId)

  async #evaluate(expression: string): Promise<boolean> {
    const { result } = await this.#send('Runtime.evaluate', { expression, returnByValue: true }).catch((): Said => ({}))
    return result?.value === true
  }

  #opened = (act: () => Promise<unknown>) => pageBy(this.#chromium, ({ browserContextId }) => browserContextId === this.#contextId, act)

  async #show({ targetId, sessionId }: AttachedPage) {
    this.#tab?.leave()
    const { send, listen } = this.#chromium
    const { width, height, frames: pictures, addresses } = this.recorded
    const frames: Tab['frames'] = new Map()
    const ends: (() => void)[] = []
    const watch = async (id: string) => {
      ends.push(listen(id, (method, params) => hear(id, method, params)))
      await send('Runtime.enable', {}, id)
      await send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: true }, id)
    }
    const hear = (id: string, method: string, params: Said) => {
      if (method === 'Runtime.executionContextCreated' && params.context.auxData?.isDefault)
        frames.set(params.context.auxData.frameId, { sessionId: id, contextId: params.context.id })
      if (method === 'Target.attachedToTarget') void watch(params.sessionId).catch(() => undefined)
      if (method === 'Page.frameNavigated' && !params.frame.parentId) addresses.push({ at: Date.now(), url: params.frame.url })
      if (method === 'Page.navigatedWithinDocument' && id === sessionId) addresses.push({ at: Date.now(), url: params.url })
      if (method !== 'Page.screencastFrame' || id !== sessionId) return
      pictures.keep(Date.now(), params.data)
      setTimeout(() => void send('Page.screencastFrameAck', { sessionId: params.sessionId }, sessionId).catch(() => undefined), FRAME_MS)
    }
    this.#tab = { targetId, sessionId, frames, leave: () => ends.forEach((end) => void end()) }
    // a page that waits answers some of them only once it goes on
    const ready = [
      watch(sessionId),
      this.#send('Page.enable'),
      this.#send('Page.addScriptToEvaluateOnNewDocument', { source: HEARD }),
      this.#send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false }),
      this.#send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: 'light' }] }),
      this.#send('Emulation.setFocusEmulationEnabled', { enabled: true }),
      this.#send('Page.startScreencast', { format: 'jpeg', quality: 90, maxWidth: width, maxHeight: height }),
      letGoOn(this.#chromium, sessionId),
    ]
    await Promise.all(ready)
    await this.#send('Page.bringToFront')
  }
}
