import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { CHECK_GROUPS } from '@moorage/api'
import { expect, test } from 'vitest'
import { CHECKS } from './checks.ts'
import { FIELD_PROBLEMS } from './field-problems.ts'
import { GROUP_NAMES } from './groups.ts'

const ROOT = join(import.meta.dirname, '../../../..')

test('each of the 27 field problems has an answer here, and a test that proves it', () => {
  expect(FIELD_PROBLEMS).toHaveLength(27)
  expect(new Set(FIELD_PROBLEMS.map(({ problem }) => problem)).size).toBe(27)
  for (const { problem, here, tests } of FIELD_PROBLEMS) expect([problem, here.length > 0, tests.length > 0]).toEqual([problem, true, true])
})

test('every check that it names exists', () => {
  const known = new Set(CHECKS.map(({ id }) => id))
  expect(FIELD_PROBLEMS.flatMap(({ checks }) => checks.filter((id) => !known.has(id)))).toEqual([])
})

test('every test that it names exists', () => {
  expect(FIELD_PROBLEMS.flatMap(({ tests }) => tests.filter((file) => !existsSync(join(ROOT, file))))).toEqual([])
})

test('checks have ids of their own in kebab-case, titles and groups', () => {
  const ids = CHECKS.map(({ id }) => id)
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  for (const { id, title, group } of CHECKS) {
    expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
    expect(title).not.toMatch(/\.$/)
    expect(CHECK_GROUPS).toContain(group)
  }
  expect(Object.keys(GROUP_NAMES)).toEqual([...CHECK_GROUPS])
})
