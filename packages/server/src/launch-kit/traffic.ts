import { TRAFFIC_KINDS, type Traffic, type TrafficAssumptions, type TrafficKind } from '@moorage/api'
import { DAY_MS, type Opened } from '../opened.ts'

/** Until the administrator says otherwise; every figure that comes of it is marked as assumed. */
export const assumedAtFirst = (accounts: number): TrafficAssumptions => ({
  growth: 1,
  users: accounts,
  opensPerDay: 5,
  editPercent: 40,
  kinds: { word: 50, excel: 35, powerpoint: 15 },
  peakHourPercent: 20,
  regions: [],
})

const KINDS = Object.keys(TRAFFIC_KINDS) as TrafficKind[]
const ACTIONS = ['view', 'edit'] as const
const whole = (value: number) => Math.max(0, Math.ceil(value - 1e-9))
const day = (number: number) => new Date(number * DAY_MS).toISOString().slice(0, 10)
const sum = (values: number[]) => values.reduce((all, value) => all + value, 0)

interface Amount {
  perDay: number
  peakHour: number
}
interface Row extends Amount {
  kind: TrafficKind
  action: 'view' | 'edit'
}

/** Opens per day and in the busiest hour: of every kind and action, and of all together in one hour. */
function counted({ since = 0, today, perDay, perHour }: Opened): { days: number; rows: Row[]; total: Amount } {
  const days = today - since
  const hours = new Map<number, number>()
  for (const { hour, count } of perHour) hours.set(hour, (hours.get(hour) ?? 0) + count)
  const rows = KINDS.flatMap((kind) =>
    ACTIONS.map((action) => {
      const those = <T extends { kind: string; action: string }>(all: T[]) =>
        all.filter((one) => one.kind === kind && one.action === action)
      const peakHour = Math.max(0, ...those(perHour).map(({ count }) => count))
      return { kind, action, perDay: sum(those(perDay).map(({ count }) => count)) / days, peakHour }
    }),
  )
  return { days, rows, total: { perDay: sum(rows.map((row) => row.perDay)), peakHour: Math.max(0, ...hours.values()) } }
}

function assumed({ users, opensPerDay, editPercent, kinds, peakHourPercent }: TrafficAssumptions): { rows: Row[]; total: Amount } {
  const all = users * opensPerDay
  const rows = KINDS.flatMap((kind) =>
    ACTIONS.map((action) => {
      const perDay = (all * kinds[kind] * (action === 'edit' ? editPercent : 100 - editPercent)) / 10_000
      return { kind, action, perDay, peakHour: (perDay * peakHourPercent) / 100 }
    }),
  )
  return { rows, total: { perDay: all, peakHour: (all * peakHourPercent) / 100 } }
}

/**
 * What Microsoft is told to expect. The server keeps no geography: a region is a share that the administrator states, or
 * the organizations whose opens are counted as its.
 */
export function trafficOf(opened: Opened, stated: TrafficAssumptions, accounts: number): Traffic {
  const { growth, regions } = stated
  const found = opened.since === undefined ? undefined : counted(opened)
  const { rows, total } = found ?? assumed(stated)
  const grown = ({ perDay, peakHour }: Amount, share = 1) => ({
    perDay: whole(perDay * growth * share),
    peakHour: whole(peakHour * growth * share),
  })
  const everywhere = sum(opened.byOrganization.map(({ count }) => count))
  const times = growth === 1 ? '' : `, times ${growth} for growth, as stated`
  return {
    basis: found ? 'counted' : 'assumed',
    source: found
      ? `Counted: documents opened in any editor on ${found.days === 1 ? 'one day' : `${found.days} days`}, ${day(opened.since ?? 0)} to ${day(opened.today - 1)} (UTC)${times}`
      : `ASSUMED, as nothing was opened on any day before today: ${stated.users} people, ${stated.opensPerDay} opens each per day${times}`,
    days: found?.days ?? 0,
    ...(opened.since === undefined ? {} : { since: opened.since * DAY_MS }),
    total: grown(total),
    rows: rows.map(({ kind, action, ...amount }) => ({ kind, action, opens: grown(amount) })),
    regions: regions.map(({ name, percent, organizationIds }) => {
      const theirs = sum(
        opened.byOrganization.flatMap(({ organizationId, count }) => (organizationIds?.includes(organizationId) ? [count] : [])),
      )
      const byOrganizations = organizationIds !== undefined && everywhere > 0
      const share = byOrganizations ? theirs / everywhere : (percent ?? 0) / 100
      const source = byOrganizations
        ? `Opens counted in ${organizationIds.length} of the organizations`
        : organizationIds
          ? 'Nothing was counted in its organizations yet'
          : 'A share stated by the administrator: this server keeps no geography'
      return { name, percent: Math.round(share * 1000) / 10, opens: grown(total, share), source }
    }),
    assumptions: stated,
    accounts,
  }
}

const opens = ({ perDay, peakHour }: { perDay: number; peakHour: number }) => `${perDay} a day, ${peakHour} in the busiest hour`

/** As lines of the texts about the roll-out. */
export function trafficLines({ source, total, rows, regions }: Traffic): string[] {
  return [
    `Traffic estimate: ${opens(total)}. ${source}.`,
    rows.map((row) => `- ${TRAFFIC_KINDS[row.kind]}, ${row.action}: ${opens(row.opens)}`).join('\n'),
    ...(regions.length > 0
      ? [
          `By region:\n${regions.map((region) => `- ${region.name}: ${region.percent} %, ${opens(region.opens)}. ${region.source}.`).join('\n')}`,
        ]
      : ['By region: not stated; this server keeps no geography.']),
  ]
}

const cells = (texts: (string | number)[]) => `| ${texts.join(' | ')} |`

export function trafficPage({ source, total, rows, regions }: Traffic): string {
  const head = [cells(['Application', 'Opened to', 'Per day', 'Busiest hour']), cells(['---', '---', '---:', '---:'])]
  const body = rows.map(({ kind, action, opens: { perDay, peakHour } }) => cells([TRAFFIC_KINDS[kind], action, perDay, peakHour]))
  const all = cells(['All', '', total.perDay, total.peakHour])
  const places = regions.map(({ name, percent, opens: { perDay, peakHour }, source: from }) =>
    cells([name.replace(/[|\r\n]+/g, ' '), `${percent} %`, perDay, peakHour, from]),
  )
  const regionHead = [cells(['Region', 'Share', 'Per day', 'Busiest hour', 'From']), cells(['---', '---:', '---:', '---:', '---'])]
  return [
    `# Traffic estimates\n\n${source}.`,
    [...head, ...body, all].join('\n'),
    ...(places.length > 0 ? [[...regionHead, ...places].join('\n')] : ['Regions are not stated: this server keeps no geography.']),
  ]
    .join('\n\n')
    .concat('\n')
}
