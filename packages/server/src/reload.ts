import { AppError } from '@moorage/api/errors'
import type { App } from './app.ts'
import { ConfigError, type Settings } from './config.ts'
import { changesOf, valuesAfter } from './config-changes.ts'
import { startMetrics } from './metrics.ts'
import { refreshNow } from './office/discovery.ts'
import { microsoft365, noteMicrosoft365 } from './office/microsoft-365.ts'
import { registryOf } from './office/registry.ts'
import type { SettingsSource } from './settings-source.ts'

/** What `moorage reload` is told. Names and sentences only: no value, as some are secret. */
export type Reloaded = { problems: string[] } | { takenUp: string[]; restart: string[]; microsoft365: string; unread: string[] }

const STATES = { off: 'Off', testing: 'Testing', production: 'Production' }

/**
 * Reads the settings again and takes up what can be taken up while the server runs; or, where they have problems,
 * lists them all and changes nothing. Whoever is editing goes on.
 */
export function reloader(app: App, source: SettingsSource): () => Promise<Reloaded> {
  return async () => {
    let fresh: Settings
    try {
      fresh = source.read()
    } catch (error) {
      if (error instanceof ConfigError) return { problems: error.problems }
      app.log.error({ err: error }, 'the settings could not be read again')
      return { problems: [error instanceof AppError ? error.message : 'The settings file cannot be read; the log says why.'] }
    }
    const { config, takenUp, restart } = changesOf(app.config, source.values, fresh)
    source.values = valuesAfter(source.values, fresh.values)
    const before = registryOf(app).known
    app.config = config
    app.log.level = config.logLevel
    await noteMicrosoft365(app)
    if (config.metricsToken) await startMetrics(app)
    const ids = registryOf(app).ordered.flatMap((editor) =>
      !editor.discoveryUrl || (before.get(editor.id) === editor && editor.zone) ? [] : [editor.id],
    )
    await refreshNow(app, ids)
    const unread = registryOf(app).ordered.flatMap(({ id, name, zone, dormant, problem }) =>
      ids.includes(id) && !zone && !dormant ? [`${name}: its discovery address ${problem ?? 'has not answered yet'}`] : [],
    )
    app.log.info({ takenUp, restart }, 'settings read again')
    return { takenUp, restart, microsoft365: STATES[microsoft365(app).state], unread }
  }
}

/** What it says, and whether all is well. */
export function inWords(reloaded: Reloaded): { text: string; failed: boolean } {
  if ('problems' in reloaded) {
    const { problems } = reloaded
    const head = problems.length === 1 ? 'The settings have a problem' : `The settings have ${problems.length} problems`
    return { text: `${head}; nothing was changed:\n${problems.map((problem) => `  ${problem}`).join('\n')}`, failed: true }
  }
  const { takenUp, restart, unread, microsoft365 } = reloaded
  const lines = [
    takenUp.length > 0 ? `In force now: ${takenUp.join(', ')}` : restart.length > 0 ? 'Nothing changed at once.' : 'Nothing has changed.',
    ...(restart.length > 0 ? [`After a restart: ${restart.join(', ')}`] : []),
    ...(takenUp.some((name) => name.startsWith('WOPI_')) ? [`Microsoft 365 is ${microsoft365}.`] : []),
    ...unread.map((line) => `Not reached: ${line}`),
  ]
  return { text: lines.join('\n'), failed: false }
}

export const NO_SERVER = 'No Moorage is serving this data folder: nothing to reload. The settings are read when it starts.'
