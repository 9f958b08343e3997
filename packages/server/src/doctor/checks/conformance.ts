import type { CaseResult } from '@moorage/validator'
import { connectionProblem } from '../ask.ts'
import { openCanary } from '../canary.ts'
import { type CheckDefinition, type Finding, failure, ok, type World } from '../check.ts'
import { builtInAt, builtInKeys } from './canary.ts'

/** What one document in memory can be asked: everything about one file but its name and place. */
const GROUPS = ['CheckFileInfo', 'GetFile', 'PutFile', 'Lock', 'LongLocks', 'GetLock', 'RefreshLock', 'Unlock', 'UnlockAndRelock'].map(
  (name) => `Own.${name}`,
)
const PATIENCE_MS = 60_000
const MOST_NAMED = 6

const reasonOf = ({ name, exchanges }: CaseResult) => {
  const clause = exchanges.flatMap(({ failures }) => failures)[0]
  return clause ? `${name}: ${clause.clause} was ${clause.actual}, not ${clause.expected}` : name
}

async function conformance(world: World): Promise<Finding> {
  const { wopiOrigin } = world.app.config
  const [{ runSuite }, { httpTransport, ownCases }] = await Promise.all([import('@moorage/validator'), import('@moorage/validator/node')])
  const { suite, readFixture } = await ownCases()
  const canary = openCanary(world.app, builtInAt(world, wopiOrigin), 'Canary.wopitest', new TextEncoder().encode('canary'))
  const why = 'What fails here fails for every editor, and Microsoft runs the same kind of cases before it lets anybody in.'
  const change = `As the host itself is well, look at what lies between: a proxy at ${wopiOrigin} must pass methods, headers (empty ones too), bodies and status codes unchanged.\nEvery case, on a file of yours: npx moorage validate --help`
  try {
    const failed: CaseResult[] = []
    const skipped: string[] = []
    let passed = 0
    const run = runSuite(suite, {
      wopiSrc: canary.wopiSrc,
      accessToken: canary.accessToken,
      accessTokenTtl: world.app.now() + PATIENCE_MS,
      transport: httpTransport,
      readFixture,
      signer: await builtInKeys(world).signer(),
      groups: GROUPS,
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    for await (const event of run) {
      if (event.type === 'group-skipped') skipped.push(`${event.group}: ${event.reason}`)
      if (event.type === 'case-finished' && event.result.status === 'passed') passed++
      if (event.type === 'case-finished' && event.result.status === 'failed') failed.push(event.result)
    }
    const bad = [...skipped, ...failed.map(reasonOf)]
    const more = bad.length > MOST_NAMED ? [`and ${bad.length - MOST_NAMED} more`] : []
    const counted = `${passed} cases about a document of the doctor’s passed through ${wopiOrigin}`
    if (bad.length > 0 || passed === 0)
      return failure(`${counted}, ${failed.length} failed${skipped.length > 0 ? `, ${skipped.length} groups could not begin` : ''}`, {
        why,
        change: [...bad.slice(0, MOST_NAMED), ...more, change].join('\n'),
      })
    return ok(counted)
  } catch (error) {
    return failure(`The cases could not be run through ${wopiOrigin}: ${connectionProblem(error)}`, { why, change })
  } finally {
    canary.end()
  }
}

export const conformanceChecks: CheckDefinition[] = [
  { id: 'conformance', group: 'conformance', title: 'WOPI answers as it should through its public address', look: conformance },
]
