import { expect, test } from 'vitest'
import { withoutOneTimeParameters } from './address.ts'

test.each([
  [
    'https://h/open/f?action=edit&wdPreviousSession=1&wdOrigin=a%20b&wdPreviousCorrelation=2',
    'https://h/open/f?action=edit&wdOrigin=a%20b',
  ],
  ['https://h/open/f?wdprevioussession=1#part', 'https://h/open/f#part'],
  ['https://h/open/f?x=%7E+~&wdPreviousSession', 'https://h/open/f?x=%7E+~'],
])('of %s only the two parameters of one load go', (href, expected) => {
  expect(withoutOneTimeParameters(href)).toBe(expected)
})

test.each(['https://h/open/f', 'https://h/open/f?', 'https://h/open/f?wdOrigin=1&action=view', 'https://h/open/f#?wdPreviousSession=1'])(
  '%s stays untouched',
  (href) => {
    expect(withoutOneTimeParameters(href)).toBeUndefined()
  },
)
