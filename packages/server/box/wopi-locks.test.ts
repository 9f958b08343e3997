import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BoxServer, startServer } from './server.ts'
import { type Answer, type Held, newFile, wopi } from './wopi-requests.ts'

let server: BoxServer
let beside: Held
beforeAll(async () => {
  server = await startServer()
  beside = await server.session('ben@demo.test', '/My Files/To do.txt')
})
afterAll(() => server?.stop())

const A = '{"S":"0136ad16-6a45","E":2,"M":"DE997C5AC4E6","P":"a, b: c"}'
const B = 'another lock'

type State = 'unlocked' | 'locked with A'
/** What the request says: the lock that is held, another, none, or an empty header. */
type Says = 'A' | 'B' | 'nothing' | 'empty'
const LOCKS: Record<Says, string | undefined> = { A, B, nothing: undefined, empty: '' }

async function inState(state: State, content: string): Promise<Held> {
  const held = await newFile(beside, content)
  if (state === 'locked with A') expect((await wopi.lock(held, A)).status).toBe(200)
  return held
}

/** `lock` is what X-WOPI-Lock must say: undefined = the header must not be there. */
interface Expected {
  status: number
  lock?: string
}
const ok: Expected = { status: 200 }
const bad: Expected = { status: 400 }
const heldByA: Expected = { status: 409, lock: A }
const heldByNone: Expected = { status: 409, lock: '' }

const seen = ({ status, headers }: Answer): Expected => ({
  status,
  ...(headers['x-wopi-lock'] === undefined ? {} : { lock: headers['x-wopi-lock'] }),
})

interface Row {
  operation: string
  run: (held: Held, lock: string | undefined) => Promise<Answer>
  content?: string
  unlocked: Partial<Record<Says, Expected>>
  lockedWithA: Partial<Record<Says, Expected>>
  /** what the lock is afterwards, where the answer was 200 */
  after?: Partial<Record<State, string>>
}

const same = (expected: Expected): Record<Says, Expected> => ({ A: expected, B: expected, nothing: expected, empty: expected })
const required = { nothing: bad, empty: bad }

/** The lock rules of the protocol, row by row: unlocked, held with the same id, held with another, header missing. */
const TABLE: Row[] = [
  {
    operation: 'Lock',
    run: wopi.lock,
    unlocked: { A: ok, ...required },
    lockedWithA: { A: ok, B: heldByA, ...required },
    after: { unlocked: A, 'locked with A': A },
  },
  {
    operation: 'GetLock',
    run: (held) => wopi.getLock(held),
    unlocked: { nothing: { status: 200, lock: '' } },
    lockedWithA: { nothing: { status: 200, lock: A } },
  },
  {
    operation: 'RefreshLock',
    run: wopi.refresh,
    unlocked: { A: heldByNone, ...required },
    lockedWithA: { A: ok, B: heldByA, ...required },
    after: { 'locked with A': A },
  },
  {
    operation: 'Unlock',
    run: wopi.unlock,
    unlocked: { A: heldByNone, ...required },
    lockedWithA: { A: ok, B: heldByA, ...required },
    after: { 'locked with A': '' },
  },
  {
    operation: 'UnlockAndRelock (the lock said is the old one)',
    run: (held, lock) => wopi.relock(held, 'new', lock ?? A),
    unlocked: { A: heldByNone },
    lockedWithA: { A: ok, B: heldByA },
    after: { 'locked with A': 'new' },
  },
  {
    operation: 'UnlockAndRelock (the lock said is the new one)',
    run: (held, lock) => wopi.relock(held, lock, A),
    unlocked: { ...required },
    lockedWithA: { ...required },
  },
  {
    operation: 'PutFile, empty file',
    content: '',
    run: (held, lock) => wopi.put(held, 'new', lock),
    unlocked: same(ok),
    lockedWithA: { A: ok, B: heldByA, nothing: heldByA, empty: heldByA },
    after: { 'locked with A': A, unlocked: '' },
  },
  {
    operation: 'PutFile',
    run: (held, lock) => wopi.put(held, 'new', lock),
    unlocked: same(heldByNone),
    lockedWithA: { A: ok, B: heldByA, nothing: heldByA, empty: heldByA },
    after: { 'locked with A': A },
  },
  {
    operation: 'RenameFile',
    run: (held, lock) => wopi.rename(held, 'renamed', lock),
    unlocked: same(ok),
    lockedWithA: { A: ok, B: heldByA, nothing: heldByA, empty: heldByA },
    after: { 'locked with A': A, unlocked: '' },
  },
  { operation: 'DeleteFile', run: (held) => wopi.remove(held), unlocked: { nothing: ok }, lockedWithA: { nothing: heldByA } },
  {
    operation: 'PutRelativeFile of a source',
    run: (held) => wopi.putRelative(held, { 'x-wopi-suggestedtarget': '.txt' }, 'copy'),
    unlocked: { nothing: ok },
    lockedWithA: { nothing: ok },
    after: { 'locked with A': A },
  },
  { operation: 'CheckFileInfo', run: (held) => wopi.info(held), unlocked: { nothing: ok }, lockedWithA: { nothing: ok } },
  { operation: 'GetFile', run: (held) => wopi.get(held), unlocked: { nothing: ok }, lockedWithA: { nothing: ok } },
  {
    operation: 'PutUserInfo',
    run: (held) => wopi.userInfo(held, 'text'),
    unlocked: { nothing: ok },
    lockedWithA: { nothing: ok },
    after: { 'locked with A': A },
  },
]

