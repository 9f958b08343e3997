import type { CheckFileInfo } from '@moorage/wopi'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Command, type Event, firstState, isDirty, isEditing, type Session, wouldLose } from './state.ts'
import { transition } from './transition.ts'

const info = (more: Partial<CheckFileInfo> = {}): CheckFileInfo => ({
  BaseFileName: 'a.txt',
  OwnerId: 'anna',
  UserId: 'anna',
  Size: 5,
  Version: '1',
  UserCanWrite: true,
  SupportsUpdate: true,
  SupportsLocks: true,
  SupportsGetLock: true,
  ...more,
})

/** Plays events one after the other; the commands of the last one count. */
function play(state: Session, ...events: Event[]): { state: Session; commands: Command[] } {
  let commands: Command[] = []
  for (const event of events) ({ state, commands } = transition(state, event))
  return { state, commands }
}
const does = (commands: Command[]) => commands.map((command) => command.do)

const opened: Event = { type: 'opened', info: info() }
const granted = (lock: string, version = '1'): Event => ({ type: 'lock-granted', lock, version })
const shown = (version: string, readOnlyReason?: string): Event => ({ type: 'shown', version, at: 0, readOnlyReason })
const refused = (owner: 'someone' | 'dead-tab' | 'living-tab', held = 'other'): Event => ({
  type: 'lock-refused',
  status: 409,
  held,
  owner,
  reason: 'Anna has this file open in Moorage editor.',
})
const failed = (status: number, held?: string): Event => ({ type: 'save-failed', change: 1, status, held })
const idle: Event = { type: 'timer', name: 'idle' }
const changed: Event = { type: 'changed' }

const editing = () => play(firstState(true), opened, granted('mine'), shown('1')).state
const saving = () => play(editing(), changed, idle).state
const following = () => play(firstState(true), opened, refused('someone'), shown('1')).state

test('a document opened to edit is locked before it is read', () => {
  const first = play(firstState(true), opened)
  expect(does(first.commands)).toEqual(['lock'])
  const second = play(first.state, granted('mine'))
  expect(second.commands).toContainEqual({ do: 'show', editable: true })
  expect(play(second.state, shown('1')).state.phase).toBe('editing')
})

test('without the right to write nothing is locked', () => {
  const { state, commands } = play(firstState(true), { type: 'opened', info: info({ UserCanWrite: false }) })
  expect(commands).toEqual([{ do: 'show', editable: false }])
  expect(play(state, shown('1')).state.phase).toBe('viewing')
})

test('an empty Word file gets a blank document before the lock', () => {
  const created = play(firstState(true), { type: 'opened', info: info({ BaseFileName: 'new.docx', Size: 0 }) })
  expect(does(created.commands)).toEqual(['create'])
  expect(does(play(created.state, { type: 'created' }).commands)).toEqual(['lock'])
})

test('a document that may not be changed is unlocked again and says why', () => {
  const { state, commands } = play(firstState(true), opened, granted('mine'), shown('1', 'This document has tracked changes.'))
  expect(state).toMatchObject({ phase: 'viewing', readOnlyReason: 'This document has tracked changes.', lock: undefined })
  expect(commands).toContainEqual({ do: 'unlock', lock: 'mine' })
})

test('typing is saved after a pause, and at the latest while typing goes on', () => {
  const typed = play(editing(), changed)
  expect(typed.commands).toContainEqual({ do: 'start', timer: 'idle', ms: 1500 })
  expect(typed.commands).toContainEqual({ do: 'start', timer: 'cap', ms: 10_000, keep: true })
  expect(typed.commands).toContainEqual({ do: 'start', timer: 'draft', ms: 300, keep: true })
  expect(play(typed.state, { type: 'timer', name: 'cap' }).commands).toContainEqual({ do: 'save', change: 1, lock: 'mine' })
})

