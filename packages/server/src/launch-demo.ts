import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LAUNCH_PROFILES, type LaunchProfile } from '@moorage/api'
import { accountByEmail, emailKey } from './accounts/accounts.ts'
import { TEST_PEOPLE } from './accounts/test-people.ts'
import type { App } from './app.ts'
import { installedChromium } from './chromium/chromium.ts'
import { lookNow } from './doctor/doctor.ts'
import { writeOut } from './launch-kit/command.ts'
import { recordNow } from './launch-kit/films/record.ts'
import { makeTestAccounts } from './launch-kit/test-accounts.ts'
import { validateNow } from './launch-kit/validation.ts'
import { refreshDiscovery } from './office/discovery.ts'
import { rehearsalUrl, rememberMicrosoft365 } from './office/microsoft-365.ts'
import { phase } from './phases.ts'
import { serve } from './serve.ts'

/** Settings of other servers are not this one's. */
const withoutSettings = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(MOORAGE|WOPI)_/.test(name) || name === 'MOORAGE_VALIDATOR_CASES'))

/**
 * `moorage launch --demo`: a demo in a temporary folder is served, rehearsed with and validated; the kit that comes of it
 * is written, and nothing else stays. Answers what came of it, a line each.
 */
export async function launchDemo(wish: { out?: string | undefined; zip?: string | undefined }, environment: NodeJS.ProcessEnv) {
  if (!wish.out && !wish.zip) throw new Error('Say where to: --out and a folder, or --zip and a file.')
  const folder = await mkdtemp(join(tmpdir(), 'moorage-launch-demo-'))
  const ends: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true })]
  const end = async () => {
    for (const one of ends.splice(0)) await one()
  }
  const stop = () => void end().finally(() => process.exit(1))
  process.once('SIGINT', stop).once('SIGTERM', stop)
  try {
    const options = { portalPort: '0', logLevel: 'error' }
    const { app, close } = await serve({ data: folder, demo: true, reset: false, options }, withoutSettings(environment))
    ends.unshift(close)
    await phase('Making the test accounts', () => rehearse(app))
    for (const profile of Object.keys(LAUNCH_PROFILES) as LaunchProfile[])
      await phase(`Validating: ${LAUNCH_PROFILES[profile].title}`, () => validateNow(app, profile))
    if (installedChromium()) await phase('Recording the films', () => recordNow(app, { name: 'moorage launch' }))
    await phase('Having the doctor look', () => lookNow(app))
    return await writeOut(app, wish)
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop)
    await end()
  }
}

/** The built-in editor in Microsoft's place, for both test accounts. */
async function rehearse(app: App) {
  await makeTestAccounts(app, { name: 'moorage launch' })
  const people = await Promise.all(TEST_PEOPLE.map(({ email }) => app.db.read.get(accountByEmail, { emailKey: emailKey(email) })))
  const stored = await app.db.transact('beginRehearsal', {
    url: rehearsalUrl(app.config),
    state: 'testing',
    testers: people.flatMap((person) => (person ? [{ organizationId: person.organizationId, accountId: person.id }] : [])),
    addedBy: 'moorage launch',
    now: app.now(),
  })
  rememberMicrosoft365(app, stored)
  await refreshDiscovery(app)
}
