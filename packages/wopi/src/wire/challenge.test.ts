import { expect, test } from 'vitest'
import { bearerChallenge } from './challenge.ts'
import { fileIdOfWopiSrc } from './wopi-src.ts'

const PLACES = { authorizationUri: 'https://contoso.com/api/oauth2/authorize', tokenUri: 'https://contoso.com/api/oauth2/token' }

test('the challenge names every place in double quotes, with commas between and none behind', () => {
  expect(bearerChallenge({ ...PLACES, providerId: 'tp_contoso', urlSchemes: { iOS: ['contoso'] } })).toBe(
    'Bearer authorization_uri="https://contoso.com/api/oauth2/authorize",' +
      'tokenIssuance_uri="https://contoso.com/api/oauth2/token",' +
      'providerId="tp_contoso",UrlSchemes="%7B%22iOS%22%3A%5B%22contoso%22%5D%7D"',
  )
})

test('what is not told is left out', () => {
  expect(bearerChallenge(PLACES)).toBe(
    'Bearer authorization_uri="https://contoso.com/api/oauth2/authorize",tokenIssuance_uri="https://contoso.com/api/oauth2/token"',
  )
})

test.each(['https://h.example/p/wopi', 'https://h.example/p/wopi/'])('a WopiSrc below %s names its file', (wopiUrl) => {
  expect(fileIdOfWopiSrc('https://h.example/p/wopi/files/abc', wopiUrl)).toBe('abc')
})

test.each([
  '',
  'abc',
  'https://h.example/p/wopi/files/',
  'https://h.example/p/wopi/files/..',
  'https://h.example/p/wopi/files/../../admin',
  'https://h.example/p/wopi/files/abc/contents',
  'https://h.example/p/wopi/files/abc?access_token=x',
  'https://h.example/p/wopi/files/abc#x',
  'https://h.example/p/wopi/containers/abc',
  'https://h.example/p/wopi/ecosystem',
  'https://h.example/p/wopix/files/abc',
  'https://h.example.evil.example/p/wopi/files/abc',
  'https://user@h.example/p/wopi/files/abc',
  'http://h.example/p/wopi/files/abc',
])('%s is no file of ours', (wopiSrc) => {
  expect(fileIdOfWopiSrc(wopiSrc, 'https://h.example/p/wopi')).toBeUndefined()
})
