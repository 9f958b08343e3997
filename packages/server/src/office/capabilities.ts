import type { ShareUrlType } from '@moorage/wopi'
import type { EditorEntry } from './editors.ts'

/** Which groups of WOPI operations a client is told of and answered. What it is not told of is answered 501. */
export interface Capabilities {
  /** folders: for clients with a file picker of their own */
  containers: boolean
  /** where such a client starts */
  ecosystem: boolean
  putRelativeFile: boolean
  shareUrlTypes: ShareUrlType[]
  activities: boolean
  /** an address that gives the bytes without a proof: only for clients known to keep it to themselves */
  fileUrl: boolean
  /** WOPI: phones must be told of both kinds of licence, the same everywhere */
  licences: boolean
  /** the client has to see to a licence before it lets anybody edit: a commercial subscription to Microsoft 365 */
  business: boolean
}

const WEB: Capabilities = {
  containers: false,
  ecosystem: false,
  putRelativeFile: true,
  shareUrlTypes: ['ReadOnly', 'ReadWrite'],
  activities: true,
  fileUrl: true,
  licences: false,
  business: false,
}
const NATIVE: Capabilities = { ...WEB, containers: true, ecosystem: true, licences: true }
/** What every other browser client uses: nothing that it was not made for. */
const OTHER: Capabilities = { ...WEB, shareUrlTypes: [], activities: false, fileUrl: false }

/**
 * What `moorage session` can be given. Microsoft's groups of test cases exclude each other, so no single set of
 * capabilities passes them all: `web` is exactly what Microsoft 365 for the web is shown, `native` what Office on
 * phones asks for, `test-a` and `test-b` are for the groups that neither of them reaches.
 */
export const TEST_PROFILES = {
  web: WEB,
  'test-a': { ...NATIVE, putRelativeFile: false },
  'test-b': { ...NATIVE, containers: false, ecosystem: false },
  native: NATIVE,
} as const satisfies Record<string, Capabilities>
export type TestProfile = keyof typeof TEST_PROFILES

export const isTestProfile = (text: string): text is TestProfile => Object.hasOwn(TEST_PROFILES, text)

/** What a grant of an organization with a commercial subscription is marked with, so that it cannot change while it lives. */
export const BUSINESS = 'business'

/** WOPI: the app of a discovery that is the client's validator. */
export const VALIDATION_APP = 'WopiTest'

/**
 * The validator in the built-in editor judges what other clients are shown: Microsoft 365 for the web, unless its page
 * asks for another profile. Undefined for every other application.
 */
export function validatorProfile(app: string, parameters: readonly (readonly [name: string, value: string])[]): TestProfile | undefined {
  if (app !== VALIDATION_APP) return undefined
  const asked = parameters.find(([name]) => name === 'wdprofile')?.[1]
  return asked !== undefined && isTestProfile(asked) ? asked : 'web'
}

/** They belong to the client that a grant is bound to, never to the person or the file. */
export function capabilitiesOf(editor: Pick<EditorEntry, 'profile'>, grant: { profile: string | null }): Capabilities {
  switch (editor.profile) {
    case 'microsoft':
      return { ...WEB, business: grant.profile === BUSINESS }
    case 'native':
      return { ...NATIVE, business: grant.profile === BUSINESS }
    case 'test':
      return TEST_PROFILES[grant.profile !== null && isTestProfile(grant.profile) ? grant.profile : 'web']
    case 'built-in':
      // only grants for its validator have one
      return grant.profile !== null && isTestProfile(grant.profile) ? TEST_PROFILES[grant.profile] : OTHER
    default:
      return OTHER
  }
}
