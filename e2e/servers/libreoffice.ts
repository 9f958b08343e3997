import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
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

  /** The cells of every sheet of many workbooks, worked out anew where the workbook asks for it and not as they are shown. */
  async tables(files: { name: string; bytes: Uint8Array }[]): Promise<Map<string, string[][]>[]> {
    const into = await mkdtemp(join(this.#folder, 'tables-'))
    const inputs = files.map((_, index) => join(into, `book${index}.xlsx`))
    await Promise.all(files.map(({ bytes }, index) => writeFile(inputs[index] ?? '', bytes)))
    const profile = `-env:UserInstallation=${pathToFileURL(join(this.#folder, 'profile'))}`
    // comma, quotes, UTF-8, from the first line, numbers as they are and not as shown, all sheets
    const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1'
    const { stderr } = await run('soffice', [profile, '--headless', '--convert-to', filter, '--outdir', into, ...inputs], {
      timeout: 110_000,
    })
    const names = await readdir(into)
    return Promise.all(
      files.map(async ({ name }, index) => {
        const sheets = names.filter((each) => each.startsWith(`book${index}-`) && each.endsWith('.csv'))
        if (!sheets.length) throw new Error(`LibreOffice could not open ${name}: ${stderr}`)
        const read = async (each: string): Promise<[string, string[][]]> => [
          each.slice(`book${index}-`.length, -'.csv'.length),
          rowsOfCsv(await readFile(join(into, each), 'utf8')),
        ]
        return new Map(await Promise.all(sheets.map(read)))
      }),
    )
  }

  stop = () => rm(this.#folder, { recursive: true, force: true })
}

const FIELD = /("(?:[^"]|"")*"|[^,\n]*)(,|\n|$)/y

/** RFC 4180 */
export function rowsOfCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  for (FIELD.lastIndex = 0; FIELD.lastIndex < text.length; ) {
    const [, field = '', end] = FIELD.exec(text) ?? []
    rows.at(-1)?.push(field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field)
    if (end === '\n') rows.push([])
  }
  return rows
}
