import type { App } from '../app.ts'
import { type Content, openRevision } from '../files/content.ts'
import type { Reached } from './reach.ts'

/** The bytes of a file that was reached: the newest, as its row has them all but their place, or an old revision's. */
export async function openReached(app: Pick<App, 'blobs' | 'db'>, { node, revision }: Reached): Promise<Content | undefined> {
  const { id: revisionId, size, version, sha256, created_at } = revision ?? { ...node, id: node.revision_id, created_at: node.modified_at }
  if (revisionId === null || sha256 === null) return undefined
  const file = { organizationId: node.organization_id, fileId: node.id }
  return openRevision(app, file, { revisionId, size, version, sha256, modifiedAt: created_at })
}
