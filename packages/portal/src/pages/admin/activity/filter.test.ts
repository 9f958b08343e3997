import { expect, test } from 'vitest'
import { filterOf, queryOf } from './filter.ts'

const NOW = new Date(2026, 10, 25, 12).getTime()
const query = (search: string) => queryOf(filterOf(new URLSearchParams(search)), NOW)

test('asks for the last seven days where nothing is chosen', () => {
  expect(query('')).toEqual({ from: NOW - 7 * 24 * 60 * 60 * 1000 })
})

test('takes both days of an own span whole', () => {
  expect(query('span=own&from=2026-11-01&to=2026-11-02')).toEqual({
    from: new Date(2026, 10, 1).getTime(),
    to: new Date(2026, 10, 3).getTime() - 1,
  })
})

test('hands on organization, person and group', () => {
  expect(query('organization=o&person=p&group=policy&span=all')).toEqual({ organizationId: 'o', accountId: 'p', group: 'policy' })
})

test('leaves out what it does not understand', () => {
  expect(query('group=nonsense&span=own&from=yesterday&to=')).toEqual({})
})
