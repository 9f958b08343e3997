import { emailKey } from './accounts.ts'

/**
 * Microsoft's two testers, as it expects them (PROTOCOL 16.5). They work with a sheet in hand: nobody reads mail at
 * these addresses, so none is ever sent there.
 */
export const TEST_PEOPLE = [
  { email: 'csppverify1@microsoft.com', name: 'Verification One' },
  { email: 'csppverify2@microsoft.com', name: 'Verification Two' },
] as const

export const isTestPerson = (email: string): boolean => TEST_PEOPLE.some((one) => one.email === emailKey(email))
