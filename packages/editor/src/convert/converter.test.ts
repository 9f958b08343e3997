import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { getPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Asked, type Converter, createConverter } from './converter.ts'
import { OLD_FORMATS, type OldExtension } from './formats.ts'
import { sandboxFor } from './sandbox.ts'

let root: string
let temporary: string | undefined
let place: string
let converter: Converter
let warnings: object[]

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'moorage-converter-'))
  temporary = process.env.TMPDIR
  // whatever a conversion leaves is seen, and what others leave is not
  process.env.TMPDIR = join(root, 'tmp')
  await mkdir(process.env.TMPDIR)
})
afterAll(async () => {
  if (temporary === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = temporary
  await rm(root, { recursive: true })
})
beforeEach(async () => {
  place = await mkdtemp(join(root, 'test-'))
  await mkdir(join(place, 'data'))
  await writeFile(join(place, 'data', 'secret'), 'secret')
  warnings = []
})
afterEach(() => converter.close())

const copies = () => readdir(join(place, 'data', 'converted')).catch(() => [])

/** Stands for LibreOffice: `$out` is the file that it has to write, `$in` the document. */
async function office(does: string, patience = { run: 20_000, turn: 20_000 }): Promise<void> {
  const program = join(place, 'soffice')
  const script = `#!/bin/sh
in=; dir=; to=
while [ $# -gt 0 ]; do case "$1" in --outdir) dir=$2; shift;; --convert-to) to=$2; shift;; -*) ;; *) in=$1;; esac; shift; done
out="$dir/document.$to"
echo run >> '${place}/runs'
${does}
`
  await writeFile(program, script)
  await chmod(program, 0o755)
  converter = createConverter({
    program,
    folder: join(place, 'data', 'converted'),
    hidden: join(place, 'data'),
    log: { warn: (details) => warnings.push(details) },
    patience,
  })
}
const runs = async () => (await readFile(join(place, 'runs'), 'utf8').catch(() => '')).length / 4

const document = (content: string, from: OldExtension = 'doc') =>
  Buffer.concat([Uint8Array.from(OLD_FORMATS[from].magic), Buffer.from(content)])

function asked(bytes: Uint8Array, more: Partial<Asked<never>> = {}): Asked<never> {
  return {
    from: 'doc',
    to: 'pdf',
    sha256: undefined,
    read: async () => ({
      body: (async function* () {
        yield bytes
      })(),
    }),
    ...more,
  }
}

async function textOf(request: Asked<never>): Promise<string> {
  const result = await converter.convert(request)
  if (result.outcome !== 'ok') throw new Error(result.outcome)
  const text = await result.copy.handle.readFile('utf8')
  await result.copy.handle.close()
  return text
}
async function outcomeOf(bytes: Uint8Array, more: Partial<Asked<never>> = {}): Promise<string> {
  const result = await converter.convert(asked(bytes, more))
  if (result.outcome === 'ok') await result.copy.handle.close()
  return result.outcome
}

/** Processes of this machine that were called with this word, and folders that conversions work in. */
async function leftovers(word: string): Promise<string[]> {
  const ids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name))
  const lines = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')))
  return lines.filter((line) => line.split('\0').includes(word))
}
const workFolders = () => readdir(tmpdir())

describe('a converted copy', () => {
  test('is what the program wrote, and is made once for the same bytes', async () => {
    await office('tail -c +9 "$in" > "$out"')
    expect(await textOf(asked(document('one')))).toBe('one')
    expect(await textOf(asked(document('one')))).toBe('one')
    expect(await runs()).toBe(1)
    expect(await textOf(asked(document('two')))).toBe('two')
    expect(await runs()).toBe(2)
    expect(await copies()).toHaveLength(2)
  })

  test('needs no bytes where the host says the hash of them, and is made once for all who wait for it', async () => {
    await office('tail -c +9 "$in" > "$out"')
    const bytes = document('one')
    const sha256 = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex')
    const all = await Promise.all([1, 2, 3].map(() => textOf(asked(bytes, { sha256 }))))
    expect(all).toEqual(['one', 'one', 'one'])
    expect(await runs()).toBe(1)
    const read = async () => Promise.reject(new Error('the bytes were asked for'))
    expect(await textOf(asked(bytes, { sha256, read }))).toBe('one')
  })

  test('is of its own for every target', async () => {
    await office('echo "$to" > "$out"')
    expect(await textOf(asked(document('x')))).toBe('pdf\n')
    expect(await textOf(asked(document('x'), { to: 'docx' }))).toBe('docx\n')
  })

  test('is not made of bytes that are not what they are called', async () => {
    await office('echo x > "$out"')
    expect(await outcomeOf(Buffer.from('<html><img src="http://10.0.0.1/"></html>'))).toBe('other-format')
    expect(await outcomeOf(document('x', 'odt'))).toBe('other-format')
    expect(await outcomeOf(new Uint8Array())).toBe('other-format')
    expect(await runs()).toBe(0)
  })
})

