import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { AccountKind } from '@moorage/api'
import type { Actor } from '../../access/actor.ts'
import { newId } from '../../access/new-id.ts'
import type { App } from '../../app.ts'
import { diskBlobs } from '../../storage/blobs/disk.ts'
import { connect, connectReadOnly } from '../../storage/db/connect.ts'
import { openDb } from '../../storage/db/open.ts'
import type { transactions } from '../../transactions.ts'
import { openContent, receive } from '../content.ts'
import { nodeById, type TreeNode } from '../tree.ts'

/** A real database and blob store in a temporary folder, Anna's and Ben's My Files, and a Team Share with both. */
export async function openWorld() {
  const folder = await mkdtemp(join(tmpdir(), 'moorage-files-'))
  const file = join(folder, 'moorage.db')
  const db = await openDb<typeof transactions>(file, new URL('../../../dist/run/writer.js', import.meta.url))
  const blobs = await diskBlobs(join(folder, 'blobs'))
  const clock = { now: 1_700_000_000_000 }
  const app: Pick<App, 'db' | 'blobs' | 'now'> = { db, blobs, now: () => clock.now }
  const organizationId = newId()

  const person = (name: string) => ({
    ...{ id: newId(), name, email: `${name.toLowerCase()}@example.test`, passwordHash: '-', now: clock.now },
  })
  const [admin, anna, ben] = [person('Administrator'), person('Anna'), person('Ben')]
  await db.transact('setUpInstallation', {
    organization: { id: organizationId, name: 'Example', quota: null },
    person: admin,
    codeHash: undefined,
  })
  const myFiles: string[] = []
  for (const one of [anna, ben]) myFiles.push(await db.transact('createAccount', { ...one, organizationId, kind: 'standard' }))
  const team = await db.transact('createTeamShare', {
    organizationId,
    name: 'Team',
    maker: { accountId: anna.id, accountName: 'Anna' },
    subscribers: [
      { accountId: anna.id, role: 'co-owner' },
      { accountId: ben.id, role: 'editor' },
    ],
    now: clock.now,
  })

  const actor = ({ id, name, email }: typeof anna, kind: AccountKind = 'standard'): Actor => ({
    organizationId,
    accountId: id,
    name,
    email,
    kind,
  })
  const world = {
    app,
    clock,
    organizationId,
    team,
    admin: actor(admin, 'system-administrator'),
    anna: { ...actor(anna), myFiles: myFiles[0] as string },
    ben: { ...actor(ben), myFiles: myFiles[1] as string },

    node: async (id: string): Promise<TreeNode> => {
      const found = await nodeById(db.read, organizationId, id)
      if (!found) throw new Error('no such node')
      return found
    },
    folder: async (parentId: string, name: string): Promise<string> => {
      const made = await db.transact('createFolder', { organizationId, parentId, name, accountId: anna.id, now: clock.now })
      if (made.outcome !== 'ok') throw new Error(made.outcome)
      return made.node.id
    },
    file: async (parentId: string, name: string, content = ''): Promise<string> => {
      const id = newId()
      const received = await world.receive(id, content)
      const args = { organizationId, parentId, id, name, received, kind: 'upload' as const, accountId: anna.id, now: clock.now }
      const made = await db.transact('createFile', args)
      if (made.outcome !== 'ok') throw new Error(made.outcome)
      return id
    },
    receive: (fileId: string, content: string | Buffer) =>
      receive(app, { organizationId, fileId, maxSize: 1e9 }, Readable.from([Buffer.from(content)])),
    read: async (fileId: string, revisionId?: string) => {
      const content = await openContent(app, { organizationId, fileId, revisionId })
      return content && text(await content.open())
    },
    /** an editing session of `accountId` on the file */
    grant: async (fileId: string, accountId = anna.id, client = 'built-in') =>
      (
        await db.transact('createGrant', {
          organizationId,
          accountId,
          client,
          nodeId: fileId,
          revisionId: null,
          ceiling: 'edit',
          now: clock.now,
        })
      ).id,
    lock: (fileId: string, grantId: string, lock: string, operation: 'Lock' | 'RefreshLock' | 'Unlock' = 'Lock', accountId = anna.id) =>
      db.transact('lockFile', {
        ...{
          organizationId,
          fileId,
          grantId,
          accountId,
          accountName: accountId === ben.id ? 'Ben' : 'Anna',
          client: 'built-in',
          now: clock.now,
        },
        request: { operation, lock },
      }),
    /** writes past the domain, to arrange what it would not */
    arrange: (script: string) => {
      const connection = connect(file)
      connection.exec(script)
      connection.close()
    },
    /** how SQLite would go about a query, step by step */
    explain: async (query: string, parameters: readonly unknown[]): Promise<string[]> => {
      const connection = connectReadOnly(file)
      const steps = (
        connection.prepare(`explain query plan ${query}`) as unknown as { all(...values: unknown[]): { detail: string }[] }
      ).all(...parameters)
      connection.close()
      return steps.map(({ detail }) => detail)
    },
    close: async () => {
      await db.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
  return world
}
export type World = Awaited<ReturnType<typeof openWorld>>
