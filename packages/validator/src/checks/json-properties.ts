import { isAbsoluteUrl, parameterOf } from '../requests/address.ts'
import { select, textOf } from '../run/json-path.ts'
import { expectedValue } from '../run/state.ts'
import type { JsonProperty } from '../suite/model.ts'
import { type Failure, quoted } from './failure.ts'
import { sameTable } from './lock-table.ts'

type State = ReadonlyMap<string, string>
/** undefined when it holds, else what was expected */
type Verdict = string | undefined

const TEN_YEARS_MS = 10 * 365.25 * 24 * 3600 * 1000

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' && Object.keys(value).length === 0)

/** Both sides as .NET would convert them: "5" is 5, "True" is true. */
const asNumber = (text: string | undefined) => (text !== undefined && /^\s*[+-]?[0-9]+\s*$/.test(text) ? Number(text) : undefined)
const asBoolean = (text: string | undefined) => {
  const lower = text?.trim().toLowerCase()
  return lower === 'true' ? true : lower === 'false' ? false : asNumber(lower) === undefined ? undefined : asNumber(lower) !== 0
}

function checkString(property: Extract<JsonProperty, { kind: 'StringProperty' }>, text: string, expected: string | undefined): Verdict {
  const fold = (value: string) => (property.ignoreCase ? value.toLowerCase() : value)
  if (expected !== undefined && fold(text) !== fold(expected)) return quoted(expected)
  if (property.endsWith?.trim() && !fold(text).endsWith(fold(property.endsWith)))
    return `a text that ends with ${quoted(property.endsWith)}`
  return undefined
}

function checkRegex(property: Extract<JsonProperty, { kind: 'StringRegexProperty' }>, text: string): Verdict {
  const pattern = property.expected.value ?? ''
  const matches = new RegExp(pattern, property.ignoreCase ? 'i' : '').test(text)
  return matches === property.shouldMatch ? undefined : `a text that ${property.shouldMatch ? 'matches' : 'does not match'} /${pattern}/`
}

function checkUrl(property: Extract<JsonProperty, { kind: 'AbsoluteUrlProperty' }>, text: string): Verdict {
  if (!isAbsoluteUrl(text)) return 'an absolute address'
  return property.mustIncludeAccessToken && parameterOf(text, 'access_token') === undefined ? 'an address with an access_token' : undefined
}

/** AccessTokenExpiry and ServerTime are epoch milliseconds: ten years off is another unit, or no time at all. */
function checkLong(property: JsonProperty, value: number | undefined, expected: string | undefined, now: number): Verdict {
  if (expected !== undefined) return value === asNumber(expected) ? undefined : expected
  const isTime = property.path === 'AccessTokenExpiry' || property.path === 'ServerTime'
  return !isTime || (value !== undefined && Math.abs(value - now) < TEN_YEARS_MS) ? undefined : 'epoch milliseconds within ten years of now'
}

function checkValue(property: JsonProperty, value: unknown, state: State, now: number): Verdict {
  const text = textOf(value) ?? ''
  const expected = expectedValue(state, property.expected)
  switch (property.kind) {
    case 'BooleanProperty':
      return expected === undefined || asBoolean(text) === asBoolean(expected) ? undefined : expected
    case 'IntegerProperty':
      return expected === undefined || asNumber(text) === asNumber(expected) ? undefined : expected
    case 'LongProperty':
      return checkLong(property, asNumber(text), expected, now)
    case 'StringProperty':
      return checkString(property, text, expected)
    case 'StringRegexProperty':
      return checkRegex(property, text)
    case 'AbsoluteUrlProperty':
      return checkUrl(property, text)
    case 'ArrayProperty': {
      const wanted = property.contains?.toLowerCase()
      const holds = wanted === undefined || (Array.isArray(value) && value.some((each) => textOf(each)?.toLowerCase() === wanted))
      return holds ? undefined : `an array with ${quoted(property.contains)}`
    }
    case 'ArrayLengthProperty':
      return Array.isArray(value) && value.length === asNumber(expected ?? '0') ? undefined : `an array of ${expected ?? 0}`
    case 'ResponseBodyProperty':
      return sameTable(value, expected ?? '[]') ? undefined : (expected ?? '[]')
  }
}

/** These two look at an empty array too; for all others "empty" is as good as absent. */
const countsEmpty = (property: JsonProperty) => property.kind === 'ArrayLengthProperty' || property.kind === 'ResponseBodyProperty'

/** One property of a JSON body: there if required, and as expected if there. `now` in epoch milliseconds. */
export function checkProperty(property: JsonProperty, body: unknown, state: State, now: number): Failure[] {
  const clause = `${property.kind} ${property.path}`
  const value = select(body, property.path)
  if (countsEmpty(property) ? value === undefined : isEmpty(value)) {
    return property.required
      ? [{ clause, expected: 'the property', actual: value === undefined ? 'no such property' : (JSON.stringify(value) ?? '') }]
      : []
  }
  const expected = checkValue(property, value, state, now)
  return expected === undefined ? [] : [{ clause, expected, actual: quoted(textOf(value)) }]
}
