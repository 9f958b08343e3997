import { randomBytes } from 'node:crypto'
import type { Actor } from '../access/actor.ts'
import { base32 } from '../access/base32.ts'
import type { App } from '../app.ts'
import { noteEvent, tally } from '../editing-sessions/recorder.ts'
import { SESSION_ID_LENGTH } from '../editing-sessions/sessions.ts'
import type { FileNode } from './reach.ts'

type Handles = Pick<App, 'db' | 'log' | 'now'>

interface Failed {
  actor: Actor
  node: FileNode
  /** the editor's id */
  client: string
  action: 'edit' | 'view'
  stage: string | undefined
  /** a sentence, as the person saw it */
  why: string
}

/**
 * An opening that its editor failed at before there was anything to launch: it has a number too, by which whoever
 * reads it out is helped. Answers the number.
 */
export async function failedOpening(app: Handles, { actor, node, client, action, stage = '', why }: Failed): Promise<string> {
  const id = base32(randomBytes(16), SESSION_ID_LENGTH)
  const now = app.now()
  await app.db.transact('beginFailedSession', {
    ...{ id, organizationId: actor.organizationId, accountId: actor.accountId, accountName: actor.name },
    ...{ nodeId: node.id, nodeName: node.name, nodeRoot: node.root_id, client, action, stage: stage || null, now },
  })
  noteEvent(app, { sessionId: id, at: now, source: 'server', name: 'open-failed', detail: why })
  tally(app, id, { lastAt: now, failures: 1 })
  return id
}
