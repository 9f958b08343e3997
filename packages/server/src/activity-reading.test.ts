import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ActivityFilter, activityQuery, kindsOf, readActivity } from './activity-reading.ts'
import { openWorld, type World } from './files/testing/world.ts'

const ORGANIZATIONS = ['o'.repeat(26), 'p'.repeat(26), 'q'.repeat(26)] as const
const [first, second, quiet] = ORGANIZATIONS
const KINDS = ['saved', 'opened', 'signed-in', 'policy-changed'] as const
const ENTRIES = 400
const T0 = 1_700_000_000_000

let world: World
beforeAll(async () => {
  world = await openWorld()
  const organizations = ORGANIZATIONS.map((id) => `('${id}', '${id[0]}', '${id[0]}', 'allorganizations2222222222', 0, 0)`)
  // entry n at T0 + n seconds: of the first organization but every fourth, which is of the second
  const entries = Array.from({ length: ENTRIES }, (_, n) => {
    const kind = n % 100 === 50 ? 'policy-changed' : KINDS[n % 3]
    return `(${n + 1}, '${n % 4 === 0 ? second : first}', ${T0 + n * 1000}, '${kind}', 'actor${n % 2}', 'Actor', 'file', 'f', 'Plan.docx')`
  })
  world.arrange(`insert into organization (id, name, slug, parent_id, created_at, used) values ${organizations.join(',')};
    insert into activity_log (seq, organization_id, at, kind, actor_id, actor_name, subject_kind, subject_id, subject_name) values ${entries.join(',')}; analyze;`)
})
afterAll(() => world.close())

const seqs = async (filter: Partial<ActivityFilter>, page: { before?: number; limit?: number } = {}) =>
  (await readActivity(world.app.db.read, world.admin, { organizationIds: [first, second, quiet], ...filter }, { limit: 5, ...page })).map(
    ({ seq }) => seq,
  )

test('the newest entries of all organizations that were asked for come first, and pages follow one another', async () => {
  expect(await seqs({})).toEqual([400, 399, 398, 397, 396])
  expect(await seqs({}, { before: 396 })).toEqual([395, 394, 393, 392, 391])
  expect(await seqs({ organizationIds: [second] })).toEqual([397, 393, 389, 385, 381])
  expect(await seqs({ organizationIds: [quiet] })).toEqual([])
  expect(await seqs({ organizationIds: [] })).toEqual([])
  expect(await seqs({ organizationIds: 'all' })).toEqual([400, 399, 398, 397, 396])
})

test('every filter narrows, also together with the others', async () => {
  expect(await seqs({ kinds: ['policy-changed'] })).toEqual([351, 251, 151, 51])
  expect(await seqs({ kinds: ['policy-changed', 'saved'] }, { limit: 3 })).toEqual([400, 397, 394])
  expect(await seqs({ kinds: [] })).toEqual([])
  expect(await seqs({ accountId: 'actor1' }, { limit: 2 })).toEqual([400, 398])
  expect(await seqs({ accountId: 'actor1', kinds: ['policy-changed'] })).toEqual([])
  expect(await seqs({ accountId: 'actor0', kinds: ['policy-changed'] })).toEqual([351, 251, 151, 51])
  expect(await seqs({ organizationIds: 'all', kinds: ['policy-changed'], accountId: 'actor0' }, { limit: 1 })).toEqual([351])
  expect(await seqs({ from: T0 + 397_000 })).toEqual([400, 399, 398])
  expect(await seqs({ to: T0 + 2000 })).toEqual([3, 2, 1])
  expect(await seqs({ from: T0 + 99_000, to: T0 + 101_000, organizationIds: [first] })).toEqual([102, 100])
  expect(await seqs({ from: T0 + 400_000 })).toEqual([])
  expect(await seqs({ from: T0 + 900_000 })).toEqual([])
  expect(await seqs({ to: T0 - 1 })).toEqual([])
})

test('every page of everything, put together, is everything once', async () => {
  const all: number[] = []
  for (let before: number | undefined; ; ) {
    const page = await seqs({ kinds: ['saved', 'opened'] }, { before, limit: 37 })
    all.push(...page)
    if (page.length < 37) break
    before = page.at(-1)
  }
  const wanted = await seqs({ kinds: ['saved', 'opened'] }, { limit: 1000 })
  expect(all).toEqual(wanted)
  expect(new Set(all).size).toBe(wanted.length)
})

test('a group stands for its kinds, and a kind of another group for nothing', () => {
  expect(kindsOf(undefined, undefined)).toBeUndefined()
  expect(kindsOf('policy', undefined)).toEqual(['policy-changed'])
  expect(kindsOf('editing', 'saved')).toEqual(['saved'])
  expect(kindsOf('policy', 'saved')).toEqual([])
  expect(kindsOf(undefined, 'saved')).toEqual(['saved'])
})

const planOf = (filter: ActivityFilter) => {
  const { sql, parameters } = activityQuery(world.admin, filter, { above: -1, below: Number.MAX_SAFE_INTEGER, limit: 101 }).compile()
  return world.explain(sql, parameters)
}

test('the newest page of everything walks the log from its end', async () => {
  const plan = await planOf({ organizationIds: 'all' })
  expect(plan[0]).toBe('SEARCH l USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)')
  expect(plan.slice(1).map((step) => step.slice(0, 8))).toEqual(['SEARCH o', 'SEARCH r', 'SEARCH s'])
})

test.each([
  ['of organizations', {}, 'activity_log_organization (organization_id=? AND seq>? AND seq<?)'],
  ['of kinds', { kinds: ['saved', 'opened'] }, 'activity_log_kind (organization_id=? AND kind=? AND seq>? AND seq<?)'],
  ['of an account', { accountId: 'actor1' }, 'activity_log_actor (organization_id=? AND actor_id=? AND seq>? AND seq<?)'],
])('the newest page %s reads each by its index, and no more of the log', async (_, filter, index) => {
  const plan = await planOf({ organizationIds: [first, second], ...filter })
  expect(plan.some((step) => step.startsWith('SEARCH n') && step.endsWith(index))).toBe(true)
  // by the numbers that were found
  for (const step of plan.filter((text) => /^(SEARCH|SCAN) [el]\b/.test(text))) expect(step).toContain('PRIMARY KEY (rowid=?)')
  expect(plan.filter((step) => /^SCAN n/.test(step))).toEqual([])
})