test('one save at a time: what is typed meanwhile goes with the next one', () => {
  const during = play(saving(), changed, { type: 'save-now' })
  expect(does(during.commands)).not.toContain('save')
  const after = play(during.state, { type: 'saved', change: 1, version: '2', at: 7 })
  expect(after.state).toMatchObject({ phase: 'editing', stored: 1, change: 2, version: '2' })
  expect(does(after.commands)).not.toContain('forget-draft')
  expect(play(after.state, idle).commands).toContainEqual({ do: 'save', change: 2, lock: 'mine' })
})

test('a draft is forgotten only when everything in it is saved', () => {
  expect(does(play(saving(), { type: 'saved', change: 1, at: 7 }).commands)).toContain('forget-draft')
})

test.each([
  [401, 'signed-out'],
  [404, 'gone'],
  [413, 'too-large'],
  [500, 'server'],
  [503, 'server'],
  [0, 'offline'],
  [408, 'offline'],
  [429, 'server'],
  [501, 'refused'],
])('a save answered %i keeps the text here', (status, kind) => {
  const { state, commands } = play(saving(), failed(status))
  expect(state).toMatchObject({ phase: 'kept', change: 1, stored: 0, failure: { kind } })
  expect(does(commands)).toContain('draft')
  expect(commands.some((command) => command.do === 'start' && command.timer === 'retry')).toBe([500, 503, 0, 408, 429].includes(status))
})

test('what time can cure is tried again, ever more slowly, up to a minute', () => {
  let state = saving()
  const waits: number[] = []
  for (let attempt = 0; attempt < 8; attempt++) {
    const next = play(state, failed(503))
    waits.push(...next.commands.flatMap((command) => (command.do === 'start' && command.timer === 'retry' ? [command.ms] : [])))
    state = play(next.state, { type: 'timer', name: 'retry' }).state
    expect(state.phase).toBe('saving')
  }
  expect(waits).toEqual([2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000])
})

test('a document that could not be put together is saved after the next change, or when the network is back', () => {
  const broken = play(saving(), failed(-1))
  expect(broken.state).toMatchObject({ phase: 'kept', failure: { kind: 'broken' } })
  expect(broken.commands.some((command) => command.do === 'start' && command.timer === 'retry')).toBe(false)
  const undone = play(broken.state, changed)
  expect(undone.commands).toContainEqual({ do: 'start', timer: 'idle', ms: 1500 })
  expect(play(undone.state, idle).commands).toContainEqual({ do: 'save', change: 2, lock: 'mine' })
  expect(play(saving(), changed, failed(-1)).commands).toContainEqual({ do: 'start', timer: 'idle', ms: 1500 })
  expect(does(play(broken.state, { type: 'online' }).commands)).toContain('save')
  expect(does(play(play(saving(), failed(413)).state, changed, idle).commands)).not.toContain('save')
})

test('a lock that expired is taken back, and the save goes on when nobody saved in between', () => {
  const lost = play(saving(), failed(409, ''))
  expect(does(lost.commands)).toEqual(['lock'])
  expect(play(lost.state, granted('again', '1')).commands).toContainEqual({ do: 'save', change: 1, lock: 'again' })
  const between = play(lost.state, granted('again', '2'))
  expect(between.state).toMatchObject({ phase: 'kept', failure: { kind: 'changed' } })
  expect(does(between.commands)).not.toContain('save')
  expect(does(play(between.state, { type: 'save-now' }).commands)).not.toContain('save')
})

test('a lock that somebody took keeps the text here, and saves it when they leave without a change', () => {
  const lost = play(saving(), failed(409, 'theirs'))
  expect(lost.state).toMatchObject({ phase: 'kept', failure: { kind: 'lock-lost' }, holder: { lock: 'theirs' } })
  const free = play(lost.state, { type: 'polled', status: 200, info: info(), held: '' })
  expect(does(free.commands)).toContain('lock')
  expect(play(free.state, granted('again', '1')).state.phase).toBe('saving')
})

