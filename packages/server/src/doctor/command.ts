import { CHECK_GROUPS, type Check, type CheckStatus, type DoctorReport } from '@moorage/api'
import { openApp } from '../app.ts'
import { asServed, isServed } from '../data-folder.ts'
import { createLog } from '../log.ts'
import { askServer } from '../requests.ts'
import { type CommandLine, findSettings, loadConfig } from '../settings-file.ts'
import { lookNow, type Wish } from './doctor.ts'

/** The longest that a whole look may take. */
const PATIENCE_MS = 10 * 60_000

const MARKS: Record<CheckStatus, string> = { ok: 'ok', warning: 'warning', failure: 'FAILURE', 'not-applicable': 'n/a' }
const GROUPS: Record<(typeof CHECK_GROUPS)[number], string> = {
  addresses: 'Addresses',
  tls: 'TLS',
  proxy: 'Reverse proxy',
  editors: 'Editors',
  framing: 'Framing',
  storage: 'Storage',
  settings: 'Settings',
  conformance: 'WOPI',
}

interface Examination extends Pick<CommandLine, 'config' | 'data'>, Wish {
  json: boolean
}

/** `moorage doctor`: the running server looks at itself; without one, what can be looked at without. */
export async function examine(options: Examination, environment: NodeJS.ProcessEnv): Promise<{ text: string; failed: boolean }> {
  const { config, data, json, fix, editor } = options
  const { dataFolder } = findSettings({ config, data }, environment)
  const wish: Wish = { fix, editor }
  const running = isServed(dataFolder)
  const report = running
    ? await askServer<DoctorReport>(dataFolder, 'doctor', { question: wish, patienceMs: PATIENCE_MS })
    : await withoutServer({ config, data }, environment, wish)
  if (!report) throw new Error('The server ended while it was asked: try again.')
  const failed = report.checks.some(({ status }) => status === 'failure')
  const { checks, fixed } = report
  if (json) return { text: `${JSON.stringify({ checks, fixed, serving: running }, null, 2)}\n`, failed }
  return { text: inWords(report, running), failed }
}

async function withoutServer(where: Pick<CommandLine, 'config' | 'data'>, environment: NodeJS.ProcessEnv, wish: Wish) {
  const { config } = loadConfig({ ...where, demo: false, options: {} }, environment)
  const { app, close } = await openApp(asServed(config), createLog('error'))
  try {
    return await lookNow(app, { ...wish, offline: true })
  } finally {
    await close()
  }
}

/** One line per check, with what to do under those that are not well; the last line counts. */
function inWords({ checks, fixed }: DoctorReport, running: boolean): string {
  const lines = running ? [] : ['No Moorage is serving this data folder: what needs a running server is left out.', '']
  for (const text of fixed) lines.push(`Mended: ${text}`)
  for (const group of CHECK_GROUPS) {
    const those = checks.filter((check) => check.group === group)
    if (those.length > 0) lines.push(GROUPS[group], ...those.flatMap(lineOf), '')
  }
  const count = (status: CheckStatus) => checks.filter((check) => check.status === status).length
  lines.push(
    `${checks.length} checks: ${count('ok')} ok, ${count('warning')} warnings, ${count('failure')} failures, ${count('not-applicable')} not applicable`,
  )
  return `${lines.join('\n')}\n`
}

const indented = (text: string) => text.split('\n').map((line) => `           ${line}`)

function lineOf({ status, title, seen, why, change, fixable }: Check): string[] {
  const more = status === 'warning' || status === 'failure' ? [why, change, fixable ? 'moorage doctor --fix mends it.' : undefined] : []
  return [`  ${MARKS[status].padEnd(8)} ${title}`, ...indented(seen), ...more.flatMap((text) => (text ? indented(text) : []))]
}
