import { describe, expect, test } from 'vitest'
import { abilities, mayKeep } from './abilities.ts'
import type { Standing } from './shares.ts'

const file = { kind: 'file', parent_id: 'p', deleted_at: null } as const
const top = { kind: 'folder', parent_id: null, deleted_at: null } as const
const can = (
  standing: Standing,
  node: Parameters<typeof abilities>[0]['node'] = file,
  { lockedByOther = false, kind = 'standard' as 'standard' | 'guest' } = {},
) => Object.entries(abilities({ actor: { kind }, standing, node, lockedByOther })).flatMap(([name, may]) => (may ? [name] : []))

describe('abilities', () => {
  test('a viewer reads and downloads, nothing else', () => {
    expect(can({ role: 'viewer' })).toEqual(['read', 'download'])
    expect(can({ role: 'viewer' }, { ...file, deleted_at: 1 })).toEqual(['read', 'download'])
  })
  test.each(['owner', 'co-owner', 'editor'] as const)('an %s changes everything but a top folder', (role) => {
    expect(can({ role })).toEqual(['read', 'download', 'write', 'rename', 'move', 'delete'])
    expect(can({ role }, top)).toEqual(['read', 'download', 'write'])
  })
  test('what is deleted can only be restored', () => {
    expect(can({ role: 'editor' }, { ...file, deleted_at: 1 })).toEqual(['read', 'download', 'restore'])
  })
  test('what somebody edits keeps its name and place, and can be joined', () => {
    expect(can({ role: 'editor' }, file, { lockedByOther: true })).toEqual(['read', 'download', 'write'])
  })
  test('a file shared with an Editor can be changed, and keeps its name and place', () => {
    expect(can({ share: 'editor' })).toEqual(['read', 'download', 'write'])
  })
  test('a file shared with a Viewer can be read and downloaded', () => {
    expect(can({ share: 'viewer' })).toEqual(['read', 'download'])
  })
  test('of a role and a share the better counts', () => {
    expect(can({ role: 'viewer', share: 'editor' })).toEqual(['read', 'download', 'write'])
    expect(can({ role: 'editor', share: 'viewer' })).toEqual(['read', 'download', 'write', 'rename', 'move', 'delete'])
  })
  test('a guest changes what was shared with them, and puts nothing into any folder', () => {
    expect(can({ share: 'editor' }, file, { kind: 'guest' })).toEqual(['read', 'download', 'write'])
    expect(can({ share: 'viewer' }, file, { kind: 'guest' })).toEqual(['read', 'download'])
    expect(can({ role: 'owner' }, top, { kind: 'guest' })).toEqual(['read', 'download'])
    expect(can({ role: 'owner' }, file, { kind: 'guest' })).toEqual(['read', 'download'])
  })
})

test('only whoever changes the store itself shares its files', () => {
  const standard = { kind: 'standard' } as const
  for (const role of ['owner', 'co-owner', 'editor'] as const) expect(mayKeep(standard, { role })).toBe(true)
  for (const standing of [{ role: 'viewer' }, { share: 'editor' }, { role: 'viewer', share: 'editor' }] as const)
    expect(mayKeep(standard, standing)).toBe(false)
  expect(mayKeep({ kind: 'guest' }, { role: 'owner' })).toBe(false)
})
