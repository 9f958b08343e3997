import { readablePassword } from './accounts/demo-people.ts'
import { openApp } from './app.ts'
import { type Config, withPorts } from './config.ts'
import { holdDataFolder, noteServed, readyForDemo } from './data-folder.ts'
import { demoPassword, fillDemo } from './demo/fill.ts'
import { type Listening, listen } from './http/listen.ts'
import { createServers } from './http/server.ts'
import { startJobs } from './jobs.ts'
import { createLog } from './log.ts'
import { hasAccounts, newSetUpCode } from './organizations/set-up.ts'
import { phase, say } from './phases.ts'
import { type CommandLine, loadConfig } from './settings-file.ts'

export interface ServeOptions extends CommandLine {
  reset: boolean
}

/** `moorage serve`: resolves when everything answers; `close` ends it all in order. */
export async function serve(options: ServeOptions, environment: NodeJS.ProcessEnv): Promise<{ close(): Promise<void> }> {
  if (options.reset && !options.demo) throw new Error('--reset makes a fresh demo: use it together with --demo.')
  const { config: asked, path, created } = loadConfig(options, environment)
  const held = holdDataFolder(asked.dataFolder)
  const closers = [async () => held.release()]
  const close = async () => {
    for (const end of closers.splice(0).reverse()) await end()
  }
  try {
    const fresh = options.demo ? readyForDemo(asked.dataFolder, options.reset) : false
    const listening = await listen(asked)
    closers.push(() => listening.close())
    const config = withPorts(asked, listening.ports)
    say(`Settings: ${path}${created ? ' (new)' : ''}`)
    await open(config, listening, closers, fresh)
    return { close }
  } catch (error) {
    await close()
    throw error
  }
}

async function open(config: Config, listening: Listening, closers: (() => Promise<void>)[], fresh: boolean) {
  const log = createLog(config.logLevel)
  const { app, close } = await phase('Opening the data folder', () => openApp(config, log))
  closers.unshift(close)
  // what is left in memory is never the truth: saves are durable before they are answered
  process.on('uncaughtException', (err) => log.fatal({ err }, 'uncaught exception'))
  process.on('unhandledRejection', (err) => log.fatal({ err }, 'unhandled rejection'))
  if (fresh) await phase('Filling it with the demo', () => fillDemo(app, config.demoPassword ?? readablePassword()))
  const password = config.demo ? await demoPassword(app) : undefined
  await phase(`Serving portal on port ${config.ports.portal}, WOPI on ${config.ports.wopi}, editor on ${config.ports.editor}`, async () => {
    const servers = await createServers(app)
    closers.push(() => servers.close())
    listening.serve(servers.listener)
    const stopJobs = await startJobs(app)
    closers.push(stopJobs)
    noteServed(config.dataFolder, config)
  })
  if (password) say(`Demo accounts: anna@demo.test, ben@demo.test, admin@demo.test; password ${password}`)
  const code = (await hasAccounts(app)) ? undefined : await newSetUpCode(app)
  say(code ? `Create the first administrator: ${config.portalOrigin}/set-up#code=${code}` : `Moorage is ready: ${config.portalOrigin}`)
}
