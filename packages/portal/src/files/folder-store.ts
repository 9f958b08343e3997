import type { Crumb, Item, Listing, PAGE_MAX, Sort } from '@moorage/api'
import { call } from '../api/call.ts'
import { type ApiProblem, asProblem } from '../api/problem.ts'
import type { Source } from './source.ts'

/** rows per answer: the most that the server gives */
export const PAGE: typeof PAGE_MAX = 200

export interface Question {
  folderId: string
  sort: Sort
  order: 'asc' | 'desc'
  deleted: boolean
}

export interface FolderView extends Source {
  question: Question
  status: 'loading' | 'ready' | 'failed'
  problem?: ApiProblem
  folder?: Item
  breadcrumb: Crumb[]
}

export interface FolderStore {
  subscribe(changed: () => void): () => void
  /** a new object whenever something changed */
  view(): FolderView
  /** reads what is on the screen again and forgets the rest */
  refresh(): Promise<void>
}

type Read = (question: Question, offset: number) => Promise<Listing>

const readPage: Read = ({ folderId, sort, order, deleted }, offset) =>
  call('listFolder', { params: { folderId }, query: { sort, order, offset, limit: PAGE, deleted: deleted || undefined } })

/**
 * One folder, read page by page as its rows come into sight. Pages that went out of sight are kept until the folder
 * changes; then only those on the screen are read again.
 */
export function createFolderStore(question: Question, read: Read = readPage): FolderStore {
  const listeners = new Set<() => void>()
  let pages = new Map<number, Item[]>()
  let positions: Map<string, number> | undefined
  const underWay = new Map<number, Promise<void>>()
  let visible: [number, number] = [0, 0]
  let generation = 0
  let state: Pick<FolderView, 'status' | 'problem' | 'folder' | 'breadcrumb' | 'total'> = { status: 'loading', breadcrumb: [], total: 0 }

  const row = (index: number) => {
    const item = pages.get(Math.floor(index / PAGE))?.[index % PAGE]
    return item && { item }
  }
  const indexOf = (id: string) => {
    if (!positions) {
      positions = new Map()
      for (const [page, items] of pages) for (const [at, item] of items.entries()) positions.set(item.id, page * PAGE + at)
    }
    return positions.get(id)
  }
  const make = (): FolderView => ({ question, ...state, row, indexOf, show, range })
  let current: FolderView

  function changed(next: Partial<typeof state>) {
    state = { ...state, ...next }
    positions = undefined
    current = make()
    for (const listener of [...listeners]) listener()
  }

  function take(page: number, listing: Listing) {
    pages.set(page, listing.items)
    changed({ status: 'ready', problem: undefined, folder: listing.folder, breadcrumb: listing.breadcrumb, total: listing.total })
  }

  function load(page: number): Promise<void> {
    const running = underWay.get(page)
    if (running) return running
    const asked = generation
    const loading = read(question, page * PAGE)
      .then((listing) => {
        if (asked === generation) take(page, listing)
      })
      .catch((error: unknown) => {
        if (asked === generation) changed({ status: state.status === 'ready' ? 'ready' : 'failed', problem: asProblem(error) })
      })
      .finally(() => {
        if (underWay.get(page) === loading) underWay.delete(page)
      })
    underWay.set(page, loading)
    return loading
  }

  const pagesOf = (from: number, to: number) => {
    const last = Math.floor(Math.max(to, 0) / PAGE)
    const wanted: number[] = []
    for (let page = Math.floor(Math.max(from, 0) / PAGE); page <= last; page++) wanted.push(page)
    return wanted
  }

  function show(from: number, to: number) {
    visible = [from, to]
    for (const page of pagesOf(from, to)) if (!pages.has(page) && page * PAGE < Math.max(state.total, 1)) void load(page)
  }

  async function range(from: number, to: number): Promise<Item[]> {
    for (const page of pagesOf(from, to)) {
      if (!pages.has(page)) await load(page)
      if (!pages.has(page) && state.problem) throw state.problem
    }
    const found: Item[] = []
    for (let index = from; index <= to; index++) {
      const item = row(index)?.item
      if (item) found.push(item)
    }
    return found
  }

  async function refresh() {
    generation++
    underWay.clear()
    const asked = generation
    const wanted = pagesOf(visible[0], Math.min(visible[1], Math.max(state.total - 1, 0)))
    try {
      const listings = await Promise.all(wanted.map((page) => read(question, page * PAGE)))
      if (asked !== generation) return
      pages = new Map()
      for (const [at, listing] of listings.entries()) take(wanted[at] ?? 0, listing)
    } catch (error) {
      if (asked !== generation) return
      const problem = asProblem(error)
      const gone = problem.code === 'NOT_FOUND' || problem.code === 'FORBIDDEN'
      changed({ status: state.status === 'ready' && !gone ? 'ready' : 'failed', problem })
    }
  }

  current = make()
  void load(0)
  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    view: () => current,
    refresh,
  }
}
