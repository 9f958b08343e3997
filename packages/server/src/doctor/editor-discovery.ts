import { type DiscoveryZone, parseDiscovery } from '@moorage/wopi'
import type { App } from '../app.ts'
import { downloadDiscovery } from '../office/discovery-download.ts'
import { type EditorKeys, editorKeys } from '../office/proof-keys.ts'
import { addressOf, type Editor, zoneOf } from '../office/registry.ts'
import { type Finding, notApplicable, type World } from './check.ts'

/** What an editor's discovery address answers now, whatever was known before. */
export interface DiscoveryNow {
  /** why it cannot be used, in words that go on after "The address" */
  problem?: string
  bytes: number
  ms: number
  zone?: DiscoveryZone
  keys?: EditorKeys
  /** how far the editor's clock is ahead of ours, in milliseconds to the second; negative: behind; absent: it sends no Date */
  ahead?: number
}

const asked = new WeakMap<World, Map<string, Promise<DiscoveryNow>>>()

/** Asked once per look, whichever checks want it. */
export function discoveryNow(world: World, address: string): Promise<DiscoveryNow> {
  const known = asked.get(world) ?? new Map<string, Promise<DiscoveryNow>>()
  asked.set(world, known)
  const before = known.get(address)
  if (before) return before
  const asking = askNow(world.app, address)
  known.set(address, asking)
  return asking
}

async function askNow(app: App, address: string): Promise<DiscoveryNow> {
  const started = app.now()
  const found: DiscoveryNow = { bytes: 0, ms: 0 }
  try {
    const document = await downloadDiscovery(app, address, (headers) => {
      const date = Date.parse(headers.get('date') ?? '')
      // it says whole seconds, of some moment between question and answer
      if (!Number.isNaN(date)) found.ahead = Math.round((date + 500 - (started + app.now()) / 2) / 1000) * 1000
    })
    found.bytes = Buffer.byteLength(document)
    const discovery = parseDiscovery(document)
    const zone = zoneOf(app, discovery)
    if (zone) found.zone = zone
    const keys = editorKeys(discovery)
    if (keys) found.keys = keys
  } catch (error) {
    found.problem = found.bytes > 0 ? `answers a document that is no discovery: ${(error as Error).message}` : (error as Error).message
  }
  found.ms = app.now() - started
  return found
}

/** Why nothing can be said of the editor's address: it is switched off, or it has none. */
export function silentEditor(editor: Editor): Finding | undefined {
  if (editor.dormant) return notApplicable(`${editor.name} is switched off; nobody asks it anything`)
  if (!addressOf(editor)) return notApplicable(`${editor.name} has no pages of its own, so it has no discovery`)
  return undefined
}
