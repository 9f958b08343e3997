import type { Crumb, Item, Person } from '@moorage/api'

/** A row: the item; in search results where it is, in "Shared with me" who shared it and when. */
export interface Row {
  item: Item
  breadcrumb?: Crumb[]
  shared?: { by: Person; at: number }
}

/** `files`: a folder; `found`: search results, which say where they are; `shared`: who shared them and when. */
export type Columns = 'files' | 'found' | 'shared'

/** What the list shows: rows by index, some of which may not have arrived yet. */
export interface Source {
  total: number
  row(index: number): Row | undefined
  /** position of an item among the rows that have arrived */
  indexOf(id: string): number | undefined
  /** says which rows are on the screen, so that they are read */
  show(from: number, to: number): void
  /** reads every row between two positions, both included */
  range(from: number, to: number): Promise<Item[]>
}

/** Rows that are all there. */
export function sourceOf(rows: Row[]): Source {
  const positions = new Map(rows.map((row, index) => [row.item.id, index]))
  return {
    total: rows.length,
    row: (index) => rows[index],
    indexOf: (id) => positions.get(id),
    show: () => undefined,
    range: async (from, to) => rows.slice(from, to + 1).map((row) => row.item),
  }
}

/** Such an item has no folder that this person sees: it lies in "Shared with me". */
export const byShareAlone = (item: Item) => item.kind === 'file' && item.parentId === undefined
