import type { Sort } from '@moorage/api'
import type { Sql } from '../storage/db/sql.ts'
import { build } from '../storage/db/statement.ts'
import type { TreeNode } from './tree.ts'

const COLUMN = { name: 'name_sort', modified: 'modified_at', modifiedBy: 'modified_by_name', size: 'size' } as const satisfies Record<
  Sort,
  string
>

export interface Page {
  sort: Sort
  order: 'asc' | 'desc'
  offset: number
  limit: number
  /** deleted ones too; in a deleted folder always */
  deleted: boolean
}

/**
 * One page of a folder, folders first, and how many items there are in all. The counts are kept, not counted, and
 * each page is scanned from the nearer end of its kind, so the middle of the folder is the dearest page.
 */
export async function listChildren(sql: Sql, folder: TreeNode, page: Page): Promise<{ total: number; nodes: TreeNode[] }> {
  const all = page.deleted || folder.deleted_at !== null
  const total = all ? folder.child_count_all : folder.child_count
  const folders = all ? folder.folder_count_all : folder.folder_count
  const end = page.offset + page.limit
  const nodes = [
    ...(await segment(sql, folder, page, all, 'folder', folders, page.offset, Math.min(end, folders))),
    ...(await segment(sql, folder, page, all, 'file', total - folders, Math.max(0, page.offset - folders), Math.min(end, total) - folders)),
  ]
  return { total, nodes }
}

async function segment(
  sql: Sql,
  folder: TreeNode,
  page: Page,
  all: boolean,
  kind: TreeNode['kind'],
  count: number,
  from: number,
  until: number,
): Promise<TreeNode[]> {
  if (from >= until) return []
  const backwards = from > count - until
  const forward = page.order === 'asc' ? 'asc' : 'desc'
  const direction = backwards ? (forward === 'asc' ? 'desc' : 'asc') : forward
  const column = COLUMN[page.sort]
  let query = build
    .selectFrom('node')
    .selectAll()
    .where('organization_id', '=', folder.organization_id)
    .where('parent_id', '=', folder.id)
    .where('kind', '=', kind)
    .orderBy(column, direction)
    .orderBy('id', direction)
    .limit(until - from)
    .offset(backwards ? count - until : from)
  if (!all) query = query.where('deleted_at', 'is', null)
  const found = await sql.query(query)
  return backwards ? found.reverse() : found
}
