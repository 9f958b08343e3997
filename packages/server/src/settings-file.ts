import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parse } from 'yaml'
import { ConfigError, readSettings, type Settings, settingsTemplate } from './config.ts'
import type { VariableName } from './config-variables.ts'

export interface CommandLine {
  config?: string | undefined
  data?: string | undefined
  demo: boolean
  /** ports and the like, by setting name */
  options: Partial<Record<VariableName, unknown>>
}

/** Where data and settings lie for this command line; nothing is read but what says so. */
export function findSettings(line: Pick<CommandLine, 'config' | 'data'>, environment: NodeJS.ProcessEnv) {
  const given = line.config === undefined ? undefined : resolve(line.config)
  if (given && !existsSync(given)) throw new Error(`There is no settings file ${given}.`)
  const dataFolder = resolve(line.data ?? environment.MOORAGE_DATA_FOLDER ?? (given && dataFolderIn(given)) ?? 'moorage-data')
  return { dataFolder, path: given ?? join(dataFolder, 'moorage.yaml'), elsewhere: given !== undefined }
}

/** Finds the settings, reads them, and on a first start writes the file with its comments. Answers its path too. */
export function loadConfig(line: CommandLine, environment: NodeJS.ProcessEnv): Settings & { path: string; created: boolean } {
  const { path } = findSettings(line, environment)
  const created = !existsSync(path)
  if (created) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    writeFileSync(path, settingsTemplate(), { mode: 0o600 })
  }
  return { ...rereadConfig(line, environment), path, created }
}

/** Reads the settings where they must be by now. */
export function rereadConfig(line: CommandLine, environment: NodeJS.ProcessEnv): Settings {
  const { dataFolder, path, elsewhere } = findSettings(line, environment)
  if (!existsSync(path)) throw new ConfigError([`${path}: the file is not there any more`])
  const other = elsewhere ? undefined : dataFolderIn(path)
  if (other !== undefined && other !== dataFolder)
    throw new ConfigError([
      `${path}: dataFolder can only be set in a file that is given with --config, in MOORAGE_DATA_FOLDER or with --data`,
    ])
  return readSettings({
    file: { path, text: readFileSync(path, 'utf8') },
    environment,
    options: line.options,
    readSecret: (file) => readFileSync(file, 'utf8'),
    dataFolder,
    demo: line.demo,
  })
}

/** A settings file elsewhere may say where the data is, seen from the file. Its mistakes are reported later. */
function dataFolderIn(file: string): string | undefined {
  try {
    const { dataFolder } = (parse(readFileSync(file, 'utf8')) ?? {}) as { dataFolder?: unknown }
    return typeof dataFolder === 'string' ? resolve(dirname(file), dataFolder) : undefined
  } catch {
    return undefined
  }
}
