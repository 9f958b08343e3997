import { randomInt } from 'node:crypto'
import type { AccountKind } from '@moorage/api'

/** Who the demo is about. The sign-in page shows them in this order. */
export const DEMO_ORGANIZATION = 'Harbour & Pier Ltd'
export const DEMO_PEOPLE: { email: string; name: string; kind: AccountKind; about: string }[] = [
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
]

const WORDS =
  'anchor amber basin beacon bollard breeze bridge buoy canal captain cedar chart coral crane current dock dune ebb ferry galley gannet gull harbour heron island jetty keel kelp lagoon lantern ledge linen mast mooring nautical oar ocean osprey otter paddle pebble pelican pier pilot plover quay reef rigging rudder sail salmon sandbar schooner shell skipper slipway spar spray sound tern tide'.split(
    ' ',
  )

/** Four words and two digits: easy to read out, about 30 bits, for the demo on one's own machine only. */
export const readablePassword = () => `${Array.from({ length: 4 }, () => WORDS[randomInt(WORDS.length)]).join('-')}-${randomInt(10, 100)}`
