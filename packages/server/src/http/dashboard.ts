import type { App } from '../app.ts'
import { editingNow } from '../office/editing-now.ts'
import { microsoft365, storedMicrosoft365 } from '../office/microsoft-365.ts'
import { stepsOf } from '../office/microsoft-365-steps.ts'
import { ALL_ORGANIZATIONS } from '../organizations/organizations.ts'
import { administeredBy } from '../organizations/scope.ts'
import { build } from '../storage/db/statement.ts'
import type { Call, Handlers } from './api.ts'

const ACTIVE_MS = 30 * 24 * 60 * 60 * 1000
const EDITING_MAX = 50

const rows = (column: string) => build.fn.count<number>(column as never).as('n')

/** Each counts by an index that holds what it counts and nothing else: neither the log nor what was done with is looked at. */
export function figureQueries(ids: string[], now: number) {
  const accounts = build.selectFrom('account').where('organization_id', 'in', ids).where('disabled_at', 'is', null)
  const organizations = build.selectFrom('organization').where('id', 'in', ids)
  return {
    total: accounts.select(rows('organization_id')),
    active: accounts.where('last_seen_at', '>', now - ACTIVE_MS).select(rows('organization_id')),
    used: organizations.select(build.fn.sum<number>('used').as('n')),
    // where one has no quota, all of them together have none
    limits: organizations.select((eb) =>
      eb.case().when(eb.fn.count('quota'), '=', ids.length).then(eb.fn.sum<number>('quota')).else(0).end().as('n'),
    ),
    mailWaiting: build.selectFrom('mail').where('organization_id', 'in', ids).where('sent_at', 'is', null).select(rows('organization_id')),
    testers: build.selectFrom('tester').where('organization_id', 'in', ids).select(rows('account_id')),
  }
}

type Figures = Record<keyof ReturnType<typeof figureQueries>, number>

async function figures(app: App, ids: string[]): Promise<Figures> {
  const found = Object.entries(figureQueries(ids, app.now())).map(async ([name, query]) => {
    const [row] = await app.db.read.query<{ n: number | null }>(query)
    return [name, Number(row?.n ?? 0)]
  })
  return Object.fromEntries(await Promise.all(found)) as Figures
}

type Next = Awaited<ReturnType<Handlers['dashboard']>>['next']

/** What would help most now, by the simplest rules that are true. */
function nextStep({ app, actor }: Pick<Call<'dashboard'>, 'app' | 'actor'>, { total, mailWaiting, testers }: Figures): Next {
  if (mailWaiting > 0 && !app.config.mail) return { step: 'send-mail', count: mailWaiting }
  if (total <= 1) return { step: 'invite-people' }
  if (actor.kind !== 'system-administrator') return { step: 'nothing' }
  const { state, rehearsal } = microsoft365(app)
  const steps = stepsOf(storedMicrosoft365(app), state)
  const open = (name: string) => steps.find((step) => step.name === name)?.state !== 'done'
  if (state === 'off') return open('join') ? { step: 'rehearse' } : { step: 'add-testers' }
  if (state === 'testing' && testers === 0) return { step: 'add-testers' }
  if (state === 'testing' && rehearsal) return open('join') ? { step: 'join' } : { step: 'validate' }
  if (state === 'testing') return open('validate') ? { step: 'validate' } : { step: 'roll-out' }
  return { step: 'nothing' }
}

export const dashboardHandlers: Pick<Handlers, 'dashboard'> = {
  dashboard: async ({ app, actor }) => {
    // All Organizations holds the others, and nothing else
    const ids = (await administeredBy(app, actor)).filter((id) => id !== ALL_ORGANIZATIONS)
    const found = await figures(app, ids)
    const { state, rehearsal } = microsoft365(app)
    return {
      editingNow: await editingNow(app, actor, { organizationIds: ids, limit: EDITING_MAX }),
      people: { total: found.total, active: found.active },
      organizations: ids.length,
      storage: { used: found.used, ...(found.limits > 0 ? { limit: found.limits } : {}) },
      microsoft365: { state, rehearsal, testers: found.testers },
      next: nextStep({ app, actor }, found),
      mailWaiting: found.mailWaiting,
    }
  },
}
