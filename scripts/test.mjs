#!/usr/bin/env node
// `npm test`: sets up, then types, lint, floors, unit, contract, black box, conformance, browser. `--all` adds the long ones and what needs servers.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { audit } from './audit.mjs'
import { findBrowser } from './browser.mjs'
import { phase, program, run, setUp } from './setup.mjs'
import { testServers } from './test-servers.mjs'

const all = process.argv.includes('--all')
if (all) process.env.TEST_ALL = '1'
const reports = mkdtempSync(join(tmpdir(), 'moorage-test-'))
const total = { passed: 0, failed: 0, skipped: 0 }
const left = []

/** Runs vitest projects side by side with their output shown, and adds their counts. */
async function tests(projects) {
  const report = join(reports, `${projects}.json`)
  const code = await new Promise((resolve) => {
    const chosen = projects.split(' ').flatMap((project) => ['--project', project])
    spawn(program('vitest'), ['run', ...chosen, '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`], {
      stdio: 'inherit',
      shell: process.platform === 'win32',
    }).on('close', resolve)
  })
  try {
    const counts = JSON.parse(readFileSync(report, 'utf8'))
    total.passed += counts.numPassedTests
    total.failed += counts.numFailedTests
    total.skipped += counts.numPendingTests + counts.numTodoTests
    if (code !== 0 && counts.numFailedTests === 0) total.failed += 1
  } catch {
    total.failed += 1
  }
}

/** A check that has one verdict: the types, the lint. */
async function check(name, command, args) {
  await phase(name, async () => {
    try {
      await run(command, args)
      total.passed += 1
    } catch (error) {
      console.error(error.message)
      total.failed += 1
      return 'failed'
    }
  })
}

const started = performance.now()
await setUp()
await check('Types', 'npm', ['run', '--silent', 'types'])
await check('Lint', program('biome'), ['ci', '--error-on-warnings', '.'])
await check('Generated docs', 'npm', ['run', '--silent', 'docs', '--', '--check'])
await tests('unit')
await tests('box conformance')
const browser = await findBrowser()
if (browser.path) {
  process.env.MOORAGE_TEST_BROWSER = browser.path
  await tests('e2e')
  if (all) await tests('films')
} else {
  left.push(`the browser tests: ${browser.reason}`)
  if (process.env.CI) total.failed += 1
}
if (all) {
  await tests('hostile')
  left.push(...(await testServers(tests, browser)))
  await check('Ratios of the bench', process.execPath, ['bench/bench.mjs', '--quick', '--against', 'bench/last-quick.json'])
  await phase('Dependency audit', async () => {
    try {
      const skipped = await audit()
      if (skipped) left.push(skipped)
      else total.passed += 1
    } catch (error) {
      console.error(error.message)
      total.failed += 1
      return 'failed'
    }
  })
}

rmSync(reports, { recursive: true, force: true })
for (const line of left) console.log(`Skipped ${line}`)
console.log(`${((performance.now() - started) / 1000).toFixed(0)} s`)
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exitCode = total.failed > 0 ? 1 : 0
