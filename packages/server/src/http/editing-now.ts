import { AppError, type LiveEditing } from '@moorage/api'
import type { Actor } from '../access/actor.ts'
import type { App } from '../app.ts'
import { editingLive, type Live } from '../office/editing-live.ts'
import { releaseLock } from '../office/release-lock.ts'
import { ALL_ORGANIZATIONS } from '../organizations/organizations.ts'
import { administeredBy, administers, organizationsBelow } from '../organizations/scope.ts'
import { build } from '../storage/db/statement.ts'
import type { Handlers } from './api.ts'

const PAGE = 100

async function scopeOf(app: App, actor: Actor, organizationId: string | undefined): Promise<string[]> {
  if (organizationId && !(await administers(app, actor, organizationId))) throw new AppError('NOT_FOUND')
  const ids = organizationId ? await organizationsBelow(app, organizationId) : await administeredBy(app, actor)
  return ids.filter((id) => id !== ALL_ORGANIZATIONS)
}

const present = ({ expiresAt: _, ...live }: Live): LiveEditing => live

const namesOf = ({ people }: Live) => people.map(({ name }) => name).join(', ')
const clock = (at: number) => `${new Date(at).toISOString().slice(11, 16)} UTC`
const seconds = (ms: number) => {
  const whole = Math.max(1, Math.ceil(ms / 1000))
  return whole === 1 ? '1 second' : `${whole} seconds`
}

export const editingNowHandlers: Pick<Handlers, 'listEditingNow' | 'releaseLock'> = {
  listEditingNow: async ({ app, actor, query: { organizationId, offset = 0 } }) => {
    const organizationIds = await scopeOf(app, actor, organizationId)
    const { editing, total } = await editingLive(app, actor, { organizationIds, offset, limit: PAGE })
    return { editing: editing.map(present), total, now: app.now() }
  },

  releaseLock: async ({ app, actor, params: { itemId }, body: { since }, note }) => {
    const [node] = await app.db.read.query(build.selectFrom('node').select(['organization_id', 'name']).where('id', '=', itemId))
    if (!node || !(await administers(app, actor, node.organization_id))) throw new AppError('NOT_FOUND')
    const release = await releaseLock(app, actor, { organizationIds: [node.organization_id], itemId, since })
    switch (release.outcome) {
      case 'not-locked':
        throw new AppError('CHANGED_MEANWHILE', { detail: 'The file is not locked any more.' })
      case 'changed':
        throw new AppError('CHANGED_MEANWHILE', { detail: 'The lock is not the one that you saw: look at it again.' })
      case 'saving':
        throw new AppError('LOCKED', { detail: 'A save of this file is on its way in. Try again when it is done.' })
      case 'alive': {
        const { live, until } = release
        throw new AppError('LOCKED', {
          detail: `The editor is alive: it was heard of ${seconds(app.now() - live.heardAt)} ago. Its lock can be released when nothing was heard of it for two minutes.`,
          data: { until },
        })
      }
      case 'released': {
        const { live } = release
        note({
          organizationId: live.organization.id,
          subject: { kind: 'file', id: itemId, name: node.name },
          client: live.editor,
          detail: `held by ${namesOf(live)} since ${clock(live.since)}`,
        })
      }
    }
  },
}
