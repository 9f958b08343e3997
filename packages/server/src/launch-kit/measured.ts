import {
  LAUNCH_FILMS,
  LAUNCH_FLOWS,
  LAUNCH_PROFILES,
  type LaunchFilm,
  type LaunchFlow,
  type LaunchStepName,
  type LaunchText,
  type ProfileReport,
} from '@moorage/api'
import type { DoctorLast } from '../doctor-last.ts'

/** What was found by looking, each with whether it still counts. */
export interface Measurements {
  settings: string
  rehearsal: boolean
  notPublic: string | undefined
  doctor: DoctorLast | undefined
  profiles: ProfileReport[]
  flows: LaunchFlow[]
  /** films that are not there, or no longer of this */
  films: string[]
  accounts: boolean
  verification: LaunchText | undefined
}

/** Of a step: what is still missing, and since when nothing is. */
export interface Measured {
  missing: string[]
  /** everything that belongs to it was found to be there; it is done without anybody's tick */
  completeAt?: number
}

/** Undone is as good as done with other settings or in a rehearsal. */
export function filmMissing({ name, missing, recorded }: LaunchFilm): string[] {
  const { title } = LAUNCH_FILMS[name]
  if (!recorded)
    return [missing ? `Film that cannot be recorded now: ${title}. ${missing.replace(/\.$/, '')}` : `Film not recorded yet: ${title}`]
  if (recorded.rehearsal) return [`Film of a rehearsal: ${title}`]
  return recorded.stale ? [`Film recorded with other settings: ${title}`] : []
}

function doctorMissing({ doctor, settings }: Measurements): string[] {
  if (!doctor) return ['The doctor has not gone through all its checks yet']
  if (doctor.settings !== settings) return ['The doctor looked before the settings changed']
  if (doctor.failures.length > 0) return [`The doctor found what has to be mended: ${doctor.failures.join('; ')}`]
  return []
}

const VALIDATION = {
  failed: 'has failed cases',
  stale: 'was run before the settings changed',
  never: 'was not run yet',
}

const selfTestMissing = (found: Measurements): string[] => [
  ...(found.rehearsal ? ['It is still a rehearsal: all of it has to be done again with Microsoft 365'] : []),
  ...doctorMissing(found),
  ...found.profiles.flatMap(({ profile, needed, state }) =>
    needed && state !== 'green' ? [`The validation for ${LAUNCH_PROFILES[profile].title} ${VALIDATION[state]}`] : [],
  ),
  ...found.flows.flatMap(({ name, state, stale }) => {
    const { title } = LAUNCH_FLOWS[name]
    if (state === 'to-do') return [`By hand, not tried yet: ${title}`]
    if (state === 'failed') return [`By hand, failed: ${title}`]
    return stale ? [`By hand, tried with other settings: ${title}`] : []
  }),
  ...found.films,
]

/** Only of what can be measured; what a person or Microsoft does is ticked. */
export function measuredSteps(found: Measurements): Partial<Record<LaunchStepName, Measured>> {
  const selfTest = selfTestMissing(found)
  const times = [
    found.doctor?.at ?? 0,
    ...found.profiles.flatMap(({ needed, last }) => (needed && last ? [last.at] : [])),
    ...found.flows.map(({ at = 0 }) => at),
  ]
  const { verification } = found
  return {
    'test-domains': { missing: found.notPublic === undefined ? [] : [found.notPublic] },
    'self-test': { missing: selfTest, ...(selfTest.length === 0 ? { completeAt: Math.max(...times) } : {}) },
    submit: {
      missing: [
        ...(selfTest.length > 0 ? ['“Test it yourself” is not complete'] : []),
        ...(found.accounts ? [] : ['The test accounts were not made yet']),
        ...(verification && verification.missing.length > 0 ? [`Empty in the submission: ${verification.missing.join(', ')}`] : []),
      ],
    },
  }
}
