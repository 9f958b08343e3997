import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

let folder: string
const { PATH } = process.env
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moorage-servers-'))
  await writeFile(join(folder, 'apt-get'), '#!/bin/sh\necho no network >&2\nexit 100\n', { mode: 0o755 })
})
afterAll(async () => {
  process.env.PATH = PATH
  vi.restoreAllMocks()
  await rm(folder, { recursive: true })
})

/** Its functions as a machine of Debian has them whose package lists cannot be fetched, for root. */
async function offline<Module>(script: string): Promise<Module> {
  process.env.PATH = folder
  vi.spyOn(process, 'getuid').mockReturnValue(0)
  vi.spyOn(console, 'error').mockReturnValue()
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  return (await import(new URL(`scripts/${script}`, import.meta.url).href)) as Module
}

test('a program that cannot be installed leaves its tests out, in words, and nothing else', async () => {
  type Module = { testServers(tests: (project: string) => Promise<void>, browser: { path?: string }): Promise<string[]> }
  const { testServers } = await offline<Module>('test-servers.mjs')
  const skipped = await testServers(async () => undefined, { path: '/usr/bin/chromium' })
  expect(skipped).toContain('the libreoffice tests: soffice is not installed')
  expect(skipped).toContain('the strace tests: strace is not installed')
})

test('tests that need a browser as well are left out where there is none', async () => {
  type Module = { testServers(tests: (project: string) => Promise<void>, browser: { path?: string }): Promise<string[]> }
  const { testServers } = await offline<Module>('test-servers.mjs')
  await writeFile(join(folder, 'soffice'), '', { mode: 0o755 })
  const ran: string[] = []
  const skipped = await testServers(async (project) => void ran.push(project), {})
  expect(ran).not.toContain('libreoffice')
  expect(skipped).toContain('the libreoffice tests: they need a browser')
})

test('a browser that cannot be installed is a reason, not the end of the run', async () => {
  vi.stubEnv('MOORAGE_TEST_BROWSER', join(folder, 'none'))
  const { findBrowser } = await offline<{ findBrowser(): Promise<{ path?: string; reason?: string }> }>('browser.mjs')
  const found = await findBrowser()
  vi.unstubAllEnvs()
  expect(found).toEqual({ reason: expect.stringContaining('no Chrome, Edge or Chromium is installed') })
})
