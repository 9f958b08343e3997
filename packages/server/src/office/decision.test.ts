import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CLAUSES, decide } from './decision.ts'
import type { Action, Facts, Microsoft365Facts } from './decision-facts.ts'

const POLICY = { value: 'edit', from: 'All Organizations', own: 'edit', organization: 'Harbour' }
const LICENCE = { subscription: 'commercial', held: true, checkable: true } as const

/** Ben, a tester, everything allowed. */
const facts = (more: Partial<Facts> = {}, microsoft365: Partial<Microsoft365Facts> = {}): Facts => ({
  editorName: 'Microsoft 365 (test)',
  personName: 'Ben Okafor',
  microsoft365: {
    environment: 'test',
    state: 'testing',
    stage: { tester: true, staysOnTest: false },
    policy: POLICY,
    guest: false,
    licence: LICENCE,
    ...microsoft365,
  },
  oldRevision: false,
  right: 'edit',
  reachable: true,
  type: { extension: 'docx', action: 'edit' },
  size: {},
  ...more,
})

test('with nothing against it, it is edited, and there is nothing to explain', () => {
  expect(decide(facts())).toEqual({ action: 'edit' })
})

test('an editor other than Microsoft 365 asks for neither state, stage, policy, account nor licence', () => {
  const { microsoft365: _, ...other } = facts()
  expect(decide(other)).toEqual({ action: 'edit' })
})

const OFF = facts({}, { state: 'off' })
const PRODUCTION = { environment: 'production', state: 'production', stage: { tester: false, staysOnTest: false } } as const
const TABLE: [name: string, facts: Facts, action: Action, clause: string, why: string, report: string, change: string][] = [
  ['state: off', OFF, 'none', 'state', 'switched off', 'Microsoft 365 is off', 'Administration → Microsoft 365'],
  [
    'stage: not a tester',
    facts({}, { stage: { tester: false, staysOnTest: false } }),
    'none',
    'stage',
    'You are not a tester of Microsoft 365.',
    'Not a tester: add Ben, or start the roll-out.',
    'add Ben Okafor to the testers',
  ],
  [
    'stage: the real one while Testing',
    facts({}, { environment: 'production' }),
    'none',
    'stage',
    'testers only',
    'start the roll-out',
    'Production',
  ],
  [
    'stage: a tester once it is rolled out',
    facts({}, { ...PRODUCTION, environment: 'test', stage: { tester: true, staysOnTest: false } }),
    'none',
    'stage',
    'stay on test',
    'let Ben stay on test',
    'let Ben Okafor stay on test',
  ],
  [
    'stage: no tester once it is rolled out',
    facts({}, { ...PRODUCTION, environment: 'test' }),
    'none',
    'stage',
    'not a tester',
    'Not a tester',
    'add Ben Okafor',
  ],
  [
    'stage: not reached by the roll-out',
    facts({ rollout: { in: false, stage: 'Half', startsAt: Date.UTC(2026, 11, 1), held: false, words: ['Half: drawn at 73.0.'] } }),
    'none',
    'stage',
    'little by little',
    'Ben is in the stage “Half” from 2026-12-01 on. Half: drawn at 73.0.',
    'add Ben Okafor to a stage',
  ],
  [
    'stage: in none of a roll-out that is held',
    facts({ rollout: { in: false, held: true, words: [] } }),
    'none',
    'stage',
    'little by little',
    'Ben is in none of the stages; the roll-out is held.',
    'resume it',
  ],
  [
    'ceiling',
    facts({ rollout: { in: true, stage: 'Half', held: false, words: [] }, ceiling: '5 editing sessions began within the last minute' }),
    'none',
    'ceiling',
    'takes no more people just now',
    '5 editing sessions began within the last minute',
    'raise the ceiling',
  ],
  [
    'policy: disabled above',
    facts({}, { policy: { ...POLICY, value: 'disabled', own: 'disabled' } }),
    'none',
    'policy',
    'Your organization does not use',
    'All Organizations does not allow it',
    'All Organizations, then of Harbour',
  ],
  [
    'policy: view',
    facts({}, { policy: { ...POLICY, value: 'view' } }),
    'view',
    'policy',
    'lets you view',
    'All Organizations allows viewing only',
    'Policies of All Organizations:',
  ],
  [
    'account: a guest',
    facts({}, { guest: true }),
    'none',
    'account',
    'Guests cannot',
    'A guest: make Ben a standard account.',
    'Ben Okafor',
  ],
  ['revision', facts({ oldRevision: true }), 'view', 'revision', 'old revision', 'only be viewed', 'restore'],
  ['right: view', facts({ right: 'view' }), 'view', 'right', 'but not change it', 'make Ben an Editor', 'Ben Okafor'],
  ['right: none', facts({ right: 'none' }), 'none', 'right', 'not shared with you', 'Not shared with Ben', 'Ben Okafor'],
  [
    'licence: no subscription in Production',
    facts({}, { ...PRODUCTION, licence: { ...LICENCE, subscription: 'none' } }),
    'view',
    'licence',
    'no Microsoft 365 subscription',
    'No subscription',
    'of Harbour to Commercial',
  ],
  [
    'licence: none held',
    facts({}, { licence: { ...LICENCE, held: false } }),
    'view',
    'licence',
    'no Microsoft 365 licence',
    'give Ben one',
    'Ben Okafor',
  ],
  [
    'licence: cannot be asked for',
    facts({}, { licence: { ...LICENCE, held: undefined, checkable: false } }),
    'view',
    'licence',
    'cannot be checked',
    'set up Microsoft Graph',
    'microsoftClientId',
  ],
  ['unreachable', facts({ reachable: false }), 'none', 'unreachable', 'cannot be reached', 'look at its discovery', 'Microsoft 365 (test)'],
  ['type: view', facts({ type: { extension: 'pdf', action: 'view' } }), 'view', 'type', 'can show .pdf files', '.pdf', 'Editors'],
  [
    'type: none',
    facts({ type: { extension: '', action: 'none' } }),
    'none',
    'type',
    'cannot open files of this kind',
    'cannot open',
    'Editors',
  ],
  ['size: edit', facts({ size: { edit: 'too large to edit' } }), 'view', 'size', 'too large to edit', 'too large', 'Editors'],
  [
    'size: view',
    facts({ size: { view: 'too large to view', edit: 'too large to edit' } }),
    'none',
    'size',
    'too large to view',
    'too large',
    'Editors',
  ],
  ['lock', facts({ lock: 'Anna is editing this file in Moorage.' }), 'view', 'lock', 'Anna is editing', 'Anna is editing', 'Ask to edit'],
]

