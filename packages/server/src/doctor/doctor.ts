import { CHECK_GROUPS, type Check, type DoctorReport } from '@moorage/api'
import type { App } from '../app.ts'
import { type Editor, registryOf } from '../office/registry.ts'
import { ask } from './ask.ts'
import type { CheckDefinition, Finding, World } from './check.ts'
import { CHECKS } from './checks.ts'

export interface Wish {
  /** mend first what can be mended safely */
  fix?: boolean
  /** the id or name of an editor: no other's checks */
  editor?: string
  /** only those that are quick and ask nobody else */
  short?: boolean
  /** no server is running: only those that need none */
  offline?: boolean
}

/** so that one that hangs does not hold up the others */
const PATIENCE_MS = 90_000
/** of checks at a time: most wait for a network */
const AT_ONCE = 4

const reports = new WeakMap<object, DoctorReport>()
const running = new WeakMap<object, Promise<DoctorReport>>()

/** The last report of this server, or as much of the present one as there is. */
export const report = (app: Pick<App, 'db'>): DoctorReport => reports.get(app.db) ?? { short: false, total: 0, checks: [], fixed: [] }

/** Goes through the checks; whoever asks while it looks gets the one that is under way. */
export function lookNow(app: App, wish: Wish = {}): Promise<DoctorReport> {
  const under = running.get(app.db)
  if (under) return under
  const looking = look(app, wish).finally(() => running.delete(app.db))
  running.set(app.db, looking)
  return looking
}

interface Planned {
  id: string
  title: string
  check: CheckDefinition
  look(): Promise<Finding>
}

function plan(world: World, { short, offline }: Wish): Planned[] {
  const chosen = CHECKS.filter((check) => (!short || check.short) && (!offline || check.offline))
  const sorted = CHECK_GROUPS.flatMap((group) => chosen.filter((check) => check.group === group))
  return sorted.flatMap((check): Planned[] =>
    'look' in check
      ? [{ id: check.id, title: check.title, check, look: () => check.look(world) }]
      : world.editors.map((editor) => ({
          id: `${check.id}:${editor.id}`,
          title: `${editor.name}: ${check.title}`,
          check,
          look: () => check.lookAt(world, editor),
        })),
  )
}

const isCalled = ({ id, name }: Editor, wanted: string) => id === wanted || name.toLowerCase() === wanted.toLowerCase()

async function look(app: App, wish: Wish): Promise<DoctorReport> {
  const { fix = false, editor, short = false } = wish
  const stop = new AbortController()
  const all = registryOf(app).ordered
  const editors = editor === undefined ? all : all.filter((one) => isCalled(one, editor))
  const planned = plan({ app, ask, editors, signal: stop.signal }, wish)
  const ended: (Check | undefined)[] = planned.map(() => undefined)
  const now: DoctorReport = { startedAt: app.now(), short, total: planned.length, checks: [], fixed: [] }
  reports.set(app.db, now)
  let next = 0
  const work = async () => {
    for (let index = next++; index < planned.length; index = next++) {
      const one = planned[index] as Planned
      let found = await bounded(app, one)
      if (fix && found.fix) {
        now.fixed = [...now.fixed, await found.fix()]
        found = await bounded(app, one)
      }
      const { fix: mend, ...said } = found
      ended[index] = { id: one.id, group: one.check.group, title: one.title, ...said, ...(mend ? { fixable: true } : {}) }
      now.checks = ended.filter((check) => check !== undefined)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  stop.abort()
  now.endedAt = app.now()
  return now
}

/** One that ends in no time or in an error is a finding too; the log has the error. */
async function bounded(app: App, { id, look }: Planned): Promise<Finding> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Finding>((resolve) => {
    const seen = `It was not done within ${PATIENCE_MS / 1000} seconds`
    timer = setTimeout(
      () => resolve({ status: 'failure', seen, change: 'Look again; where it stays so, the log may say more.' }),
      PATIENCE_MS,
    )
  })
  try {
    return await Promise.race([look(), late])
  } catch (err) {
    app.log.error({ err, check: id }, 'a check of the doctor failed unexpectedly')
    return { status: 'failure', seen: 'It could not be looked at: an unexpected error, which the log has', change: 'See the log.' }
  } finally {
    clearTimeout(timer)
  }
}
