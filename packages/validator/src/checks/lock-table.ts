/** `{A:'x', B:1}` as test files write tables: keys without quotes, text in single ones. Values hold no quotes of their own. */
function readLoose(text: string): unknown {
  return JSON.parse(
    text.replace(/'([^']*)'|([{,]\s*)([A-Za-z_]\w*)(\s*:)/g, (_, value: string | undefined, before: string, key: string, after: string) =>
      value === undefined ? `${before}"${key}"${after}` : JSON.stringify(value),
    ),
  )
}

type Row = Record<string, unknown>
const rowsOf = (value: unknown): Row[] | undefined =>
  Array.isArray(value) && value.every((row) => typeof row === 'object' && row !== null) ? (value as Row[]) : undefined

const keyOf = (row: Row) => String(row.CoauthLockId)
const inOrder = (rows: Row[]) => rows.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0))

/**
 * Whether a table of coauth locks is the expected one: same rows in any order, same properties and no more; where
 * the expected value is `*` any value will do.
 */
export function sameTable(actual: unknown, expectedText: string): boolean {
  const expected = rowsOf(readLoose(expectedText))
  const rows = rowsOf(actual)
  if (!expected || !rows || expected.length !== rows.length) return false
  const wanted = inOrder(expected)
  return inOrder(rows).every((row, index) => {
    const want = wanted[index] as Row
    const names = Object.keys(want)
    return (
      Object.keys(row).length === names.length &&
      names.every((name) => Object.hasOwn(row, name) && (want[name] === '*' || row[name] === want[name]))
    )
  })
}
