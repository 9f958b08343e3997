import { expect, test } from 'vitest'
import { escapeToken, ownTarget, parameterOf, returnedTarget, withParameter } from './address.ts'

test('every character of a token but letters and digits is escaped', () => {
  expect(escapeToken("aZ09-_.~!*'()/+=é")).toBe('aZ09%2D%5F%2E%7E%21%2A%27%28%29%2F%2B%3D%C3%A9')
})

test('the file under test is asked with token and time in the query', () => {
  expect(ownTarget('https://h/wopi/files/1', '/contents', 'a.b', 0)).toEqual({
    url: 'https://h/wopi/files/1/contents?access_token=a%2Eb&access_token_ttl=0',
    token: 'a.b',
  })
  expect(ownTarget('https://h/wopi/files/1?x=1', '', 't', 5).url).toBe('https://h/wopi/files/1?x=1&access_token=t&access_token_ttl=5')
})

test('an address that the host returned is kept as it is, with the suffix on its path and its own token', () => {
  const url = 'https://h:443/Wopi/containers/%7eA?y=%2f&access_token=a%2Bb+c#top'
  expect(returnedTarget(url, '/children')).toEqual({
    url: 'https://h:443/Wopi/containers/%7eA/children?y=%2f&access_token=a%2Bb+c#top',
    token: 'a+b c',
  })
})

test('an address without a token has none, not an empty one', () => {
  expect(returnedTarget('https://h/wopi/files/1', '').token).toBeUndefined()
  expect(parameterOf('https://h/?access_token=', 'access_token')).toBe('')
  expect(parameterOf('https://h/?xaccess_token=1', 'access_token')).toBeUndefined()
})

test('a token is replaced where it stands', () => {
  expect(withParameter('https://h/?access_token=good&access_token_ttl=1', 'access_token', 'INVALID')).toBe(
    'https://h/?access_token=INVALID&access_token_ttl=1',
  )
})
