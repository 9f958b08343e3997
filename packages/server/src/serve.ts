import { readablePassword } from './accounts/demo-people.ts'
import { type App, openApp } from './app.ts'
import { withPorts } from './config.ts'
import { endFilling, holdDataFolder, noteServed, readyForDemo } from './data-folder.ts'
import { demoPassword, fillDemo } from './demo/fill.ts'
import { lookAtStart } from './doctor/at-start.ts'
import { lookNow } from './doctor/doctor.ts'
import { endEvents } from './http/events.ts'
import { listen } from './http/listen.ts'
import { filmsAsked } from './launch-kit/films/command.ts'
import { stopRecording } from './launch-kit/films/record.ts'
import { createLog } from './log.ts'
import { startMetrics } from './metrics.ts'
import { refreshNow } from './office/discovery.ts'
import { BUILT_IN } from './office/editors.ts'
import { noteMicrosoft365 } from './office/microsoft-365.ts'
import { hasAccounts, newSetUpCode } from './organizations/set-up.ts'
import { phase, say } from './phases.ts'
import { reloader } from './reload.ts'
import { answerRequests } from './requests.ts'
import { type CommandLine, loadConfig, rereadConfig } from './settings-file.ts'
import { noteSettings } from './settings-source.ts'

export interface ServeOptions extends CommandLine {
  reset: boolean
}

/** What ends when, in this order: nothing new begins, what runs is answered, then the data closes. */
const ENDING = ['requests', 'films', 'doctor', 'jobs', 'events', 'listening', 'servers', 'app', 'folder'] as const
type Ends = Partial<Record<(typeof ENDING)[number], () => Promise<void>>>

/** `moorage serve`: resolves when everything answers; `close` ends it all in order. */
export async function serve(options: ServeOptions, environment: NodeJS.ProcessEnv): Promise<{ app: App; close(): Promise<void> }> {
  if (options.reset && !options.demo) throw new Error('--reset makes a fresh demo: use it together with --demo.')
  const ends: Ends = {}
  const close = async () => {
    for (const name of ENDING) await ends[name]?.()
  }
  try {
    return { app: await start(options, environment, ends), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function start(options: ServeOptions, environment: NodeJS.ProcessEnv, ends: Ends): Promise<App> {
  const { config: asked, values, path, created } = loadConfig(options, environment)
  const held = holdDataFolder(asked.dataFolder)
  ends.folder = async () => held.release()
  const fresh = options.demo ? readyForDemo(asked.dataFolder, options.reset) : false
  const listening = await listen(asked)
  ends.listening = listening.close
  const config = withPorts(asked, listening.ports)
  say(`Settings: ${path}${created ? ' (new)' : ''}`)
  const log = createLog(config.logLevel, [config.dataFolder])
  // what is in memory is never the truth, as saves are durable before they are answered: going on is safe
  process.on('uncaughtException', (err) => log.fatal({ err }, 'uncaught exception'))
  process.on('unhandledRejection', (err) => log.fatal({ err }, 'unhandled rejection'))
  // loading what answers takes as long as opening the data, and the second mostly waits
  const answering = Promise.all([import('./http/server.ts'), import('./jobs.ts')])
  const { app, close } = await phase('Opening the data folder', () => openApp(config, log))
  ends.app = close
  if (config.metricsToken) await startMetrics(app)
  if (fresh) await phase('Filling it with the demo', () => fillDemo(app, config.demoPassword ?? readablePassword()))
  endFilling(config.dataFolder)
  const source = { path, values, read: () => rereadConfig(options, environment) }
  noteSettings(app, source)
  await noteMicrosoft365(app)
  const { portal, wopi, editor } = config.ports
  await phase(`Serving portal on port ${portal}, WOPI on ${wopi}, editor on ${editor}`, async () => {
    const [{ createServers }, { startJobs }] = await answering
    const servers = await createServers(app)
    ends.servers = servers.close
    ends.events = async () => endEvents(app)
    listening.serve(servers.listener)
    ends.jobs = startJobs(app)
    // whoever opens My Files at once finds every file with its editor
    await refreshNow(app, [BUILT_IN])
    noteServed(config.dataFolder, config)
    const answers = {
      reload: reloader(app, source),
      doctor: (wish: object) => lookNow(app, wish),
      films: (wish: object) => filmsAsked(app, wish),
    }
    ends.films = () => stopRecording(app)
    ends.requests = answerRequests(config.dataFolder, answers, log)
  })
  await sayWhereToGo(app)
  const looking = lookAtStart(app)
  ends.doctor = () => looking
  return app
}

/** The last line is one address. */
async function sayWhereToGo(app: App) {
  const { demo, portalOrigin } = app.config
  const password = demo ? await demoPassword(app) : undefined
  if (password) say(`Demo accounts: anna@demo.test, ben@demo.test, admin@demo.test; password ${password}`)
  const code = (await hasAccounts(app)) ? undefined : await newSetUpCode(app)
  say(code ? `Create the first administrator: ${portalOrigin}/set-up#code=${code}` : `Moorage is ready: ${portalOrigin}`)
}
