import type { Fixtures } from '../run/fixtures.ts'
import { resolve } from '../run/state.ts'
import type { WireResponse } from '../run/transport.ts'
import type { Check, JsonProperty } from '../suite/model.ts'
import { type Failure, shown } from './failure.ts'
import { checkFrames } from './frames.ts'
import { checkHeader } from './header.ts'
import { checkProperty } from './json-properties.ts'
import { schemaFailures } from './json-schema.ts'

export interface CheckContext {
  state: ReadonlyMap<string, string>
  fixtures: Fixtures
  /** epoch milliseconds */
  now(): number
}

const textBody = (response: WireResponse) => new TextDecoder().decode(response.body)

function checkCode(code: number, response: WireResponse): Failure[] {
  return response.status === code ? [] : [{ clause: 'ResponseCodeValidator', expected: String(code), actual: String(response.status) }]
}

/** WOPI: a mismatch is a 409 that names the lock; the header may be missing where no lock is held. */
function checkMismatch(lock: string, response: WireResponse, state: CheckContext['state']): Failure[] {
  const header = {
    kind: 'ResponseHeaderValidator',
    header: 'X-WOPI-Lock',
    comparator: '=',
    expected: { value: lock, stateKey: undefined },
    required: lock !== '',
    shouldMatch: true,
  } as const
  return [...checkCode(409, response), ...checkHeader(header, response, state)]
}

function checkJson(check: { shouldExist: boolean; properties: JsonProperty[] }, response: WireResponse, context: CheckContext): Failure[] {
  const clause = 'JsonResponseContentValidator'
  const text = textBody(response)
  if (text === '') return check.shouldExist ? [{ clause, expected: 'a JSON body', actual: 'an empty body' }] : []
  if (!check.shouldExist) return [{ clause, expected: 'no body', actual: shown(text) }]
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return [{ clause, expected: 'a JSON body', actual: shown(text) }]
  }
  return check.properties.flatMap((property) => checkProperty(property, json, context.state, context.now()))
}

async function checkContent(
  check: { resourceId: string | undefined; body: string | undefined },
  response: WireResponse,
  context: CheckContext,
) {
  const expected = check.body
    ? new TextEncoder().encode(resolve(context.state, check.body))
    : await context.fixtures.resource(check.resourceId ?? '')
  const same = expected.length === response.body.length && expected.every((byte, index) => byte === response.body[index])
  const actual = `${response.body.length} other bytes`
  return same
    ? []
    : [{ clause: 'ResponseContentValidator', expected: `the ${expected.length} bytes of ${check.resourceId ?? 'the text'}`, actual }]
}

async function checkAny(checks: readonly Check[], response: WireResponse, context: CheckContext): Promise<Failure[]> {
  const failures: Failure[] = []
  for (const check of checks) {
    const found = await checkResponse(check, response, context)
    if (found.length === 0) return []
    failures.push(...found)
  }
  return [
    {
      clause: 'Or',
      expected: 'one of several',
      actual: failures.map((each) => `${each.clause}: ${each.actual}, not ${each.expected}`).join('; '),
    },
  ]
}

/** One clause of a test against one response; empty when it holds. */
async function checkResponse(check: Check, response: WireResponse, context: CheckContext): Promise<Failure[]> {
  switch (check.kind) {
    case 'And':
      return (await Promise.all(check.checks.map((each) => checkResponse(each, response, context)))).flat()
    case 'Or':
      return checkAny(check.checks, response, context)
    case 'ResponseCodeValidator':
      return checkCode(check.code, response)
    case 'ResponseHeaderValidator':
      return checkHeader(check, response, context.state)
    case 'LockMismatchValidator':
      return checkMismatch(check.lock, response, context.state)
    case 'JsonResponseContentValidator':
      return checkJson(check, response, context)
    case 'JsonSchemaValidator':
      return schemaFailures(check.schema, textBody(response), context.fixtures)
    case 'ResponseContentValidator':
      return checkContent(check, response, context)
    case 'FramesValidator':
      return checkFrames(check, response.body, context.fixtures)
  }
}

/** WOPI: where Content-Length is sent it is the length of what came. */
function checkLength(response: WireResponse): Failure[] {
  const length = response.headers.get('content-length')
  if (length === undefined || Number(length) === response.body.length) return []
  return [{ clause: 'Content-Length', expected: length, actual: `${response.body.length} bytes` }]
}

/** All clauses of a request: the file's, or status 200 where it has none; the length of the body always. */
export async function checkAll(checks: readonly Check[] | undefined, response: WireResponse, context: CheckContext): Promise<Failure[]> {
  const clauses: readonly Check[] = checks ?? [{ kind: 'ResponseCodeValidator', code: 200 }]
  const found = await Promise.all(clauses.map((check) => checkResponse(check, response, context)))
  return [...checkLength(response), ...found.flat()]
}
