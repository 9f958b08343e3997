import type { Crumb, Item } from '@moorage/api'

/** A row: the item, and in search results where it is. */
export interface Row {
  item: Item
  breadcrumb?: Crumb[]
}

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
