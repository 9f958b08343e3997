import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { benchMeasured } from './bench-measured.ts'
import { readConfig } from './config.ts'

let dataFolder: string
beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'moorage-bench-'))
})
afterAll(() => rm(dataFolder, { recursive: true, force: true }))

const read = () => benchMeasured({ config: readConfig({ environment: {}, dataFolder, demo: true }) })
const left = (text: string) => writeFile(join(dataFolder, 'bench.json'), text)
const GOOD = { at: 1_700_000_000_000, cores: 2, perSecond: { checkFileInfo: 900, refreshLock: 400.5, putFile100kB: 120 } }

test('what was measured is read as it is; what else was written with it is left out', async () => {
  expect(await read()).toBeUndefined()
  await left(JSON.stringify({ ...GOOD, machine: 'a name' }))
  expect(await read()).toEqual(GOOD)
})

test('what nobody can read counts as not measured', async () => {
  const bad = [
    '',
    'null',
    '{"at":1}',
    JSON.stringify({ ...GOOD, cores: 1.5 }),
    JSON.stringify({ ...GOOD, perSecond: { checkFileInfo: 0 } }),
  ]
  for (const text of bad) {
    await left(text)
    expect([text, await read()]).toEqual([text, undefined])
  }
})
