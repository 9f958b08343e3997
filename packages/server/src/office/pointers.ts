import type { Pointer } from '@moorage/wopi'
import type { App } from '../app.ts'
import type { TreeNode } from '../files/tree.ts'
import { tokenFor } from './access-token.ts'
import { containerSrc, ecosystemSrc, wopiSrc } from './addresses.ts'

type Handles = Pick<App, 'db'>
type By = { grant: { id: string }; editor: { wopiOrigin: string } }

/**
 * Addresses that carry a token. WOPI: such a token must not outlive the one that was presented, nor open more. All
 * of them are derived from the same grant: they end with it, and rights are read anew whenever one is used.
 */
export const filePointer = async (app: Handles, { grant, editor }: By, node: Pick<TreeNode, 'id' | 'name'>): Promise<Pointer> => ({
  name: node.name,
  url: `${wopiSrc(editor, node.id)}?access_token=${tokenFor(app, grant.id, { kind: 'file', id: node.id })}`,
})

export const containerPointer = async (app: Handles, { grant, editor }: By, node: Pick<TreeNode, 'id' | 'name'>): Promise<Pointer> => ({
  name: node.name,
  url: `${containerSrc(editor, node.id)}?access_token=${tokenFor(app, grant.id, { kind: 'container', id: node.id })}`,
})

export const ecosystemUrl = async (app: Handles, { grant, editor }: By): Promise<string> =>
  `${ecosystemSrc(editor)}?access_token=${tokenFor(app, grant.id, { kind: 'ecosystem' })}`
