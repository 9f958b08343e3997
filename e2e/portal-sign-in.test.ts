import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Portal } from './portal-browser.ts'

let portal: Portal
beforeAll(async () => {
  portal = await Portal.start()
})
afterAll(() => portal?.stop())

async function fresh(path: string): Promise<Page> {
  const context = await portal.browser.newContext({ baseURL: portal.server.portal, locale: 'en-US' })
  const page = await context.newPage()
  await page.goto(path)
  return page
}

test('one click on a card signs in and shows real files, "Start here.docx" first', async () => {
  const page = await fresh('/')
  await page.getByText('For a second person use a private window.').waitFor()
  for (const name of ['Anna', 'Ben', 'Admin'])
    expect(await page.getByRole('button', { name: new RegExp(`Sign in as ${name}`) }).count()).toBe(1)
  await page.getByRole('button', { name: /Sign in as Anna/ }).click()
  await page.locator('[role=row][data-id]').first().waitFor()
  expect(await page.locator('[role=row][data-id]').first().getByRole('link').textContent()).toBe('Start here.docx')
  expect(await page.getByRole('dialog').count()).toBe(0)
  await page.context().close()
})

test('the people of the other organizations wait behind one button, and sign in as fast', async () => {
  const page = await fresh('/sign-in')
  const more = page.getByRole('button', { name: 'More people of the demo' })
  await more.waitFor()
  expect(await page.getByRole('button', { name: /Sign in as/ }).count()).toBe(3)
  await more.press('Enter')
  await page.getByRole('heading', { name: 'Pier 4 Works, below Harbour & Pier Ltd' }).waitFor()
  expect(await page.getByRole('button', { name: /Sign in as/ }).count()).toBe(8)
  await page.getByRole('button', { name: /Sign in as Noor Haddad/ }).click()
  await page.getByRole('link', { name: 'Inspection report.docx' }).waitFor()
  await page.context().close()
})

test('a wrong password is said at the form, and an empty field at the field', async () => {
  const page = await fresh('/sign-in')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByText('Enter your email address.').waitFor()
  await page.getByLabel('Email address').fill('anna@demo.test')
  await page.getByRole('textbox', { name: 'Password' }).fill('not-it')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByText('Email address or password is wrong.').waitFor()
  await page.getByRole('textbox', { name: 'Password' }).fill(portal.server.password ?? '')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('heading', { name: 'My Files' }).waitFor()
  await page.context().close()
})

test('after signing in one is where one wanted to go', async () => {
  const page = await fresh('/search?q=b%C3%BCdget')
  await page.waitForURL(/\/sign-in\?next=%2Fsearch/)
  await page.getByRole('button', { name: /Sign in as Ben/ }).click()
  await page.waitForURL('**/search?q=b%C3%BCdget')
  await page.getByRole('link', { name: 'Büdget 2026.xlsx', exact: true }).waitFor()
  await page.context().close()
})

test('signing out in one tab leads to the sign-in page, and the other tab follows at its next step', async () => {
  const { context, page } = await portal.open('ben@demo.test')
  const other = await context.newPage()
  await page.goto('/files')
  await other.goto('/files')
  await page.getByRole('button', { name: /Account of/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click()
  await page.waitForURL('**/sign-in')
  await other.getByRole('link', { name: 'Projects' }).click()
  await other.waitForURL(/\/sign-in\?next=/)
  await context.close()
})

test('signing out everywhere asks first', async () => {
  const { context, page, visitor } = await portal.open('ben@demo.test')
  await page.goto('/files')
  await page.getByRole('button', { name: /Account of/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out everywhere' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out everywhere' }).click()
  await page.waitForURL('**/sign-in')
  expect((await visitor.fetch('/api/me')).status).toBe(401)
  await context.close()
})

test('the chosen theme stays after a reload', async () => {
  const { context, page } = await portal.open('anna@demo.test', { colorScheme: 'light' })
  await page.goto('/files')
  await page.getByRole('button', { name: /Account of/ }).click()
  await page.getByRole('menuitemradio', { name: 'Dark' }).click()
  await page.reload()
  await page.getByRole('heading', { name: 'My Files' }).waitFor()
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
  const ground = await page.locator('main').evaluate((element) => getComputedStyle(element).backgroundColor)
  expect(ground).toBe('rgb(41, 41, 41)')
  await context.close()
})

test('nothing is asked of any other host, and nothing breaks the content security policy', async () => {
  const { context, page } = await portal.open()
  const foreign: string[] = []
  const complaints: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(portal.server.portal) && !/^(data|blob):/.test(request.url())) foreign.push(request.url())
  })
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto('/files')
  await page.getByRole('link', { name: 'Start here.docx' }).waitFor()
  await page.goto('/unsaved')
  await page.getByText('No unsaved work').waitFor()
  await page.goto('/files')
  await page.locator('[role=row][data-id]').first().click({ button: 'right' })
  await page.getByRole('menu').waitFor()
  expect(foreign).toEqual([])
  expect(complaints).toEqual([])
  await context.close()
})
