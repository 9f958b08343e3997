import { settingOf } from '../../installation.ts'
import { microsoft365 } from '../../office/microsoft-365.ts'
import { isPublicName } from '../../office/public-names.ts'
import { type Finding, failure, notApplicable, ok, type ServerCheck, type World, warning } from '../check.ts'

const isLoopback = (address: string) => address === 'localhost' || address === '::1' || address.startsWith('127.')

async function demoIsAtHome({ app }: World): Promise<Finding> {
  const { demo, portalOrigin, listenAddress } = app.config
  const { hostname } = new URL(portalOrigin)
  const change = 'Serve a data folder of your own, without --demo: moorage serve --data /srv/moorage.'
  if (demo) {
    const why = 'Everybody who reaches this address signs in as anyone of the demo with one click, its administrator too.'
    if (isPublicName(hostname)) return failure(`The demo’s accounts are open to everybody at ${portalOrigin}`, { why, change })
    if (!isLoopback(listenAddress))
      return warning(`The demo listens on ${listenAddress}: its accounts are open to the whole network`, {
        why,
        change: 'listenAddress: localhost in moorage.yaml, or stop it when you have looked around.',
      })
    return ok('The demo’s accounts are open on this machine only')
  }
  if ((await settingOf(app, 'demo')) === undefined) return ok('There are no demo accounts')
  return warning('The data folder was filled with the demo, and its accounts still work with the demo’s password', {
    why: 'The password was printed at the start, and the accounts have easy names.',
    change: `${change} Or disable the demo’s accounts in Administration → People.`,
  })
}

async function testClientIsAway({ app }: World): Promise<Finding> {
  const { testClient, demo } = app.config
  if (!testClient) return ok('The client “test” does not exist')
  const why = 'Whoever may write to the data folder makes tokens that open anybody’s files, past Microsoft 365 and its rules.'
  const change = demo ? 'Serve without --demo.' : 'testClient: false in moorage.yaml (or no MOORAGE_TEST_CLIENT); then restart.'
  if (microsoft365(app).state === 'production')
    return failure('The client “test” exists while Microsoft 365 is in Production', { why, change })
  if (demo) return ok('The client “test” belongs to the demo')
  return warning('The client “test” exists, for validators and load generators', { why, change })
}

async function sessionsEnd({ app }: World): Promise<Finding> {
  const { sessionDays } = app.config
  const seen = `Who does not come back for ${sessionDays === 1 ? 'a day' : `${sessionDays} days`} signs in again`
  if (sessionDays <= 90) return ok(seen)
  return warning(seen, {
    why: 'A lost laptop stays signed in for so long.',
    change: 'sessionDays: 14 in moorage.yaml; then moorage reload.',
  })
}

async function proxiesAreNamed({ app }: World): Promise<Finding> {
  const { trustedProxies } = app.config
  if (trustedProxies.some((network) => /\/0$/.test(network)))
    return warning('trustedProxies names the whole internet', {
      why: 'Anybody can pretend to come from any address: the activity shows false ones, and sign-in is slowed down for the wrong people.',
      change: 'trustedProxies: the addresses of your proxies only, such as [127.0.0.1], in moorage.yaml; then restart.',
    })
  if (trustedProxies.length > 0) return ok(`X-Forwarded-For is believed of ${trustedProxies.join(', ')}`)
  return notApplicable('trustedProxies is empty: X-Forwarded-For is believed of nobody')
}

export const opennessChecks: ServerCheck[] = [
  { id: 'demo', group: 'settings', title: 'Demo accounts are not open to everybody', short: true, offline: true, look: demoIsAtHome },
  {
    id: 'test-client',
    group: 'settings',
    title: 'The client “test” is not in production',
    short: true,
    offline: true,
    look: testClientIsAway,
  },
  { id: 'sign-in-session', group: 'settings', title: 'Sign-in sessions end', offline: true, look: sessionsEnd },
  { id: 'trusted-proxies', group: 'settings', title: 'People’s addresses are known', offline: true, look: proxiesAreNamed },
]
