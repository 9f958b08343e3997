import type { Sql } from '../storage/db/sql.ts'
import { statement } from '../storage/db/statement.ts'
import { fold, words } from './names.ts'
import type { TreeNode } from './tree.ts'

export const wordsFrom = statement<{
  organizationId: string
  rootId: string
  from: string
  afterNode: string
  until: string
  limit: number
}>()((db, arg) =>
  db
    .selectFrom('name_word')
    .innerJoin('node', (join) =>
      join.onRef('node.organization_id', '=', 'name_word.organization_id').onRef('node.id', '=', 'name_word.node_id'),
    )
    .selectAll('node')
    .select('name_word.word')
    .where('name_word.organization_id', '=', arg('organizationId'))
    .where('name_word.root_id', '=', arg('rootId'))
    // one comparison of both, or the index is walked from its beginning and what it finds is sorted
    .where(({ eb, refTuple, tuple }) => eb(refTuple('name_word.word', 'name_word.node_id'), '>', tuple(arg('from'), arg('afterNode'))))
    .where('name_word.word', '<', arg('until'))
    .where('node.deleted_at', 'is', null)
    .orderBy('name_word.word')
    .orderBy('name_word.node_id')
    .limit(arg('limit')),
)

/** sorts after every letter */
const LAST = '\u{10ffff}'
const BATCH = 200
/** a query whose longest word is this common is answered with what was found so far, and `more` */
const LOOKED_AT_MAX = 4000

/** The longest first: it is the one that is looked up. */
const wantedWords = (query: string) =>
  [...fold(query).matchAll(/[\p{L}\p{N}\p{Mc}]+/gu)].map(([word]) => word).sort((a, b) => b.length - a.length)

/** The same for one name that is at hand: the longest word begins one of its words, the others occur in it. */
export function nameMatches(name: string, query: string): boolean {
  const [first, ...others] = wantedWords(query)
  if (first === undefined || !words(name).some((word) => word.startsWith(first))) return false
  const folded = fold(name)
  return others.every((other) => folded.includes(other))
}

/**
 * Living nodes of these roots by name. The longest word of the query is looked up as the beginning of a word of the
 * name, in the index; the others must occur in the name. Answers at most `limit`, and whether there may be more.
 */
export async function searchNames(
  sql: Sql,
  organizationId: string,
  rootIds: string[],
  query: string,
  limit: number,
): Promise<{ nodes: TreeNode[]; more: boolean }> {
  const [first, ...others] = wantedWords(query)
  const found = new Map<string, TreeNode>()
  if (first === undefined) return { nodes: [], more: false }
  let looked = 0
  for (const rootId of rootIds) {
    let at = { from: first, afterNode: '' }
    for (;;) {
      const rows = await sql.all(wordsFrom, { organizationId, rootId, ...at, until: first + LAST, limit: BATCH })
      for (const { word, ...node } of rows) {
        at = { from: word, afterNode: node.id }
        const name = fold(node.name)
        if (!others.every((other) => name.includes(other))) continue
        if (found.size === limit && !found.has(node.id)) return { nodes: [...found.values()], more: true }
        found.set(node.id, node)
      }
      if (rows.length < BATCH) break
      looked += rows.length
      if (looked >= LOOKED_AT_MAX) return { nodes: [...found.values()], more: true }
    }
  }
  return { nodes: [...found.values()], more: false }
}
