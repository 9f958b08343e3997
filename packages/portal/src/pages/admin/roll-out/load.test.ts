import type { Traffic } from '@moorage/api'
import { expect, test } from 'vitest'
import { FIRST_PACE, loadOf } from './load.ts'

const row = (kind: Traffic['rows'][number]['kind'], action: 'view' | 'edit', peakHour: number) => ({
  ...{ kind, action },
  opens: { perDay: 0, peakHour },
})
const traffic = (...rows: Traffic['rows']) => ({
  rows,
  total: { perDay: 0, peakHour: rows.reduce((sum, { opens }) => sum + opens.peakHour, 0) },
})

test('one document a second, edited for 20 minutes, keeps 1200 editing sessions open, with each application’s rhythm', () => {
  const word = loadOf(traffic(row('word', 'edit', 3600)), 1, FIRST_PACE)
  expect(word.opens).toBeCloseTo(1)
  // CheckFileInfo, GetFile, Lock, Unlock
  expect(word.opening).toBeCloseTo(4)
  expect(word.sessions).toBeCloseTo(1200)
  // changed half of the time, saved every 30 seconds
  expect(word.saving).toBeCloseTo(600 / 30)
  expect(word.refreshing).toBeCloseTo(1200 / 300 + 1200 / 900)
  const excel = loadOf(traffic(row('excel', 'edit', 3600)), 1, FIRST_PACE)
  expect(excel.saving).toBeCloseTo(600 / 120)
  // Excel looks at its lock only
  expect(excel.refreshing).toBeCloseTo(1200 / 900)
  expect(loadOf(traffic(row('powerpoint', 'edit', 3600)), 1, FIRST_PACE).saving).toBeCloseTo(600 / 60)
})

test('viewing opens and does nothing more', () => {
  expect(loadOf(traffic(row('word', 'view', 3600)), 1, FIRST_PACE)).toEqual({ opens: 1, opening: 2, refreshing: 0, saving: 0, sessions: 0 })
})

test('a stage asks for its share of the people, and nobody for nothing', () => {
  const all = traffic(row('word', 'edit', 1800), row('excel', 'view', 1800))
  expect(loadOf(all, 0.1, FIRST_PACE).opening).toBeCloseTo(loadOf(all, 1, FIRST_PACE).opening / 10)
  expect(loadOf(all, 0, FIRST_PACE).sessions).toBe(0)
  expect(loadOf(traffic(), 1, FIRST_PACE).opens).toBe(0)
})

test('kinds that are busiest at different hours do not add up to more than the busiest hour', () => {
  const all = { ...traffic(row('word', 'edit', 3600), row('excel', 'edit', 3600)), total: { perDay: 0, peakHour: 3600 } }
  expect(loadOf(all, 1, FIRST_PACE).opens).toBeCloseTo(1)
})

test('longer editing keeps more open; what is never changed is never saved', () => {
  const all = traffic(row('word', 'edit', 3600))
  expect(loadOf(all, 1, { editMinutes: 60, changingPercent: 0 })).toMatchObject({ sessions: 3600, saving: 0 })
})

test('what was measured says how much of the server that takes, all kinds of requests together', () => {
  const bench = { at: 1, cores: 2, perSecond: { checkFileInfo: 1000, refreshLock: 500, putFile100kB: 100 } }
  const { ofBench } = loadOf(traffic(row('word', 'edit', 3600)), 1, FIRST_PACE, bench)
  expect(ofBench).toBeCloseTo((1 + 4) / 1000 + (2 + 1200 / 900) / 500 + 20 / 100)
  expect(loadOf(traffic(row('word', 'edit', 3600)), 1, FIRST_PACE)).not.toHaveProperty('ofBench')
})
