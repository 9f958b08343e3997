import type { Sql } from '../../storage/db/sql.ts'
import { statement } from '../../storage/db/statement.ts'
import { words } from '../names.ts'
import type { TreeNode } from '../tree.ts'

/** What every tree operation keeps true besides the node itself: its parent's counts and the words it is found by. */

type ParentKey = { organizationId: string; parentId: string }

const changeCounts = statement<ParentKey & { children: number; childrenAll: number; folders: number; foldersAll: number }>()((db, arg) =>
  db
    .updateTable('node')
    .set((eb) => ({
      child_count: eb('child_count', '+', arg('children')),
      child_count_all: eb('child_count_all', '+', arg('childrenAll')),
      folder_count: eb('folder_count', '+', arg('folders')),
      folder_count_all: eb('folder_count_all', '+', arg('foldersAll')),
    }))
    .where('organization_id', '=', arg('organizationId'))
    .where('id', '=', arg('parentId')),
)

/** `living` and `all`: +1, -1 or 0 */
export function count(sql: Sql, organizationId: string, parentId: string, kind: TreeNode['kind'], living: number, all: number) {
  const folder = kind === 'folder' ? 1 : 0
  return sql.run(changeCounts, {
    organizationId,
    parentId,
    children: living,
    childrenAll: all,
    folders: living * folder,
    foldersAll: all * folder,
  })
}

const insertWord = statement<{ organizationId: string; rootId: string; word: string; nodeId: string }>()((db, arg) =>
  db
    .insertInto('name_word')
    .values({ organization_id: arg('organizationId'), root_id: arg('rootId'), word: arg('word'), node_id: arg('nodeId') }),
)

const deleteWords = statement<{ organizationId: string; nodeId: string }>()((db, arg) =>
  db.deleteFrom('name_word').where('organization_id', '=', arg('organizationId')).where('node_id', '=', arg('nodeId')),
)

export async function addWords(sql: Sql, place: { organizationId: string; rootId: string }, nodeId: string, name: string) {
  for (const word of words(name)) await sql.run(insertWord, { ...place, word, nodeId })
}

export const removeWords = (sql: Sql, organizationId: string, nodeId: string) => sql.run(deleteWords, { organizationId, nodeId })