test.each(TABLE)('%s', (_name, given, action, clause, why, report, change) => {
  expect(decide(given)).toMatchObject({
    action,
    clause,
    why: expect.stringContaining(why),
    report: expect.stringContaining(report),
    change: expect.stringContaining(change),
  })
})

test('a licence that nobody asked for yet is a sign-in away; in Microsoft’s test environment nobody without a subscription needs one', () => {
  const unasked = facts({}, { licence: { ...LICENCE, held: undefined } })
  expect(decide(unasked)).toMatchObject({ action: 'view', clause: 'licence', signIn: true })
  expect(decide(facts({}, { licence: { subscription: 'none', held: undefined, checkable: false } }))).toEqual({ action: 'edit' })
})

test('the order is the one that is written down', () => {
  expect(CLAUSES.map(([clause]) => clause)).toEqual([
    'state',
    'stage',
    'ceiling',
    'policy',
    'account',
    'revision',
    'right',
    'licence',
    'unreachable',
    'type',
    'size',
    'lock',
  ])
})

const action = fc.constantFrom<Action>('edit', 'view', 'none')
const anything: fc.Arbitrary<Facts> = fc
  .record({
    microsoft365: fc.record({
      environment: fc.constantFrom('test' as const, 'production' as const),
      state: fc.constantFrom('off' as const, 'testing' as const, 'production' as const),
      stage: fc.record({ tester: fc.boolean(), staysOnTest: fc.boolean() }),
      policy: fc.constantFrom('disabled', 'view', 'edit').map((value) => ({ ...POLICY, value })),
      guest: fc.boolean(),
      licence: fc.record({
        subscription: fc.constantFrom('none' as const, 'commercial' as const),
        held: fc.constantFrom(true, false, undefined),
        checkable: fc.boolean(),
      }),
    }),
    oldRevision: fc.boolean(),
    right: action,
    reachable: fc.boolean(),
    type: action.map((given) => ({ extension: 'docx', action: given })),
    size: fc.constantFrom({}, { edit: 'large' }, { edit: 'large', view: 'larger' }),
    lock: fc.constantFrom(undefined, 'Anna is editing it.'),
    rollout: fc.option(fc.record({ in: fc.boolean(), held: fc.boolean(), words: fc.constant<string[]>(['Half: drawn.']) }), {
      nil: undefined,
    }),
    ceiling: fc.constantFrom(undefined, 'It is full.'),
  })
  .map(({ lock, rollout, ceiling, ...rest }) => ({
    ...{ editorName: 'Microsoft 365', personName: 'Ben' },
    ...rest,
    ...(lock ? { lock } : {}),
    ...(rollout ? { rollout } : {}),
    ...(ceiling ? { ceiling } : {}),
  }))

const RANK = { none: 0, view: 1, edit: 2 }
/** What one clause alone makes of the facts. */
const alone = (given: Facts, at: number): Action => CLAUSES[at]?.[1](given)?.action ?? 'edit'

test('the action is the least that any clause allows, and its clause the first that goes down to it', () => {
  fc.assert(
    fc.property(anything, (given) => {
      const each = CLAUSES.map((_, at) => alone(given, at))
      const least = each.reduce((low, next) => (RANK[next] < RANK[low] ? next : low))
      const first = least === 'edit' ? undefined : CLAUSES[each.indexOf(least)]?.[0]
      const verdict = decide(given)
      expect([verdict.action, verdict.clause]).toEqual([least, first])
      expect(Boolean(verdict.why && verdict.report && verdict.change)).toBe(least !== 'edit')
    }),
    { numRuns: 1000 },
  )
})

/** A later clause made to pass: nobody is told another reason than before. */
const RAISED: Record<string, Partial<Facts>> = {
  revision: { oldRevision: false },
  right: { right: 'edit' },
  unreachable: { reachable: true },
  type: { type: { extension: 'docx', action: 'edit' } },
  size: { size: {} },
}

test('raising a later clause changes neither what an earlier one decided nor the reason', () => {
  const order = CLAUSES.map(([clause]) => clause as string)
  fc.assert(
    fc.property(anything, fc.constantFrom(...Object.keys(RAISED)), (given, later) => {
      const verdict = decide(given)
      if (verdict.clause === undefined || order.indexOf(later) <= order.indexOf(verdict.clause)) return
      expect(decide({ ...given, ...RAISED[later] })).toEqual(verdict)
    }),
    { numRuns: 1000 },
  )
})
