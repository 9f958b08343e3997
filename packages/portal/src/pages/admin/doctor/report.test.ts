import type { Check, CheckGroup, CheckStatus } from '@moorage/api'
import { expect, test } from 'vitest'
import { countsOf, groupsOf, isLooking } from './report.ts'

const check = (group: CheckGroup, status: CheckStatus, id: string): Check => ({ id, group, title: id, status, seen: 'seen' })

test('groups with failures come first, then those with warnings, and the rest keeps its order', () => {
  const groups = groupsOf([
    check('addresses', 'not-applicable', 'a'),
    check('tls', 'ok', 'b'),
    check('proxy', 'warning', 'c'),
    check('storage', 'warning', 'd'),
    check('storage', 'failure', 'e'),
  ])
  expect(groups.map(({ name }) => name)).toEqual(['storage', 'proxy', 'addresses', 'tls'])
  expect(groups[0]?.toMend.map(({ id }) => id)).toEqual(['e', 'd'])
  expect(groups[2]?.worst).toBe('not-applicable')
})

test('counts what there is of each', () => {
  expect(countsOf([check('tls', 'ok', 'a'), check('tls', 'failure', 'b'), check('proxy', 'ok', 'c')])).toEqual({
    ok: 2,
    warning: 0,
    failure: 1,
    'not-applicable': 0,
  })
})

test('one that never began is not looking, one without an end is', () => {
  const empty = { short: false, total: 0, checks: [], fixed: [] }
  expect(isLooking(empty)).toBe(false)
  expect(isLooking({ ...empty, startedAt: 1 })).toBe(true)
  expect(isLooking({ ...empty, startedAt: 1, endedAt: 2 })).toBe(false)
})
