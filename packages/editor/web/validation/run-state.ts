import type { PlainEvent, PlainResult } from '@moorage/validator/report'

export interface CatalogueCase {
  name: string
  description: string
  category: string
}
export interface CatalogueGroup {
  name: string
  hasDelay: boolean
  cases: CatalogueCase[]
}
export interface Catalogue {
  id: string
  title: string
  groups: CatalogueGroup[]
}

export interface Leftover {
  kind: 'file' | 'container'
  name: string
  url?: string
}
export type RunEvent = PlainEvent | { type: 'leftovers'; items: Leftover[]; unseen: string[] }

export type CaseState =
  | { status: 'running' }
  | { status: 'passed' | 'failed'; result: PlainResult }
  | { status: 'skipped'; reason: string | undefined }

/** What is on the page: the newest result of every case, by `group/case`. */
export interface RunState {
  running: boolean
  aborted: boolean
  startedAt: string
  results: ReadonlyMap<string, CaseState>
  /** why a group was skipped, with what its prerequisite asked */
  skipped: ReadonlyMap<string, { reason: string; prerequisite: PlainResult | undefined }>
  leftovers: Leftover[]
  /** cases of the run under way, and how many of them are done */
  total: number
  done: number
  /** runs that have come to their end on this page */
  finished: number
}

export const EMPTY: RunState = {
  running: false,
  aborted: false,
  startedAt: '',
  results: new Map(),
  skipped: new Map(),
  leftovers: [],
  total: 0,
  done: 0,
  finished: 0,
}

export const keyOf = (group: string, name: string) => `${group}/${name}`

type Begun = { type: 'begun'; startedAt: string }
type Ended = { type: 'ended' }

const withResult = (state: RunState, key: string, value: CaseState) => new Map(state.results).set(key, value)

/** The page after an event. A run of one group replaces that group's results and leaves the others. */
export function afterEvent(state: RunState, event: RunEvent | Begun | Ended): RunState {
  switch (event.type) {
    case 'begun':
      return { ...state, running: true, aborted: false, startedAt: event.startedAt, total: 0, done: 0 }
    case 'run-started': {
      const results = new Map(state.results)
      const skipped = new Map(state.skipped)
      for (const group of event.groups) {
        skipped.delete(group.name)
        for (const name of group.cases) results.delete(keyOf(group.name, name))
      }
      return { ...state, results, skipped, total: event.groups.reduce((sum, { cases }) => sum + cases.length, 0) }
    }
    case 'case-started':
      return { ...state, results: withResult(state, keyOf(event.group, event.name), { status: 'running' }) }
    case 'case-finished': {
      const { result } = event
      const results = withResult(state, keyOf(event.group, result.name), { status: result.status, result })
      return { ...state, results, done: state.done + 1 }
    }
    case 'group-skipped': {
      const { reason, prerequisite } = event
      return { ...state, skipped: new Map(state.skipped).set(event.group, { reason, prerequisite }) }
    }
    case 'group-finished':
      return { ...state, done: state.done + event.summary.skipped }
    case 'run-finished':
      return { ...state, aborted: event.summary.aborted }
    case 'leftovers':
      return { ...state, leftovers: event.items }
    case 'ended':
      return {
        ...state,
        running: false,
        aborted: state.aborted || state.done < state.total,
        results: settled(state.results),
        finished: state.finished + 1,
      }
    default:
      return state
  }
}

const settled = (results: RunState['results']) => new Map([...results].filter(([, { status }]) => status !== 'running'))

export function stateOf(state: RunState, group: string, name: string): CaseState | undefined {
  const skipped = state.skipped.get(group)
  return state.results.get(keyOf(group, name)) ?? (skipped && { status: 'skipped', reason: skipped.reason })
}

export interface Counts {
  passed: number
  failed: number
  skipped: number
}

export function countsOf(state: RunState, groups: readonly CatalogueGroup[]): Counts {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  for (const { name, cases } of groups)
    for (const each of cases) {
      const found = stateOf(state, name, each.name)?.status
      if (found && found !== 'running') counts[found] += 1
    }
  return counts
}
