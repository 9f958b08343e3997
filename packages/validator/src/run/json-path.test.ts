import { expect, test } from 'vitest'
import { select, textOf } from './json-path.ts'

const json = { Name: 'x', Rows: [{ Url: 'a' }, { Url: 'b' }], Empty: [], Nothing: null }

const PATHS: [path: string, value: unknown][] = [
  ['Name', 'x'],
  ['$.Name', 'x'],
  ['Rows[0].Url', 'a'],
  ['Rows[-1:].Url', 'b'],
  ['Rows[2].Url', undefined],
  ['Empty[-1:].Url', undefined],
  ['name', undefined],
  ['Nothing', null],
  ['Nothing.More', undefined],
  ['constructor', undefined],
]
for (const [path, value] of PATHS) test(`${path} is ${JSON.stringify(value)}`, () => expect(select(json, path)).toEqual(value))

test('what it does not know is an error, not nothing', () => {
  for (const path of ['Rows[*].Url', 'Rows[-2:]', '..Url', 'Rows[0', "Rows['a']"])
    expect(() => select(json, path)).toThrow('not understood')
})

test('values are compared as text', () => expect([true, 5, 'a', null, [1]].map(textOf)).toEqual(['true', '5', 'a', undefined, '[1]']))
