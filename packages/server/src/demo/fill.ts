import { newId } from '../access/new-id.ts'
import { accountByEmail } from '../accounts/accounts.ts'
import { DEMO_ORGANIZATIONS, DEMO_PEOPLE } from '../accounts/demo-people.ts'
import { hashPassword } from '../accounts/password.ts'
import type { App } from '../app.ts'
import { settingOf } from '../installation.ts'
import { ALL_ORGANIZATIONS } from '../organizations/organizations.ts'
import { type Arranging, arranging, type Person } from './arranging.ts'

/**
 * Fills an empty installation: two organizations, one below the first, their people, Team Shares and real files. The
 * data folder keeps in mind that it is being filled, so that one that a crash cut short is begun again.
 */
export async function fillDemo(app: App, password: string) {
  await app.db.transact('putSetting', { name: 'demo', value: '1' })
  await app.db.transact('putSetting', { name: 'demo_password', value: password })
  const { harbour, pier4, kestrel } = DEMO_ORGANIZATIONS
  const organization = { id: newId(), name: harbour.name }
  const admin: Person = { ...harbour.people[2], id: newId(), organizationId: organization.id }
  const passwordHash = await hashPassword(password)
  await app.db.transact('setUpInstallation', {
    organization: { ...organization, quota: app.config.quota },
    person: { id: admin.id, email: admin.email, name: admin.name, passwordHash, now: app.now() },
    codeHash: undefined,
  })
  const arrange = () => arranging(app, admin, passwordHash)
  // told one after the other, however their doing is mixed
  const [inHarbour, inPier4, inKestrel, above] = [arrange(), arrange(), arrange(), arrange()] as const
  inHarbour.tell('set-up', organization.id, { kind: 'organization', ...organization })
  const all = { id: ALL_ORGANIZATIONS, name: 'All Organizations' }
  await Promise.all([
    fillHarbour(inHarbour, organization.id, admin),
    inPier4.organization(pier4.name, organization).then(({ id }) => fillPier4(inPier4, id)),
    inKestrel.organization(kestrel.name, all).then(({ id }) => fillKestrel(inKestrel, id)),
  ])
  // so that there is a limit to be seen that the suborganization has from above; nobody has Microsoft 365 while it is off
  await above.policy(all, 'microsoft-365', 'edit', false)
  await above.policy(organization, 'microsoft-365', 'view', true)
  for (const part of [inHarbour, inPier4, inKestrel, above]) await part.tellAll()
}

async function fillHarbour(arrange: Arranging, organizationId: string, admin: Person) {
  const [anna, ben] = DEMO_ORGANIZATIONS.harbour.people
  const [annas, bens] = await Promise.all([arrange.account(organizationId, anna), arrange.account(organizationId, ben)])
  const projects = await arrange.teamShare(organizationId, 'Projects', annas, [
    [annas, 'editor'],
    [bens, 'editor'],
    [admin, 'co-owner'],
  ])
  await Promise.all([
    arrange.copyIn(annas, 'anna', annas.myFiles),
    arrange.copyIn(bens, 'ben', bens.myFiles),
    arrange.copyIn(annas, 'projects', projects),
  ])
}

async function fillPier4(arrange: Arranging, organizationId: string) {
  const [carmen, lukas, noor] = DEMO_ORGANIZATIONS.pier4.people
  const [carmens, lukass, noors] = await Promise.all([
    arrange.account(organizationId, carmen),
    arrange.account(organizationId, lukas),
    arrange.account(organizationId, noor),
  ])
  const site = await arrange.teamShare(organizationId, 'Pier 4 site', lukass, [
    [carmens, 'viewer'],
    [lukass, 'editor'],
  ])
  const [own, shared] = await Promise.all([
    arrange.copyIn(lukass, 'pier-4/lukas', lukass.myFiles),
    arrange.copyIn(lukass, 'pier-4/site', site),
  ])
  for (const file of own) await arrange.share(lukass, file, noors, 'editor')
  for (const file of shared) if (file.name === 'Safety rules.md') await arrange.share(lukass, file, noors, 'viewer')
}

async function fillKestrel(arrange: Arranging, organizationId: string) {
  const [elin, tariq] = DEMO_ORGANIZATIONS.kestrel.people
  const [elins, tariqs] = await Promise.all([arrange.account(organizationId, elin), arrange.account(organizationId, tariq)])
  const library = await arrange.teamShare(organizationId, 'Town library', tariqs, [
    [elins, 'co-owner'],
    [tariqs, 'editor'],
  ])
  const [own] = await Promise.all([
    arrange.copyIn(tariqs, 'kestrel/tariq', tariqs.myFiles),
    arrange.copyIn(tariqs, 'kestrel/library', library),
  ])
  for (const file of own) if (file.name === 'Fee proposal.docx') await arrange.share(tariqs, file, elins, 'editor')
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
