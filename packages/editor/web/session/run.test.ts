import type { CheckFileInfo } from '@moorage/wopi'
import { expect, test } from 'vitest'
import type { Relay } from '../relay.ts'
import type { Draft } from './drafts.ts'
import { markOf } from './mark.ts'
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

/** A session that edits a view in which `typing` stands in a cell that is still open, and what became of it. */
async function editing(
  drafts: Draft[] = [],
  { show = async () => {}, typing = 'new' }: { show?(file: Blob): Promise<void>; typing?: string } = {},
): Promise<{
  session: RunningSession
  saved: string[]
  editable: boolean[]
  forgotten: string[]
  call(): void
  type(words: string): void
}> {
  const [saved, editable, forgotten]: [string[], boolean[], string[]] = [[], [], []]
  let text = 'old'
  let call = (_lock: string) => {}
  const relay = {
    info: async () => ({ ok: true, value: INFO }),
    contents: async () => ({ ok: true, value: { file: new Blob([text]), version: '1' } }),
    async put(file) {
      saved.push(await file.text())
      return { ok: true, value: { version: '2' } }
    },
    lock: async () => ({ ok: true, value: { held: '', version: '1' } }),
    leave: () => true,
  } as Partial<Relay> as Relay
  const ports: Ports = {
    relay,
    stage: {
      async show(file) {
        await show(file)
        text = await file.text()
        return { readOnlyReason: undefined }
      },
      setEditable(on) {
        editable.push(on)
        if (!on) typing = ''
      },
      settle() {
        if (!typing) return
        ;[text, typing] = [typing, '']
        session.dispatch({ type: 'changed' })
      },
      save: async () => new Blob([text]),
    },
    drafts: { put: async () => {}, delete: async (id) => void forgotten.push(id), of: async () => drafts },
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
    markOf: async (file) => markOf(new Uint8Array(await file.arrayBuffer())),
    post() {},
    now: () => 0,
    newId: () => 'id',
    file: 'f',
  }
  const session = runSession(ports, true)
  session.start()
  await until(session, () => session.state().phase === 'editing')
  const type = (words: string) => {
    text = words
    session.dispatch({ type: 'changed' })
  }
  return { session, saved, editable, forgotten, type, call: () => call(session.state().lock ?? '') }
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
  expect(await (await session.bytes()).text()).toBe('new')
  session.leave()
})

const draftOf = (words: string): Draft => ({
  id: 'gone',
  file: 'f anna',
  bytes: new Blob([words]),
  at: 5,
  base: markOf(new TextEncoder().encode('old')),
  sent: [],
})

test('nothing can be typed, and nothing is saved, until a recovered draft is on the screen', async () => {
  let arrive = () => {}
  const arrives = new Promise<void>((resolve) => {
    arrive = resolve
  })
  const { session, saved, editable, forgotten } = await editing([draftOf('drafted')], {
    typing: '',
    show: async (file) => ((await file.text()) === 'drafted' ? arrives : undefined),
  })
  await until(session, () => session.state().recovery?.kind === 'restoring')
  expect(editable.at(-1)).toBe(false)
  session.dispatch({ type: 'save-now' })
  expect({ saved, forgotten }).toEqual({ saved: [], forgotten: [] })
  arrive()
  await until(session, () => session.state().recovery?.kind === 'recovered')
  expect(editable.at(-1)).toBe(true)
  session.dispatch({ type: 'save-now' })
  await until(session, () => session.state().stored === 1)
  expect({ saved, forgotten }).toEqual({ saved: ['drafted'], forgotten: ['gone'] })
  session.leave()
})

test('a draft that can’t be shown any more is left where it is and offered as a copy', async () => {
  const { session, editable, forgotten } = await editing([draftOf('drafted')], {
    typing: '',
    show: async (file) => {
      if ((await file.text()) === 'drafted') throw new Error('damaged')
    },
  })
  await until(session, () => session.state().recovery?.kind === 'copy')
  expect(editable.at(-1)).toBe(true)
  expect(await session.recovered()?.text()).toBe('drafted')
  expect(forgotten).toEqual([])
  session.leave()
})

test('what was typed before a draft was found is kept, and the draft is offered as a copy', async () => {
  const { session, saved, type } = await editing([draftOf('drafted')], { typing: '' })
  type('typed at once')
  await until(session, () => session.state().recovery !== undefined)
  expect(session.state().recovery?.kind).toBe('copy')
  session.dispatch({ type: 'save-now' })
  await until(session, () => session.state().stored === 1)
  expect(saved).toEqual(['typed at once'])
  session.leave()
})
