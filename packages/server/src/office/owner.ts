import type { App } from '../app.ts'
import type { TreeNode } from '../files/tree.ts'
import { statement } from '../storage/db/statement.ts'

const rootOf = statement<{ organizationId: string; id: string }>()((db, arg) =>
  db.selectFrom('root').selectAll().where('organization_id', '=', arg('organizationId')).where('id', '=', arg('id')),
)

type FileOf = Pick<TreeNode, 'organization_id' | 'root_id'>

/** The root that a file is in: somebody's My Files or a Team Share. */
export const rootOfFile = (app: Pick<App, 'db'>, node: FileOf) =>
  app.db.read.get(rootOf, { organizationId: node.organization_id, id: node.root_id })
