import type { Item } from '@moorage/api'
import { describe, expect, it } from 'vitest'
import { actionsFor } from './actions.ts'

const can = { read: true, download: true, write: true, rename: true, move: true, delete: true, restore: false }
const file = (change: Partial<Item> = {}): Item => ({
  id: 'f'.repeat(26),
  kind: 'file',
  name: 'Plan.docx',
  extension: 'docx',
  size: 10,
  modifiedAt: 0,
  rootId: 'r'.repeat(26),
  parentId: 'p'.repeat(26),
  can,
  open: { action: 'edit', editor: 'built-in', editorName: 'Moorage' },
  ...change,
})
const names = (items: Item[]) => actionsFor(items).map((action) => action.name)
const named = (items: Item[], name: string) => actionsFor(items).find((action) => action.name === name)

describe('what can be done with a selection', () => {
  it('offers everything for one file of one’s own', () => {
    expect(names([file()])).toEqual([
      'open',
      'openWith',
      'share',
      'download',
      'copyLink',
      'rename',
      'move',
      'copy',
      'delete',
      'revisions',
      'details',
    ])
    expect(actionsFor([file()]).every((action) => action.enabled)).toBe(true)
  })
  it('leaves out what makes sense for one item only when there are several', () => {
    expect(names([file(), file()])).toEqual(['download', 'move', 'copy', 'delete'])
  })
  it('offers only Restore for deleted items', () => {
    expect(names([file({ deletedAt: 1, can: { ...can, restore: true } })])).toEqual(['restore', 'details'])
  })
  it('says who is editing when that is why a file cannot be moved', () => {
    const editing = { people: [{ id: 'b'.repeat(26), name: 'Ben', you: false }], editorName: 'Collabora', since: 0 }
    const move = named([file({ editing, can: { ...can, move: false } })], 'move')
    expect(move?.enabled).toBe(false)
    expect(move?.why).toBe('Ben is editing in Collabora')
  })
  it('says why a file cannot be opened, and still offers the download', () => {
    const strange = file({ open: { action: 'none', why: 'No editor knows .dwg files.' } })
    expect(named([strange], 'open')).toMatchObject({ enabled: false, why: 'No editor knows .dwg files.' })
    expect(named([strange], 'download')?.enabled).toBe(true)
  })
  it('says of a file that is only shared with one why its name and place stay', () => {
    const shared = file({ parentId: undefined, can: { ...can, rename: false, move: false, delete: false } })
    expect(named([shared], 'rename')).toMatchObject({ enabled: false, why: 'It is shared with you: its name and place stay as they are.' })
    expect(named([shared], 'share')?.enabled).toBe(true)
  })
  it('offers a guest no copy, as there is no place for it', () => {
    expect(actionsFor([file()], { guest: true }).map(({ name }) => name)).not.toContain('copy')
  })
  it('calls the download of a folder or of several items a zip', () => {
    expect(named([file(), file()], 'download')?.label).toBe('Download as zip')
  })
})
