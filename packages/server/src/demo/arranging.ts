import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ActivityKind, POLICIES, type PolicyName, type ShareRole, type TeamShareRole } from '@moorage/api'
import { newId } from '../access/new-id.ts'
import type { DemoPerson } from '../accounts/demo-people.ts'
import type { Activity, ActivitySubject } from '../activity.ts'
import type { App } from '../app.ts'
import { receive } from '../files/content.ts'
import { effectivePolicy, POLICY_WORDS } from '../organizations/policies.ts'

/** The documents as they lie in the package: one folder per place, folders in it as they are. */
const DOCUMENTS = join(dirname(fileURLToPath(import.meta.resolve('@moorage/server/package.json'))), 'demo')

export interface Person extends DemoPerson {
  id: string
  organizationId: string
}
type Place = Pick<Person, 'id' | 'organizationId'>
type Named = { id: string; name: string }
type DemoFile = Named

export type Arranging = ReturnType<typeof arranging>

/**
 * What an administrator and their people would do by hand, through the same transactions and with the same entries of
 * the activity; those are kept back for `tellAll`, so that a filling waits for few commits.
 */
export function arranging(app: App, administrator: Person, passwordHash: string) {
  const entries: Activity[] = []
  /** What follows is the organization's whose administrators see it. */
  const tell = (kind: ActivityKind, organizationId: string, subject: ActivitySubject, detail?: string, by = administrator) => {
    entries.push({
      ...{ kind, organizationId, subject, now: app.now() },
      actor: { accountId: by.id, name: by.name, organizationId: by.organizationId },
      detail: [detail, 'by the demo'].filter(Boolean).join(', '),
    })
  }

  return {
    tell,
    tellAll: async () => {
      await Promise.all(entries.splice(0).map((entry) => app.db.transact('recordActivity', entry)))
    },

    organization: async (name: string, above: Named) => {
      const id = newId()
      await app.db.transact('createOrganization', {
        ...{ id, parentId: above.id, name, hostname: null, quota: app.config.quota, now: app.now() },
      })
      tell('organization-created', id, { kind: 'organization', id, name }, `below ${above.name}`)
      return { id, name }
    },

    /** Answers the account and where its My Files is. */
    account: async (organizationId: string, person: DemoPerson): Promise<Person & { myFiles: string }> => {
      const { about: _, ...account } = { ...person, id: newId(), organizationId }
      const myFiles = await app.db.transact('createAccount', { ...account, passwordHash, now: app.now() })
      tell('account-created', organizationId, { kind: 'account', id: account.id, name: person.name }, `${person.email}, with a password`)
      return { ...person, ...account, myFiles }
    },

    teamShare: async (organizationId: string, name: string, maker: Person, subscribers: [Person, TeamShareRole][]) => {
      const id = await app.db.transact('createTeamShare', {
        ...{ organizationId, name, maker: { accountId: maker.id, accountName: maker.name }, now: app.now() },
        subscribers: subscribers.map(([person, role]) => ({ accountId: person.id, role })),
      })
      const subject: ActivitySubject = { kind: 'team-share', id, name }
      tell('team-share-created', organizationId, subject)
      for (const [person, role] of subscribers) tell('subscribed', organizationId, subject, `${person.name} as ${role}`)
      return id
    },

    share: async (by: Person, file: DemoFile, withWhom: Person, role: ShareRole) => {
      const { organizationId } = by
      const { outcome } = await app.db.transact('shareFile', {
        ...{ organizationId, fileId: file.id, accountId: withWhom.id, role, by: by.id, now: app.now() },
      })
      if (outcome !== 'ok') throw new Error(`the demo file ${file.name} could not be shared: ${outcome}`)
      const words = `with ${withWhom.name} as ${role === 'editor' ? 'Editor' : 'Viewer'}`
      tell('shared', organizationId, { kind: 'file', ...file }, words, by)
    },

    policy: async (organization: Named, policy: PolicyName, value: string, below: boolean) => {
      const organizationId = organization.id
      const before = (await effectivePolicy(app, organizationId, policy)).own
      await app.db.transact('setPolicy', { organizationId, policy, value, running: 'finish', below, now: app.now() })
      const words = `${POLICIES[policy].title}: ${POLICY_WORDS[before]} → ${POLICY_WORDS[value]}${below ? ', in all organizations below too' : ''}`
      tell('policy-changed', organizationId, { kind: 'organization', ...organization }, words)
    },

    /** Copies a folder of the package in, and answers the files at its top. */
    copyIn: (person: Place, folder: string, parentId: string) => copyIn(app, person, folder, parentId),
  }
}

/** Copies a folder of documents into somebody's folder, and answers the files at its top. */
export async function copyIn(app: App, person: Place, folder: string, parentId: string): Promise<DemoFile[]> {
  const files: Named[] = []
  const { organizationId, id: accountId } = person
  for (const entry of await readdir(join(DOCUMENTS, folder), { withFileTypes: true })) {
    const path = join(folder, entry.name)
    const place = { organizationId, parentId, name: entry.name, accountId, now: app.now() }
    if (entry.isDirectory()) {
      const made = await app.db.transact('createFolder', place)
      if (made.outcome !== 'ok') throw new Error(`the demo folder ${entry.name} could not be made: ${made.outcome}`)
      await copyIn(app, person, path, made.node.id)
    } else {
      const id = newId()
      const received = await receive(
        app,
        { organizationId, fileId: id, maxSize: app.config.maxFileSize },
        createReadStream(join(DOCUMENTS, path)),
      )
      const made = await app.db.transact('createFile', { ...place, id, received, kind: 'created' })
      if (made.outcome !== 'ok') throw new Error(`the demo file ${entry.name} could not be made: ${made.outcome}`)
      files.push({ id, name: entry.name })
    }
  }
  return files
}
