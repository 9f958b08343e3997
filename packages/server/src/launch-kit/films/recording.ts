import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Everything that goes into a film, each with when it was so: epoch milliseconds. */
export interface Recording {
  /** what a person's window shows, from left to right */
  windows: RecordedWindow[]
  captions: { at: number; text: string }[]
  /** waits that the film shows faster than they were */
  waits: { from: number; to: number }[]
  startedAt: number
  endedAt: number
}

export interface RecordedWindow {
  who: string
  width: number
  height: number
  frames: Frames
  /** the mouse; `pressed` where it was clicked */
  moves: { at: number; x: number; y: number; pressed?: boolean }[]
  addresses: { at: number; url: string }[]
}

/** Pictures as the browser gave them, on the disk: a long film does not fit into memory. */
export class Frames {
  readonly at: number[] = []
  readonly #folder: string
  #written: Promise<void> = Promise.resolve()

  private constructor(folder: string) {
    this.#folder = folder
  }

  /** `below`: a folder that goes with the browser */
  static async in(below: string): Promise<Frames> {
    return new Frames(await mkdtemp(join(below, 'frames-')))
  }

  keep(at: number, jpeg: string) {
    const name = this.#name(this.at.push(at) - 1)
    this.#written = this.#written.then(() => writeFile(name, jpeg, 'base64'))
    this.#written.catch(() => undefined)
  }

  /** base64 */
  async picture(index: number): Promise<string> {
    await this.#written
    return readFile(this.#name(index), 'base64')
  }

  #name = (index: number) => join(this.#folder, `${index}.jpg`)
}
