import { resolve6 } from 'node:dns/promises'
import type { LaunchFields, Traffic } from '@moorage/api'
import type { App } from '../app.ts'
import { capabilitiesOf } from '../office/capabilities.ts'
import { microsoft365 } from '../office/microsoft-365.ts'
import { notPublic } from '../office/public-names.ts'
import { portalOrigins } from '../organizations/hostnames.ts'
import { statement } from '../storage/db/statement.ts'
import { storedLaunchKit } from './stored.ts'
import { trafficNow } from './traffic-now.ts'

const commercial = statement()((db) =>
  db
    .selectFrom('organization')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('subscription', '=', 'commercial'),
)

/** What the texts and the questionnaire are made of: settings and measurements of this server. */
export interface Facts {
  fields: LaunchFields
  traffic: Traffic
  portalOrigin: string
  wopiHost: string
  wopiTestHost: string
  /** of HostEditUrl, DownloadUrl and whatever else browsers are sent to */
  redirectHosts: string[]
  homepage: string
  rehearsal: boolean
  notPublic: string | undefined
  /** organizations whose people need a commercial subscription to edit */
  commercialOrganizations: number
  licenceCheck: boolean
  shareUrlTypes: readonly string[]
  fileUrl: boolean
  mobile: { bootstrapper: string; redirectUris: string[] } | undefined
  /** undefined: its name could not be asked for */
  ipv6: boolean | undefined
}

async function hasIpv6(host: string): Promise<boolean | undefined> {
  try {
    return (await resolve6(host)).length > 0
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENODATA' ? false : undefined
  }
}

export async function factsOf(app: App): Promise<Facts> {
  const { config } = app
  const stored = await storedLaunchKit(app)
  const offers = capabilitiesOf({ profile: 'microsoft' }, { profile: null })
  const wopi = new URL(config.wopiOrigin)
  return {
    fields: stored.fields,
    traffic: await trafficNow(app, stored),
    portalOrigin: config.portalOrigin,
    wopiHost: wopi.host,
    wopiTestHost: new URL(config.wopiTestOrigin).host,
    redirectHosts: portalOrigins(app).map((origin) => new URL(origin).host),
    homepage: `${config.portalOrigin}/licence/needed`,
    rehearsal: microsoft365(app).rehearsal,
    notPublic: notPublic(config),
    commercialOrganizations: (await app.db.read.get(commercial, {}))?.count ?? 0,
    licenceCheck: config.microsoftGraph !== undefined,
    shareUrlTypes: offers.shareUrlTypes,
    fileUrl: offers.fileUrl,
    mobile: config.mobile && { bootstrapper: `${config.wopiOrigin}/wopibootstrapper`, redirectUris: config.mobile.redirectUris },
    ipv6: notPublic(config) === undefined ? await hasIpv6(wopi.hostname) : undefined,
  }
}
