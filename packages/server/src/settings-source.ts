import type { App } from './app.ts'
import type { Settings } from './config.ts'

/** Where the settings of this process came from. */
export interface SettingsSource {
  path: string
  /** those that are in force */
  values: Settings['values']
  /** as they are now; throws a ConfigError with every problem */
  read(): Settings
}

const sources = new WeakMap<object, SettingsSource>()

export const noteSettings = (app: Pick<App, 'db'>, source: SettingsSource) => void sources.set(app.db, source)
export const settingsSource = (app: Pick<App, 'db'>): SettingsSource | undefined => sources.get(app.db)
