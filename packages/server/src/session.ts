import type { Actor } from './access/actor.ts'
import { rootsOf } from './access/shares.ts'
import { accountByEmail, emailKey } from './accounts/accounts.ts'
import { type App, openApp } from './app.ts'
import { asServed } from './data-folder.ts'
import { nameKey } from './files/names.ts'
import { childByKey, nodeById, type TreeNode } from './files/tree.ts'
import { createLog } from './log.ts'
import { tokenFor } from './office/access-token.ts'
import { wopiSrc } from './office/addresses.ts'
import { isTestProfile, TEST_PROFILES } from './office/capabilities.ts'
import { editorEntries, TEST_CLIENT } from './office/editors.ts'
import { microsoft365 } from './office/microsoft-365.ts'
import { type CommandLine, loadConfig } from './settings-file.ts'

export interface TestSession {
  wopiSrc: string
  accessToken: string
  /** absolute expiry, epoch milliseconds */
  accessTokenTtl: number
}

interface SessionOptions extends Pick<CommandLine, 'config' | 'data'> {
  user: string
  /** "/My Files/…" or "/<Team Share>/…" */
  path: string
  view: boolean
  /** a name of TEST_PROFILES; default web */
  profile?: string | undefined
}

/** `moorage session`: a grant for the client `test`, made beside a running server: the database takes both. */
export async function session(options: SessionOptions, environment: NodeJS.ProcessEnv): Promise<TestSession> {
  const { config: file, data, user, path, view, profile = 'web' } = options
  if (!isTestProfile(profile)) throw new Error(`There is no profile “${profile}”; there is: ${Object.keys(TEST_PROFILES).join(', ')}.`)
  const { config: asked } = loadConfig({ config: file, data, demo: false, options: {} }, environment)
  const config = asServed(asked)
  const { app, close } = await openApp(config, createLog('error'))
  try {
    const test = editorEntries(config, microsoft365(app), []).find(({ id }) => id === TEST_CLIENT)
    if (!test) throw new Error('The client “test” does not exist here: serve with --demo, or set testClient: true in the settings file.')
    const account = await app.db.read.get(accountByEmail, { emailKey: emailKey(user) })
    if (!account || account.disabledAt !== null || account.blocked === 1) throw new Error(`There is no account ${user} that could sign in.`)
    const { organizationId, id: accountId, name, email, kind } = account
    const node = await fileAt(app, { organizationId, accountId, name, email, kind }, path)
    const place = { organizationId, accountId, client: test.id, nodeId: node.id, revisionId: null }
    const ceiling = view ? 'view' : 'edit'
    const { id, expiresAt } = await app.db.transact('createGrant', { ...place, ceiling, profile, now: app.now() })
    const accessToken = tokenFor(app, id, { kind: 'file', id: node.id })
    return { wopiSrc: wopiSrc(test, node.id), accessToken, accessTokenTtl: expiresAt }
  } finally {
    await close()
  }
}

async function fileAt(app: App, actor: Actor, path: string): Promise<TreeNode> {
  const [first, ...names] = path.split('/').filter(Boolean)
  const roots = await rootsOf(app, actor)
  const root = roots.find(({ name }) => nameKey(name) === nameKey(first ?? ''))
  if (!root) throw new Error(`${actor.email} sees no “${first ?? ''}”; there is: ${roots.map(({ name }) => `/${name}`).join(', ')}`)
  let node = await nodeById(app.db.read, actor.organizationId, root.id)
  for (const name of names) node = node && (await childByKey(app.db.read, actor.organizationId, node.id, nameKey(name)))
  if (node?.kind !== 'file') throw new Error(`There is no file ${path} for ${actor.email}.`)
  return node
}
