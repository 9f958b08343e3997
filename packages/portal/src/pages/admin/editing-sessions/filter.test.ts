import { expect, test } from 'vitest'
import { filterOf, queryOf } from './filter.ts'

const NOW = new Date(2026, 10, 25, 12).getTime()
const query = (search: string) => queryOf(filterOf(new URLSearchParams(search)), NOW)

test('asks for everything of the last seven days where nothing is chosen', () => {
  expect(query('')).toEqual({ from: NOW - 7 * 24 * 60 * 60 * 1000 })
})

test('a number is looked for whatever else is chosen, and whenever it was', () => {
  expect(query('number=abcd%20efgh&person=p&trouble=yes&span=day')).toEqual({ number: 'abcd efgh' })
})

test('hands on all that narrows it down, and leaves out what it does not understand', () => {
  expect(query('organization=o&person=p&file=f&editor=m365&stage=Half&trouble=yes&span=all')).toEqual({
    ...{ organizationId: 'o', accountId: 'p', file: 'f', editor: 'm365', stage: 'Half', trouble: true },
  })
  expect(query('editor=NOT%20ONE&trouble=maybe&span=all')).toEqual({})
})
