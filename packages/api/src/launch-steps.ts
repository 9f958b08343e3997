/**
 * The way from the application to the last user, as Microsoft describes it (PROTOCOL 16.2). `days`: how long it usually
 * takes, shortest and longest; what Microsoft gives no time for is counted as its shortest.
 */
export const LAUNCH_STEPS = {
  apply: {
    title: 'Apply',
    who: 'you',
    days: [0, 1],
    about: 'Send the application to the Cloud Storage Partner Program, and accept its terms.',
  },
  approval: {
    title: 'Approval',
    who: 'microsoft',
    days: [7, 14],
    about: 'Microsoft reviews the application: a week or more.',
  },
  'test-domains': {
    title: 'Test domains',
    who: 'microsoft',
    days: [1, 7],
    about: 'Microsoft puts your WOPI test host name on the allow list of its test environment.',
  },
  'self-test': {
    title: 'Test it yourself',
    who: 'you',
    days: [1, 5],
    about: 'The doctor without a failure, the Validation application green, the manual flows in Word, Excel and PowerPoint.',
  },
  submit: {
    title: 'Submit for verification',
    who: 'you',
    days: [0, 1],
    about: 'Two test accounts, the address to sign in at, videos, the questionnaire, a contact who is always there.',
  },
  verification: {
    title: 'Verification passes',
    who: 'microsoft',
    days: [10, 30],
    about: 'Each pass takes up to 10 days; most hosts need more than one.',
  },
  'production-settings': {
    title: 'Production settings',
    who: 'microsoft',
    days: [28, 35],
    about: 'Microsoft deploys your final host names: four to five weeks.',
  },
  'smoke-test': {
    title: 'Smoke test in production',
    who: 'you',
    days: [0, 1],
    about: 'One document of each kind, opened, edited and saved by a named tester.',
  },
  'roll-out': {
    title: 'Roll-out',
    who: 'you',
    days: [2, 14],
    about: 'Over some days, as you told Microsoft, so that neither side is overloaded.',
  },
} as const satisfies Record<string, { title: string; who: 'you' | 'microsoft'; days: [number, number]; about: string }>
export type LaunchStepName = keyof typeof LAUNCH_STEPS
