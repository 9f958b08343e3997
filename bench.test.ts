import { expect, test } from 'vitest'

type Ratios = Record<string, number | undefined>
interface Bars {
  fallen(before: Ratios, now: Ratios): string[]
  judge(result: object): { name: string; met: boolean }[]
}
const { fallen, judge } = (await import(new URL('bench/bars.mjs', import.meta.url).href)) as Bars

test('a ratio that fell by more than three tenths is named, with what it was', () => {
  const before = { checkFileInfo: 0.6, putFile100kB: 0.5, getFile10MB: 1.2 }
  expect(fallen(before, { checkFileInfo: 0.43, putFile100kB: 0.34, getFile10MB: 1.5 })).toEqual(['putFile100kB was 0.5 and is 0.34'])
})

test('of growth, more is worse', () => {
  expect(fallen({ growth1kTo1M: 1 }, { growth1kTo1M: 0.5 })).toEqual([])
  expect(fallen({ growth1kTo1M: 1 }, { growth1kTo1M: 1.5 })).toEqual(['growth1kTo1M was 1 and is 1.5'])
})

test('what one of the two runs did not measure is not compared', () => {
  expect(fallen({ checkFileInfo: 0.6, getFile10MB: undefined }, { putFile100kB: 0.1 })).toEqual([])
})

test('every bar that was measured is judged by its own side', () => {
  const judged = judge({
    ratios: { checkFileInfo: 0.8, putFile100kB: 0.79, getFile10MB: 1, growth1kTo1M: 1.3 },
    operations: {},
    sessions: { errors: { 'POST 500': 2 } },
    start: { readyMs: 1000, atRestMB: 151 },
  })
  expect(Object.fromEntries(judged.map(({ name, met }) => [name, met]))).toEqual({
    'CheckFileInfo, of its floor': true,
    'GetFile 10 MB, of nginx': true,
    'PutFile 100 kB, durable, of its floor': false,
    'growth from 1,000 to 1,000,000 files, the worst operation': false,
    'errors of 10,000 editing sessions': false,
    'milliseconds until the server is ready': true,
    'megabytes at rest': false,
  })
})