test('a lock whose answer never fits is not asked for in a circle', () => {
  const lost = play(saving(), failed(409, ''))
  const { state, commands } = play(lost.state, { type: 'lock-refused', status: 409, held: '', owner: 'nobody' })
  expect(state.phase).toBe('kept')
  expect(does(commands)).not.toContain('lock')
})

test('a follower sees newer bytes, and takes over when nobody edits', () => {
  const newer = play(following(), { type: 'polled', status: 200, info: info({ Version: '2' }), held: 'other' })
  expect(newer.commands).toContainEqual({ do: 'show', editable: false })
  const free = play(newer.state, shown('2'), { type: 'polled', status: 200, info: info({ Version: '2' }), held: '' })
  expect(free.state.holder).toBeUndefined()
  const taking = play(free.state, { type: 'edit' })
  expect(does(taking.commands)).toEqual(['lock'])
  expect(play(taking.state, granted('mine', '2')).state.phase).toBe('editing')
  const stale = play(taking.state, granted('mine', '3'))
  expect(stale.commands).toContainEqual({ do: 'show', editable: true })
  expect(play(stale.state, shown('3')).state.phase).toBe('editing')
})

test('the lock of a tab that died is taken over silently', () => {
  const { commands } = play(firstState(true), opened, refused('dead-tab', 'moorage:old'))
  expect(commands).toEqual([{ do: 'lock', oldLock: 'moorage:old' }])
})

test('a living tab of this browser is asked first', () => {
  const { state } = play(firstState(true), opened, refused('living-tab'), shown('1'))
  expect(state).toMatchObject({ phase: 'following', holder: { otherTab: true } })
  expect(play(state, { type: 'edit' }).commands).toEqual([{ do: 'take-from-tab', held: 'other' }])
})

test('giving way saves first, then unlocks and follows', () => {
  const asked = play(editing(), changed, { type: 'asked-to-edit', by: 'Ben' }, { type: 'give-way' })
  expect(does(asked.commands)).toContain('save')
  expect(does(asked.commands)).not.toContain('unlock')
  const done = play(asked.state, { type: 'saved', change: 1, at: 7 })
  expect(does(done.commands)).toEqual(expect.arrayContaining(['editable', 'unlock']))
  expect(done.state).toMatchObject({ phase: 'following', askedBy: undefined })
})

test('whoever could not save does not give way', () => {
  const asked = play(editing(), changed, { type: 'give-way' }, failed(500))
  expect(asked.state).toMatchObject({ phase: 'kept', lock: 'mine', afterwards: undefined })
})

test('closing saves and unlocks before the page is told, and asks when that fails', () => {
  const closing = play(editing(), changed, { type: 'close' })
  expect(does(closing.commands)).not.toContain('post')
  const closed = play(closing.state, { type: 'saved', change: 1, at: 7 })
  expect(closed.state.phase).toBe('ended')
  expect(does(closed.commands).slice(-2)).toEqual(['unlock', 'post'])
  expect(play(closing.state, failed(413)).state).toMatchObject({ phase: 'kept', closing: true })
})

test('a draft that fits is put back and saved once it is shown, one that does not is offered as a copy', () => {
  const fits = play(editing(), { type: 'draft-found', at: 5, fits: true })
  expect(fits.state).toMatchObject({ recovery: { kind: 'restoring', at: 5 }, change: 0 })
  expect(does(fits.commands)).toEqual(['editable', 'restore-draft'])
  const back = play(fits.state, { type: 'draft-shown', ok: true })
  expect(back.state).toMatchObject({ recovery: { kind: 'recovered', at: 5 }, change: 1 })
  expect(does(back.commands)).toEqual(expect.arrayContaining(['editable', 'start']))
  const undoing = play(back.state, { type: 'undo-recovery' })
  expect(does(undoing.commands)).toEqual(['editable', 'undo-recovery'])
  expect(play(undoing.state, { type: 'recovery-undone', ok: true }).state).toMatchObject({ recovery: undefined, change: 2 })
  const other = play(editing(), { type: 'draft-found', at: 5, fits: false })
  expect(other.state).toMatchObject({ recovery: { kind: 'copy' }, change: 0 })
  expect(play(following(), { type: 'draft-found', at: 5, fits: true }).state.recovery?.kind).toBe('copy')
})

