import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** What a second office suite makes of a document. It rejects when the suite cannot open it. */
export class LibreOffice {
  readonly #folder: string

  private constructor(folder: string) {
    this.#folder = folder
  }

  static async start(): Promise<LibreOffice> {
    return new LibreOffice(await mkdtemp(join(tmpdir(), 'moorage-office-')))
  }

  /** `to`: txt, csv, pdf … Text comes as UTF-8. */
  async convert(name: string, bytes: Uint8Array, to: string): Promise<Buffer> {
    const input = join(this.#folder, name)
    await writeFile(input, bytes)
    const filter = to === 'txt' ? 'txt:Text (encoded):UTF8' : to
    const profile = `-env:UserInstallation=${pathToFileURL(join(this.#folder, 'profile'))}`
    const { stderr } = await run('soffice', [profile, '--headless', '--convert-to', filter, '--outdir', this.#folder, input], {
      timeout: 90_000,
    })
    const output = join(this.#folder, name.replace(/\.\w+$/, `.${to}`))
    return readFile(output).catch(() => {
      throw new Error(`LibreOffice could not open ${name}: ${stderr}`)
    })
  }

  stop = () => rm(this.#folder, { recursive: true, force: true })
}
