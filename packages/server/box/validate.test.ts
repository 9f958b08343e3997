import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { generateTestKeys, writeTestKeys } from '../../validator/src/node/test-keys.ts'
import { FAULTS } from '../../validator/src/testing/faults.ts'
import { type MemoryHost, type MemoryHostOptions, startMemoryHost } from '../../validator/src/testing/memory-host.ts'
import { COMMAND, cleanEnvironment } from './server.ts'

let folder: string
let host: MemoryHost | undefined
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moorage-validate-'))
})
afterEach(async () => {
  await host?.close()
  host = undefined
  await rm(folder, { recursive: true })
})

async function validate(options: MemoryHostOptions, ...words: string[]) {
  host = await startMemoryHost(options)
  const line = [COMMAND, 'validate', '--wopisrc', host.wopiSrc, '--token', host.accessToken, '--ttl', '0', ...words]
  return new Promise<{ code: number; output: string; said: string }>((resolve) =>
    execFile(process.execPath, line, { env: cleanEnvironment(), cwd: folder }, (error, output, said) =>
      resolve({ code: Number(error?.code ?? 0), output, said }),
    ),
  )
}

test('a good host passes, signed, and what is kept of the run has no token', async () => {
  const keys = generateTestKeys()
  await writeFile(join(folder, 'keys.pem'), writeTestKeys(keys))
  const kept = ['--json', 'report.json', '--html', 'report.html']
  const { code, output } = await validate({ keys }, '--tests', 'own', '--sign', 'keys.pem', '--serve-discovery', '0', ...kept)
  expect(output).toMatch(/^Moorage’s own \d+ cases, signed, against http:/)
  expect(output).toMatch(/The keys are in http:\/\/127\.0\.0\.1:\d+\/hosting\/discovery/)
  expect(output).toContain('ok   PutFile.WrongLock')
  expect(output).toMatch(/\d+ passed, 0 failed, \d+ skipped\n$/)
  expect(code).toBe(0)
  const report = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')) as { verdict: string; title: string }
  expect(report).toMatchObject({ verdict: 'passed', title: expect.stringMatching(/^Moorage’s own/) })
  for (const text of [output, await readFile(join(folder, 'report.json'), 'utf8'), await readFile(join(folder, 'report.html'), 'utf8')])
    expect(text).not.toContain(host?.accessToken)
})

test('a broken host fails, and the clause that it breaks is printed with request and response', async () => {
  const fault = FAULTS.find(({ name }) => name === 'a conflict that does not name the lock')?.fault
  const { code, output } = await validate(fault ? { fault } : {}, '--tests', 'own', '--group', 'Own.Lock')
  expect(code).toBe(1)
  expect(output).toContain('FAIL Lock.Held')
  expect(output).toContain('> X-WOPI-Lock: moorage-lock-b')
  expect(output).toContain('! ResponseHeaderValidator X-WOPI-Lock')
})

test('a run whose reader has gone ends in order, without a stack', async () => {
  host = await startMemoryHost({})
  const line = [COMMAND, 'validate', '--wopisrc', host.wopiSrc, '--token', host.accessToken, '--ttl', '0', '--tests', 'own']
  const child = spawn(process.execPath, line, { env: cleanEnvironment(), cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  const said: string[] = []
  child.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text))
  await once(child.stdout, 'data')
  child.stdout.destroy()
  expect(await once(child, 'close')).toEqual([0, null])
  expect(said.join('')).toBe('')
})

test('a run in which nothing passed is a failed one', async () => {
  const { code, output } = await validate({}, '--tests', 'own', '--group', 'Own.Ecosystem')
  expect(output).toContain('0 passed, 0 failed, 5 skipped: nothing passed, so nothing is shown')
  expect(code).toBe(1)
})

test('what cannot be meant is said in a sentence', async () => {
  expect(await validate({}, '--tests', 'own', '--group', 'Loks')).toMatchObject({
    code: 1,
    said: expect.stringMatching(/^There is no group Loks; there is: Own\.CheckFileInfo, /),
  })
  await host?.close()
  expect(await validate({}, '--tests', 'none.xml')).toMatchObject({ code: 1, said: 'There is no test file none.xml.\n' })
  await host?.close()
  expect(await validate({}, '--sign', 'none.pem', '--tests', 'own')).toMatchObject({
    code: 1,
    said: 'There is no key file none.pem. With --serve-discovery one is made.\n',
  })
})
