import { expect, test } from 'vitest'
import { launchFields, themedAddress } from './editor-frame.ts'

test('only our own editor is told which theme was chosen in the portal, and only where one was', () => {
  const own = { actionUrl: 'https://editor.example/edit?ui=en-US&wopisrc=x%2Fy&', profile: 'built-in' } as const
  expect(themedAddress(own, 'dark')).toBe('https://editor.example/edit?ui=en-US&wopisrc=x%2Fy&theme=dark')
  const rehearsing = { actionUrl: 'https://editor.example/edit?wopisrc=x&rehearsal=1', profile: 'microsoft' } as const
  expect(themedAddress(rehearsing, 'light')).toBe('https://editor.example/edit?wopisrc=x&rehearsal=1&theme=light')
  expect(themedAddress(own, undefined)).toBe(own.actionUrl)
  for (const profile of ['microsoft', 'collabora', 'onlyoffice'] as const)
    expect(themedAddress({ ...own, profile }, 'dark')).toBe(own.actionUrl)
})

test('the token, its absolute expiry and both people travel in the form', () => {
  expect(
    launchFields({ accessToken: 'tok', accessTokenTtl: 1_795_435_200_000, userId: 'u', ownerId: 'o' } as Parameters<
      typeof launchFields
    >[0]),
  ).toEqual({ access_token: 'tok', access_token_ttl: '1795435200000', user_id: 'u', owner_id: 'o' })
})