for (const row of TABLE)
  describe(row.operation, () => {
    const states: [State, Partial<Record<Says, Expected>>][] = [
      ['unlocked', row.unlocked],
      ['locked with A', row.lockedWithA],
    ]
    for (const [state, cells] of states)
      for (const [says, expected] of Object.entries(cells) as [Says, Expected][])
        test(`of a file that is ${state}, saying ${says}, is answered ${expected.status}${expected.lock === undefined ? '' : ` with lock “${expected.lock}”`}`, async () => {
          const held = await inState(state, row.content ?? 'old')
          const answer = await row.run(held, LOCKS[says])
          expect(seen(answer)).toEqual(expected)
          if (answer.status === 409 && state === 'locked with A') expect((await wopi.getLock(held)).headers['x-wopi-lock']).toBe(A)
          const after = row.after?.[state]
          if (answer.status === 200 && after !== undefined && says !== 'B')
            expect((await wopi.getLock(held)).headers['x-wopi-lock']).toBe(after)
        })
  })

test('PutRelativeFile over a locked target is answered 409 with the lock of the target', async () => {
  const target = await newFile(beside, 'target', 'locked target.txt')
  await wopi.lock(target, A)
  const answer = await wopi.putRelative(
    beside,
    { 'x-wopi-relativetarget': 'locked target.txt', 'x-wopi-overwriterelativetarget': 'True' },
    'x',
  )
  expect(seen(answer)).toEqual(heldByA)
  expect((await wopi.get(target)).body).toBe('target')
})

test('a lock of 1,024 characters is kept to the letter, one of 1,025 is refused', async () => {
  const held = await newFile(beside, 'old')
  const longest = 'x{"\\,: }'.repeat(128)
  expect(longest).toHaveLength(1024)
  expect((await wopi.lock(held, `${longest}y`)).status).toBe(400)
  expect((await wopi.lock(held, longest)).status).toBe(200)
  expect((await wopi.getLock(held)).headers['x-wopi-lock']).toBe(longest)
  expect((await wopi.lock(held, longest.toUpperCase())).status).toBe(409)
})

test('of eight that lock at once exactly one succeeds, and the others are told its lock', async () => {
  const held = await newFile(beside, 'old')
  const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => wopi.lock(held, `lock ${index}`)))
  const won = answers.flatMap(({ status }, index) => (status === 200 ? [`lock ${index}`] : []))
  expect(won).toHaveLength(1)
  for (const answer of answers) if (answer.status !== 200) expect(seen(answer)).toEqual({ status: 409, lock: won[0] })
})

test('the version changes with every save, even of the same bytes, and with nothing else', async () => {
  const held = await newFile(beside, 'old')
  const versions = async () => [
    (await wopi.info(held)).json<{ Version: string }>().Version,
    (await wopi.get(held)).headers['x-wopi-itemversion'],
  ]
  const [first] = await versions()
  expect((await wopi.lock(held, A)).headers['x-wopi-itemversion']).toBe(first)
  const saves = [await wopi.put(held, 'same', A), await wopi.put(held, 'same', A)].map(({ headers }) => headers['x-wopi-itemversion'])
  expect(new Set([first, ...saves]).size).toBe(3)
  expect(await versions()).toEqual([saves[1], saves[1]])
  expect((await wopi.unlock(held, A)).headers['x-wopi-itemversion']).toBe(saves[1])
  expect(await versions()).toEqual([saves[1], saves[1]])
})
