import { existsSync } from 'node:fs'
import { CHECK_GROUPS, type Check, type CheckStatus, type DoctorReport } from '@moorage/api'
import { openApp } from '../app.ts'
import { ConfigError } from '../config.ts'
import { asServed, databaseFile, isServed } from '../data-folder.ts'
import { giveToOwner } from '../folder-owner.ts'
import { createLog } from '../log.ts'
import { askServer } from '../requests.ts'
import { type CommandLine, findSettings, loadConfig, rereadConfig } from '../settings-file.ts'
import { noteSettings } from '../settings-source.ts'
import { SCHEMA } from '../storage/db/migrate.ts'
import { counted } from './amounts.ts'
import { schemaOf } from './checks/database.ts'
import { malformed, settingsFile } from './checks/settings-file.ts'
import { lookInFolder, lookNow, type Wish } from './doctor.ts'
import { GROUP_NAMES } from './groups.ts'

/** The longest that a whole look may take. */
const PATIENCE_MS = 10 * 60_000

const MARKS: Record<CheckStatus, string> = { ok: 'ok', warning: 'warning', failure: 'FAILURE', 'not-applicable': 'n/a' }

interface Examination extends Pick<CommandLine, 'config' | 'data'>, Wish {
  json: boolean
}

/** `moorage doctor`: the running server looks at itself; without one, what can be looked at without. */
export async function examine(options: Examination, environment: NodeJS.ProcessEnv): Promise<{ text: string; failed: boolean }> {
  const { config, data, json, fix, editor, only } = options
  const { dataFolder } = findSettings({ config, data }, environment)
  const wish: Wish = { fix, editor, only }
  const running = isServed(dataFolder)
  const report = running
    ? await askServer<DoctorReport>(dataFolder, 'doctor', { question: wish, patienceMs: PATIENCE_MS })
    : await withoutServer({ config, data }, environment, wish).finally(() => giveToOwner(dataFolder))
  if (!report) throw new Error('The server ended while it was asked: try again.')
  if (only && report.total === 0) throw new Error(`No check and no group of checks that could be looked at is called ${only}.`)
  const failed = report.checks.some(({ status }) => status === 'failure')
  const { checks, fixed } = report
  if (json) return { text: `${JSON.stringify({ checks, fixed, serving: running }, null, 2)}\n`, failed }
  return { text: inWords(report, running), failed }
}

/** Nothing is changed by looking: a database that needs other migrations than this program's is left closed. */
async function withoutServer(
  where: Pick<CommandLine, 'config' | 'data'>,
  environment: NodeJS.ProcessEnv,
  wish: Wish,
): Promise<DoctorReport> {
  const { dataFolder, path } = findSettings(where, environment)
  const database = databaseFile(dataFolder)
  if (!existsSync(database)) throw new Error('No Moorage has worked in this data folder yet: moorage serve makes one.')
  const line = { ...where, demo: false, options: {} }
  const log = createLog('error')
  let settings: ReturnType<typeof loadConfig>
  try {
    settings = loadConfig(line, environment)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return onlySettings(error, path)
  }
  const config = asServed(settings.config)
  const opened = schemaOf(database) === SCHEMA ? await openApp(config, log).catch((error: unknown) => ({ error })) : undefined
  if (!opened || 'error' in opened) {
    const report = await lookInFolder({ config, now: Date.now, log }, wish)
    if (opened && !report.checks.some(({ status }) => status === 'failure')) throw opened.error
    return report
  }
  const { app, close } = opened
  noteSettings(app, { path, values: settings.values, read: () => rereadConfig(line, environment) })
  try {
    return await lookNow(app, { ...wish, offline: true })
  } finally {
    await close()
  }
}

/** Where the settings cannot be read nobody knows what to look at. */
function onlySettings(error: ConfigError, path: string): DoctorReport {
  const { id, group, title } = settingsFile
  const check: Check = { id, group, title, ...malformed(error, path) }
  return { startedAt: Date.now(), endedAt: Date.now(), short: false, total: 1, checks: [check], fixed: [] }
}

/** One line per check, with what to do under those that are not well; the last line counts. */
function inWords({ checks, fixed }: DoctorReport, running: boolean): string {
  const lines = running ? [] : ['No Moorage is serving this data folder: what needs a running server is left out.', '']
  for (const text of fixed) lines.push(`Mended: ${text}`)
  for (const group of CHECK_GROUPS) {
    const those = checks.filter((check) => check.group === group)
    if (those.length > 0) lines.push(GROUP_NAMES[group], ...those.flatMap(lineOf), '')
  }
  const count = (status: CheckStatus) => checks.filter((check) => check.status === status).length
  lines.push(
    `${counted(checks.length, 'check')}: ${count('ok')} ok, ${counted(count('warning'), 'warning')}, ${counted(count('failure'), 'failure')}, ${count('not-applicable')} not applicable`,
  )
  return `${lines.join('\n')}\n`
}

const indented = (text: string) => text.split('\n').map((line) => `           ${line}`)

function lineOf({ status, title, seen, why, change, fixable }: Check): string[] {
  const more = status === 'warning' || status === 'failure' ? [why, change, fixable ? 'moorage doctor --fix mends it.' : undefined] : []
  return [`  ${MARKS[status].padEnd(8)} ${title}`, ...indented(seen), ...more.flatMap((text) => (text ? indented(text) : []))]
}