const statuses = fc.constantFrom(0, -1, 401, 404, 409, 413, 500, 501)
const helds = fc.constantFrom('', 'mine', 'theirs')
const events: fc.Arbitrary<Event> = fc.oneof(
  { weight: 6, arbitrary: fc.constant(changed) },
  {
    weight: 4,
    arbitrary: fc.constantFrom('idle', 'cap', 'draft', 'retry', 'refresh', 'poll').map((name): Event => ({ type: 'timer', name })),
  },
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 30 }).map((change): Event => ({ type: 'drafted', change })) },
  fc.record({ type: fc.constant('save-failed' as const), change: fc.constant(0), status: statuses, held: helds }),
  fc.record({ type: fc.constant('refresh-failed' as const), status: statuses, held: helds }),
  fc.record({
    type: fc.constant('lock-refused' as const),
    status: statuses,
    held: helds,
    owner: fc.constantFrom('nobody', 'someone', 'dead-tab', 'living-tab'),
  }),
  fc.record({ type: fc.constant('lock-granted' as const), lock: fc.constant('mine'), version: fc.constantFrom('1', '2') }),
  fc.record({ type: fc.constant('draft-found' as const), at: fc.constant(0), fits: fc.boolean() }),
  fc.record({ type: fc.constantFrom('draft-shown' as const, 'recovery-undone' as const), ok: fc.boolean() }),
  fc.record({ type: fc.constant('shown' as const), version: fc.constantFrom('1', '2'), at: fc.constant(0) }),
  fc.record({ type: fc.constant('polled' as const), status: fc.constantFrom(200, 0, 401), info: fc.constant(info()), held: helds }),
  fc
    .constantFrom('save-now', 'edit', 'ask', 'give-way', 'close', 'stay', 'visible', 'online', 'refreshed', 'undo-recovery')
    .map((type) => ({ type }) as Event),
)

test('whatever happens: one save at a time, under a lock, and unsaved text is never called saved', () => {
  fc.assert(
    fc.property(fc.array(events, { maxLength: 60 }), (history) => {
      let state = editing()
      let inFlight: number | undefined
      for (const event of history) {
        // answers come only to requests under way
        if (event.type === 'save-failed' && inFlight === undefined) continue
        if ((event.type === 'lock-granted' || event.type === 'lock-refused') && !state.locking) continue
        if (event.type === 'drafted' && event.change > state.change) continue
        if (event.type === 'save-failed') inFlight = undefined
        const before = state
        const next = transition(state, event)
        state = next.state
        for (const command of next.commands) {
          if (command.do === 'save') {
            expect(inFlight).toBeUndefined()
            expect(command.lock).not.toBe('')
            inFlight = command.change
          }
          if (command.do === 'forget-draft' || (command.do === 'tell' && command.state === 'saved')) expect(isDirty(state)).toBe(false)
          if (command.do === 'unlock' && before.phase !== 'ended') expect(isDirty(state)).toBe(false)
          // bytes from the host never land on text that is not saved
          if (command.do === 'show') expect(isDirty(state)).toBe(false)
        }
        expect(state.stored).toBeLessThanOrEqual(state.change)
        if (state.phase === 'saving') expect(state.sending !== undefined || state.locking).toBe(true)
        if (isDirty(state)) expect(isEditing(state)).toBe(true)
        if (wouldLose(state)) expect(isDirty(state)).toBe(true)
      }
    }),
    { numRuns: 500 },
  )
})