describe('a program that goes wrong', () => {
  test.each([
    ['writes nothing and is content', 'exit 0'],
    ['fails', 'echo x > "$out"; exit 1'],
    ['crashes', 'echo x > "$out"; sh -c "kill -SEGV \\$\\$"; exit $?'],
    ['writes more than anybody wants to see', 'head -c 300000000 /dev/zero > "$out" || exit 1'],
  ])('and %s ends in words, and leaves nothing behind', async (_name, does) => {
    await office(does)
    expect(await outcomeOf(document('x'))).toBe('unreadable')
    // and is not started again for the next who looks
    expect(await outcomeOf(document('x'))).toBe('unreadable')
    expect(await runs()).toBe(1)
    expect(await copies()).toEqual([])
    expect(await workFolders()).toEqual([])
    expect(warnings).toMatchObject([{ from: 'doc', outcome: 'unreadable' }])
  })

  test('and hangs is ended with all that it started', async () => {
    await office('sleep 31415926 & sleep 31415926', { run: 500, turn: 20_000 })
    expect(await outcomeOf(document('x'))).toBe('too-slow')
    await expect.poll(() => leftovers('31415926')).toEqual([])
    expect(await workFolders()).toEqual([])
  })

  test('and leaves something running is tidied up after', async () => {
    await office('sleep 27182818 > /dev/null 2>&1 & echo x > "$out"')
    expect(await textOf(asked(document('x')))).toBe('x\n')
    await expect.poll(() => leftovers('27182818')).toEqual([])
  })

  test('is ended when the server ends', async () => {
    await office(`touch '${place}/began'; sleep 16180339`)
    const running = converter.convert(asked(document('x')))
    running.catch(() => undefined)
    await expect.poll(() => readdir(place)).toContain('began')
    converter.close()
    await expect(running).rejects.toThrow()
    await expect.poll(() => leftovers('16180339')).toEqual([])
    expect(await workFolders()).toEqual([])
  })
})

test('who comes when too many wait already is told so at once', async () => {
  await office(`while [ ! -e '${place}/go' ]; do sleep 0.05; done; echo x > "$out"`)
  const outcomes: string[] = []
  const all = Array.from({ length: 12 }, async (_, index) => outcomes.push(await outcomeOf(document(String(index)))))
  await expect.poll(() => outcomes.length).toBeGreaterThan(0)
  expect(new Set(outcomes)).toEqual(new Set(['busy']))
  await writeFile(join(place, 'go'), '')
  await Promise.all(all)
  expect(outcomes.filter((outcome) => outcome === 'ok').length).toBeGreaterThanOrEqual(9)
})

test('the program gets none of the server’s environment and, where the machine allows it, sees none of its data', async () => {
  process.env.MOORAGE_TEST_SECRET = 'hush'
  await office(`{ env; ls '${place}/data'; } > "$out"`)
  const { level } = await sandboxFor(join(place, 'data'), { memory: 2 ** 30, output: 2 ** 20, seconds: 10 })
  const seen = await textOf(asked(document('x')))
  delete process.env.MOORAGE_TEST_SECRET
  expect(seen).not.toContain('hush')
  if (level === 'full') expect(seen).not.toContain('secret')
  expect(await readFile(join(place, 'data', 'secret'), 'utf8')).toBe('secret')
})

test('what is converted gives way to the server: in time, and first of all where memory runs out', async (context) => {
  if (process.platform !== 'linux') return context.skip('Linux says how readily it ends a process')
  await office('{ nice; cat /proc/self/oom_score_adj; } > "$out"')
  expect(await textOf(asked(document('x')))).toBe(`${Math.min(getPriority() + 5, 19)}\n1000\n`)
})

test('a fence that could not be put up once is tried again for the next document', async (context) => {
  const bounds = { memory: 2 ** 30, output: 2 ** 20, seconds: 10 }
  if ((await sandboxFor(join(place, 'data'), bounds)).level !== 'full') return context.skip('this machine allows no namespaces')
  await office(`ls '${place}/data' > "$out"; echo done >> "$out"`)
  const { PATH } = process.env
  await writeFile(join(place, 'unshare'), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
  process.env.PATH = `${place}:${PATH}`
  const unfenced = await textOf(asked(document('one')))
  process.env.PATH = PATH
  expect(unfenced).toContain('secret')
  expect(await textOf(asked(document('two')))).toBe('done\n')
})

test('without a program there is nothing to convert with', async () => {
  converter = createConverter({ program: 'off', folder: place, hidden: place, log: { warn() {} } })
  expect(converter.ready()).toBe(false)
  expect(await outcomeOf(document('x'))).toBe('no-converter')
})
