import { describe, expect, test } from 'vitest'
import { abilities } from './abilities.ts'
import type { Role } from './shares.ts'

const actor = { kind: 'standard' } as const
const file = { kind: 'file', parent_id: 'p', deleted_at: null } as const
const can = (role: Role, node: Parameters<typeof abilities>[0]['node'] = file, lockedByOther = false) =>
  Object.entries(abilities({ actor, role, node, lockedByOther })).flatMap(([name, may]) => (may ? [name] : []))

describe('abilities', () => {
  test('a viewer reads and downloads, nothing else', () => {
    expect(can('viewer')).toEqual(['read', 'download'])
    expect(can('viewer', { ...file, deleted_at: 1 })).toEqual(['read', 'download'])
  })
  test.each(['owner', 'co-owner', 'editor'] as const)('an %s changes everything but a top folder', (role) => {
    expect(can(role)).toEqual(['read', 'download', 'write', 'rename', 'move', 'delete'])
    expect(can(role, { kind: 'folder', parent_id: null, deleted_at: null })).toEqual(['read', 'download', 'write'])
  })
  test('what is deleted can only be restored', () => {
    expect(can('editor', { ...file, deleted_at: 1 })).toEqual(['read', 'download', 'restore'])
  })
  test('what somebody edits keeps its name and place, and can be joined', () => {
    expect(can('editor', file, true)).toEqual(['read', 'download', 'write'])
  })
})
