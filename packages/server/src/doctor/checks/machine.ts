import { databaseFile } from '../../data-folder.ts'
import { examine } from '../../storage/db/examine.ts'
import { type Finding, failure, notApplicable, ok, type ServerCheck, type World, warning } from '../check.ts'
import { localTime } from './tokens.ts'

/** what the program is tried with: package.json's engines */
const NODE_LEAST = [20, 19] as const
const MINUTE_MS = 60 * 1000

/** `version` as process.versions has it: 20.19.4 */
export function judgeNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const change = 'Install the newest Node.js with long-term support: an even number, 22 or higher.'
  const least = NODE_LEAST.join('.')
  if (major < NODE_LEAST[0] || (major === NODE_LEAST[0] && minor < NODE_LEAST[1]))
    return failure(`Node.js ${version}; Moorage needs ${least} or newer`, {
      why: 'Parts of it fail in ways that nobody has tried.',
      change,
    })
  if (major % 2 === 1)
    return warning(`Node.js ${version} has no long-term support`, { why: 'Its security fixes end after half a year.', change })
  return ok(`Node.js ${version}; ${least} or newer is needed`)
}

const NEWEST =
  'select (select max(at) from activity_log) as activity, (select at from change order by seq desc limit 1) as change, (select max(at) from migration) as migration'

async function clockGoesOn({ app, signal }: World): Promise<Finding> {
  const [[row] = []] = await examine(databaseFile(app.config.dataFolder), [NEWEST], signal)
  const times = Object.values(row ?? {}).filter((at): at is number => typeof at === 'number')
  if (times.length === 0) return notApplicable('Nothing has happened here yet')
  const newest = Math.max(...times)
  const now = app.now()
  if (newest <= now + MINUTE_MS) return ok(`It is ${localTime(now)}; nothing in the database is younger`)
  return failure(`It is ${localTime(now)}, but the database has an entry of ${localTime(newest)}`, {
    why: 'Locks, tokens and proofs are judged by this clock: with a wrong one editors are refused, or locks last for hours.',
    change: 'Set the clock of this machine right: timedatectl set-ntp true. In a container or virtual machine, set its host’s.',
  })
}

export const machineChecks: ServerCheck[] = [
  { id: 'server-clock', group: 'settings', title: 'The clock goes on', short: true, offline: true, look: clockGoesOn },
  {
    id: 'node',
    group: 'settings',
    title: 'Node.js is new enough',
    short: true,
    offline: true,
    look: async () => judgeNode(process.versions.node),
  },
]
