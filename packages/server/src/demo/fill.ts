import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { newId } from '../access/new-id.ts'
import { accountByEmail } from '../accounts/accounts.ts'
import { DEMO_ORGANIZATION, DEMO_PEOPLE } from '../accounts/demo-people.ts'
import { hashPassword } from '../accounts/password.ts'
import type { App } from '../app.ts'
import { receive } from '../files/content.ts'
import { settingOf } from '../installation.ts'

/** The documents as they lie in the package: one folder per place, folders in it as they are. */
const DOCUMENTS = fileURLToPath(new URL('../../demo/', import.meta.url))

/**
 * Fills an empty installation: organization, three people, a Team Share, real files. The mark is set before the
 * first account and completed after the last file, so that an interrupted filling is known.
 */
export async function fillDemo(app: App, password: string) {
  await app.db.transact('putSetting', { name: 'demo', value: 'filling' })
  await app.db.transact('putSetting', { name: 'demo_password', value: password })
  const organizationId = newId()
  const passwordHash = await hashPassword(password)
  const people = DEMO_PEOPLE.map(({ email, name, kind }) => ({ id: newId(), email, name, kind, passwordHash, now: app.now() }))
  const [anna, ben, admin] = people as [Person, Person, Person]
  const organization = { id: organizationId, name: DEMO_ORGANIZATION, quota: app.config.quota }
  await app.db.transact('setUpInstallation', { organization, person: admin, codeHash: undefined })
  const annasFiles = await app.db.transact('createAccount', { ...anna, organizationId })
  const bensFiles = await app.db.transact('createAccount', { ...ben, organizationId })
  const subscribers = people.map(({ id }) => ({ accountId: id, role: id === admin.id ? ('co-owner' as const) : ('editor' as const) }))
  const shared = { organizationId, name: 'Projects', maker: { accountId: anna.id, accountName: anna.name }, subscribers, now: app.now() }
  const projects = await app.db.transact('createTeamShare', shared)
  await copyIn(app, organizationId, anna.id, join(DOCUMENTS, 'anna'), annasFiles)
  await copyIn(app, organizationId, ben.id, join(DOCUMENTS, 'ben'), bensFiles)
  await copyIn(app, organizationId, anna.id, join(DOCUMENTS, 'projects'), projects)
  await app.db.transact('putSetting', { name: 'demo', value: 'filled' })
}

interface Person {
  id: string
  email: string
  name: string
  kind: (typeof DEMO_PEOPLE)[number]['kind']
  passwordHash: string
  now: number
}

async function copyIn(app: App, organizationId: string, accountId: string, folder: string, parentId: string) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    const place = { organizationId, parentId, name: entry.name, accountId, now: app.now() }
    if (entry.isDirectory()) {
      const made = await app.db.transact('createFolder', place)
      if (made.outcome !== 'ok') throw new Error(`the demo folder ${entry.name} could not be made: ${made.outcome}`)
      await copyIn(app, organizationId, accountId, path, made.node.id)
    } else {
      const id = newId()
      const received = await receive(app, { organizationId, fileId: id, maxSize: app.config.maxFileSize }, createReadStream(path))
      const made = await app.db.transact('createFile', { ...place, id, received, kind: 'created' })
      if (made.outcome !== 'ok') throw new Error(`the demo file ${entry.name} could not be made: ${made.outcome}`)
    }
  }
}

/** The password to print; one given in the settings becomes that of the demo accounts, also later. */
export async function demoPassword(app: App): Promise<string | undefined> {
  const stored = await settingOf(app, 'demo_password')
  const wanted = app.config.demoPassword
  if (wanted === undefined || wanted === stored) return stored
  const passwordHash = await hashPassword(wanted)
  for (const { email } of DEMO_PEOPLE) {
    const account = await app.db.read.get(accountByEmail, { emailKey: email })
    if (account) await app.db.transact('setPassword', { organizationId: account.organizationId, accountId: account.id, passwordHash })
  }
  await app.db.transact('putSetting', { name: 'demo_password', value: wanted })
  return wanted
}
