import type { EditingSession, SessionEvent } from '@moorage/api'
import { expect, test } from 'vitest'
import { markOf, momentsOf, sinceOpening, tookOf } from './moments.ts'

const event = (more: Partial<SessionEvent>): SessionEvent => ({ seq: 1, at: 0, source: 'editor', name: 'PutFile', ...more })
const mark = (more: Partial<SessionEvent>) => markOf({ key: '', at: 0, event: event(more) })

test('what failed and what was slow stands out, and nothing else', () => {
  expect(mark({ status: 200, ms: 20 })).toBeUndefined()
  expect(mark({ status: 200, ms: 3000 })).toBe('slow')
  for (const status of [0, 409, 500]) expect(mark({ status, ms: 20 })).toBe('bad')
  expect(mark({ source: 'browser', name: 'shown' })).toBeUndefined()
  expect(mark({ source: 'browser', name: 'refused' })).toBe('bad')
  expect(mark({ source: 'browser', name: 'document-state', detail: 'failed' })).toBe('bad')
  expect(markOf({ key: '', at: 0, save: { at: 0, kind: 'rescue', version: 0, size: 1 } })).toBe('bad')
})

test('events and what was kept are in one order, as far as events are read', () => {
  const events = [event({ seq: 2, at: 30 }), event({ seq: 1, at: 10 })]
  const saves = [
    { at: 20, kind: 'edit' as const, version: 2, size: 1 },
    { at: 40, kind: 'edit' as const, version: 3, size: 1 },
  ]
  expect(momentsOf({ events, others: [], saves }).map(({ at }) => at)).toEqual([10, 20, 30, 40])
  expect(
    momentsOf({ events: [event({ seq: 1, at: 10 }), event({ seq: 2, at: 30 })], others: [], saves, next: 2 }).map(({ at }) => at),
  ).toEqual([10, 20, 30])
})

test('what a granted Lock found is told by the calls before it, unless others were in the file or the lock may have ended', () => {
  const lock = { name: 'Lock', lockAfter: 'A' }
  const before = (events: Partial<SessionEvent>[], others: EditingSession[] = []) =>
    momentsOf({ events: events.map((one, seq) => event({ seq, ...one })), others, saves: [] }).map((moment) =>
      'event' in moment ? moment.event.lockBefore : '',
    )
  const asked = { name: 'GetLock', lockBefore: '', lockAfter: '' }
  expect(before([lock, lock])).toEqual([undefined, 'A'])
  expect(before([asked, lock])).toEqual(['', ''])
  expect(before([lock, { name: 'lock-released', source: 'server' }, lock])).toEqual([undefined, undefined, ''])
  expect(before([lock, { ...lock, at: 31 * 60_000 }])).toEqual([undefined, undefined])
  expect(before([asked, lock], [{} as EditingSession])).toEqual(['', undefined])
})

test('times are to the millisecond', () => {
  expect([tookOf(850), tookOf(12_345)]).toEqual(['850 ms', '12.3 s'])
  expect([12_345, -1, 2_262_040, 3_723_004].map(sinceOpening)).toEqual(['+12.345 s', '−0.001 s', '+37:42.040', '+1:02:03.004'])
})
