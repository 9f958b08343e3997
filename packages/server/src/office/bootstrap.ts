import type { BootstrapStore } from '@moorage/wopi'
import type { Actor } from '../access/actor.ts'
import { rootsOf } from '../access/shares.ts'
import type { App } from '../app.ts'
import { tokenFor } from './access-token.ts'
import { BUSINESS } from './capabilities.ts'
import { rootContainer } from './ecosystem.ts'
import { NATIVE_CLIENT } from './editors.ts'
import { licenceOf } from './licence.ts'
import { ecosystemUrl } from './pointers.ts'
import { type FileNode, reach } from './reach.ts'
import { editorById } from './registry.ts'
import { actorOfToken } from './wopi-actor.ts'

type Handles = Pick<App, 'config' | 'db' | 'now'>

/**
 * Where apps begin that sign their users in themselves. Each answer starts a grant of its own for the native client;
 * the OAuth token is never a WOPI token. `authenticate` answers the account as it is now, or undefined.
 */
export function bootstrapStore(app: Handles, authenticate: (oauthToken: string) => Promise<Actor | undefined>): BootstrapStore<Actor> {
  const native = () => editorById(app, NATIVE_CLIENT)
  const newGrant = async (actor: Actor, nodeId: string, revisionId: string | null, opened?: FileNode) => {
    const { subscription } = await licenceOf(app, actor)
    return app.db.transact('createGrant', {
      organizationId: actor.organizationId,
      accountId: actor.accountId,
      client: NATIVE_CLIENT,
      nodeId,
      revisionId,
      ceiling: revisionId ? 'view' : 'edit',
      ...(subscription === 'commercial' ? { profile: BUSINESS } : {}),
      now: app.now(),
      ...(opened && {
        opened: { actor, subject: { kind: 'file', id: opened.id, name: opened.name } },
        session: { accountName: actor.name, nodeId: opened.id, nodeName: opened.name, nodeRoot: opened.root_id, action: 'edit' },
      }),
    })
  }
  /** a grant that is bound to My Files: it opens whatever its user may see */
  const atHome = async (actor: Actor) => {
    const own = (await rootsOf(app, actor)).find(({ kind }) => kind === 'personal')
    return own && newGrant(actor, own.id, null)
  }
  return {
    authenticate,
    bootstrap: async (actor) => {
      const editor = native()
      const grant = editor && (await atHome(actor))
      if (!editor || !grant) return { outcome: 'not-found' }
      return {
        ecosystemUrl: await ecosystemUrl(app, { grant, editor }),
        userId: actor.accountId,
        signInName: actor.email,
        userFriendlyName: actor.name,
      }
    },
    newAccessToken: async (actor, fileId) => {
      const found = await reach(app, actor, fileId)
      if (!found) return { outcome: 'not-found' }
      const grant = await newGrant(actor, found.node.id, found.revision?.id ?? null, found.node)
      return { outcome: 'ok', accessToken: tokenFor(app, grant.id, { kind: 'file', id: fileId }), expiresAt: grant.expiresAt }
    },
    rootContainer: async (actor) => {
      const grant = await atHome(actor)
      const token = grant && tokenFor(app, grant.id, { kind: 'ecosystem' })
      const who = token === undefined ? undefined : await actorOfToken(app, token, { kind: 'ecosystem' })
      return who ? rootContainer(app, who) : { outcome: 'not-found' }
    },
  }
}
