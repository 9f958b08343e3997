import { AppError, CHECK_GROUPS, type Check, type DoctorReport } from '@moorage/api'
import type { App } from '../app.ts'
import { keepDoctorLast } from '../doctor-last.ts'
import { type Editor, registryOf } from '../office/registry.ts'
import { settingsNow } from '../office/settings-now.ts'
import { ask } from './ask.ts'
import { endBrowser } from './browser.ts'
import type { CheckDefinition, Finding, World } from './check.ts'
import { CHECKS } from './checks.ts'

export interface Wish {
  /** mend first what can be mended safely */
  fix?: boolean
  /** the id or name of an editor: no other's checks */
  editor?: string
  /** a group, or the id of a check: nothing else */
  only?: string
  /** only those that are quick and ask nobody else */
  short?: boolean
  /** no server is running: only those that need none */
  offline?: boolean
}

/** so that one that hangs does not hold up the others */
const PATIENCE_MS = 90_000
/** of checks at a time: most wait for a network */
const AT_ONCE = 4

interface Look {
  wish: string
  looking: Promise<DoctorReport>
}

const reports = new WeakMap<object, DoctorReport>()
const running = new WeakMap<object, Look>()

/** The last report of this server, or as much of the present one as there is. */
export const report = (app: Pick<App, 'db'>): DoctorReport => reports.get(app.db) ?? { short: false, total: 0, checks: [], fixed: [] }

/**
 * Goes through the checks. Whoever asks for the same while it looks gets the look that is under way; whoever asks for
 * something else gets one of their own after it.
 */
export function lookNow(app: App, wish: Wish = {}): Promise<DoctorReport> {
  const { fix = false, editor = '', only = '', short = false, offline = false } = wish
  const wanted = JSON.stringify([fix, editor, only, short, offline])
  const under = running.get(app.db)
  if (under?.wish === wanted) return under.looking
  const begin = () => look(app, wish)
  const looking = under ? under.looking.then(begin, begin) : begin()
  const now = { wish: wanted, looking }
  running.set(app.db, now)
  const end = () => running.get(app.db) === now && running.delete(app.db)
  looking.then(end, end)
  return looking
}

interface Planned {
  id: string
  title: string
  check: CheckDefinition
  look(): Promise<Finding>
}

function plan(world: World, { short, offline, only }: Wish): Planned[] {
  const chosen = CHECKS.filter(
    (check) => (!short || check.short) && (!offline || check.offline) && (!only || [check.id, check.group].includes(only)),
  )
  return inOrder(chosen).flatMap((check): Planned[] => {
    if ('lookIn' in check) return [{ id: check.id, title: check.title, check, look: () => check.lookIn(world.app) }]
    if ('look' in check) return [{ id: check.id, title: check.title, check, look: () => check.look(world) }]
    return world.editors.map((editor) => ({
      id: `${check.id}:${editor.id}`,
      title: `${editor.name}: ${check.title}`,
      check,
      look: () => check.lookAt(world, editor),
    }))
  })
}

const inOrder = <T extends CheckDefinition>(checks: readonly T[]) =>
  CHECK_GROUPS.flatMap((group) => checks.filter((check) => check.group === group))

/**
 * All that have a discovery of their own, or the one that is called so.
 * @throws AppError BAD_REQUEST for a name that no editor has
 */
export function editorsOf(app: Pick<App, 'config' | 'db'>, wanted: string | undefined): readonly Editor[] {
  const all = registryOf(app).ordered.filter(({ discoveryUrl }) => discoveryUrl)
  const those = wanted === undefined ? all : all.filter((one) => isCalled(one, wanted))
  if (those.length > 0) return those
  throw new AppError('BAD_REQUEST', { detail: `There is no editor “${wanted}”; there is: ${all.map(({ name }) => name).join(', ')}.` })
}

const isCalled = ({ id, name }: Editor, wanted: string) => id === wanted || name.toLowerCase() === wanted.toLowerCase()

async function look(app: App, wish: Wish): Promise<DoctorReport> {
  const stop = new AbortController()
  const world = { app, ask, editors: editorsOf(app, wish.editor), signal: stop.signal }
  const planned = plan(world, wish)
  const before = new Map<string, Check>(report(app).checks.map((check) => [check.id, { ...check, former: true }]))
  const former = planned.map(({ id }) => before.get(id))
  const now: DoctorReport = {
    startedAt: app.now(),
    short: wish.short === true,
    total: planned.length,
    checks: former.filter(isThere),
    fixed: [],
  }
  // the page goes on showing the look at everything
  if (!wish.only) reports.set(app.db, now)
  try {
    await goThrough(app, planned, now, wish.fix === true, former)
    await remember(app, now, wish)
  } finally {
    stop.abort()
    await endBrowser(world)
  }
  // not before: whoever asks for another look once this one has ended gets one
  now.endedAt = app.now()
  return now
}

/** Only a look at everything says that all is well; the launch kit asks for it after a restart too. */
async function remember(app: App, { startedAt = app.now(), checks }: DoctorReport, { short, offline, only, editor }: Wish) {
  if (short || offline || only || editor) return
  const failures = checks.flatMap(({ status, title }) => (status === 'failure' ? [title] : []))
  await keepDoctorLast(app, { at: startedAt, settings: settingsNow(app), failures }).catch((err: unknown) =>
    app.log.error({ err }, 'the result of the doctor could not be kept'),
  )
}

/** Where the database cannot be opened: what lies in the data folder is looked at all the same. */
export async function lookInFolder(app: Pick<App, 'config' | 'now' | 'log'>, { fix = false, only }: Wish): Promise<DoctorReport> {
  const those = CHECKS.flatMap((check) => ('lookIn' in check && (!only || [check.id, check.group].includes(only)) ? [check] : []))
  const planned = inOrder(those).map((check): Planned => ({ id: check.id, title: check.title, check, look: () => check.lookIn(app) }))
  const now: DoctorReport = { startedAt: app.now(), short: false, total: planned.length, checks: [], fixed: [] }
  await goThrough(app, planned, now, fix)
  return { ...now, endedAt: app.now() }
}

const isThere = (check: Check | undefined): check is Check => check !== undefined

/** `former`: what is said of each until it has ended. */
async function goThrough(
  app: Pick<App, 'now' | 'log'>,
  planned: Planned[],
  now: DoctorReport,
  fix: boolean,
  former: readonly (Check | undefined)[] = [],
): Promise<void> {
  const said: (Check | undefined)[] = planned.map((_, index) => former[index])
  let next = 0
  const work = async () => {
    for (let index = next++; index < planned.length; index = next++) {
      const one = planned[index] as Planned
      let found = await bounded(app, one)
      if (fix && found.fix) {
        const did = await mended(app, one.id, found.fix)
        if (did !== undefined) {
          now.fixed = [...now.fixed, did]
          found = await bounded(app, one)
        }
      }
      const { fix: mend, ...rest } = found
      said[index] = { id: one.id, group: one.check.group, title: one.title, ...rest, ...(mend ? { fixable: true } : {}) }
      now.checks = said.filter(isThere)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
}

/** What could not be mended stays as it was found. */
async function mended(app: Pick<App, 'log'>, id: string, fix: () => Promise<string>): Promise<string | undefined> {
  try {
    return await fix()
  } catch (err) {
    app.log.error({ err, check: id }, 'the doctor could not mend it')
    return undefined
  }
}

/** One that ends in no time or in an error is a finding too; the log has the error. */
async function bounded(app: Pick<App, 'log'>, { id, look }: Planned): Promise<Finding> {
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
