import { LAUNCH_FLOWS, type LaunchFlow, type LaunchFlowName, type Screenshot } from '@moorage/api'
import type { App } from '../app.ts'
import { settingsNow } from '../office/settings-now.ts'
import { screenshotsBy } from './findings/screenshot-rows.ts'
import { type StoredLaunchKit, type StoredTick, storedLaunchKit } from './stored.ts'

const staleIn = (settings: string, then: string) => (then === settings ? {} : { stale: true })

function present(name: LaunchFlowName, stored: StoredLaunchKit, settings: string, screenshots: Screenshot[]): LaunchFlow {
  const tried = stored.flows[name]
  const ticked = (tick: StoredTick | undefined) => (tick ? { at: tick.at, by: tick.by, ...staleIn(settings, tick.settings) } : null)
  const done = LAUNCH_FLOWS[name].todo.map((_, line) => ticked(stored.ticks[name]?.[line]))
  const said = tried?.note ? { note: tried.note } : {}
  if (!tried || tried.state === 'to-do') return { name, state: 'to-do', ...said, done, screenshots }
  const { state, at, by } = tried
  return { name, state, at, ...(by ? { by } : {}), ...said, ...staleIn(settings, tried.settings), done, screenshots }
}

export async function flowsOf(app: App): Promise<LaunchFlow[]> {
  const [stored, screenshots] = await Promise.all([storedLaunchKit(app), screenshotsBy(app.db.read, 'flow')])
  const settings = settingsNow(app)
  return (Object.keys(LAUNCH_FLOWS) as LaunchFlowName[]).map((name) => present(name, stored, settings, screenshots.get(name) ?? []))
}
