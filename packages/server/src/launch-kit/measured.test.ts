import { LAUNCH_FLOWS, type LaunchFlow, type LaunchFlowName, type ProfileReport } from '@moorage/api'
import { expect, test } from 'vitest'
import { calendarOf } from './calendar.ts'
import { filmMissing, type Measurements, measuredSteps } from './measured.ts'

const flows = (Object.keys(LAUNCH_FLOWS) as LaunchFlowName[]).map(
  (name): LaunchFlow => ({ name, state: 'passed', at: 30, done: [], screenshots: [] }),
)
const RENAME: Pick<LaunchFlow, 'name' | 'done' | 'screenshots'> = { name: 'rename', done: [], screenshots: [] }
const web: ProfileReport = { profile: 'web', needed: true, state: 'green', kept: 1 }
const COMPLETE: Measurements = {
  settings: 'now',
  rehearsal: false,
  notPublic: undefined,
  doctor: { at: 20, settings: 'now', failures: [] },
  profiles: [web, { profile: 'native', needed: false, state: 'never', kept: 0 }],
  flows,
  films: [],
  accounts: true,
  verification: undefined,
}
const selfTest = (change: Partial<Measurements> = {}) => measuredSteps({ ...COMPLETE, ...change })['self-test']

test('a self-test with everything there is done by itself, on the day of the last of it', () => {
  expect(selfTest()).toEqual({ missing: [], completeAt: 30 })
  const { steps } = calendarOf({ steps: {} }, 100, measuredSteps(COMPLETE))
  expect(steps.find(({ name }) => name === 'self-test')).toMatchObject({ state: 'done', doneAt: 30, missing: [] })
})

test.each<[string, Partial<Measurements>, string]>([
  ['no look of the doctor', { doctor: undefined }, 'The doctor has not gone through all its checks yet'],
  ['a look with other settings', { doctor: { at: 1, settings: 'then', failures: [] } }, 'The doctor looked before the settings changed'],
  [
    'a failure of the doctor',
    { doctor: { at: 1, settings: 'now', failures: ['TLS is trusted'] } },
    'The doctor found what has to be mended: TLS is trusted',
  ],
  [
    'a stale report',
    { profiles: [{ ...web, state: 'stale' }] },
    'The validation for Microsoft 365 for the web was run before the settings changed',
  ],
  ['a failed report', { profiles: [{ ...web, state: 'failed' }] }, 'The validation for Microsoft 365 for the web has failed cases'],
  ['a flow not tried', { flows: [{ ...RENAME, state: 'to-do' }] }, 'By hand, not tried yet: Rename in the title bar'],
  ['a flow that failed', { flows: [{ ...RENAME, state: 'failed', at: 1 }] }, 'By hand, failed: Rename in the title bar'],
  [
    'a flow of other settings',
    { flows: [{ ...RENAME, state: 'passed', at: 1, stale: true }] },
    'By hand, tried with other settings: Rename in the title bar',
  ],
  ['a film', { films: ['The film of Word was not recorded yet'] }, 'The film of Word was not recorded yet'],
  ['a rehearsal', { rehearsal: true }, 'It is still a rehearsal: all of it has to be done again with Microsoft 365'],
])('%s is missing in the self-test, and holds up the submission', (_, change, missing) => {
  expect(selfTest(change)).toEqual({ missing: [missing] })
  expect(measuredSteps({ ...COMPLETE, ...change }).submit?.missing).toEqual(['“Test it yourself” is not complete'])
})

test('a self-test that was ticked stays done when something goes stale, and says what', () => {
  const measured = measuredSteps({ ...COMPLETE, doctor: undefined })
  const { steps } = calendarOf({ steps: { 'self-test': { state: 'done', doneAt: 50 } } }, 100, measured)
  expect(steps.find(({ name }) => name === 'self-test')).toMatchObject({ state: 'done', doneAt: 50, missing: [expect.any(String)] })
})

test('a film counts once it was recorded with the settings of now, and in no rehearsal', () => {
  const recorded = { at: 1, seconds: 12, bytes: 1, client: 'Microsoft 365', ends: 'Saved', version: '1', rehearsal: false }
  expect(filmMissing({ name: 'word', recorded })).toEqual([])
  expect(filmMissing({ name: 'word' })).toEqual(['Film not recorded yet: Upload and edit a Word document'])
  expect(filmMissing({ name: 'word', missing: 'Nobody edits .docx files.' })).toEqual([
    'Film that cannot be recorded now: Upload and edit a Word document. Nobody edits .docx files',
  ])
  expect(filmMissing({ name: 'word', recorded: { ...recorded, rehearsal: true } })).toEqual([
    'Film of a rehearsal: Upload and edit a Word document',
  ])
  expect(filmMissing({ name: 'word', recorded: { ...recorded, stale: true } })).toEqual([
    'Film recorded with other settings: Upload and edit a Word document',
  ])
})
