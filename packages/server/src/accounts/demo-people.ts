import { randomInt } from 'node:crypto'
import type { AccountKind } from '@moorage/api'

export interface DemoPerson {
  email: string
  name: string
  kind: AccountKind
  about: string
}
interface DemoOrganization {
  name: string
  /** the name of the organization above it; absent: All Organizations */
  below?: string
  people: DemoPerson[]
}

const HARBOUR = 'Harbour & Pier Ltd'

/** Who the demo is about, in the order of the sign-in page: it shows the people of the first, and the others on request. */
export const DEMO_ORGANIZATIONS = {
  harbour: {
    name: HARBOUR,
    people: [
      {
        email: 'anna@demo.test',
        name: 'Anna Berg',
        kind: 'standard',
        about: 'Plans the harbour festival. Her My Files has something of every kind.',
      },
      { email: 'ben@demo.test', name: 'Ben Okafor', kind: 'standard', about: 'Works with Anna in the Team Share “Projects”.' },
      {
        email: 'admin@demo.test',
        name: 'Administrator',
        kind: 'system-administrator',
        about: 'Looks after the installation and every Team Share.',
      },
    ],
  },
  pier4: {
    name: 'Pier 4 Works',
    below: HARBOUR,
    people: [
      {
        email: 'carmen@pier4.test',
        name: 'Carmen Ruiz',
        kind: 'organization-administrator',
        about: 'Administers Pier 4 Works, and nothing above it.',
      },
      { email: 'lukas@pier4.test', name: 'Lukas Weber', kind: 'standard', about: 'Keeps the site diary in “Pier 4 site”.' },
      { email: 'noor@engineers.test', name: 'Noor Haddad', kind: 'guest', about: 'A guest: sees only what Lukas shared with her.' },
    ],
  },
  kestrel: {
    name: 'Kestrel Architects',
    people: [
      {
        email: 'elin@kestrel.test',
        name: 'Elin Sandberg',
        kind: 'organization-administrator',
        about: 'Administers Kestrel Architects, and sees nothing of the harbour.',
      },
      {
        email: 'tariq@kestrel.test',
        name: 'Tariq Rahman',
        kind: 'standard',
        about: 'Draws the town library, in the Team Share of that name.',
      },
    ],
  },
} as const satisfies Record<string, DemoOrganization>

export const DEMO_PEOPLE: DemoPerson[] = Object.values(DEMO_ORGANIZATIONS).flatMap(({ people }) => [...people])

const WORDS =
  'anchor amber basin beacon bollard breeze bridge buoy canal captain cedar chart coral crane current dock dune ebb ferry galley gannet gull harbour heron island jetty keel kelp lagoon lantern ledge linen mast mooring nautical oar ocean osprey otter paddle pebble pelican pier pilot plover quay reef rigging rudder sail salmon sandbar schooner shell skipper slipway spar spray sound tern tide'.split(
    ' ',
  )

/** Four words and two digits: easy to read out, about 30 bits, for the demo on one's own machine only. */
export const readablePassword = () => `${Array.from({ length: 4 }, () => WORDS[randomInt(WORDS.length)]).join('-')}-${randomInt(10, 100)}`
