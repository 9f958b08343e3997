import type { EditorOrder, Response as ResponseOf, ROUTES } from '@moorage/api'

export type Orders = ResponseOf<(typeof ROUTES)['listEditorOrder']>

/** One line of the table: what holds for a type of file here, and where it comes from. */
export interface Line {
  extension: string
  editors: string[]
  /** the organization above that it comes from; absent for its own and for the usual order */
  from?: string
  own: boolean
}

/** Moves one entry; a place outside of the list is its end. */
export function moved<T>(list: T[], from: number, to: number): T[] {
  const rest = list.filter((_, index) => index !== from)
  const one = list[from]
  if (one === undefined) return list
  const place = Math.max(0, Math.min(to, rest.length))
  return [...rest.slice(0, place), one, ...rest.slice(place)]
}

/** A row's editors first, then whoever it does not name, in the usual order; those that are gone are left out. */
export function completed(row: string[], editors: { id: string }[]): string[] {
  const ids = editors.map(({ id }) => id)
  const named = row.filter((id) => ids.includes(id))
  return [...named, ...ids.filter((id) => !named.includes(id))]
}

/** What holds in this organization: its own rows, those from above where it has none, and always one for all types. */
export function linesOf(orders: Orders): Line[] {
  const lines = new Map<string, Line>()
  const take = ({ extension, editors }: EditorOrder, origin: Pick<Line, 'own' | 'from'>) => {
    if (!lines.has(extension)) lines.set(extension, { extension, editors: completed(editors, orders.editors), ...origin })
  }
  for (const order of orders.own) take(order, { own: true })
  for (const { from, order } of orders.inherited) take(order, { own: false, from: from.name })
  take({ extension: '*', editors: [] }, { own: false })
  const [all, ...types] = [...lines.values()].sort((a, b) =>
    a.extension === '*' ? -1 : b.extension === '*' ? 1 : a.extension.localeCompare(b.extension),
  )
  return all ? [all, ...types] : types
}
