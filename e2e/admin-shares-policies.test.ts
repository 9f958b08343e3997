import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Portal, row } from './portal-browser.ts'

let portal: Portal
let page: Page
beforeAll(async () => {
  portal = await Portal.start()
  ;({ page } = await portal.open('admin@demo.test'))
})
afterAll(() => portal?.stop())

test('a Team Share is created, somebody subscribed as Viewer, made Editor, and taken off with Undo', async () => {
  const { page: bens } = await portal.open('ben@demo.test')
  await page.goto('/admin/team-shares')
  await page.getByRole('button', { name: 'Create Team Share' }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Harbour plans')
  await page.getByRole('dialog').getByRole('button', { name: 'Create Team Share' }).click()

  const panel = page.getByRole('dialog', { name: 'Subscribers of Harbour plans' })
  await panel.getByText('Nobody is subscribed yet').waitFor()
  await panel.getByRole('combobox', { name: 'Person' }).pressSequentially('ben')
  await page.getByRole('option', { name: /Ben Okafor/ }).click()
  await panel.getByRole('combobox', { name: 'Role', exact: true }).selectOption('Viewer')
  await panel.getByRole('button', { name: 'Subscribe' }).click()
  const role = panel.getByRole('combobox', { name: 'Role of Ben Okafor' })
  await role.waitFor()
  expect(await role.inputValue()).toBe('viewer')
  await bens.goto('/files')
  await bens.getByRole('link', { name: 'Harbour plans' }).click()
  await bens.getByText('This folder is empty.').waitFor()

  await role.selectOption('Editor')
  await expect
    .poll(async () => (await portal.server.signIn('ben@demo.test')).get('/api/me').then((me) => JSON.stringify(me)))
    .toMatch(/"name":"Harbour plans".*?"write":true/)
  await panel.getByRole('button', { name: 'Unsubscribe Ben Okafor' }).click()
  await panel.getByText('Nobody is subscribed yet').waitFor()
  await panel.getByRole('button', { name: 'Undo' }).click()
  await role.waitFor()
  expect(await role.inputValue()).toBe('editor')
  await bens.context().close()
})

test('lowering a policy says what it lowers below, one that is forbidden above says why, and raising it has an Undo', async () => {
  await page.goto('/admin/policies')
  const policy = page.getByRole('region', { name: 'Allow users to share files' })
  await policy.getByRole('radio', { name: 'Off' }).click()
  const question = page.getByRole('alertdialog')
  await question.getByText(/Raising it here later does not raise/).waitFor()
  await question.getByRole('button', { name: 'Set to Off' }).click()
  await policy.getByText('In effect: Off').waitFor()

  await page.getByRole('combobox', { name: 'Organization' }).click()
  await page.getByRole('option', { name: 'Harbour & Pier Ltd' }).click()
  await policy.getByText('because All Organizations says so').waitFor()
  await policy.getByText('All Organizations allows no more than Off.').waitFor()
  // the pages that follow stay with this organization
  await page.getByRole('link', { name: 'Team Shares', exact: true }).click()
  await expect.poll(() => page.getByRole('combobox', { name: 'Organization' }).inputValue()).toBe('Harbour & Pier Ltd')
  await page.goBack()

  await policy.getByRole('link', { name: 'Show All Organizations' }).click()
  await policy.getByText('as set here').waitFor()
  await policy.getByRole('radio', { name: 'On' }).click()
  await page.locator('.fui-Toast', { hasText: 'Allow users to share files: On' }).getByRole('button', { name: 'Undo' }).click()
  await policy.getByText('In effect: Off').waitFor()
  await policy.getByRole('radio', { name: 'On' }).click()
  await policy.getByText('In effect: On').waitFor()
  // what was lowered below is raised with its own button
  await policy.getByRole('button', { name: /^Set it in \d+ organizations? below too/ }).click()
  await question.getByRole('button', { name: 'Set it everywhere below' }).click()
  await question.waitFor({ state: 'detached' })
})

test('a file is shared with a person, who finds it under Shared with me and opens it as it was shared', async () => {
  const { page: annas } = await portal.open('anna@demo.test')
  const { page: bens } = await portal.open('ben@demo.test')
  await bens.goto('/shared')
  await bens.getByText('Nothing is shared with you yet').waitFor()
  await annas.goto('/files')
  await row(annas, 'Start here.docx').getByRole('gridcell').first().click()
  await annas.getByRole('button', { name: 'Share', exact: true }).click()
  const share = annas.getByRole('dialog')
  await share.getByRole('combobox').pressSequentially('ben')
  await annas.getByRole('option', { name: /Ben Okafor/ }).click()
  await share.getByRole('button', { name: 'Share', exact: true }).click()
  await share.getByRole('button', { name: 'Ben Okafor: Can edit' }).waitFor()
  // it appears there without being asked for
  await row(bens, 'Start here.docx').waitFor()
  await annas.keyboard.press('Escape')
  await share.waitFor({ state: 'detached' })
  await annas.context().close()
  await bens.context().close()
})

test('the activity is filtered by what and by person, in its address, and comes as CSV with the same filters', async () => {
  await page.goto('/admin/activity')
  await page.getByText('Administrator created the Team Share Harbour plans').waitFor()
  await page.getByRole('combobox', { name: 'What' }).selectOption('Policies')
  await expect.poll(() => page.getByText('created the Team Share').count()).toBe(0)
  await page.getByText('Administrator changed a policy of').first().waitFor()
  expect(page.url()).toContain('group=policy')

  const started = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download CSV' }).click()
  const csv = await readFile(await (await started).path(), 'utf8')
  expect(csv).toContain('policy')
  expect(csv).not.toContain('Harbour plans')

  await page.getByRole('combobox', { name: 'What' }).selectOption('Everything')
  await page.getByRole('combobox', { name: 'Person' }).pressSequentially('ben')
  await page.getByRole('option', { name: /Ben Okafor/ }).click()
  await expect.poll(() => page.getByText('Administrator created').count()).toBe(0)
  await page.getByText('Ben Okafor signed in').first().waitFor()
  await page.reload()
  await expect.poll(() => page.getByRole('combobox', { name: 'Person' }).inputValue()).toBe('Ben Okafor')
})
