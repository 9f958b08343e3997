import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { converted, lookAtLibreOffice } from './libreoffice.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moorage-doctor-office-'))
  await mkdir(join(folder, 'data'))
})
afterAll(() => rm(folder, { recursive: true }))

const look = (libreOffice: string, patience?: number) =>
  lookAtLibreOffice(
    { config: { libreOffice, dataFolder: join(folder, 'data') } as Parameters<typeof lookAtLibreOffice>[0]['config'] },
    patience,
  )

async function office(does: string): Promise<string> {
  const place = await mkdtemp(join(folder, 'office-'))
  const program = join(place, 'soffice')
  const reads = 'while [ $# -gt 1 ]; do case "$1" in --outdir) out="$2/document.pdf";; esac; shift; done'
  await writeFile(program, `#!/bin/sh\n[ "$1" = --version ] && exec echo LibreOffice 9.9.9\n${reads}\n${does}\n`)
  await chmod(program, 0o755)
  return program
}

test('one that converts is well, and is named with its version', async () => {
  expect(await look(await office('echo %PDF > "$out"'))).toMatchObject({
    status: expect.stringMatching(/^(ok|warning)$/),
    seen: expect.stringMatching(/^LibreOffice 9\.9\.9 converted a document in \d+ ms, (fenced in|bounded)/),
  })
})

test('one that this machine cannot fence in is a warning, with how to let it', () => {
  const trial = { outcome: 'ok', version: 'LibreOffice 9.9.9', ms: 5 } as const
  expect(converted({ ...trial, level: 'full' })).toMatchObject({ status: 'ok' })
  expect(converted({ ...trial, level: 'network' })).toMatchObject({ status: 'ok' })
  expect(converted({ ...trial, level: 'bounds' })).toMatchObject({
    status: 'warning',
    why: expect.stringContaining('data folder'),
    change: expect.stringContaining('libreOffice: off'),
  })
})

test('one that hangs, one that fails and one that writes nothing are failures', async () => {
  expect(await look(await office('sleep 60'), 500)).toMatchObject({
    status: 'failure',
    seen: expect.stringContaining('within 0.5 seconds'),
  })
  expect(await look(await office('exit 1'))).toMatchObject({ status: 'failure', change: expect.stringContaining('apt install') })
  expect(await look(await office('exit 0'))).toMatchObject({ status: 'failure', why: expect.stringContaining('.odt') })
})

test('a path where nothing is, is a warning; where none is looked for, and where none is found, nothing is asked', async () => {
  expect(await look(join(folder, 'nothing'))).toMatchObject({ status: 'warning', seen: expect.stringContaining('libreOffice') })
  expect(await look('off')).toEqual({ status: 'not-applicable', seen: 'Switched off (libreOffice)' })
})
