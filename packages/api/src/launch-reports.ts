import { type Static, Type } from 'typebox'
import { Time } from './items.ts'
import type { Route } from './route.ts'

/** What the validator is shown: Microsoft's groups of cases exclude each other, so no one of them passes all. */
export const LAUNCH_PROFILES = {
  web: { title: 'Microsoft 365 for the web', about: 'Exactly what Microsoft’s validator is shown.' },
  native: { title: 'Office on phones and tablets', about: 'What Office mobile asks for: folders, and where an app begins.' },
  'test-a': { title: 'Without PutRelativeFile', about: 'For the cases of hosts that keep no copies, which the others skip.' },
  'test-b': { title: 'Without folders', about: 'For the cases of hosts without containers, which the others skip.' },
} as const satisfies Record<string, { title: string; about: string }>
export type LaunchProfile = keyof typeof LAUNCH_PROFILES

const Profile = Type.Unsafe<LaunchProfile>(Type.String({ enum: Object.keys(LAUNCH_PROFILES) }))

/** A whole run of the validator, as it is kept. */
export const ValidationReport = Type.Object({
  id: Type.Integer(),
  profile: Profile,
  at: Time,
  durationMs: Type.Integer(),
  /** of Moorage */
  version: Type.String(),
  /** which cases: “Microsoft’s 224 cases” */
  cases: Type.String(),
  /** the address of the file that it was run against */
  address: Type.String(),
  passed: Type.Integer(),
  failed: Type.Integer(),
  skipped: Type.Integer(),
  groups: Type.Array(
    Type.Object({
      name: Type.String(),
      passed: Type.Integer(),
      failed: Type.Integer(),
      skipped: Type.Integer(),
      /** why it was skipped */
      reason: Type.Optional(Type.String()),
    }),
  ),
  /** at most 200 */
  failures: Type.Array(Type.Object({ group: Type.String(), name: Type.String(), reason: Type.String() })),
})
export type ValidationReport = Static<typeof ValidationReport>

export const ProfileReport = Type.Object({
  profile: Profile,
  /** it has to be green before anything is submitted */
  needed: Type.Boolean(),
  state: Type.Union([Type.Literal('green'), Type.Literal('failed'), Type.Literal('stale'), Type.Literal('never')]),
  last: Type.Optional(ValidationReport),
  /** how many reports of it are kept */
  kept: Type.Integer(),
})
export type ProfileReport = Static<typeof ProfileReport>

export const ValidationReports = Type.Object({
  profiles: Type.Array(ProfileReport),
  /** the run under way; cases that ended, of those that there are */
  running: Type.Optional(Type.Object({ profile: Profile, ended: Type.Integer(), of: Type.Integer() })),
  /** profiles that wait for it to end */
  waiting: Type.Array(Profile),
  /** why the last run gave no report */
  problem: Type.Optional(Type.String()),
  /** false: there is nobody yet whose file could be used */
  accounts: Type.Boolean(),
})
export type ValidationReports = Static<typeof ValidationReports>

const PATH = '/api/admin/microsoft-365/launch-kit/reports'

export const launchReportRoutes = {
  getValidationReports: {
    method: 'GET',
    path: PATH,
    access: 'system-administrator',
    summary: 'The last report of the validator in each profile, whether it still counts, and how far a run under way is.',
    response: ValidationReports,
  },
  runValidation: {
    method: 'POST',
    path: PATH,
    access: 'system-administrator',
    records: 'launch-validated',
    summary: 'Run the validator against the public address, in these profiles one after the other; ask getValidationReports how far it is.',
    body: Type.Object({ profiles: Type.Array(Profile, { minItems: 1, maxItems: 4 }) }),
    response: ValidationReports,
  },
  downloadValidationReport: {
    method: 'GET',
    path: '/api/admin/microsoft-365/launch-kit/reports/:reportId',
    access: 'system-administrator',
    summary: 'One report as a text to read.',
    params: Type.Object({ reportId: Type.Integer({ minimum: 1 }) }),
  },
} as const satisfies Record<string, Route>
