import type { Category, RunEvent, RunOptions, TestSuite, Transport } from '@moorage/validator'
import type { CaseSet } from '@moorage/validator/node'
import type { WopiTarget } from '@moorage/wopi'
import type { ProofKeys } from './proof-keys.ts'
import { type Leftover, leftoverAccount, listFolder } from './validation-leftovers.ts'
import { lookFor } from './validation-remembered.ts'

export interface ValidationWorld {
  origin: string
  wopiOrigins: readonly string[]
  keys: ProofKeys
  /** the folder with Microsoft's TestCases.xml, where somebody named one */
  casesFolder: string | undefined
  /** default: sockets */
  transport?: Transport
  log: { warn(details: object, message: string): void; error(details: object, message: string): void }
}

/** What the page asks for. */
export interface RunAsked {
  set: string
  group?: string
  name?: string
  category?: Category
  withDelays?: boolean
  /** names of files that earlier runs left, as the page remembers them */
  remembered?: string[]
}

export type ValidationEvent = RunEvent | LeftoversEvent

/** Told after every case that left something, so that a page that closes in mid run remembers it, and at the end. */
export interface LeftoversEvent {
  type: 'leftovers'
  items: Leftover[]
  /** remembered ones that nobody has looked for, or could */
  unseen: string[]
}

const CATEGORIES: readonly Category[] = ['WopiCore', 'OfficeOnline', 'OfficeNativeClient', 'WopiCoauth']
export const categoryOf = (text: string | undefined | null): Category | undefined =>
  CATEGORIES.find((category) => category.toLowerCase() === text?.toLowerCase())

/** The case files are large: they are read when somebody validates, once, and again after a failure. */
export function caseShelf(folder: string | undefined): () => Promise<CaseSet[]> {
  let reading: Promise<CaseSet[]> | undefined
  return () => {
    reading ??= import('@moorage/validator/node')
      .then(({ caseSets }) => caseSets(folder))
      .catch((error: unknown) => {
        reading = undefined
        throw error
      })
    return reading
  }
}

/** Runs any suite the way this editor works: its keys, its sockets, one file. */
export async function* runCases(
  world: ValidationWorld,
  { wopiSrc, accessToken }: WopiTarget,
  accessTokenTtl: number,
  { suite, readFixture }: { suite: TestSuite; readFixture?: RunOptions['readFixture'] },
  selection: Pick<RunOptions, 'categories' | 'groups' | 'cases' | 'withDelays' | 'signal'> = {},
): AsyncGenerator<RunEvent> {
  const { runSuite } = await import('@moorage/validator')
  const { httpTransport } = await import('@moorage/validator/node')
  yield* runSuite(suite, {
    wopiSrc,
    accessToken,
    accessTokenTtl,
    transport: world.transport ?? httpTransport,
    readFixture: readFixture ?? (() => Promise.reject(new Error('no fixtures here'))),
    signer: await world.keys.signer(),
    ...selection,
  })
}

/** A run, and at its end what its cases and those of earlier runs left behind. */
export async function* validationRun(
  world: ValidationWorld,
  target: WopiTarget,
  accessTokenTtl: number,
  set: CaseSet,
  { group, name, category, withDelays, remembered = [] }: RunAsked,
  signal: AbortSignal,
): AsyncGenerator<ValidationEvent> {
  const account = leftoverAccount(target.wopiSrc)
  const selection = {
    ...(category ? { categories: [category] } : {}),
    ...(group ? { groups: [group] } : {}),
    ...(name ? { cases: [name] } : {}),
    withDelays: withDelays ?? false,
    signal,
  }
  for await (const event of runCases(world, target, accessTokenTtl, set, selection)) {
    const before = account.list().length
    account.see(event)
    yield event
    const items = account.list()
    if (items.length !== before) yield { type: 'leftovers', items, unseen: remembered }
  }
  const run = (suite: TestSuite) => runCases(world, target, accessTokenTtl, { suite })
  for await (const event of run(listFolder)) {
    if (event.type !== 'case-finished') continue
    const children = event.result.exchanges.find(({ operation }) => operation === 'EnumerateChildren')?.response
    if (children?.status === 200) account.found(children.body)
  }
  const known = account.list()
  const { here, unseen } = await lookFor(
    run,
    remembered.filter((name) => !known.some((item) => item.kind === 'file' && item.name === name)),
  )
  yield { type: 'leftovers', items: [...here.map((name) => ({ kind: 'file' as const, name })), ...known], unseen }
}
