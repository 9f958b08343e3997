import type { Config, EditorConfig, Settings } from './config.ts'
import { VARIABLES, type Values, type Variable, type VariableName } from './config-variables.ts'

export interface Changes {
  /** what is in force from now on */
  config: Config
  /** settings whose new value is in force at once, and such as need a restart; their names only, as some are secret */
  takenUp: string[]
  restart: string[]
}

const rows = Object.entries(VARIABLES) as [VariableName, Variable<unknown>][]
const differ = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b)

/** Who is editing calls the address that the session began with: an editor keeps it until the server starts anew. */
const atFormerAddress = (editor: EditorConfig, running: Config): EditorConfig => {
  const before = running.editors.find(({ id }) => id === editor.id)
  if (!before) return editor
  const { wopiOrigin: _, ...rest } = editor
  return { ...rest, ...(before.wopiOrigin === undefined ? {} : { wopiOrigin: before.wopiOrigin }) }
}

/**
 * What a running server takes up of settings that were read anew. `running` is what it runs with, `started` the
 * values that it started with where they need a restart, and those of the last reload where they do not.
 */
export function changesOf(running: Config, started: Values, fresh: Settings): Changes {
  const changed = rows.filter(([name]) => differ(started[name], fresh.values[name]))
  const editors = fresh.config.editors.map((editor) => atFormerAddress(editor, running))
  const parts = rows.flatMap(([, { live }]) => (live ? [live] : []))
  const config = Object.freeze<Config>({
    ...running,
    ...(Object.fromEntries(parts.map((part) => [part, fresh.config[part]])) as Partial<Config>),
    editors,
  })
  const moved = fresh.config.editors.filter((editor, index) => differ(editor.wopiOrigin, editors[index]?.wopiOrigin))
  return {
    config,
    takenUp: changed.flatMap(([name, { live }]) => (live ? [name] : [])),
    restart: [...changed.flatMap(([name, { live }]) => (live ? [] : [name])), ...moved.map(({ id }) => `wopiOrigin of the editor ${id}`)],
  }
}

/** What the next reload is compared with: what needs a restart stays as it was started with. */
export const valuesAfter = (started: Values, fresh: Values): Values =>
  Object.fromEntries(rows.map(([name, { live }]) => [name, live ? fresh[name] : started[name]])) as Values
