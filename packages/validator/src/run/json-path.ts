type Step = { name: string } | { index: number }

/**
 * The part of JSONPath that test files use: names joined by dots, `[n]`, and `[-1:]` for the last element. An
 * optional `$` in front. Throws on anything else.
 */
function parse(path: string): Step[] {
  const steps: Step[] = []
  const token = /(?:^\$?\.?|\.)([A-Za-z_][\w-]*)|\[(-?[0-9]+)(:?)\]/y
  let position = 0
  while (position < path.length) {
    token.lastIndex = position
    const match = token.exec(path)
    // a slice from the end is one element only when it begins at the last
    if (!match || (match[3] === ':' && match[2] !== '-1') || (match[3] === '' && match[2]?.startsWith('-'))) {
      throw new Error(`This JSONPath is not understood: ${path}`)
    }
    steps.push(match[1] === undefined ? { index: Number(match[2]) } : { name: match[1] })
    position = token.lastIndex
  }
  return steps
}

/** The value at a path; undefined when there is nothing. Names are case-sensitive. */
export function select(json: unknown, path: string): unknown {
  let value = json
  for (const step of parse(path)) {
    if ('name' in step) {
      const has = typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, step.name)
      value = has ? (value as Record<string, unknown>)[step.name] : undefined
    } else value = Array.isArray(value) ? value.at(step.index) : undefined
    if (value === undefined) return undefined
  }
  return value
}

/** A JSON value as the text that state and comparisons work on; undefined for null and nothing. */
export function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  return typeof value === 'string' ? value : JSON.stringify(value)
}
