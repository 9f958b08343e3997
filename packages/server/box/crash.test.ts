import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const CRASH = fileURLToPath(new URL('../../../bench/crash/crash.mjs', import.meta.url))

test('a server that is killed twenty times under load loses nothing that it acknowledged', { timeout: 600_000 }, async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [CRASH, '--rounds', '20', '--seed', String(Date.now() % 1_000_000)])
  expect(stdout).toContain('Nothing acknowledged is lost')
})
