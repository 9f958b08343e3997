import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const text = readFileSync(join(import.meta.dirname, 'SECURITY.md'), 'utf8')

test('every test that SECURITY.md names as a proof is there', () => {
  const named = [...text.matchAll(/`([\w/.-]+\.test\.tsx?)`/g)].map(([, name]) => name as string)
  expect(named.length).toBeGreaterThan(20)
  const places = (name: string) => (name.includes('/') ? [name] : [`packages/server/box/${name}`, name])
  expect(named.filter((name) => !places(name).some((place) => existsSync(join(import.meta.dirname, place))))).toEqual([])
})
