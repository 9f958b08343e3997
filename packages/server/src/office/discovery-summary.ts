import type { DiscoveryState, DiscoverySummary } from '@moorage/api'
import type { DiscoveryZone } from '@moorage/wopi'
import type { App } from '../app.ts'
import type { EditorKeys } from './proof-keys.ts'
import { registryOf } from './registry.ts'

const sorted = (extensions: Iterable<string>) => [...new Set(extensions)].filter(Boolean).sort()

/** What a zone offers, in figures that people can compare. */
export const summaryOf = (zone: DiscoveryZone, keys: EditorKeys | undefined, bytes: number): DiscoverySummary => ({
  zone: zone.name,
  apps: zone.apps.map(({ name, actions }) => {
    const named = (...names: string[]) => sorted(actions.flatMap((action) => (names.includes(action.name) ? [action.ext] : [])))
    return { name, edit: named('edit'), view: named('view', 'embedview') }
  }),
  keys: keys ? (keys.old ? 'current-and-old' : 'current') : 'none',
  bytes,
})

/** Every extension that a zone has an action for. */
export const extensionsOf = (zone: DiscoveryZone | undefined) =>
  sorted(zone?.apps.flatMap(({ actions }) => actions.map(({ ext }) => ext)) ?? [])

/** How an editor's discovery is doing. */
export function discoveryStateOf(app: Pick<App, 'config' | 'db'>, editorId: string): DiscoveryState {
  const editor = registryOf(app).known.get(editorId)
  if (!editor) return {}
  const { zone, keys, readAt, bytes, problem } = editor
  return {
    ...(readAt === undefined ? {} : { readAt }),
    ...(problem === undefined ? {} : { problem: `The address ${problem}.` }),
    ...(zone && bytes !== undefined ? { summary: summaryOf(zone, keys, bytes) } : {}),
  }
}
