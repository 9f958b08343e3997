import type { TestSuite } from '../suite/model.ts'
import type { CaseResult, GroupSummary, RunEvent, Summary } from './events.ts'
import { createFixtures } from './fixtures.ts'
import { type CaseContext, runCase } from './run-case.ts'
import { type Selected, type Selection, selectGroups } from './select.ts'
import type { ReadFixture, Signer, Transport } from './transport.ts'

export interface RunOptions extends Selection {
  /** the file under test, without token; its name ends in .wopitest and its content will be overwritten */
  wopiSrc: string
  accessToken: string
  /** epoch milliseconds, or 0 */
  accessTokenTtl: number
  transport: Transport
  readFixture: ReadFixture
  /** absent: requests are not signed, as by Microsoft's command line */
  signer?: Signer
  now?(): number
  sleep?(ms: number): Promise<void>
  /** stops after the case that is under way, so that the file is left as it should be */
  signal?: AbortSignal
}

const NATIVE_AGENT = 'Microsoft Office WOPI Validator/1.0'
const OWN_AGENT = 'Moorage WOPI Validator/0.1'

const firstFailure = (result: CaseResult) => {
  const failure = result.exchanges.flatMap((each) => each.failures)[0]
  return failure ? `${failure.clause}: ${failure.actual}, not ${failure.expected}` : (result.reason ?? '')
}

function contextOf(suite: TestSuite, options: RunOptions): CaseContext {
  return {
    wopiSrc: options.wopiSrc,
    accessToken: options.accessToken,
    accessTokenTtl: options.accessTokenTtl,
    userAgent: options.categories?.includes('OfficeNativeClient') ? NATIVE_AGENT : OWN_AGENT,
    signer: options.signer,
    fixtures: createFixtures(suite, options.readFixture),
    transport: options.transport,
    now: options.now ?? Date.now,
    sleep: options.sleep ?? ((ms) => new Promise((done) => setTimeout(done, ms))),
  }
}

async function* runGroup(
  group: Selected,
  suite: TestSuite,
  context: CaseContext,
  stopped: () => boolean,
): AsyncGenerator<RunEvent, GroupSummary> {
  const summary: GroupSummary = { name: group.name, passed: 0, failed: 0, skipped: 0, reason: undefined }
  const skip = (reason: string, prerequisite?: CaseResult): RunEvent => {
    summary.skipped = group.cases.length
    summary.reason = reason
    return { type: 'group-skipped', group: group.name, reason, prerequisite }
  }
  yield { type: 'group-started', group: group.name }
  if (group.leftOut) yield skip(group.leftOut)
  for (const name of group.leftOut ? [] : group.prerequisites) {
    if (stopped()) break
    const test = suite.prerequisites.get(name)
    const result = test && (await runCase(test, context))
    if (result?.status === 'passed') continue
    yield skip(`${name} does not hold. ${result ? firstFailure(result) : ''}`.trim(), result)
    break
  }
  for (const test of summary.reason === undefined ? group.cases : []) {
    if (stopped()) {
      summary.skipped += 1
      continue
    }
    yield { type: 'case-started', group: group.name, name: test.name }
    const result = await runCase(test, context)
    summary[result.status] += 1
    yield { type: 'case-finished', group: group.name, result }
  }
  yield { type: 'group-finished', group: group.name, summary }
  return summary
}

/**
 * Runs a suite against a host, one request after another (all cases share one file), and tells what happens while it
 * happens. A group whose prerequisites fail is skipped with the reason. Never throws because of what a host does.
 *
 * @example
 * for await (const event of runSuite(readSuite(xml), { wopiSrc, accessToken, accessTokenTtl, transport, readFixture }))
 *   if (event.type === 'run-finished') process.exitCode = event.summary.verdict === 'passed' ? 0 : 1
 */
export async function* runSuite(suite: TestSuite, options: RunOptions): AsyncGenerator<RunEvent, Summary> {
  const context = contextOf(suite, options)
  const stopped = () => options.signal?.aborted ?? false
  const groups = selectGroups(suite, options)
  yield { type: 'run-started', groups: groups.map((group) => ({ name: group.name, cases: group.cases.map((test) => test.name) })) }
  const summaries: GroupSummary[] = []
  for (const group of groups) summaries.push(yield* runGroup(group, suite, context, stopped))
  const total = (key: 'passed' | 'failed' | 'skipped') => summaries.reduce((sum, group) => sum + group[key], 0)
  const [passed, failed, skipped] = [total('passed'), total('failed'), total('skipped')]
  const summary: Summary = {
    groups: summaries,
    passed,
    failed,
    skipped,
    verdict: failed > 0 || passed === 0 ? 'failed' : 'passed',
    aborted: stopped(),
  }
  yield { type: 'run-finished', summary }
  return summary
}
