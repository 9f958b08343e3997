import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { xmlText } from '../../packages/editor/web/ooxml/splice.ts'

const run = promisify(execFile)

const MODULE =
  '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd"><script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">'

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
    const { stderr } = await this.#soffice('--convert-to', filter, '--outdir', this.#folder, input)
    const output = join(this.#folder, name.replace(/\.\w+$/, `.${to}`))
    return readFile(output).catch(() => {
      throw new Error(`LibreOffice could not open ${name}: ${stderr}`)
    })
  }

  /** The slides of many presentations in their order: all text on each, and its notes, without any white space. */
  async slides(presentations: readonly Uint8Array[]): Promise<{ text: string; notes: string }[][]> {
    const into = await mkdtemp(join(this.#folder, 'slides-'))
    const inputs = presentations.map((_, index) => join(into, `deck${index}.pptx`))
    await Promise.all(presentations.map((bytes, index) => writeFile(inputs[index] ?? '', bytes)))
    const profile = `-env:UserInstallation=${pathToFileURL(join(this.#folder, 'profile'))}`
    const { stderr } = await run('soffice', [profile, '--headless', '--convert-to', 'fodp', '--outdir', into, ...inputs], {
      timeout: 110_000,
    })
    return Promise.all(
      presentations.map(async (_, index) => {
        const flat = await readFile(join(into, `deck${index}.fodp`), 'utf8').catch(() => {
          throw new Error(`LibreOffice could not open presentation ${index}: ${stderr}`)
        })
        return pagesOf(flat)
      }),
    )
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

  /** Runs `Run(folder)` of a module in LibreOffice's Basic on files in a folder; gives what then stands in it, by name. */
  async run(basic: string, files: Readonly<Record<string, Uint8Array | string>>): Promise<Map<string, string>> {
    // a first start lays out the profile, and would lay it over ours
    await this.#soffice('--terminate_after_init')
    const folder = await mkdtemp(join(this.#folder, 'run-'))
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)
    const library = join(this.#folder, 'profile', 'user', 'basic', 'Standard')
    await writeFile(join(library, 'Module1.xba'), `${MODULE}${xmlText(basic)}</script:module>`)
    await this.#soffice(`macro:///Standard.Module1.Run("${folder}")`)
    const names = (await readdir(folder)).filter((name) => !(name in files))
    return new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)))
  }

  #soffice(...rest: string[]) {
    const profile = `-env:UserInstallation=${pathToFileURL(join(this.#folder, 'profile'))}`
    return run('soffice', [profile, '--headless', ...rest], { timeout: 90_000 })
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

function pagesOf(flat: string): { text: string; notes: string }[] {
  const notes = /<presentation:notes[\s>].*?<\/presentation:notes>/s
  const bare = (xml: string) =>
    xml
      .replace(/<(office:binary-data|office:annotation)[\s>].*?<\/\1>/gs, '')
      .replace(/<[^>]*>/g, '')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&apos;/g, "'")
      .replace(/&#x?[0-9a-f]+;|\s/gi, '')
      .replace(/&amp;/g, '&')
  return [...flat.matchAll(/<draw:page [^>]*>.*?<\/draw:page>/gs)].map(([page]) => ({
    text: bare(page.replace(notes, '')),
    notes: bare(notes.exec(page)?.[0] ?? ''),
  }))
}
