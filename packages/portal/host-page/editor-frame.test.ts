import { expect, test } from 'vitest'
import { launchFields } from './editor-frame.ts'

test('the token, its absolute expiry and both people travel in the form', () => {
  expect(
    launchFields({ accessToken: 'tok', accessTokenTtl: 1_795_435_200_000, userId: 'u', ownerId: 'o' } as Parameters<
      typeof launchFields
    >[0]),
  ).toEqual({ access_token: 'tok', access_token_ttl: '1795435200000', user_id: 'u', owner_id: 'o' })
})
