import { copyFile, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Actor } from '../../access/actor.ts'
import { ownPlace } from '../../access/shares.ts'
import type { App } from '../../app.ts'
import type { Chromium } from '../../chromium/chromium.ts'
import { nameKey } from '../../files/names.ts'
import { childByKey } from '../../files/tree.ts'
import type { Client } from './client.ts'
import type { FilmWindow } from './film-window.ts'
import type { Recording } from './recording.ts'

const DOCUMENTS = join(dirname(fileURLToPath(import.meta.resolve('@moorage/server/package.json'))), 'demo/verification')
const READ_MS = 1400
const END_MS = 3500
const SAVE_MS = 120_000

/** Somebody in the film, with the window that shows what they do. */
export interface Player extends Actor {
  password: string
  window: FilmWindow
}

/** What a script has to make a film with. */
export class Scene {
  readonly app: App
  readonly client: Client
  readonly players: readonly Player[]
  /** of the portal, where these accounts sign in */
  readonly origin: string
  readonly #chromium: Chromium
  readonly #recording: Recording
  readonly #tell: (text: string) => void

  constructor(
    app: App,
    client: Client,
    players: readonly Player[],
    origin: string,
    chromium: Chromium,
    recording: Recording,
    tell: (text: string) => void,
  ) {
    this.app = app
    this.client = client
    this.players = players
    this.origin = origin
    this.#chromium = chromium
    this.#recording = recording
    this.#tell = tell
  }

  /** The caption from now on; stays as long as it takes to read it before something happens. */
  async say(text: string) {
    this.#recording.captions.push({ at: Date.now(), text })
    this.#tell(text)
    await pause(READ_MS)
  }

  /** The last caption: what was seen at the end. */
  async end(text: string) {
    await this.say(text)
    await pause(END_MS)
  }

  /** What may take long goes by faster in the film. */
  async wait<T>(work: () => Promise<T>): Promise<T> {
    const from = Date.now()
    const answer = await work()
    this.#recording.waits.push({ from, to: Date.now() })
    return answer
  }

  async signIn({ window, email, password }: Player) {
    await window.click('field for the email address', { selector: 'form input[type=email], form input[autocomplete=username]' })
    await window.type(email)
    await window.click('field for the password', { selector: 'form input[type=password]' })
    await window.type(password)
    await window.click('button to sign in', { selector: 'form button[type=submit]' })
    await window.see('list of files', { selector: 'button', words: /^Upload$/ })
    await pause(600)
  }

  /** One of the package’s documents, under a name of this film’s own. */
  async upload({ window }: Player, document: string, name: string) {
    const folder = join(this.#chromium.folder, 'uploads')
    await mkdir(folder, { recursive: true })
    await copyFile(join(DOCUMENTS, document), join(folder, name))
    await window.click('button to upload', { selector: 'button', words: /^Upload$/ })
    await window.choose(join(folder, name), () => window.click('choice of files', { selector: '[role=menuitem]', words: /^Files$/ }))
    await window.see('uploaded file in the list', linkTo(name))
    await pause(1200)
  }

  /** A click on the name in the list; the editor’s tab is shown from then on. */
  async open({ window }: Player, name: string) {
    await window.follow(() => window.click(`file ${name}`, linkTo(name)))
    await this.wait(() => window.hear('App_LoadingStatus', 90_000))
    await pause(this.client.ours ? 800 : 4000)
  }

  /** The file as the server has it, in the first player’s My Files. */
  async versionOf(name: string): Promise<number> {
    const [first] = this.players
    const parentId = first && (await ownPlace(this.app, first))
    const node = first && parentId && (await childByKey(this.app.db.read, first.organizationId, parentId, nameKey(name)))
    if (!node) throw new Error(`${name} is not on the server`)
    return node.version
  }

  /** Waits until the server has a newer version than that, which only a save of the editor’s makes; answers it. */
  async saved(window: FilmWindow, name: string, than: number): Promise<number> {
    return this.wait(() =>
      window.until(
        `no save of ${name} reached the server within ${SAVE_MS / 1000} seconds`,
        async () => {
          const version = await this.versionOf(name)
          return version > than ? version : undefined
        },
        SAVE_MS,
      ),
    )
  }
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const linkTo = (name: string) => ({ selector: '[role=row][data-id] a', words: new RegExp(`^${escaped(name)}$`) })
