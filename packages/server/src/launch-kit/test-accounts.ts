import { randomBytes } from 'node:crypto'
import { AppError, type TestAccounts } from '@moorage/api'
import type { Actor } from '../access/actor.ts'
import { newId } from '../access/new-id.ts'
import { ownPlace } from '../access/shares.ts'
import { accountByEmail, emailKey } from '../accounts/accounts.ts'
import { listAccounts } from '../accounts/administration.ts'
import { hashPassword } from '../accounts/password.ts'
import { isTestPerson, TEST_PEOPLE } from '../accounts/test-people.ts'
import type { App } from '../app.ts'
import { copyIn } from '../demo/arranging.ts'
import { nodeById } from '../files/tree.ts'
import { childrenOf } from '../files/walk.ts'
import { originOf } from '../organizations/hostnames.ts'
import { ALL_ORGANIZATIONS } from '../organizations/organizations.ts'
import { effectivePolicy, POLICY_WORDS } from '../organizations/policies.ts'

const ORGANIZATION = 'Microsoft verification'
/** in the package: one file of every kind that Microsoft's flows need */
const DOCUMENTS = 'verification'
const POLICY = 'microsoft-365'

const newPassword = () => randomBytes(12).toString('base64url')

/**
 * Microsoft's two test accounts, in an organization of their own that nobody else's people pickers show: both testers,
 * with the policy that lets them edit. Where they exist they are put back as they were: new passwords, every sign-in
 * session ended, what lay in their My Files deleted, fresh files. No mail is sent.
 */
export async function makeTestAccounts(app: App, by: Pick<Actor, 'name'>): Promise<TestAccounts> {
  const passwords = TEST_PEOPLE.map(newPassword)
  const known = await Promise.all(TEST_PEOPLE.map(({ email }) => app.db.read.get(accountByEmail, { emailKey: emailKey(email) })))
  const organizationId = (await organizationOf(app, known)) ?? (await makeOrganization(app))
  const actors: Actor[] = []
  for (const [index, { email, name }] of TEST_PEOPLE.entries()) {
    const passwordHash = await hashPassword(passwords[index] as string)
    const account = known[index]
    const actor: Actor = { organizationId, accountId: account?.id ?? newId(), name, email, kind: 'standard' }
    if (account) {
      await app.db.transact('changeAccount', { organizationId, accountId: account.id, name, kind: actor.kind })
      await app.db.transact('enableAccount', { organizationId, accountId: account.id })
      await app.db.transact('setPassword', { organizationId, accountId: account.id, passwordHash })
      await app.db.transact('endSessions', { organizationId, accountId: account.id })
      await emptyMyFiles(app, actor)
    } else {
      const { accountId: id, kind } = actor
      await app.db.transact('createAccount', { organizationId, id, email, name, kind, passwordHash, now: app.now() })
    }
    await app.db.transact('addTester', { organizationId, accountId: actor.accountId, addedBy: by.name, now: app.now() })
    actors.push(actor)
  }
  const [first, second] = actors as [Actor, Actor]
  const files = await copyIn(app, { organizationId, id: first.accountId }, DOCUMENTS, await myFilesOf(app, first))
  for (const { id: fileId } of files)
    await app.db.transact('shareFile', {
      ...{ organizationId, fileId, accountId: second.accountId, role: 'editor', by: first.accountId, now: app.now() },
    })
  const attention = await heldBack(app, organizationId)
  return {
    address: `${originOf(app, organizationId)}/sign-in`,
    organization: ORGANIZATION,
    accounts: TEST_PEOPLE.map(({ email }, index) => ({ email, password: passwords[index] as string })),
    files: files.map(({ name }) => name).sort(),
    ...(attention === undefined ? {} : { attention }),
  }
}

type Known = { organizationId: string; organizationName: string; email: string } | undefined

/** Where they are already: together, and in no organization of other people's. */
async function organizationOf(app: App, known: Known[]): Promise<string | undefined> {
  const [account, other] = known.filter((one) => one !== undefined)
  if (!account) return undefined
  const { organizationId, organizationName, email } = account
  const apart = other !== undefined && other.organizationId !== organizationId
  const { accounts } = await listAccounts(app, [organizationId], { offset: 0, limit: TEST_PEOPLE.length + 1 })
  if (!apart && (organizationName === ORGANIZATION || accounts.every((one) => isTestPerson(one.email)))) return organizationId
  throw new AppError('NAME_TAKEN', {
    detail: `${email} is an account of ${organizationName} already, beside other people. The test accounts need an organization of their own: name theirs “${ORGANIZATION}” if it is meant for them.`,
  })
}

async function makeOrganization(app: App): Promise<string> {
  const id = newId()
  const now = app.now()
  await app.db.transact('createOrganization', {
    id,
    parentId: ALL_ORGANIZATIONS,
    name: ORGANIZATION,
    hostname: null,
    quota: app.config.quota,
    now,
  })
  const { above } = await effectivePolicy(app, id, POLICY)
  // nothing may be higher than what is above it
  const value = above?.value ?? 'edit'
  await app.db.transact('setPolicy', { organizationId: id, policy: POLICY, value, running: 'finish', below: false, now })
  return id
}

async function myFilesOf(app: App, actor: Actor): Promise<string> {
  const id = await ownPlace(app, actor)
  if (id === undefined) throw new Error('every account has its My Files')
  return id
}

async function emptyMyFiles(app: App, actor: Actor) {
  const { organizationId, accountId } = actor
  const folder = await nodeById(app.db.read, organizationId, await myFilesOf(app, actor))
  const ids: string[] = []
  if (folder) for await (const { id } of childrenOf(app.db.read, folder)) ids.push(id)
  if (ids.length === 0) return
  const { outcome } = await app.db.transact('deleteNodes', { organizationId, ids, accountId, now: app.now() })
  if (outcome === 'locked')
    throw new AppError('LOCKED', { detail: `${actor.email} has a file open: close it, or wait until its lock has expired, and try again.` })
}

/** Raising a policy above would give Microsoft 365 to others too, so that is left to a person. */
async function heldBack(app: App, organizationId: string): Promise<string | undefined> {
  const { value, from } = await effectivePolicy(app, organizationId, POLICY)
  if (value === 'edit') return undefined
  return `The policy Microsoft 365 Integration is ${POLICY_WORDS[value]} for them, because of ${from.name}: set it to Edit there and for ${ORGANIZATION} before they can edit.`
}
