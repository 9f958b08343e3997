import { type Abilities, LAUNCH_FILMS, type LaunchFilmName } from '@moorage/api'
import type { Actor } from '../../access/actor.ts'
import { accountByEmail, emailKey } from '../../accounts/accounts.ts'
import { TEST_PEOPLE } from '../../accounts/test-people.ts'
import type { App } from '../../app.ts'
import type { TreeNode } from '../../files/tree.ts'
import { firstDiscovery } from '../../office/discovery.ts'
import { editorOrderOf } from '../../office/editor-order.ts'
import { type Entitlement, entitlementOf, environmentOf } from '../../office/entitlement.ts'
import { microsoft365 } from '../../office/microsoft-365.ts'
import { isListed, type Way, waysOf } from '../../office/opening.ts'
import type { Editor } from '../../office/registry.ts'
import { ALL_ORGANIZATIONS } from '../../organizations/organizations.ts'

export interface Client {
  editor: Editor
  /** for people, in a sentence */
  name: string
  /** the built-in editor, under whatever name */
  ours: boolean
  /** not Microsoft’s own: its films are stamped */
  rehearsal: boolean
}

const ALL: Abilities = { read: true, download: true, write: true, rename: true, move: true, delete: true, restore: false }
/** an ordinary unlocked file of that kind, as the first account would have it */
const fileOf = (extension: string) => ({ kind: 'file', extension, size: 20_000, lock_id: null, lock_expires_at: null }) as TreeNode

/** The test accounts that have been made. */
export async function testersOf(app: Pick<App, 'db'>): Promise<Actor[]> {
  const known = await Promise.all(TEST_PEOPLE.map(({ email }) => app.db.read.get(accountByEmail, { emailKey: emailKey(email) })))
  return TEST_PEOPLE.flatMap(({ email, name }, index): Actor[] => {
    const account = known[index]
    return account ? [{ organizationId: account.organizationId, accountId: account.id, name, email, kind: 'standard' }] : []
  })
}

/** Until the accounts are made, they are what they will be: testers in an organization that may edit. */
async function entitlement(app: App): Promise<Entitlement> {
  const [tester] = await testersOf(app)
  if (tester) return entitlementOf(app, tester)
  const { state } = microsoft365(app)
  return {
    personName: TEST_PEOPLE[0].name,
    systemAdministrator: false,
    order: await editorOrderOf(app, ALL_ORGANIZATIONS),
    rollout: () => undefined,
    microsoft365: { state, stage: { tester: true, staysOnTest: false }, guest: false },
  }
}

const isOurs = ({ config }: Pick<App, 'config'>, { discoveryUrl }: Editor) => discoveryUrl?.startsWith(`${config.editorOrigin}/`) ?? false

function whyNot(app: Pick<App, 'config'>, extension: string, ways: Way[]): string {
  const shown = ways.find(({ action }) => action === 'view')
  if (shown && isOurs(app, shown.editor)) return `The built-in editor shows .${extension} files but does not change them.`
  return shown?.why ?? ways.find(isListed)?.why ?? `No editor here opens .${extension} files.`
}

/** The editor that each film is made in, or why the one that is configured cannot do what has to be seen. */
export async function clientsOf(app: App): Promise<Record<LaunchFilmName, { client?: Client; missing?: string }>> {
  await firstDiscovery(app, { nothingOpens: false })
  const entitled = await entitlement(app)
  const { rehearsal } = microsoft365(app)
  const clientOf = (name: LaunchFilmName) => {
    const ways = waysOf(app, entitled, fileOf(LAUNCH_FILMS[name].extension), ALL)
    const way = ways.find(({ action }) => action === 'edit')
    if (!way) return { missing: whyNot(app, LAUNCH_FILMS[name].extension, ways) }
    const { editor } = way
    const ours = isOurs(app, editor)
    if (name === 'coauthoring' && ours) return { missing: 'In the built-in editor one person writes at a time, and others watch.' }
    return {
      client: {
        editor,
        name: ours ? 'the built-in editor' : editor.name,
        ours,
        rehearsal: rehearsal || environmentOf(editor) === undefined,
      },
    }
  }
  const names = Object.keys(LAUNCH_FILMS) as LaunchFilmName[]
  return Object.fromEntries(names.map((name) => [name, clientOf(name)])) as Record<LaunchFilmName, ReturnType<typeof clientOf>>
}
