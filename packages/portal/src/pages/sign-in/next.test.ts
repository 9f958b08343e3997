import { describe, expect, it } from 'vitest'
import { destination } from './next.ts'

describe('where one goes after signing in', () => {
  it('keeps a path of the portal with its query', () => {
    expect(destination('/open/abc?action=view&wdo=1')).toBe('/open/abc?action=view&wdo=1')
  })
  it.each([
    null,
    '',
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '/sign-in?next=/files',
    '\t//evil.example',
  ])('takes My Files for %j', (next) => {
    expect(destination(next)).toBe('/files')
  })
})
