import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { folderHost } from '../../../wopi/examples/folder-host.ts'
import type { Summary } from '../run/events.ts'
import { runSuite } from '../run/run-suite.ts'
import { type CaseSet, microsoftCases, microsoftFolder, ownCases } from './case-files.ts'
import { httpTransport } from './http-transport.ts'

const EXAMPLE = new URL('../../../wopi/examples/folder-host.ts', import.meta.url)

let folder: string
let host: ReturnType<typeof folderHost>
let origin: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'folder-host-'))
  host = folderHost(folder)
  await new Promise<void>((listening) => host.server.listen(0, '127.0.0.1', listening))
  origin = `http://127.0.0.1:${(host.server.address() as AddressInfo).port}`
})
afterEach(async () => {
  await new Promise<void>((closed) => {
    host.server.close(() => closed())
    host.server.closeAllConnections()
  })
  rmSync(folder, { recursive: true })
})

const put = (name: string, text: string) => {
  writeFileSync(join(folder, name), text)
  const { wopiSrc, accessToken } = host.open(name)
  return { wopiSrc: `${origin}${wopiSrc}`, accessToken }
}

async function validate({ suite, readFixture }: CaseSet): Promise<{ summary: Summary | undefined; failed: string[] }> {
  const failed: string[] = []
  let summary: Summary | undefined
  const base = { accessTokenTtl: 0, transport: httpTransport, readFixture, categories: ['WopiCore' as const] }
  for await (const event of runSuite(suite, { ...put('Validation.wopitest', 'to be overwritten'), ...base })) {
    if (event.type === 'case-finished' && event.result.status === 'failed') failed.push(event.result.name)
    if (event.type === 'run-finished') summary = event.summary
  }
  return { summary, failed }
}

const microsoft = microsoftFolder(process.env.MOORAGE_VALIDATOR_CASES)

test('the folder example passes every case of Moorage’s own that it advertises', async () => {
  const { summary, failed } = await validate(await ownCases())
  expect(failed).toEqual([])
  expect(summary).toMatchObject({ verdict: 'passed' })
})

test.skipIf(!microsoft)('the folder example passes every case of Microsoft’s that it advertises', async () => {
  const { summary, failed } = await validate(await microsoftCases(microsoft ?? ''))
  expect(failed).toEqual([])
  expect(summary).toMatchObject({ passed: 37, failed: 0, verdict: 'passed' })
})

test('what is saved is in the folder, under its own name and with nothing left beside it', async () => {
  const { wopiSrc, accessToken } = put('Bücher und mehr.txt', 'old')
  const ask = (suffix: string, headers: Record<string, string>, body?: string) =>
    fetch(`${wopiSrc}${suffix}?access_token=${accessToken}`, { method: 'POST', headers, ...(body === undefined ? {} : { body }) })
  expect((await ask('', { 'X-WOPI-Override': 'LOCK', 'X-WOPI-Lock': 'A' })).status).toBe(200)
  expect((await ask('/contents', { 'X-WOPI-Override': 'PUT', 'X-WOPI-Lock': 'A' }, 'new')).status).toBe(200)
  expect(readFileSync(join(folder, 'Bücher und mehr.txt'), 'utf8')).toBe('new')
  expect(readdirSync(folder)).toEqual(['Bücher und mehr.txt'])
})

test('a token opens its own file only, and none that is gone', async () => {
  const [one, other] = [put('one.txt', '1'), put('other.txt', '2')]
  const status = async (wopiSrc: string, token: string) => (await fetch(`${wopiSrc}?access_token=${token}`)).status
  expect(await status(one.wopiSrc, one.accessToken)).toBe(200)
  expect(await status(other.wopiSrc, one.accessToken)).toBe(401)
  rmSync(join(folder, 'one.txt'))
  expect(await status(one.wopiSrc, one.accessToken)).toBe(401)
  const strange = await fetch(`${origin}//?%`)
  expect(strange.status).toBe(404)
})

test('the folder example stays under 60 lines', () => {
  expect(readFileSync(EXAMPLE, 'utf8').trimEnd().split('\n').length).toBeLessThan(60)
})
