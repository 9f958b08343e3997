import { checkAll } from '../checks/check-response.ts'
import type { TestCase, TestRequest } from '../suite/model.ts'
import type { CaseResult, Exchange } from './events.ts'
import { type Prepared, prepare, type Sender } from './send.ts'
import { initialState, type State, saveState } from './state.ts'
import type { Transport } from './transport.ts'

export interface CaseContext extends Sender {
  transport: Transport
  /** a Delay of the test file */
  sleep(ms: number): Promise<void>
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

/** Sends one request and judges the answer. What goes wrong on the way is a failure of the exchange, never a throw. */
async function exchange(request: TestRequest, phase: Exchange['phase'], state: State, context: CaseContext): Promise<Exchange> {
  const started = context.now()
  const result: Exchange = {
    phase,
    operation: request.operation,
    request: undefined,
    response: undefined,
    durationMs: 0,
    proof: undefined,
    failures: [],
  }
  const stop = (clause: string, expected: string, error: unknown): Exchange => {
    const failures = [{ clause, expected, actual: messageOf(error) }]
    return { ...result, durationMs: context.now() - started, failures }
  }
  let prepared: Prepared
  try {
    prepared = await prepare(request, state, context)
  } catch (error) {
    return stop('Request', 'a request that can be sent', error)
  }
  result.request = prepared.request
  result.proof = prepared.proof
  try {
    result.response = await context.transport(prepared.request)
  } catch (error) {
    return stop('Transport', 'an answer', error)
  }
  result.durationMs = context.now() - started
  try {
    if (phase === 'test')
      result.failures = await checkAll(request.checks, result.response, { state, fixtures: context.fixtures, now: context.now })
    saveState(state, request.saves, result.response)
  } catch (error) {
    return { ...stop('Check', 'a clause that can be judged', error), response: result.response }
  }
  return result
}

/**
 * Runs a case: its requests until one fails, then its clean-up, always and without judgement. Its state is its own.
 */
export async function runCase(test: TestCase, context: CaseContext): Promise<CaseResult> {
  const started = context.now()
  const state = initialState(context.wopiSrc, context.accessToken)
  const exchanges: Exchange[] = []
  let reason: string | undefined
  for (const request of test.requests) {
    if (request.operation === 'Delay') {
      await context.sleep((request.delaySeconds ?? 0) * 1000)
      continue
    }
    const done = await exchange(request, 'test', state, context)
    exchanges.push(done)
    if (done.failures.length > 0) {
      reason = test.failMessage ?? `${request.operation} did not answer as expected`
      break
    }
  }
  for (const request of test.cleanup) exchanges.push(await exchange(request, 'cleanup', state, context))
  const { name, category, description, documentationLink } = test
  const status = reason === undefined ? 'passed' : 'failed'
  return { name, category, description, documentationLink, status, reason, exchanges, durationMs: context.now() - started }
}
