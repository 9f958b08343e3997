import { expectedValue } from '../run/state.ts'
import type { WireResponse } from '../run/transport.ts'
import type { Check, Comparator } from '../suite/model.ts'
import { type Failure, quoted } from './failure.ts'

type HeaderCheck = Extract<Check, { kind: 'ResponseHeaderValidator' }>

const COMPARE: Record<Exclude<Comparator, '='>, (a: number, b: number) => boolean> = {
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
}

/** A .NET int: what cannot be one fails, as it does in Microsoft's engine. */
function toInt(text: string | undefined): number | undefined {
  const value = text !== undefined && /^\s*[+-]?[0-9]{1,10}\s*$/.test(text) ? Number(text) : undefined
  return value !== undefined && value >= -2147483648 && value <= 2147483647 ? value : undefined
}

/** Presence, equality without regard to case, or order of two numbers. A missing header passes unless it is required. */
export function checkHeader(check: HeaderCheck, response: WireResponse, state: ReadonlyMap<string, string>): Failure[] {
  const clause = `ResponseHeaderValidator ${check.header}`
  const actual = response.headers.get(check.header.toLowerCase())
  const expected = expectedValue(state, check.expected)
  if (actual === undefined) return check.required ? [{ clause, expected: 'the header', actual: 'no such header' }] : []
  if (check.comparator !== '=') {
    const [left, right] = [toInt(actual), toInt(expected)]
    const holds = left !== undefined && right !== undefined && COMPARE[check.comparator](left, right)
    return holds ? [] : [{ clause, expected: `a number ${check.comparator} ${quoted(expected)}`, actual: quoted(actual) }]
  }
  if (expected === undefined) return []
  const matches = actual.toLowerCase() === expected.toLowerCase()
  if (matches === check.shouldMatch) return []
  return [{ clause, expected: check.shouldMatch ? quoted(expected) : `anything but ${quoted(expected)}`, actual: quoted(actual) }]
}
