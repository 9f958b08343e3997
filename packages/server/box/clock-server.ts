import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { openApp } from '../src/app.ts'
import { readConfig, withPorts } from '../src/config.ts'
import { fillDemo } from '../src/demo/fill.ts'
import { endEvents } from '../src/http/events.ts'
import { listen } from '../src/http/listen.ts'
import { createServers } from '../src/http/server.ts'
import { refreshNow } from '../src/office/discovery.ts'
import { Visitor } from './server.ts'

/** The demo's server in this process, with a clock that only the test moves and without jobs: it does their work when it wants to. */
export async function startClockServer(environment: Record<string, string>, start: number, editors: readonly string[]) {
  const dataFolder = await mkdtemp(join(tmpdir(), 'moorage-clock-'))
  const asked = readConfig({ environment, options: { portalPort: 0 }, dataFolder, demo: true })
  const listening = await listen(asked)
  const { app, close } = await openApp(withPorts(asked, listening.ports), pino({ level: 'silent' }))
  const clock = { now: start }
  app.now = () => clock.now
  await fillDemo(app, 'a password of the test')
  const servers = await createServers(app)
  listening.serve(servers.listener)
  await refreshNow(app, editors)
  return {
    app,
    clock,
    signIn: async (email: string) => {
      const visitor = new Visitor(app.config.portalOrigin)
      const answer = await visitor.post('/api/sign-in/demo', { email })
      if (!answer.ok) throw new Error(`signing in as ${email} was answered ${answer.status}`)
      return visitor
    },
    stop: async () => {
      endEvents(app)
      await listening.close()
      await servers.close()
      await close()
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}
export type ClockServer = Awaited<ReturnType<typeof startClockServer>>
