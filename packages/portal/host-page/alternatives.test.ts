import { expect, test } from 'vitest'
import { waysOf } from './alternatives.ts'

test('offers every other editor that can do something with the file, by what it can do', () => {
  const ways = waysOf(
    [
      { action: 'edit', editor: 'built-in', editorName: 'Moorage' },
      { action: 'edit', editor: 'microsoft', editorName: 'Word' },
      { action: 'view', editor: 'collabora', editorName: 'Collabora' },
      { action: 'none', editor: 'old', editorName: 'Old', why: 'Not this type.' },
      { action: 'none' },
    ],
    'f',
    'Word',
  )
  expect(ways).toEqual([
    { label: 'Open in Moorage', url: '/open/f?action=edit&editor=built-in' },
    { label: 'View in Collabora', url: '/open/f?action=view&editor=collabora' },
  ])
})
