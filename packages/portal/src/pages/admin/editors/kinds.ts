import type { EditorProfile, ProofPolicy, Trial } from '@moorage/api'

export type Kind = 'collabora' | 'onlyoffice' | 'oos' | 'other'

/** What is right for nearly everybody who adds one of these. */
export const KINDS: Record<Kind, { name: string; profile: EditorProfile; proof: ProofPolicy; example: string }> = {
  collabora: {
    name: 'Collabora Online',
    profile: 'collabora',
    proof: 'if-present',
    example: 'https://collabora.example.com/hosting/discovery',
  },
  onlyoffice: {
    name: 'ONLYOFFICE',
    profile: 'onlyoffice',
    proof: 'if-present',
    example: 'https://onlyoffice.example.com/hosting/discovery',
  },
  oos: { name: 'Office Online Server', profile: 'microsoft', proof: 'required', example: 'https://office.example.com/hosting/discovery' },
  other: { name: '', profile: 'collabora', proof: 'if-present', example: 'https://editor.example.com/hosting/discovery' },
}

/** The kind that a discovery document gives itself away as. */
export function kindOf({ profile }: Pick<Trial, 'profile'>): Kind | undefined {
  if (profile === 'collabora' || profile === 'onlyoffice') return profile
  return profile === 'microsoft' ? 'oos' : undefined
}

/** Those that can be added here; the built-in one is the program's own. */
export const PROFILES = ['collabora', 'onlyoffice', 'microsoft'] as const
export const PROOFS = ['required', 'if-present', 'off'] as const
