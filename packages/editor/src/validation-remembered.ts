import type { RunEvent, TestSuite } from '@moorage/validator'
import { deleteAll, type Leftover, NOTHING, request, suiteOf } from './validation-leftovers.ts'

/** Runs a suite on the file under test. */
type Run = (suite: TestSuite) => AsyncIterable<RunEvent>

/**
 * Where the host shows no folders (Office for the web is shown none), nothing lists what an earlier run left, and its
 * token is gone with its page. The name is enough: PutRelativeFile under exactly this name says whether it is taken,
 * and answers an address with a new token where it may overwrite. Either way what it made or took is deleted.
 */
const byName = (names: readonly string[], overwrite: boolean): TestSuite =>
  suiteOf(
    names.map((name) => [
      {
        ...request('PutRelativeFile'),
        targetMode: 'ExactName' as const,
        name,
        overwrite,
        resourceId: NOTHING.id,
        saves: [{ name: 'Url', source: 'Url', from: 'JsonBody' as const }],
      },
      request('DeleteFile', '$State:Url'),
    ]),
  )

/** The statuses of each case's requests. */
async function statuses(run: AsyncIterable<RunEvent>): Promise<(number | undefined)[][]> {
  const all: (number | undefined)[][] = []
  for await (const event of run)
    if (event.type === 'case-finished') all.push(event.result.exchanges.map(({ response }) => response?.status))
  return all
}

/** The name of the file under test is never to be overwritten. undefined where the host does not tell it. */
async function ownName(run: Run): Promise<string | undefined> {
  for await (const event of run(suiteOf([[request('CheckFileInfo')]])))
    if (event.type === 'case-finished') {
      const { response } = event.result.exchanges[0] ?? {}
      if (response?.status !== 200) return undefined
      const { BaseFileName } = JSON.parse(new TextDecoder().decode(response.body)) as { BaseFileName?: string }
      return BaseFileName
    }
  return undefined
}

const sameName = (a: string, b: string) => a.normalize('NFC').toLowerCase() === b.normalize('NFC').toLowerCase()

/** Which of the names are still in the file's folder, and which could not be asked about. */
export async function lookFor(run: Run, names: readonly string[]): Promise<{ here: string[]; unseen: string[] }> {
  if (names.length === 0) return { here: [], unseen: [] }
  const own = await ownName(run)
  if (own === undefined) return { here: [], unseen: [...names] }
  const asked = names.filter((name) => !sameName(name, own))
  const answers = await statuses(run(byName(asked, false)))
  const with409 = (index: number) => answers[index]?.[0] === 409
  const taken = asked.filter((_, index) => with409(index))
  return { here: taken, unseen: asked.filter((_, index) => !with409(index) && answers[index]?.[0] !== 200) }
}

/** Deletes the files of these names; answers a status for each. */
async function deleteByName(run: Run, names: readonly string[]): Promise<number[]> {
  if (names.length === 0) return []
  const own = await ownName(run)
  if (own === undefined || names.some((name) => sameName(name, own))) return names.map(() => 0)
  return (await statuses(run(byName(names, true)))).map((each) => each.at(-1) ?? 0)
}

/** Deletes what tests left, by its address or its name; answers a status for each, in their order. */
export async function clean(run: Run, leftovers: readonly Leftover[]): Promise<{ name: string; status: number }[]> {
  const addressed = leftovers.filter((each): each is Leftover & { url: string } => each.url !== undefined)
  const named = leftovers.filter(({ url }) => url === undefined)
  const found = new Map<Leftover, number | undefined>()
  for (const [index, [status]] of (await statuses(run(deleteAll(addressed)))).entries()) found.set(addressed[index] as Leftover, status)
  for (const [index, status] of (
    await deleteByName(
      run,
      named.map(({ name }) => name),
    )
  ).entries())
    found.set(named[index] as Leftover, status)
  return leftovers.map((each) => ({ name: each.name, status: found.get(each) ?? 0 }))
}
