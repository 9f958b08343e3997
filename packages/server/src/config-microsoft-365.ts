import type { Microsoft365, Microsoft365State } from '@moorage/api'
import type { Given } from './config-given.ts'
import type { Values } from './config-variables.ts'

/** What the settings file or the environment says of Microsoft 365; what is absent is the portal's to say. */
export interface Microsoft365Config {
  state?: Microsoft365State
  testUrl?: string
  productionUrl?: string
  /** where each of them is given */
  fixed: Microsoft365['fixed']
}

const SETTINGS = ['WOPI_ENABLED', 'WOPI_TESTING', 'WOPI_TEST_URL', 'WOPI_PRODUCTION_URL'] as const

/**
 * Off, Testing or Production of two switches. `enabled` false is Off whatever `testing` says; `testing` true means
 * nothing without `enabled`, and whoever wrote it meant something.
 */
export function microsoft365Of(values: Values, given: Record<string, Given>, problems: string[]): Microsoft365Config {
  const { WOPI_ENABLED: enabled, WOPI_TESTING: testing, WOPI_TEST_URL: testUrl, WOPI_PRODUCTION_URL: productionUrl } = values
  if (testing && enabled === undefined)
    problems.push(`${given.WOPI_TESTING?.where}: WOPI_TESTING is true, but WOPI_ENABLED is not given; set WOPI_ENABLED: true too`)
  const state = enabled === undefined && testing === undefined ? undefined : !enabled ? 'off' : testing ? 'testing' : 'production'
  return Object.freeze<Microsoft365Config>({
    ...(state ? { state } : {}),
    ...(testUrl ? { testUrl } : {}),
    ...(productionUrl ? { productionUrl } : {}),
    fixed: SETTINGS.flatMap((setting) => (given[setting] ? [{ setting, where: given[setting].source }] : [])),
  })
}

/**
 * Another name for the same listener, as Microsoft keeps test and production apart by host name. An IP address has
 * only the one, and so has a machine whose other name is `taken` by the portal or the editor.
 */
export function wopiTestOriginOf(wopiOrigin: string, publicUrl: URL, taken: readonly string[]): string {
  const wopi = new URL(wopiOrigin)
  const others: Record<string, string> = { localhost: '127.0.0.1', '127.0.0.1': 'localhost' }
  const other = others[wopi.hostname]
  if (other) {
    const origin = `${wopi.protocol}//${other}${wopi.port ? `:${wopi.port}` : ''}`
    return taken.includes(origin) ? wopiOrigin : origin
  }
  return /[a-z]/i.test(publicUrl.hostname) && publicUrl.hostname !== 'localhost' && !publicUrl.hostname.startsWith('[')
    ? `${publicUrl.protocol}//wopi-test.${publicUrl.host}`
    : wopiOrigin
}
