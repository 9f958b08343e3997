import type { CheckFileInfo } from '@moorage/wopi'
import { expect, test } from 'vitest'
import type { Relay } from '../relay.ts'
import type { Ports } from './ports.ts'
import { type RunningSession, runSession } from './run.ts'

const INFO: CheckFileInfo = {
  BaseFileName: 'a.xlsx',
  OwnerId: 'anna',
  UserId: 'anna',
  Size: 5,
  Version: '1',
  UserCanWrite: true,
  SupportsUpdate: true,
  SupportsLocks: true,
}

/** A session that edits a view in which `typing` stands in a cell that is still open, and what it saved. */
async function editing(): Promise<{ session: RunningSession; saved: string[]; call(): void }> {
  const saved: string[] = []
  let [text, typing] = ['old', 'new']
  let call = (_lock: string) => {}
  const relay = {
    info: async () => ({ ok: true, value: INFO }),
    contents: async () => ({ ok: true, value: { bytes: new TextEncoder().encode(text), version: '1' } }),
    async put(bytes) {
      saved.push(new TextDecoder().decode(bytes))
      return { ok: true, value: { version: '2' } }
    },
    lock: async () => ({ ok: true, value: { held: '', version: '1' } }),
    leave: () => true,
  } as Partial<Relay> as Relay
  const ports: Ports = {
    relay,
    stage: {
      show: async () => ({ readOnlyReason: undefined }),
      setEditable(on) {
        if (!on) typing = ''
      },
      settle() {
        if (!typing) return
        ;[text, typing] = [typing, '']
        session.dispatch({ type: 'changed' })
      },
      save: async () => new TextEncoder().encode(text),
    },
    drafts: { put: async () => {}, delete: async () => {}, of: async () => [] },
    tabs: {
      hold() {},
      claim() {},
      release() {},
      ownerOf: async () => 'someone',
      isAlive: async () => false,
      call: async () => {},
      onCall(answer) {
        call = answer
      },
    },
    blank: async () => undefined,
    post() {},
    now: () => 0,
    newId: () => 'id',
    file: 'f',
  }
  const session = runSession(ports, true)
  session.start()
  await until(session, () => session.state().phase === 'editing')
  return { session, saved, call: () => call(session.state().lock ?? '') }
}

const until = (session: RunningSession, met: () => boolean) =>
  new Promise<void>((resolve) => {
    const look = () => met() && resolve()
    session.subscribe(look)
    look()
  })

test('what is still being typed is saved before the document is closed', async () => {
  const { session, saved } = await editing()
  session.dispatch({ type: 'close' })
  await until(session, () => session.state().phase === 'ended')
  expect(saved).toEqual(['new'])
})

test('and before another tab may edit', async () => {
  const { session, saved, call } = await editing()
  call()
  await until(session, () => session.state().phase === 'following')
  expect(saved).toEqual(['new'])
  session.leave()
})

test('and kept here when somebody else has the lock meanwhile', async () => {
  const { session } = await editing()
  session.dispatch({ type: 'refresh-failed', status: 409, held: 'other' })
  expect(session.state()).toMatchObject({ phase: 'kept', failure: { kind: 'lock-lost' } })
  session.leave()
})

test('it is in a copy and in a download', async () => {
  const { session } = await editing()
  expect(new TextDecoder().decode(await session.bytes())).toBe('new')
  session.leave()
})
