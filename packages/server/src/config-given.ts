import { basename } from 'node:path'
import { LineCounter, parseDocument, parse as parseYaml } from 'yaml'
import { meant } from './config-meant.ts'
import { ENVIRONMENT_NAMES, FILE_NAMES, type VariableName } from './config-variables.ts'

/** What the settings are read from. Nothing else is looked at. */
export interface ConfigSources {
  /** text of the settings file, with its path for the messages */
  file?: { path: string; text: string } | undefined
  environment: Record<string, string | undefined>
  /** of the command line, by setting name */
  options?: Partial<Record<VariableName, unknown>>
  /** reads the file that a …_FILE variable names */
  readSecret?: (path: string) => string
  dataFolder: string
  demo: boolean
}

/** A value before it is parsed. */
export interface Given {
  value: unknown
  /** for messages, with the line */
  where: string
  /** for people who look at the page of the setting: "moorage.yaml", "environment variable …" */
  source: string
}

/** names with our prefix that other programs of the project read */
const ELSEWHERE = new Set(['MOORAGE_TEST_BROWSER'])

/** What the settings file says, by setting; its mistakes go to `problems`. */
export function fromFile(file: ConfigSources['file'], problems: string[]): Record<string, Given> {
  if (!file) return {}
  const lines = new LineCounter()
  const document = documentOf(file.text, lines)
  if (!document) {
    problems.push(`${file.path}: its lines are nested too deeply to be read`)
    return {}
  }
  const at = (offset: number | undefined) => `${file.path}:${offset === undefined ? 1 : lines.linePos(offset).line}`
  for (const { message, pos } of document.errors) problems.push(`${at(pos[0])}: ${message}`)
  if (document.errors.length > 0 || document.contents === null) return {}
  const given: Record<string, Given> = {}
  const pairs = (document.contents as { items?: { key: { value?: unknown; range?: [number, number, number] } }[] }).items
  let plain: unknown
  try {
    plain = document.toJS()
  } catch (error) {
    // an alias of nothing, or of far too much
    problems.push(`${at(0)}: ${(error as Error).message}`)
    return {}
  }
  if (!Array.isArray(pairs) || typeof plain !== 'object' || plain === null || Array.isArray(plain)) {
    problems.push(`${at(0)}: the file must hold lines of the form "name: value"`)
    return {}
  }
  for (const { key } of pairs) {
    const name = String(key.value)
    const where = at(key.range?.[0])
    const value = (plain as Record<string, unknown>)[name]
    const setting = FILE_NAMES.get(name)
    if (!setting) problems.push(`${where}: ${name} is not a setting${meant(name, [...FILE_NAMES.keys()])}`)
    else if (value === null) continue
    else if (given[setting]) problems.push(`${where}: ${name} and ${setting} are the same setting; give one of them`)
    else given[setting] = { value, where, source: basename(file.path) }
  }
  return given
}

/** undefined: the parser descends once for each level, and there are more than it can */
function documentOf(text: string, lineCounter: LineCounter) {
  try {
    return parseDocument(text, { lineCounter, prettyErrors: false })
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** The same of the environment. */
export function fromEnvironment(
  environment: Record<string, string | undefined>,
  readSecret: ConfigSources['readSecret'],
  problems: string[],
) {
  const given: Record<string, Given> = {}
  const names = ENVIRONMENT_NAMES
  for (const [key, text] of Object.entries(environment)) {
    const mounted = key.endsWith('_FILE') && !names.has(key)
    const base = mounted ? key.slice(0, -'_FILE'.length) : key
    if (!(key.startsWith('MOORAGE_') || names.has(base)) || ELSEWHERE.has(key) || text === undefined || text === '') continue
    const name = names.get(base)
    const where = `environment variable ${key}`
    if (!name) {
      problems.push(`${where}: there is no such setting${meant(key, [...names.keys()])}`)
      continue
    }
    if (mounted && environment[base]) problems.push(`${where}: ${base} is set too; give one of them`)
    try {
      const raw = mounted ? (readSecret?.(text) ?? '').trimEnd() : text
      given[name] = { value: name === 'editors' ? parseYaml(raw) : raw, where, source: where }
    } catch (error) {
      problems.push(`${where}: ${mounted ? 'the file cannot be read' : (error as Error).message}`)
    }
  }
  return given
}
