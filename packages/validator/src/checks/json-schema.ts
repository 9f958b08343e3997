import type { Fixtures } from '../run/fixtures.ts'
import { type Failure, shown } from './failure.ts'

/** Why a body does not satisfy a schema of the fixtures; empty when it does. */
export async function schemaFailures(name: string, text: string, fixtures: Fixtures): Promise<Failure[]> {
  const clause = `JsonSchemaValidator ${name}`
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return [{ clause, expected: 'JSON', actual: text === '' ? 'an empty body' : shown(text) }]
  }
  const { valid, errors } = (await fixtures.schema(name)).validate(json)
  if (valid) return []
  // the library reports a failed property once per level on the way to it; the deepest says most
  const precise = errors.filter(
    (error) => !errors.some((other) => other !== error && other.instanceLocation.startsWith(`${error.instanceLocation}/`)),
  )
  const reasons = precise.map((error) => `${error.instanceLocation.replace(/^#\/?/, '') || 'the object'}: ${error.error}`)
  return [{ clause, expected: 'a body that satisfies the schema', actual: shown([...new Set(reasons)].join(' ')) }]
}
