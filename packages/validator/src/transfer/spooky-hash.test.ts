import { encodeBase64 } from '@moorage/wopi'
import { expect, test } from 'vitest'
import { spookyHash128 } from './spooky-hash.ts'

const text = (value: string) => new TextEncoder().encode(value)

/** Published values and values that two other implementations agree on. */
const VECTORS: [name: string, input: Uint8Array, base64: string][] = [
  ['nothing', text(''), 'GQn1a/wGJyPHUei0Ze5yiw=='],
  ['six bytes', text('foobar'), 'md7tA6VXwIaaYjdO4o8XZQ=='],
  ['nineteen bytes', text('SampleTextVersion-1'), 'OpSWhpt12BRkuGX4z7bQPg=='],
  ['twenty-three bytes', text('Alt_SampleTextVersion-1'), 'sUIRbBoCFUe5wEQDA+mgxQ=='],
  ['the longest short input', text('a'.repeat(191)), 's0D4PfezWDWmG0C1au8mPQ=='],
  ['the shortest long input', text('a'.repeat(192)), 'EhIlBZ0gCAVfEGbGFjwGYQ=='],
  ['more than a kilobyte of every byte', Uint8Array.from({ length: 1024 }, (_, index) => index), 'IRPnXr9eoH0L8KfpxFScWg=='],
]

for (const [name, input, base64] of VECTORS) {
  test(`hashes ${name} as other implementations do`, () => expect(encodeBase64(spookyHash128(input))).toBe(base64))
}

test('gives the published words for "hello world"', () => {
  const view = new DataView(spookyHash128(text('hello world')).buffer)
  expect([view.getBigUint64(0, true), view.getBigUint64(8, true)]).toEqual([14865987102431973981n, 10079487997037711397n])
})
