import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.ts') && !/\.test\.ts$|^(node|testing)\//.test(path.replaceAll('\\', '/')),
)

test('nothing outside node/ uses what only Node has', () => {
  expect(files.length).toBeGreaterThan(25)
  const strangers = files.filter((path) => /from 'node:|\bBuffer\b|\bprocess\./.test(readFileSync(join(import.meta.dirname, path), 'utf8')))
  // the example in a comment of run-suite.ts sets an exit code
  expect(strangers).toEqual(['run/run-suite.ts'])
})
